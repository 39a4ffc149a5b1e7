/** The v1 reads of database objects that v2 has too, and the run history that only v1 has. */
import { jobDefinitions, type ModelObject, streamDefinitions } from '../../model/definitions.ts';
import { promptDefinitions, variableTableDefinitions, workstationDefinitions } from '../../model/otherDefinitions.ts';
import { known, type PlanJob, type PlanRun, type SimulatedPlan } from '../../plan/planModel.ts';
import { instant, machineName } from '../../wire/values.ts';
import { type Answer, type Ask, json, notFound, Refused } from '../answer.ts';
import type { Route, RouteParts } from '../route.ts';
import { type Filters, filtersOf, isMachineNamed, isNamed, isWithin } from './filters.ts';
import { queryRoutes, rows } from './rows.ts';

/** Object of the path, where its objects come from, and the pattern for names and machines in its filter. */
const KINDS: readonly (readonly [
  string,
  (plan: SimulatedPlan) => ModelObject[],
  (filters: Filters) => { name?: string | undefined; machine?: string | undefined },
])[] = [
  ['jobstream', streamDefinitions, ({ jobstreamFilter: one }) => ({ name: one?.jobStreamName, machine: one?.workstationName })],
  ['jobdefinition', jobDefinitions, ({ jobDefinitionFilter: one }) => ({ name: one?.jobDefinitionName, machine: one?.workstationName })],
  ['workstation', workstationDefinitions, ({ workstationFilter: one }) => ({ name: one?.workstationName })],
  ['variabletable', variableTableDefinitions, () => ({})],
  ['prompt', promptDefinitions, () => ({})],
];

export function modelRoutes({ plan, plans }: RouteParts): Route[] {
  return [
    ...KINDS.flatMap(([object, make, patterns]): Route[] => {
      const one = (id: string | undefined): Answer => {
        const found = make(plan).find((each) => each.id === id);
        if (found === undefined) throw new Refused(notFound(object));
        return json({ ...header(found), ...found.def() });
      };
      return [
        ...queryRoutes(`/model/${object}/header`, (ask, said) => {
          const { name, machine } = patterns(filtersOf(said));
          const found = make(plan).filter((each) => isNamed(name, each.name) && (machine === undefined || isMachineNamed(machine, each.workstation ?? '')));
          return rows(ask, found, header);
        }),
        { path: `/model/${object}/{id}`, answer: (_, id) => one(id) },
      ];
    }),
    {
      path: '/model/jobdetailedstatistic/query',
      method: 'POST',
      answer: (ask) => history(ask, [plans.current(), ...plans.archived().map((one) => one.open())], plan),
    },
  ];
}

const header = ({ id, name, folder, workstation }: ModelObject) => ({
  id,
  name,
  key: { name, folderKey: { name: folder }, ...(workstation === null ? {} : { workstationKey: { name: machineName(workstation) } }) },
});

/** Every run that has ended, newest first. The fields of a record are not documented; these are what a record is for. */
function history(ask: Ask, plans: readonly SimulatedPlan[], listed: SimulatedPlan): Answer {
  const body = ask.body;
  const filter = filtersOf(typeof body === 'object' && body !== null && 'filters' in body ? body.filters : undefined).jobDetailedStatisticFilter ?? {};
  const runs = plans.flatMap((plan) => {
    // What this user may not list in the current plan has no history for him either.
    const jobs = plan.id === listed.id ? listed.jobs : plan.jobs;
    return [...jobs.values()].flatMap((job) => {
      const stream = known(plan.streams, job.streamId);
      if (!isNamed(filter.jobName, job.name) || !isNamed(filter.jobStreamName, stream.name) || !isMachineNamed(filter.workstationName, job.workstation))
        return [];
      return job.runs.filter((run) => run.endMs <= ask.now && isWithin(filter.actualStartTimeRange, run.startMs)).map((run) => ({ plan, job, run }));
    });
  });
  runs.sort((one, other) => other.run.startMs - one.run.startMs);
  return rows(ask, runs, ({ plan, job, run }) => historyRow(plan, job, run));
}

function historyRow(plan: SimulatedPlan, job: PlanJob, run: PlanRun) {
  const stream = known(plan.streams, job.streamId);
  return {
    id: run.id,
    jobName: job.name,
    jobStreamName: stream.name,
    jobStreamFolder: stream.folder,
    workstationName: machineName(job.workstation),
    jobNumber: run.jobNumber,
    scheduledTime: instant(stream.schedMs),
    actualStartTime: instant(run.startMs),
    actualEndTime: instant(run.endMs),
    elapsedTime: run.endMs - run.startMs,
    estimatedDuration: job.estimatedMs,
    internalStatus: run.outcome,
    returnCode: run.returnCode,
    rerunType: run.rerunType,
  };
}
