/** The simulated night holds what the demo and the tests rely on, at every start and for every seed. */
import { describe, expect, test } from 'vitest';
import { criticalJobs, criticalViewAt } from '../../../src-main/demo/plan/critical.ts';
import { jobLogAt } from '../../../src-main/demo/plan/jobLog.ts';
import { createPlan } from '../../../src-main/demo/night/assemble.ts';
import { known, type PlanJob, type SimulatedPlan } from '../../../src-main/demo/plan/planModel.ts';
import { isReleased, jobStateAt, promptStatusAt } from '../../../src-main/demo/plan/state.ts';
import { streamStateAt } from '../../../src-main/demo/plan/streamState.ts';

const NOW = Date.parse('2026-03-10T02:17:33.000Z');
const HOUR_MS = 3_600_000;
const plan = createPlan({ jobs: 700, seed: 1, anchorMs: NOW });

const streamNamed = (name: string, of: SimulatedPlan = plan) => {
  const found = [...of.streams.values()].find((stream) => stream.name === name);
  if (found === undefined) throw new Error(`no stream ${name}`);
  return found;
};
const jobNamed = (streamName: string, name: string, of: SimulatedPlan = plan): PlanJob => {
  const stream = streamNamed(streamName, of);
  const found = [...of.jobs.values()].find((job) => job.streamId === stream.id && job.name === name);
  if (found === undefined) throw new Error(`no job ${streamName}.${name}`);
  return found;
};
const stateOf = (stream: string, name: string, now = NOW) => jobStateAt(plan, jobNamed(stream, name), now);

/** Everything that waits for the job, however far. */
function downstream(job: PlanJob): Set<string> {
  const jobsAfter = (id: string, streamId: string) =>
    plan.edges
      .filter(({ from }) => from.id === id || from.id === streamId)
      .flatMap(({ to }) => (to.kind === 'job' ? [to.id] : known(plan.streams, to.id).jobIds));
  const seen = new Set<string>(jobsAfter(job.id, ''));
  for (const id of seen) for (const next of jobsAfter(id, known(plan.jobs, id).streamId)) seen.add(next);
  return seen;
}

