/** From what each tool returns to facts, sets and counts. A tool that is new in the contract does not compile until it is read here. */
import type { Dependency, Job } from '../../contract/plan/plan.ts';
import type { WorkstationFact } from '../../contract/plan/planFacts.ts';
import type { ToolName, ToolResult } from '../../contract/tools.ts';
import {
  chainFields,
  fileFields,
  jobDetailsFields,
  jobFields,
  lateFields,
  leafOf,
  pathFields,
  promptFields,
  recordedFields,
  resourceFields,
  streamDetailsFields,
  streamFields,
  workstationDetailsFields,
  workstationFields,
} from './declare.ts';
import type { FactSource, Facts, FactValue, Thing } from './fact.ts';
import { Gathered, jobThing, keyedThing, PLAN, scopeOf, streamThing, textArg, WHOLE_PLAN, workstationThing } from './gather.ts';

/** A job also names its stream and its workstations. */
function placesOf(job: Pick<Job, 'key' | 'name' | 'streamName' | 'workstation' | 'streamWorkstation'>): Thing[] {
  const streamKey = job.key.endsWith(`.${job.name}`) ? job.key.slice(0, -job.name.length - 1) : job.streamName;
  return [streamThing({ key: streamKey, name: job.streamName }), workstationThing(job.workstation), workstationThing(job.streamWorkstation)];
}

function job(to: Gathered, row: Job, path: string): Thing {
  const thing = jobThing(row);
  to.row(thing, row, jobFields, path);
  to.named.push(...placesOf(row));
  return thing;
}

function jobs(to: Gathered, rows: readonly Job[], path: string): Thing[] {
  return rows.map((row, at) => job(to, row, `${path}.${at}`));
}

function stream(to: Gathered, row: ToolResult<'find_streams'>['streams'][number], path: string): Thing {
  const thing = streamThing(row);
  to.row(thing, row, streamFields, path);
  streamTallies(to, thing, row.jobs, path);
  to.named.push(workstationThing(row.workstation));
  return thing;
}

function streamTallies(to: Gathered, thing: Thing, counts: ToolResult<'find_streams'>['streams'][number]['jobs'], path: string): void {
  if (counts === null) return;
  to.tally(`${path}.jobs.total`, 'job', 'all', thing, counts.total);
  to.tally(`${path}.jobs.done`, 'job', 'done', thing, counts.done);
  to.tally(`${path}.jobs.running`, 'job', 'running', thing, counts.running);
  to.tally(`${path}.jobs.failed`, 'job', 'failed', thing, counts.failed);
  to.tally(`${path}.jobs.waiting`, 'job', 'waiting', thing, counts.waiting);
}

const relation = (thing: Thing, steps: number, state: string | null): FactValue => ({ is: 'thing', thing, steps, state });

/** What a job or stream waits for itself: those that are met are told too. */
function dependencies(to: Gathered, thing: Thing, rows: readonly Dependency[], path: string): void {
  const members = rows.flatMap((row, at) => {
    const awaited = row.kind === 'job' || row.kind === 'stream' ? keyedThing(row.target) : otherThing(row.kind, row.target);
    if (awaited === null) return [];
    to.fact(thing, 'follows', relation(awaited, 1, row.state), `${path}.${at}`);
    if (row.isSatisfied === false) to.fact(thing, 'waits-for', relation(awaited, 1, row.state), `${path}.${at}`);
    return [awaited];
  });
  const areJobs = rows.every(({ kind }) => kind === 'job' || kind === 'stream');
  to.set('job', members, { around: { attribute: 'follows', thing }, isWhole: to.source.isComplete && (areJobs || members.length === rows.length) });
}

function otherThing(kind: Dependency['kind'], target: string): Thing | null {
  if (kind === 'resource' || kind === 'prompt' || kind === 'file') return { kind, key: target, name: target.split('#').at(-1) ?? target, stream: null };
  return null;
}

type Unresolved = Extract<ToolResult<'job_log'>, { kind: 'unresolved' }>;
/** Nobody of that name, or several: these are told as they are, and none of them is the one asked about. */
function unresolved(to: Gathered, { asked, candidates }: Unresolved): void {
  jobs(to, candidates, 'candidates');
  if (candidates.length === 0 && to.source.isComplete) to.absent.push({ kind: 'job', name: asked });
}

