/** Writes test/fixtures/eval/receipts.json: the real tools over two simulated nights, as they were read and as they read 45 minutes later. For when tools change. */
import { writeFileSync } from 'node:fs';
import { canonicalJson, hashOf } from '../../src-main/base/text/canonicalJson.ts';
import { instantOf } from '../../src-main/base/clock.ts';
import { createSilentLog } from '../../src-main/base/log.ts';
import { createTools, type Tools } from '../../src-main/chat/tools/tools.ts';
import type { Simulator, SimulatorOptions } from '../../src-main/demo/simulator.ts';
import { createPlanReads } from '../../src-main/plan/planReads.ts';
import { createLivePlan } from '../../src-main/plan/snapshot/livePlan.ts';
import { createTwsClient } from '../../src-main/tws/client.ts';
import type { EngineId } from '../../src-preload/contract/ids.ts';
import { type AskedPlan, startAskedPlan } from '../fakes/plan/askedPlan.ts';
import { clientDeps } from '../fakes/engine/engineClient.ts';

const START_MS = Date.parse('2026-11-20T23:30:00Z');
/** Names as Portuguese and Spanish shops write them. */
const RENAMED = { WAY_LARGE: 'CONCILIAÇÃO_PIX', AFTER_LARGE: 'FACTURACIÓN', WAY_SMALL: 'CIERRE_AÑO' };
const LATER_MS = 45 * 60_000;
type Calls = Readonly<Record<string, readonly [tool: string, args: Readonly<Record<string, unknown>>]>>;

const FAILED = ['ABEND', 'FAIL', 'ERROR', 'STUCK'];
const NIGHT: Calls = {
  summary: ['plan_summary', {}],
  'failed-4h': ['find_jobs', { statuses: FAILED, since_hours: 4 }],
  'failed-all': ['find_jobs', { statuses: FAILED }],
  running: ['find_jobs', { statuses: ['RUNNING'] }],
  'waiting-cut': ['find_jobs', { statuses: ['WAITING'], limit: 5 }],
  critical: ['find_jobs', { is_critical: true }],
  late: ['find_jobs', { is_late: true }],
  'stream-dwh': ['find_jobs', { stream: 'DWH_NIGHT' }],
  'ghost-search': ['find_jobs', { name: 'PAY_BONUS' }],
  load: ['job_details', { job: 'LOAD_DWH' }],
  'load-log': ['job_log', { job: 'LOAD_DWH' }],
  'load-log-part': ['job_log', { job: 'LOAD_DWH', search: 'ORA-' }],
  'load-impact': ['impact', { job: 'LOAD_DWH' }],
  'load-successors': ['successors', { job: 'LOAD_DWH', depth: 1 }],
  'load-history': ['run_history', { job: 'LOAD_DWH' }],
  'agg-why': ['why_not_running', { job: 'AGG_SALES' }],
  'agg-predecessors': ['predecessors', { job: 'AGG_SALES', depth: 3 }],
  var: ['job_details', { job: 'RISK_VAR_REPORT' }],
  'var-why': ['why_not_running', { job: 'RISK_VAR_REPORT' }],
  'var-path': ['critical_path', { job: 'RISK_VAR_REPORT' }],
  split: ['job_details', { job: 'SPLIT_NETWORKS' }],
  'split-log': ['job_log', { job: 'SPLIT_NETWORKS' }],
  purge: ['job_details', { job: 'PURGE_SESSIONS' }],
  'purge-log': ['job_log', { job: 'PURGE_SESSIONS' }],
  ptax: ['job_details', { job: 'IMPORT_PTAX' }],
  settle: ['job_details', { job: 'SETTLE_COMPE' }],
  'send-str': ['job_details', { job: 'SEND_STR_BACEN' }],
  'send-str-why': ['why_not_running', { job: 'SEND_STR_BACEN' }],
  ledger: ['job_details', { job: 'PRINT_LEDGER' }],
  'collect-why': ['why_not_running', { job: 'COLLECT_BRANCHES' }],
  'close-why': ['why_not_running', { job: 'RUN_CLOSE' }],
  'ghost-details': ['job_details', { job: 'PAY_BONUS' }],
  workstations: ['workstations', {}],
  'branch-station': ['workstation_details', { workstation: 'AGT_BRANCH' }],
  'streams-stuck': ['find_streams', { statuses: ['STUCK'] }],
  'dwh-stream': ['stream_details', { stream: 'DWH_NIGHT' }],
  prompts: ['prompts', {}],
  files: ['files', { only_missing: true }],
  changes: ['changes_since', { since_hours: 2 }],
};
const ODD: Calls = {
  'odd-failed': ['find_jobs', { statuses: FAILED }],
  'odd-branches': ['find_jobs', { stream: 'ODD_BRANCHES' }],
  'odd-handler': ['find_jobs', { stream: 'ODD_HANDLER' }],
  'odd-recovers': ['job_details', { job: 'RECOVERS' }],
  'odd-recovers-log': ['job_log', { job: 'RECOVERS' }],
  'odd-inbox': ['job_details', { job: 'POLL_INBOX' }],
  'odd-partner': ['why_not_running', { job: 'WAITS_PARTNER' }],
  'odd-never': ['why_not_running', { job: 'NEVER_LAUNCHED' }],
  'odd-load': ['job_details', { job: 'LOAD_DWH' }],
  'odd-lab-load': ['find_jobs', { name: 'LOAD_DWH' }],
  'odd-summary': ['plan_summary', {}],
};

