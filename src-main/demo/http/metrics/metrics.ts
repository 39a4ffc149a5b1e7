/** The engine's `/metrics` in OpenMetrics text. The names are documented; how their labels are spelled is not, and this is one way. */
import { criticalJobs, criticalViewAt } from '../../plan/critical.ts';
import { known, type SimulatedPlan } from '../../plan/planModel.ts';
import { jobStateAt } from '../../plan/state.ts';
import { inFolder, machineName } from '../../wire/values.ts';
import { statesOf } from '../../wire/workstations.ts';
import type { Answer } from '../answer.ts';
import { MESSAGE_FILES, mailboxFill } from './messageFiles.ts';

const STATUSES = ['WAITING', 'READY', 'RUNNING', 'SUCCESSFUL', 'ERROR', 'CANCELED', 'HELD', 'UNDECIDED', 'BLOCKED', 'SUPPRESS'];
const HOUR_MS = 3_600_000;

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

export function metricsAnswer(plan: SimulatedPlan, now: number): Answer {
  const counts = countsOf(plan, now);
  const critical = criticalJobs(plan).map((job) => criticalViewAt(plan, job, now));
  const ofCritical = (value: (view: (typeof critical)[number]) => number): Sample[] =>
    critical.map((view) => [{ job: inFolder(known(plan.streams, view.job.streamId).folder, view.job.name) }, value(view)]);
  const machines = [...plan.workstations.values()];
  const families: readonly (readonly [name: string, samples: readonly Sample[]])[] = [
    ['application_wa_JobsInPlanCount_job', STATUSES.map((jobstatus) => [{ jobstatus }, counts.all.get(jobstatus) ?? 0])],
    ['application_wa_JobsInPlanCount_job_total', [[{}, plan.jobs.size]]],
    ['application_wa_JobsByWorkstation_jobs', grouped(counts.byWorkstation, 'workstation')],
    ['application_wa_JobsByFolder_jobs', grouped(counts.byFolder, 'folder')],
    ['application_wa_criticalJob_incompletePredecessor_jobs', ofCritical(({ job, network }) => network.filter((one) => one !== job).length)],
    ['application_wa_criticalJob_potentialRisk_boolean', ofCritical(({ alertLevel }) => Number(alertLevel === 'POTENTIAL_RISK'))],
    ['application_wa_criticalJob_highRisk_boolean', ofCritical(({ alertLevel }) => Number(alertLevel === 'HIGH_RISK'))],
    ['application_wa_criticalJob_estimatedEnd_hours', ofCritical(({ estimatedEndMs }) => Math.max(0, (estimatedEndMs - now) / HOUR_MS))],
    ['application_wa_msgFileFill_percent', MESSAGE_FILES.map((file) => [{ fileName: `${file}.msg` }, mailboxFill(plan, file)])],
    [
      'application_wa_workstation_running_boolean',
      machines.map((machine) => [{ workstation: machineName(machine.name) }, Number(statesOf(machine).includes('JOBMAN_UP'))]),
    ],
    ['application_wa_workstation_linked_boolean', machines.map(({ name, isLinked }) => [{ workstation: machineName(name) }, Number(isLinked)])],
    ['application_wa_DB_connected_boolean', [[{}, 1]]],
  ];
  const body = `${families.map(([name, samples]) => familyText(name, samples)).join('')}# EOF\n`;
  return { status: 200, contentType: 'application/openmetrics-text; version=1.0.0; charset=utf-8', body };
}

type Counts = Map<string, number>;

function countsOf(plan: SimulatedPlan, now: number) {
  const all: Counts = new Map();
  const byWorkstation = new Map<string, Counts>();
  const byFolder = new Map<string, Counts>();
  const add = (counts: Counts, status: string) => counts.set(status, (counts.get(status) ?? 0) + 1);
  const within = (groups: Map<string, Counts>, key: string): Counts => {
    const kept = groups.get(key) ?? new Map<string, number>();
    groups.set(key, kept);
    return kept;
  };
  for (const job of plan.jobs.values()) {
    const { common } = jobStateAt(plan, job, now);
    add(all, common);
    add(within(byWorkstation, machineName(job.workstation)), common);
    add(within(byFolder, known(plan.streams, job.streamId).folder), common);
  }
  return { all, byWorkstation, byFolder };
}

const grouped = (groups: ReadonlyMap<string, Counts>, label: string): Sample[] =>
  [...groups].flatMap(([key, counts]) => [...counts].map(([jobstatus, count]): Sample => [{ [label]: key, jobstatus }, count]));

function familyText(name: string, samples: readonly Sample[]): string {
  const lines = samples.map(([labels, value]) => {
    const said = Object.entries(labels).map(([label, text]) => `${label}="${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);
    return `${name}${said.length === 0 ? '' : `{${said.join(',')}}`} ${value}\n`;
  });
  return `# TYPE ${name} gauge\n${lines.join('')}`;
}
