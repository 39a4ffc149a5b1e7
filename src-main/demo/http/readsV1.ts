/** The v1 reads: bare arrays, milliseconds, other field names, and what v2 does not have (plans, critical jobs). */
import * as z from 'zod';
import { criticalJobs, criticalStartOf, criticalViewAt, type CriticalView } from '../critical.ts';
import { machineOf } from '../jobLog.ts';
import { likePattern } from '../oql/applyOql.ts';
import { known, type PlanJob, type SimulatedPlan } from '../planModel.ts';
import { jobStateAt } from '../state.ts';
import { dependenciesStats } from '../wire/dependencies.ts';
import { jobKeyOf } from '../wire/jobs.ts';
import { engineInfoV1 } from '../wire/smallObjects.ts';
import { instant, machineName } from '../wire/values.ts';
import { type Answer, type Ask, badRequest, json, noSuchPath, Refused } from './answer.ts';
import type { Profile, Route } from './route.ts';

const text = z.string().optional();
const jobFilter = z.looseObject({
  jobName: text,
  jobStreamName: text,
  workstationName: text,
  statusList: z.array(z.string()).optional(),
  critical: z.boolean().optional(),
  late: z.boolean().optional(),
});
const criticalFilter = z.looseObject({ jobName: text, jobStreamName: text, workstationName: text, alertLevelList: z.array(z.string()).optional() });
const body = z
  .looseObject({ filters: z.looseObject({ jobInPlanFilter: jobFilter.optional(), criticalJobInPlanFilter: criticalFilter.optional() }).optional() })
  .nullable();

export function v1Routes(plan: SimulatedPlan, profile: Profile): Route[] {
  const filtersOf = (ask: Ask) => {
    const parsed = body.safeParse(ask.body);
    if (!parsed.success) throw new Refused(badRequest('The body of the query is not valid.'));
    return parsed.data?.filters;
  };
  const inCurrent = (answer: (ask: Ask) => Answer) => (ask: Ask, planId: string | undefined) =>
    planId === 'current' || planId === plan.id ? answer(ask) : noSuchPath();
  const views = (now: number) => criticalJobs(plan).map((job) => criticalViewAt(plan, job, now));
  return [
    { path: '/engine/info', answer: () => json(engineInfoV1(plan, profile)) },
    { path: '/plan/query', method: 'POST', answer: (ask) => rows(ask, [planRow(plan)]) },
    {
      path: '/plan/{id}/job/query',
      method: 'POST',
      answer: inCurrent((ask) =>
        rows(
          ask,
          [...plan.jobs.values()].filter(jobTest(plan, filtersOf(ask)?.jobInPlanFilter, ask.now)).map((job) => jobRow(plan, job, ask.now)),
        ),
      ),
    },
    {
      path: '/plan/{id}/criticaljob/query',
      method: 'POST',
      answer: inCurrent((ask) => {
        const filter = filtersOf(ask)?.criticalJobInPlanFilter;
        const found = views(ask.now).filter(({ job, alertLevel }) => isNamed(plan, job, filter) && (filter?.alertLevelList?.includes(alertLevel) ?? true));
        return rows(
          ask,
          found.map((view) => criticalRow(plan, view, ask.now)),
        );
      }),
    },
    {
      path: '/plan/{id}/criticaljob/summary_info',
      method: 'POST',
      answer: inCurrent((ask) => {
        const levels = views(ask.now).map(({ alertLevel }) => alertLevel);
        const count = (wanted: string) => levels.filter((level) => level === wanted).length;
        return json({
          numberOfCriticalJobsNoRisk: count('ON_TRACK'),
          numberOfCriticalJobsPotentialRisk: count('POTENTIAL_RISK'),
          numberOfCriticalJobsHighRisk: count('HIGH_RISK'),
          lastCritPathRecalculation: instant(ask.now),
        });
      }),
    },
  ];
}

/** `How-Many` rows, 0 for all. */
function rows(ask: Ask, found: readonly unknown[]): Answer {
  const said = String(ask.headers['how-many'] ?? '0');
  if (!/^\d{1,5}$/.test(said) || Number(said) > 10_000) throw new Refused(badRequest('The header How-Many is not valid.'));
  const wanted = Number(said);
  const shown = wanted === 0 ? found : found.slice(0, wanted);
  return { ...json(shown), headers: { 'How-Many-Returned': String(shown.length) } };
}

type Names = { readonly jobName?: string | undefined; readonly jobStreamName?: string | undefined; readonly workstationName?: string | undefined } | undefined;