type ReadTool = { readonly [N in ToolName]: (result: ToolResult<N>, to: Gathered) => void };

const readTool: ReadTool = {
  plan_summary(result, to) {
    to.tally('total', 'job', 'all', null, result.total);
    for (const [common, n] of Object.entries(result.byStatus)) to.tally(`byStatus.${common}`, 'job', { common }, null, n);
    to.tally('failed', 'job', 'failed', null, result.failed);
    to.tally('late', 'job', 'late', null, result.late);
    to.tally('critical', 'job', 'critical', null, result.critical?.length ?? null);
    to.tally('streamsInError', 'stream', 'in-error', null, result.streamsInError);
    to.tally('workstationProblems', 'workstation', 'with-problems', null, result.workstationProblems?.length ?? null);
    if (result.runNumber !== null) to.fact(PLAN, 'run-number', { is: 'number', number: result.runNumber }, 'runNumber');
    if (result.planId !== null) to.fact(PLAN, 'plan-id', { is: 'text', text: result.planId }, 'planId');
    const critical = (result.critical ?? []).map((row, at) => {
      const thing = keyedThing(row.key) ?? jobThing({ ...row, streamName: '' });
      to.fact(thing, 'critical', { is: 'flag', isSet: true }, `critical.${at}`);
      to.fact(thing, 'risk', { is: 'text', text: row.risk }, `critical.${at}.risk`);
      if (row.deadlineAt !== null) to.fact(thing, 'deadline', { is: 'instant', at: row.deadlineAt, zone: null }, `critical.${at}.deadlineAt`);
      if (row.estimatedEndAt !== null) to.fact(thing, 'forecast', { is: 'instant', at: row.estimatedEndAt, zone: null }, `critical.${at}.estimatedEndAt`);
      return thing;
    });
    if (result.critical !== null) to.set('job', critical, { scope: { ...WHOLE_PLAN, isCriticalOnly: true } });
    const troubled = (result.workstationProblems ?? []).map((row, at) => {
      const thing = workstationThing(row.name);
      to.fact(thing, 'problem', { is: 'text', text: row.problem }, `workstationProblems.${at}.problem`);
      troubleFacts(to, thing, row.problemFact, `workstationProblems.${at}`);
      return thing;
    });
    if (result.workstationProblems !== null) to.set('workstation', troubled, { scope: { ...WHOLE_PLAN, isFiltered: true } });
  },
  find_jobs(result, to) {
    to.set('job', jobs(to, result.jobs, 'jobs'), { scope: scopeOf(to.source), total: result.total });
    const asked = textArg(to.source.args, 'name');
    const others = Object.keys(to.source.args).filter((name) => name !== 'name' && name !== 'limit');
    if (result.jobs.length === 0 && asked !== null && others.length === 0 && to.source.isComplete) to.absent.push({ kind: 'job', name: asked });
  },
  job_details(result, to) {
    if (result.kind === 'unresolved') return unresolved(to, result);
    const thing = jobThing(result.job);
    // In a rerun chain the last run counts.
    const last = result.job.runs.find(({ isLast }) => isLast);
    to.row(thing, { ...result.job, returnCode: result.job.returnCode ?? last?.returnCode ?? null }, jobDetailsFields, 'job');
    to.named.push(...placesOf(result.job));
    dependencies(to, thing, result.job.dependencies, 'job.dependencies');
    const started = result.job.runs.filter(({ startedAt, endedAt }) => startedAt !== null || endedAt !== null);
    to.fact(thing, 'runs', { is: 'number', number: started.length }, 'job.runs');
    for (const [at, run] of result.job.runs.entries())
      to.row(thing, run, chainFields, `job.runs.${at}`, { attempt: run.attempt, isLast: run.isLast, isRecorded: false, startedAt: run.startedAt });
  },
  job_log(result, to) {
    if (result.kind === 'unresolved') return unresolved(to, result);
    const { log } = result;
    const thing = job(to, { ...result.job, returnCode: result.job.returnCode ?? log.exitStatus }, 'job');
    for (const line of log.lines) to.logLines.push({ receipt: to.source.label, job: thing, number: line.number, text: line.text });
    const isWhole = to.source.isComplete && !to.source.isTruncated && !log.isTruncated && log.totalLines !== null && log.lines.length >= log.totalLines;
    to.set('log-line', [], { around: { attribute: 'rc', thing }, total: log.totalLines, isWhole });
  },
  why_not_running(result, to) {
    if (result.kind === 'unresolved') return unresolved(to, result);
    const thing = job(to, result.job, 'job');
    for (const [at, reason] of result.reasons.entries()) reasonFacts(to, thing, reason, `reasons.${at}`);
    to.set(
      'reason',
      result.reasons.flatMap(({ target }) => (target === null ? [] : (keyedThing(target) ?? []))),
      {
        around: { attribute: 'wait-reason', thing },
        total: result.reasons.length,
      },
    );
  },
  predecessors(result, to) {
    if (result.kind === 'unresolved') return unresolved(to, result);
    const thing = job(to, result.job, 'job');
    const near = result.predecessors.map((one, at) => {
      const before = job(to, one.job, `predecessors.${at}.job`);
      to.fact(thing, 'follows', relation(before, one.depth, one.job.status.internal), `predecessors.${at}`);
      return before;
    });
    to.set('job', near, { around: { attribute: 'follows', thing } });
  },
  successors(result, to) {
    if (result.kind === 'unresolved') return unresolved(to, result);
    const thing = job(to, result.job, 'job');
    const near = result.successors.map((one, at) => {
      const after = job(to, one.job, `successors.${at}.job`);
      to.fact(thing, 'precedes', relation(after, one.depth, one.job.status.internal), `successors.${at}`);
      return after;
    });
    to.set('job', near, { around: { attribute: 'precedes', thing } });
  },
  impact(result, to) {
    if (result.kind === 'unresolved') return unresolved(to, result);
    const thing = job(to, result.job, 'job');
    const { blocked, suppressed, streams, critical } = result.impact;
    const affected = (rows: typeof blocked, attribute: 'blocks' | 'suppresses', path: string) =>
      rows.map((row, at) => {
        const other = jobThing(row);
        to.fact(other, 'status', { is: 'status', status: row.status, isCanceled: false }, `${path}.${at}.status`);
        to.fact(other, 'critical', { is: 'flag', isSet: row.isCritical }, `${path}.${at}.isCritical`);
        if (row.deadlineAt !== null) to.fact(other, 'deadline', { is: 'instant', at: row.deadlineAt, zone: result.job.timeZone }, `${path}.${at}.deadlineAt`);
        to.fact(thing, attribute, relation(other, row.depth, row.status.internal), `${path}.${at}`);
        return other;
      });
    const held = affected(blocked, 'blocks', 'impact.blocked');
    to.set('job', held, { around: { attribute: 'blocks', thing } });
    to.set('job', affected(suppressed, 'suppresses', 'impact.suppressed'), { around: { attribute: 'suppresses', thing } });
    to.set(
      'stream',
      streams.flatMap((key) => keyedThing(key) ?? streamThing({ key, name: key })),
      { around: { attribute: 'blocks', thing } },
    );
    to.set(
      'job',
      held.filter(({ key, name }) => critical.includes(key) || critical.includes(name)),
      {
        around: { attribute: 'blocks', thing },
        scope: { ...WHOLE_PLAN, isCriticalOnly: true },
        total: critical.length,
      },
    );
  },
  critical_path(result, to) {
    if (result.kind === 'unresolved') return unresolved(to, result);
    const thing = job(to, result.job, 'job');
    to.row(thing, result.path, pathFields, 'path');
    const steps = result.path.steps.map((step, at) => {
      const other = jobThing(step);
      to.fact(other, 'status', { is: 'status', status: step.status, isCanceled: false }, `path.steps.${at}.status`);
      to.fact(other, 'critical', { is: 'flag', isSet: step.isCritical }, `path.steps.${at}.isCritical`);
      if (step.endAt !== null)
        to.fact(other, step.isForecast ? 'forecast' : 'end', { is: 'instant', at: step.endAt, zone: result.job.timeZone }, `path.steps.${at}.endAt`);
      if (other.key !== thing.key) to.fact(thing, 'follows', relation(other, result.path.steps.length - at, step.status.internal), `path.steps.${at}`);
      return other;
    });
    to.set('job', steps, { around: { attribute: 'slack', thing } });
  },
  late_jobs(result, to) {
    const late = result.late.map((row, at) => {
      const thing = job(to, row.job, `late.${at}.job`);
      to.row(thing, row, lateFields, `late.${at}`);
      if (row.becauseOf !== null) {
        const cause = keyedThing(row.becauseOf.key);
        if (cause !== null) to.fact(thing, 'late-because', relation(cause, 1, null), `late.${at}.becauseOf`);
      }
      return { thing, isLateNow: row.isLateNow };
    });
    to.set(
      'job',
      late.filter(({ isLateNow }) => isLateNow).map(({ thing }) => thing),
      { scope: { ...WHOLE_PLAN, isLateOnly: true } },
    );
  },
  workstations(result, to) {
    const rows = result.workstations.map((row, at) => {
      const thing = workstationThing(row.name);
      to.row(thing, row, workstationFields, `workstations.${at}`);
      return thing;
    });
    to.set('workstation', rows, { scope: scopeOf(to.source) });
    const asked = textArg(to.source.args, 'name');
    if (rows.length === 0 && asked !== null && to.source.isComplete && to.source.args['only_problems'] !== true)
      to.absent.push({ kind: 'workstation', name: asked });
  },
  find_streams(result, to) {
    to.set(
      'stream',
      result.streams.map((row, at) => stream(to, row, `streams.${at}`)),
      { scope: scopeOf(to.source), total: result.total },
    );
    const asked = textArg(to.source.args, 'name');
    if (result.streams.length === 0 && asked !== null && to.source.args['statuses'] === undefined && to.source.isComplete)
      to.absent.push({ kind: 'stream', name: asked });
  },
  stream_details(result, to) {
    if (result.kind !== 'found') {
      for (const [at, row] of result.streams.entries()) stream(to, row, `streams.${at}`);
      if (result.streams.length === 0 && to.source.isComplete) to.absent.push({ kind: 'stream', name: result.asked });
      return;
    }
    const thing = streamThing(result.stream);
    to.row(thing, result.stream, streamDetailsFields, 'stream');
    streamTallies(to, thing, result.stream.jobs, 'stream');
    to.named.push(workstationThing(result.stream.workstation));
    dependencies(to, thing, result.stream.dependencies, 'stream.dependencies');
    to.set('job', jobs(to, result.jobs, 'jobs'), { scope: { ...WHOLE_PLAN, stream: result.stream.name }, total: result.jobsTotal });
  },
  workstation_details(result, to) {
    if (result.kind === 'found') return to.row(workstationThing(result.workstation.name), result.workstation, workstationDetailsFields, 'workstation');
    for (const [at, row] of result.workstations.entries()) to.row(workstationThing(row.name), row, workstationFields, `workstations.${at}`);
    if (result.workstations.length === 0 && to.source.isComplete) to.absent.push({ kind: 'workstation', name: result.asked });
  },
  resources(result, to) {
    const rows = result.resources.map((row, at) => {
      const thing: Thing = { kind: 'resource', key: `${leafOf(row.workstation)}#${row.name}`, name: row.name, stream: null };
      to.row(thing, row, resourceFields, `resources.${at}`);
      for (const [place, holder] of (row.holders ?? []).entries())
        to.fact(thing, 'holder', { is: 'text', text: holder.name }, `resources.${at}.holders.${place}`);
      if (row.holders?.length === 0) to.fact(thing, 'holder', { is: 'none' }, `resources.${at}.holders`);
      return thing;
    });
    to.set('resource', rows, { scope: scopeOf(to.source), total: result.total });
  },
  prompts(result, to) {
    const rows = result.prompts.map((row, at) => {
      const name = row.name ?? (row.number === null ? row.text : `#${row.number}`);
      const thing: Thing = { kind: 'prompt', key: name, name, stream: null };
      to.row(thing, row, promptFields, `prompts.${at}`);
      return thing;
    });
    to.set('prompt', rows, { scope: { ...WHOLE_PLAN, isFiltered: to.source.args['only_open'] !== false }, total: result.total });
  },
  files(result, to) {
    const rows = result.files.map((row, at) => {
      const thing: Thing = { kind: 'file', key: `${leafOf(row.workstation)}#${row.name}`, name: row.name, stream: null };
      to.row(thing, row, fileFields, `files.${at}`);
      return thing;
    });
    to.set('file', rows, { scope: scopeOf(to.source), total: result.total });
  },
  run_history(result, to) {
    if (result.kind === 'unresolved') return unresolved(to, result);
    const { runs, baseline, total } = result.history;
    const things = runs.map((row, at) => {
      const thing = jobThing({ key: row.jobKey, name: row.jobName, streamName: row.streamName });
      to.row(thing, row, recordedFields, `history.runs.${at}`, { attempt: row.attempt, isLast: at === 0, isRecorded: true, startedAt: row.startedAt });
      return thing;
    });
    const of = result.jobKey === null ? null : keyedThing(result.jobKey);
    if (of !== null && baseline?.medianMs != null) to.fact(of, 'usual', { is: 'span', ms: baseline.medianMs }, 'history.baseline.medianMs');
    to.set('run', things, { around: of === null ? null : { attribute: 'runs', thing: of }, scope: scopeOf(to.source), total });
  },
  changes_since(result, to) {
    for (const list of ['newFailures', 'recovered', 'stillFailed', 'newlyLate', 'canceled'] as const)
      for (const row of result[list]) to.named.push(jobThing({ key: row.jobKey, name: row.jobName, streamName: row.streamName }));
    for (const { key } of result.streamsInTrouble) to.named.push(keyedThing(key) ?? streamThing({ key, name: key }));
    for (const { name } of result.workstations) to.named.push(workstationThing(name));
  },
  search_memory() {
    // What was learned earlier is no reading of the scheduler.
  },
};