/** Walks of the graph need the whole plan held. */
const OF_THE_GRAPH = new Set(['predecessors', 'critical_path']);

async function readGraph<T>(simulator: Simulator, use: (tools: Tools) => Promise<T>): Promise<T> {
  const client = createTwsClient(
    clientDeps(simulator, {
      clock: simulator.clock,
      requestTimeoutMs: 20_000,
      credentials: async () => ({ kind: 'basic', user: simulator.user, password: simulator.password }),
    }),
  );
  const unknown = (keys: readonly string[]) => new Float64Array(keys.length).fill(Number.NaN);
  const durations = async (keys: readonly string[]) => ({ medianMs: unknown(keys), p90Ms: unknown(keys) });
  const live = createLivePlan({ engine: () => ({ id: 'eng_1' as EngineId, client }), durations, clock: simulator.clock, log: createSilentLog() });
  const engine = { id: 'eng_1', name: 'SIM', isDemo: true, timeZone: simulator.plan.timeZone };
  await live.read({ why: 'eval' });
  const result = await use(
    createTools({ plan: createPlanReads({ live, tws: () => client, engine: () => engine, nowMs: () => client.engineNowMs() }), graph: live }),
  );
  await live.close();
  await client.close();
  return result;
}

async function read(asked: AskedPlan, calls: Calls) {
  return readGraph(asked.simulator, (graph) => readWith(asked.tools, graph, asked.simulator.clock.now(), calls));
}

async function readWith(plain: Tools, graph: Tools, nowMs: number, calls: Calls) {
  const rows: Record<string, unknown> = {};
  for (const [id, [tool, args]] of Object.entries(calls)) {
    // Readings that pass by the computer's own clock would differ with each making.
    const { observedAtMs: _observed, ...run } = await (OF_THE_GRAPH.has(tool) ? graph : plain).run(tool, args, { why: 'eval', maxAgeMs: 0 });
    if (run.outcome === 'failed') process.stderr.write(`${id} (${tool}) failed: ${run.fault?.message ?? ''}\n`);
    rows[id] = { tool, ...run, observedAt: instantOf(nowMs), hash: hashOf({ tool, args: run.args, data: run.data }) };
  }
  return rows;
}

/** What operators and machines did in those 45 minutes, beside what the night does by itself. */
function passTime({ simulator }: AskedPlan): void {
  simulator.clock.advance(LATER_MS);
  const byName = (name: string) => [...simulator.plan.jobs.values()].find((job) => job.name === name)?.id ?? name;
  simulator.edit.job(byName('LOAD_DWH'), { status: 'SUCC', returnCode: 0 });
  simulator.edit.job(byName('PURGE_SESSIONS'), { status: 'SUCC', returnCode: 0 });
  simulator.edit.workstation('AGT_BRANCH', { isLinked: true });
  simulator.edit.workstation('AGT_TREAS', { limit: 10 });
}

async function night(options: SimulatorOptions, calls: Calls) {
  const asked = await startAskedPlan({ seed: 7, clock: { startAtMs: START_MS }, ...options });
  for (const job of asked.simulator.plan.jobs.values()) {
    const name = Object.entries(RENAMED).find(([from]) => from === job.name)?.[1];
    if (name !== undefined) asked.simulator.edit.rename(job.id, name);
  }
  const before = await read(asked, calls);
  passTime(asked);
  const later = await read(asked, calls);
  await asked.close();
  // Forecasts of the held plan run on the computer's own clock: they are kept only of the night as it stood still.
  return Object.entries(calls).map(([id, [tool]]) => ({ id, first: before[id], later: OF_THE_GRAPH.has(tool) ? null : later[id] }));
}

export async function makeReceipts(): Promise<void> {
  const rows = [...(await night({ jobs: 260 }, NIGHT)), ...(await night({ jobs: 260, oddities: true }, ODD))];
  writeFileSync(new URL('../fixtures/eval/receipts.json', import.meta.url), `[\n${rows.map((row) => canonicalJson(row)).join(',\n')}\n]\n`);
}