function isNamed(plan: SimulatedPlan, job: PlanJob, names: Names): boolean {
  const fits = (pattern: string | undefined, name: string) => pattern === undefined || pattern === '@' || likePattern(pattern).test(name);
  return (
    fits(names?.jobName, job.name) &&
    fits(names?.jobStreamName, known(plan.streams, job.streamId).name) &&
    fits(names?.workstationName?.replace(/^\//, ''), job.workstation)
  );
}

function jobTest(plan: SimulatedPlan, filter: z.output<typeof jobFilter> | undefined, now: number): (job: PlanJob) => boolean {
  return (job) => {
    const state = jobStateAt(plan, job, now);
    return (
      isNamed(plan, job, filter) &&
      (filter?.statusList?.includes(state.common) ?? true) &&
      (filter?.critical === undefined || filter.critical === job.isCritical) &&
      (filter?.late === undefined || filter.late === state.isLate)
    );
  };
}

function planRow(plan: SimulatedPlan): Record<string, unknown> {
  return {
    key: { name: 'Symphony', type: 'CURRENT' },
    id: plan.id,
    validFrom: instant(plan.startMs),
    validTo: instant(plan.endMs),
    creationDate: instant(plan.startMs),
    runNumber: plan.runNumber,
    criticalPathEnabled: true,
    whatIfEnabled: false,
    listSecurityCheckEnabled: false,
    active: true,
    companyName: 'BANK',
    timezoneEnabled: true,
    masterWorkstationName: 'MDM1',
    masterDomainName: 'MASTERDM',
    numberOfCpu: plan.workstations.size,
  };
}

/** v1 spells some statuses its own way. */
const V1_STATUS: Readonly<Record<string, string>> = { FAIL: 'FAILED', CANCL: 'CANCEL', SUPPR: 'SUPPRESS' };

function jobRow(plan: SimulatedPlan, job: PlanJob, now: number): Record<string, unknown> {
  const stream = known(plan.streams, job.streamId);
  const state = jobStateAt(plan, job, now);
  const last = state.runs.at(-1);
  return {
    id: job.id,
    name: job.name,
    key: { name: job.name },
    workstationInPlan: { name: machineName(job.workstation), folderKey: { name: '/' } },
    jobStreamInPlan: {
      name: stream.name,
      startTime: instant(stream.schedMs),
      workstationKey: { name: machineName(stream.workstation) },
      folderKey: { name: stream.folder },
    },
    jobDefinition: {
      taskString: job.script,
      taskType: 'UNIX',
      userLogin: job.user,
      command: false,
      recoveryOption: 'STOP',
      returnCode: last?.returnCode,
      returnCodeMapping: job.successCondition,
      estimatedDuration: job.estimatedMs,
    },
    priority: job.priority,
    originalPriority: job.priority,
    jobNumber: last === undefined || last.startedMs === null ? 0 : last.run.jobNumber,
    lastInRerunChain: true,
    rerunType: last?.run.rerunType,
    rerunInstancesNumber: state.runs.length - 1,
    status: { commonStatus: state.common, internalStatus: V1_STATUS[state.status] ?? state.status, canceled: state.isCanceled },
    timeInfo: {
      actualStartTime: instant(last?.startedMs ?? null),
      estimatedDuration: job.estimatedMs,
      elapsedTime: last === undefined || last.startedMs === null ? undefined : (last.endedMs ?? now) - last.startedMs,
      actualEndTime: instant(last?.endedMs ?? null),
    },
    timeRestriction: { startTime: instant(job.startTimeMs), deadlineTime: instant(job.deadlineMs) },
    dependenciesStats: dependenciesStats(plan, job.dependencies, now),
    actualWorkstation: last === undefined || last.startedMs === null ? undefined : machineName(machineOf(plan, job, last.run)),
    position: job.position,
    actualKey: jobKeyOf(stream, job),
    noOperation: false,
    userJob: false,
  };
}

function criticalRow(plan: SimulatedPlan, view: CriticalView, now: number): Record<string, unknown> {
  const { job, hotList, network } = view;
  const state = jobStateAt(plan, job, now);
  const inState = (common: string) => network.filter((one) => one !== job && jobStateAt(plan, one, now).common === common).length;
  const criticalStart = criticalStartOf(job);
  return {
    ...jobRow(plan, job, now),
    criticalNetworkInfo: {
      critical: true,
      onCriticalPath: true,
      late: state.isLate || (criticalStart !== null && criticalStart < now && state.runs.every(({ startedMs }) => startedMs === null)),
      promotedToUrgentQueue: false,
      criticalStart: instant(criticalStart),
      estimatedStartTime: instant(view.estimatedStartMs),
      estimatedEndTime: instant(view.estimatedEndMs),
      criticalJobInfo: {
        alertLevel: view.alertLevel,
        appliedDeadlineTime: instant(job.deadlineMs),
        criticalPathRemainingDuration: Math.max(0, view.estimatedEndMs - now),
        lastCritPathRecalculation: instant(now),
        criticalJobStats: {
          numberofJobsOnHotList: hotList.length,
          numberOfLateCriticalJobsPred: network.filter((one) => one !== job && jobStateAt(plan, one, now).isLate).length,
          numberOfErrorCriticalJobsPred: inState('ERROR'),
          numberOfLongDurationCriticalJobsPred: hotList.filter((one) => jobStateAt(plan, one, now).status === 'EXEC').length,
        },
      },
    },
  };
}