type Reason = Extract<ToolResult<'why_not_running'>, { kind: 'found' }>['reasons'][number];
function reasonFacts(to: Gathered, thing: Thing, { kind, target, fact }: Reason, path: string): void {
  to.fact(thing, 'wait-reason', { is: 'text', text: fact?.code ?? kind }, path);
  const awaited = target === null ? null : keyedThing(target);
  if (awaited !== null) {
    const state = fact !== null && 'state' in fact ? fact.state : fact?.code === 'upstream-failed' ? fact.status : null;
    to.fact(thing, 'waits-for', relation(awaited, fact?.code === 'upstream-failed' ? 2 : 1, state), path);
    if (state !== null && fact?.code === 'predecessor')
      to.fact(awaited, 'status', { is: 'status', status: { internal: state, common: 'UNKNOWN', substatus: null }, isCanceled: false }, path);
  }
  if (fact?.code === 'fence') to.fact(workstationThing(fact.workstation), 'fence', { is: 'number', number: fact.fence }, path);
  if (fact?.code === 'limit-zero') to.fact(workstationThing(fact.workstation), 'limit', { is: 'number', number: 0 }, path);
  if (fact?.code === 'limit-reached') to.fact(workstationThing(fact.workstation), 'limit', { is: 'number', number: fact.limit }, path);
  if (fact?.code === 'upstream-failed' && awaited !== null) {
    to.fact(awaited, 'status', { is: 'status', status: { internal: fact.status, common: 'UNKNOWN', substatus: null }, isCanceled: false }, path);
    to.fact(awaited, 'rc', fact.returnCode === null ? { is: 'none' } : { is: 'number', number: fact.returnCode }, path);
  }
  if (fact?.code === 'workstation') {
    to.named.push(workstationThing(fact.workstation));
    troubleFacts(to, workstationThing(fact.workstation), fact.fact, path);
  }
}

/** What keeps jobs from running on a workstation. */
function troubleFacts(to: Gathered, place: Thing, trouble: WorkstationFact | null, path: string): void {
  if (trouble?.code === 'not-linked') to.fact(place, 'link', { is: 'flag', isSet: false }, path);
  if (trouble?.code === 'jobman-down') to.fact(place, 'jobman', { is: 'flag', isSet: false }, path);
  if (trouble?.code === 'limit-zero') to.fact(place, 'limit', { is: 'number', number: 0 }, path);
  if (trouble?.code === 'fence') to.fact(place, 'fence', { is: 'number', number: trouble.fence }, path);
}

/** @param data as the tool's own schema gave it */
export function factsOf<N extends ToolName>(tool: N, data: ToolResult<N>, source: FactSource): Facts {
  const gathered = new Gathered(source);
  readTool[tool](data, gathered);
  const { facts, sets, tallies, logLines, named, absent } = gathered;
  return { tool, source, facts, sets, tallies, logLines, named, absent };
}