describe('the plan', () => {
  test('has the size of a bank', () => {
    expect(plan.jobs.size).toBe(700);
    expect(plan.workstations.size).toBe(25);
    expect(plan.streams.size).toBeGreaterThanOrEqual(55);
    expect(plan.streams.size).toBeLessThanOrEqual(75);
    expect(new Set([...plan.streams.values()].map(({ folder }) => folder)).size).toBeGreaterThanOrEqual(8);
  });

  test('keeps to legal names, each stream once', () => {
    for (const { name } of plan.streams.values()) expect(name).toMatch(/^[A-Z][A-Z0-9_-]{0,15}$/);
    for (const { name } of plan.jobs.values()) expect(name).toMatch(/^[A-Z][A-Z0-9_-]{0,39}$/);
    expect(new Set([...plan.streams.values()].map(({ name }) => name)).size).toBe(plan.streams.size);
    for (const stream of plan.streams.values()) expect(stream.internalIdentifier).toMatch(/^0[A-Z]{15}$/);
    expect(new Set([...plan.streams.values()].map(({ internalIdentifier }) => internalIdentifier)).size).toBe(plan.streams.size);
  });

  test('has ids of name-based UUIDs, one for each thing', () => {
    const ids = [...plan.jobs.keys(), ...plan.streams.keys(), ...plan.jobOfRun.keys(), ...plan.files.keys(), ...plan.prompts.keys()];
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-3[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has no cycle: every job without trouble before it ends', () => {
    const stuck = new Set<string>();
    for (const job of plan.jobs.values()) {
      const ended = job.runs.at(-1)?.endMs ?? Infinity;
      if (!Number.isFinite(ended) && job.canceledMs === null) stuck.add(job.id);
    }
    const explained = new Set<string>();
    for (const job of plan.jobs.values()) {
      const { status } = jobStateAt(plan, job, plan.endMs);
      const isSource = ['ABEND', 'FAIL', 'READY', 'FENCE'].includes(status) || job.dependencies.some(({ kind }) => kind === 'file' || kind === 'prompt');
      if (isSource) for (const id of [job.id, ...downstream(job)]) explained.add(id);
    }
    expect([...stuck].filter((id) => !explained.has(id))).toEqual([]);
  });

  test('starts no job before what it follows has ended', () => {
    for (const job of plan.jobs.values()) {
      const start = job.runs[0]?.startMs ?? Infinity;
      if (!Number.isFinite(start)) continue;
      for (const dependency of job.dependencies) if (dependency.kind === 'job') expect(isReleased(known(plan.jobs, dependency.jobId), start)).toBe(true);
      expect(start).toBeGreaterThanOrEqual(known(plan.streams, job.streamId).schedMs);
    }
  });

  test('runs no more jobs on a workstation than its limit allows', () => {
    for (const machine of plan.workstations.values()) {
      if (machine.limit < 0) continue;
      const events = [...plan.jobs.values()]
        .filter(({ workstation }) => workstation === machine.name)
        .flatMap(({ runs }) => runs.filter(({ startMs }) => Number.isFinite(startMs)))
        .flatMap(({ startMs, endMs }) => [
          { at: startMs, by: 1 },
          { at: endMs, by: -1 },
        ])
        .sort((a, b) => a.at - b.at || a.by - b.by);
      let running = 0;
      for (const { by } of events) {
        running += by;
        expect(running).toBeLessThanOrEqual(machine.limit);
      }
    }
  });

  test('is the same for the same seed and start, and another one for another seed', () => {
    const again = createPlan({ jobs: 700, seed: 1, anchorMs: NOW });
    expect([...again.jobs]).toEqual([...plan.jobs]);
    expect([...again.streams]).toEqual([...plan.streams]);
    expect([...createPlan({ jobs: 700, seed: 2, anchorMs: NOW }).jobs]).not.toEqual([...plan.jobs]);
  });

  test('moves: something starts or ends about every half minute around the start', () => {
    const moments = [...plan.jobs.values()]
      .flatMap(({ runs }) => runs.flatMap(({ startMs, endMs }) => [startMs, endMs]))
      .filter((at) => at > NOW && at < NOW + HOUR_MS / 2);
    expect(moments.length).toBeGreaterThan(30);
    expect(moments.length).toBeLessThan(200);
  });

  test('grows to 40,000 jobs with three dependencies each, and goes on around its failures', { timeout: 30_000 }, () => {
    const large = createPlan({ jobs: 40_000, seed: 1, anchorMs: NOW });
    expect(large.jobs.size).toBe(40_000);
    expect(large.workstations.size).toBeGreaterThanOrEqual(200);
    const streams = [...large.streams.values()];
    expect(new Set(streams.map(({ folder, name, workstation, schedMs }) => `${workstation}#${folder}/${name} ${schedMs}`)).size).toBe(streams.length);
    expect(new Set(streams.map(({ name }) => name)).size).toBeLessThan(streams.length / 1.5);
    expect(jobStateAt(large, jobNamed('DWH_NIGHT', 'LOAD_DWH', large), NOW).status).toBe('ABEND');
    const dependencies = [...large.jobs.values(), ...streams].reduce((sum, one) => sum + one.dependencies.length, 0);
    expect(dependencies / large.jobs.size).toBeGreaterThan(3);
    const counts = Map.groupBy(large.jobs.values(), (job) => jobStateAt(large, job, NOW).status);
    const share = (status: string) => (counts.get(status)?.length ?? 0) / large.jobs.size;
    expect(share('SUCC')).toBeGreaterThan(0.2);
    expect(share('EXEC')).toBeGreaterThan(0.01);
    expect(share('ABEND') + share('FAIL')).toBeGreaterThan(0.005);
    expect(share('SUPPR')).toBeLessThan(0.05);
  });
});

describe.each([1, 2, 77])('the scripted trouble, seed %i', (seed) => {
  const night = createPlan({ jobs: 700, seed, anchorMs: NOW });
  const at = (stream: string, name: string) => jobStateAt(night, jobNamed(stream, name, night), NOW);

  test('four jobs failed, one of them more than four hours ago', () => {
    const failed = [...night.jobs.values()].map((job) => ({ job, state: jobStateAt(night, job, NOW) })).filter(({ state }) => state.common === 'ERROR');
    expect(failed.map(({ job }) => job.name).sort()).toEqual(['IMPORT_PTAX', 'LOAD_DWH', 'PURGE_SESSIONS', 'SPLIT_NETWORKS']);
    const old = failed.filter(({ state }) => NOW - (state.runs.at(-1)?.endedMs ?? NOW) > 4 * HOUR_MS);
    expect(old.map(({ job }) => job.name)).toEqual(['PURGE_SESSIONS']);
    // Far enough from the edge that a question asked half an hour later gets the same answer.
    for (const { state } of failed) expect(Math.abs(NOW - (state.runs.at(-1)?.endedMs ?? NOW) - 4 * HOUR_MS)).toBeGreaterThan(HOUR_MS / 2);
  });

  test('each reason not to run has its job', () => {
    expect(at('CUSTODY_FILES', 'LOAD_B3_FILE')).toMatchObject({ status: 'HOLD', common: 'WAITING', substatus: 'HOLD_WAITING_FOR_FILE' });
    expect(at('BRANCH_FILES', 'COLLECT_BRANCHES')).toMatchObject({ status: 'READY', common: 'READY', substatus: 'READY_WAITING_FOR_AGENT' });
    expect(at('TREASURY_POS', 'CALC_POSITION')).toMatchObject({ status: 'READY', common: 'READY', substatus: 'READY_WAITING_FOR_LIMIT' });
    expect(at('FRAUD_SCORING', 'SCORE_FRAUD')).toMatchObject({ status: 'FENCE', common: 'READY' });
    expect(at('MONTH_CLOSE', 'RUN_CLOSE')).toMatchObject({ status: 'HOLD', substatus: 'HOLD_WAITING_FOR_PROMPT' });
    expect([...night.prompts.values()].map((prompt) => promptStatusAt(night, prompt, NOW))).toEqual(['ASKED']);
  });

  test('each way to end has its job', () => {
    expect(at('CORE_EOD', 'LOAD_RATES')).toMatchObject({
      status: 'SUCC',
      common: 'SUCCESSFUL',
      runs: [
        { status: 'ABEND', returnCode: 12 },
        { status: 'SUCC', returnCode: 0, isLast: true },
      ],
    });
    expect(at('CORE_EOD', 'CALC_INTEREST')).toMatchObject({ status: 'SUCC', runs: [{ returnCode: 4 }] });
    expect(at('CORE_EOD', 'PRINT_LEDGER')).toMatchObject({ isCanceled: true, common: 'CANCELED', status: 'HOLD' });
    expect(at('CORE_EOD', 'OPEN_NEXT_DAY').status).toBe('SUCC');
    expect(at('CARDS_CLEARING', 'SPLIT_NETWORKS')).toMatchObject({ status: 'ABEND', runs: [{ returnCode: 127 }] });
  });
});

describe('what follows from the trouble', () => {
  test('LOAD_DWH holds up at least eight jobs in other streams too, one of them critical', () => {
    const blocked = [...downstream(jobNamed('DWH_NIGHT', 'LOAD_DWH'))].map((id) => known(plan.jobs, id));
    expect(blocked.length).toBeGreaterThanOrEqual(8);
    for (const job of blocked) expect(jobStateAt(plan, job, NOW).status).toBe('HOLD');
    expect(new Set(blocked.map(({ streamId }) => known(plan.streams, streamId).name))).toEqual(new Set(['DWH_NIGHT', 'DWH_MARTS', 'RISK_DAILY', 'REG_3040']));
    expect(blocked.filter(({ isCritical }) => isCritical).map(({ name }) => name)).toContain('RISK_VAR_REPORT');
    expect(streamStateAt(plan, streamNamed('DWH_NIGHT'), NOW)).toMatchObject({ status: 'STUCK', common: 'BLOCKED' });
    expect(streamStateAt(plan, streamNamed('RISK_DAILY'), NOW)).toMatchObject({ status: 'HOLD', common: 'WAITING' });
  });

  test('one critical job is past its deadline, one at risk, one on track', () => {
    const levels = Object.fromEntries(criticalJobs(plan).map((job) => [job.name, criticalViewAt(plan, job, NOW).alertLevel]));
    expect(levels).toMatchObject({ SEND_STR_BACEN: 'HIGH_RISK', SEND_DOC3040: 'POTENTIAL_RISK', PIX_SETTLE_SPI: 'ON_TRACK' });
    expect(stateOf('COMPE_CLEARING', 'SEND_STR_BACEN').isLate).toBe(true);
    expect(stateOf('COMPE_CLEARING', 'SETTLE_COMPE').status).toBe('EXEC');
  });

  test('a name in two streams, and FINAL for tomorrow', () => {
    expect([...plan.jobs.values()].filter(({ name }) => name === 'CHECK_TOTALS')).toHaveLength(2);
    expect(stateOf('FINAL', 'MAKEPLAN').status).toBe('HOLD');
    expect(stateOf('FINAL', 'SWITCHPLAN', plan.endMs).status).toBe('SUCC');
  });

  test('statuses only depend on the time asked for: the past stays as it was', () => {
    const before = [...plan.jobs.values()].map((job) => jobStateAt(plan, job, NOW));
    expect(stateOf('COMPE_CLEARING', 'SETTLE_COMPE', NOW + 3 * HOUR_MS).status).toBe('SUCC');
    expect([...plan.jobs.values()].map((job) => jobStateAt(plan, job, NOW))).toEqual(before);
  });
});

describe('job logs', () => {
  const logText = (stream: string, name: string, now = NOW, attempt = 0) => {
    const job = jobNamed(stream, name);
    const run = job.runs[attempt];
    const log = run === undefined ? null : jobLogAt(plan, job, run, now);
    return log === null ? null : [...log.header, ...log.body, ...log.trailer].join('\n');
  };

  test('the failed load says why, in the documented frame', () => {
    expect(logText('DWH_NIGHT', 'LOAD_DWH')).toMatch(
      new RegExp(
        [
          String.raw`^={63}\n= JOB       : FTA_DWH1#DWH_NIGHT\[\(2047 03/09/26\),\(0[A-Z]{15}\)\]\.LOAD_DWH`,
          String.raw`= USER      : dwhbatch\n= JCLFILE   : /opt/batch/bin/load_dwh\.ksh\n= TWSRCMAP  :\n= AGENT     : FTA_DWH1\n= Job Number: \d+`,
          String.raw`= Mon Mar 09 21:\d\d:\d\d -03 2026\n={63}`,
          String.raw`WA for UNIX/JOBMANRC .*\nAWSBIS307I Starting /opt/hwa/TWS/jobmanrc /opt/batch/bin/load_dwh\.ksh`,
          String.raw`load_dwh: connecting to DWHPROD[^]*\nORA-01653: unable to extend table DWH\.FACT_SALES by 8192 in tablespace DWH_DATA`,
          String.raw`load_dwh: rollback done, rc=8\nAWSBIS308I End of job\n={63}`,
          String.raw`= Exit Status           : 8\n= System Time \(Seconds\) : \d+     Elapsed Time \(hh:mm:ss\) : 00:08:00\n= User Time \(Seconds\)   : \d+\n= Mon Mar 09 21:\d\d:\d\d -03 2026\n={63}$`,
        ].join(String.raw`\n`),
      ),
    );
  });

  test('a missing command ends with 127 and says so', () => {
    expect(logText('CARDS_CLEARING', 'SPLIT_NETWORKS')).toMatch(/netsplit: command not found\n[^]*= Exit Status {11}: 127\n/);
  });

  test('a running job has no trailer yet, and its log grows', () => {
    const early = logText('COMPE_CLEARING', 'SETTLE_COMPE', NOW) ?? '';
    const later = logText('COMPE_CLEARING', 'SETTLE_COMPE', NOW + HOUR_MS / 2) ?? '';
    expect(early).not.toContain('Exit Status');
    expect(later.startsWith(early)).toBe(true);
    expect(later.length).toBeGreaterThan(early.length);
  });

  test('a job that never started, or could not be launched, has none', () => {
    expect(logText('TREASURY_POS', 'CALC_POSITION')).toBeNull();
    expect(logText('FX_RATES', 'IMPORT_PTAX')).toBeNull();
  });

  test('each run of a rerun chain has its own', () => {
    expect(logText('CORE_EOD', 'LOAD_RATES', NOW, 0)).toContain('= Exit Status           : 12');
    expect(logText('CORE_EOD', 'LOAD_RATES', NOW, 1)).toContain('= Exit Status           : 0');
  });
});
