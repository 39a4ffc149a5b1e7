/** A job's log as the agent keeps it, up to an instant: header, what the script wrote so far, and the trailer once it has ended. */
import { timeOf, wallClock } from '../../../src-preload/shared/zone.ts';
import { known, type PlanJob, type PlanRun, type SimulatedPlan } from './planModel.ts';
import { createSeeded } from '../seeded.ts';

const RULER = '='.repeat(63);
const JOBMANRC = '/opt/hwa/TWS/jobmanrc';

/** Lines of the log, or null when the run has none: not started, or never launched. */
export function jobLogAt(plan: SimulatedPlan, job: PlanJob, run: PlanRun, now: number): { header: string[]; body: string[]; trailer: string[] } | null {
  if (run.startMs > now || run.outcome === 'FAIL') return null;
  const isFta = known(plan.workstations, job.workstation).type === 'FTA';
  const opening = isFta ? ['WA for UNIX/JOBMANRC 10.2.8.00-2026.07', `AWSBIS307I Starting ${JOBMANRC} ${job.script}`] : [];
  const written = outputOf(job, run);
  const done = run.endMs <= now ? written.length : Math.floor((written.length * (now - run.startMs)) / (run.endMs - run.startMs));
  const closing = isFta && run.endMs <= now ? ['AWSBIS308I End of job'] : [];
  return {
    header: headerOf(plan, job, run, isFta),
    body: [...opening, ...written.slice(0, done), ...closing],
    trailer: run.endMs <= now ? trailerOf(run) : [],
  };
}

function headerOf(plan: SimulatedPlan, job: PlanJob, run: PlanRun, isFta: boolean): string[] {
  const stream = known(plan.streams, job.streamId);
  const task = isFta
    ? [`= JCLFILE   : ${job.script}`]
    : [
        '= TASK      : <?xml version="1.0" encoding="UTF-8"?>',
        '<jsdl:jobDefinition xmlns:jsdl="http://www.ibm.com/xmlns/prod/scheduling/1.0/jsdl" name="executable">',
        `  <jsdl:application name="executable"><jsdle:executable><jsdle:script>${job.script}</jsdle:script></jsdle:executable></jsdl:application>`,
        '</jsdl:jobDefinition>',
      ];
  return [
    RULER,
    `= JOB       : ${stream.workstation}#${stream.name}[${schedTime(stream.schedMs)},(${stream.internalIdentifier})].${job.name}`,
    `= USER      : ${job.user}`,
    ...task,
    `= TWSRCMAP  :${job.successCondition === '' ? '' : ` ${job.successCondition}`}`,
    `= AGENT     : ${machineOf(plan, job, run)}`,
    `= Job Number: ${run.jobNumber}`,
    `= ${localDate(run.startMs)}`,
    RULER,
  ];
}

function trailerOf(run: PlanRun): string[] {
  const seconds = Math.round((run.endMs - run.startMs) / 1_000);
  const clock = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return [
    RULER,
    `= Exit Status           : ${run.returnCode}`,
    `= System Time (Seconds) : ${Math.floor(seconds / 200)}     Elapsed Time (hh:mm:ss) : ${clock}`,
    `= User Time (Seconds)   : ${Math.floor(seconds / 25)}`,
    `= ${localDate(run.endMs)}`,
    RULER,
  ];
}

/** The machine that runs it: a pool hands its jobs to one of its members. */
export function machineOf(plan: SimulatedPlan, job: PlanJob, run: PlanRun): string {
  if (run.machine !== undefined) return run.machine;
  const { members } = known(plan.workstations, job.workstation);
  return members.length === 0 ? job.workstation : createSeeded(run.jobNumber, 'machine').pick(members);
}

/** All that the script writes, from its first line to its last. */
export function outputOf(job: PlanJob, run: PlanRun): readonly string[] {
  const known = job.output ?? run.written;
  if (known !== undefined) return known;
  const random = createSeeded(run.jobNumber, 'log');
  const name = job.script.slice(Math.max(job.script.lastIndexOf('/'), job.script.lastIndexOf('\\')) + 1).replace(/\.\w+$/, '');
  const rows = random.between(1_200, 4_000_000);
  const lines = [`${name}: started as ${job.user}`, `${name}: parameter file read, ${random.between(3, 40)} entries`];
  for (let part = 1, parts = random.between(3, 12); part <= parts; part++) lines.push(`${name}: ${Math.floor((rows * part) / parts)} records processed`);
  if (run.outcome === 'SUCC') return [...lines, `${name}: ${rows} records in total, 0 rejected`, `${name}: rc=${run.returnCode}`];
  return [...lines.slice(0, -1), `${name}: ERROR cannot read input, file is locked by another process`, `${name}: rc=${run.returnCode}`];
}

const ZONE = 'America/Sao_Paulo';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const two = (value: number): string => String(value % 100).padStart(2, '0');

/** `(2300 11/20/26)`, as the scheduler tells instances of a stream apart. */
function schedTime(ms: number): string {
  const { hour, minute, month, day, year } = wallClock(ms, ZONE);
  return `(${two(hour)}${two(minute)} ${two(month)}/${two(day)}/${two(year)})`;
}

/** As `date` prints it there: the zone has no letters, only -03. */
function localDate(ms: number): string {
  const { weekday, month, day, year } = wallClock(ms, ZONE);
  return `${WEEKDAYS[weekday] ?? ''} ${MONTHS[month - 1] ?? ''} ${two(day)} ${timeOf(ms, ZONE)} -03 ${year}`;
}
