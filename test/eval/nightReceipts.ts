/** Writes readings of the kept night `night-1` as the real tools give them, `first` and ten minutes `later`: what blind batches of answers are written about. */
import { writeFileSync } from 'node:fs';
import { createApp } from '../../src-main/app.ts';
import { nightAt } from '../../src-main/demo/index.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';

type Calls = Readonly<Record<string, readonly [tool: string, args: Readonly<Record<string, unknown>>]>>;
const job = (tool: string, name: string) => [tool, { job: name }] as const;
const CALLS: Calls = {
  summary: ['plan_summary', {}],
  failed: ['find_jobs', { statuses: ['ERROR'] }],
  'failed-4h': ['find_jobs', { statuses: ['ERROR'], since_hours: 4 }],
  'failed-2h': ['find_jobs', { statuses: ['ERROR'], since_hours: 2 }],
  running: ['find_jobs', { statuses: ['RUNNING'] }],
  ready: ['find_jobs', { statuses: ['READY'] }],
  'waiting-cut': ['find_jobs', { statuses: ['WAITING'], limit: 8 }],
  canceled: ['find_jobs', { statuses: ['CANCELED'] }],
  critical: ['find_jobs', { is_critical: true }],
  late: ['find_jobs', { is_late: true }],
  'jobs-dwh': ['find_jobs', { stream: 'DWH_NIGHT' }],
  'jobs-compe': ['find_jobs', { stream: 'COMPE_CLEARING' }],
  'jobs-gl': ['find_jobs', { stream: 'CORE_GL' }],
  'jobs-eod': ['find_jobs', { stream: 'CORE_EOD' }],
  'jobs-treas': ['find_jobs', { workstation: 'AGT_TREAS' }],
  'jobs-card1': ['find_jobs', { workstation: 'AGT_CARD1' }],
  ghost: ['find_jobs', { name: 'PAYROLL_BONUS' }],
  'ghost-details': job('job_details', 'PAYROLL_BONUS'),
  load: job('job_details', 'LOAD_DWH'),
  'load-log': job('job_log', 'LOAD_DWH'),
  'load-impact': job('impact', 'LOAD_DWH'),
  'load-successors': ['successors', { job: 'LOAD_DWH', depth: 1 }],
  'load-history': ['run_history', { job: 'LOAD_DWH' }],
  index: job('job_details', 'INDEX_DWH'),
  'index-why': job('why_not_running', 'INDEX_DWH'),
  'agg-why': job('why_not_running', 'AGG_SALES'),
  'agg-before': ['predecessors', { job: 'AGG_SALES', depth: 3 }],
  'index-after': ['successors', { job: 'INDEX_DWH', depth: 1 }],
  split: job('job_details', 'SPLIT_NETWORKS'),
  'split-log': job('job_log', 'SPLIT_NETWORKS'),
  'split-impact': job('impact', 'SPLIT_NETWORKS'),
  purge: job('job_details', 'PURGE_SESSIONS'),
  'purge-log': job('job_log', 'PURGE_SESSIONS'),
  'purge-impact': job('impact', 'PURGE_SESSIONS'),
  ptax: job('job_details', 'IMPORT_PTAX'),
  'ptax-impact': job('impact', 'IMPORT_PTAX'),
  settle: job('job_details', 'SETTLE_COMPE'),
  str: job('job_details', 'SEND_STR_BACEN'),
  'str-why': job('why_not_running', 'SEND_STR_BACEN'),
  'str-path': job('critical_path', 'SEND_STR_BACEN'),
  var: job('job_details', 'RISK_VAR_REPORT'),
  'var-why': job('why_not_running', 'RISK_VAR_REPORT'),
  'var-path': job('critical_path', 'RISK_VAR_REPORT'),
  'var-before': ['predecessors', { job: 'RISK_VAR_REPORT', depth: 1 }],
  pix: job('job_details', 'PIX_SETTLE_SPI'),
  'pix-path': job('critical_path', 'PIX_SETTLE_SPI'),
  fraud: job('job_details', 'SCORE_FRAUD'),
  'fraud-why': job('why_not_running', 'SCORE_FRAUD'),
  'pos-why': job('why_not_running', 'CALC_POSITION'),
  'collect-why': job('why_not_running', 'COLLECT_BRANCHES'),
  'close-why': job('why_not_running', 'RUN_CLOSE'),
  ledger: job('job_details', 'PRINT_LEDGER'),
  'late-jobs': ['late_jobs', {}],
  workstations: ['workstations', {}],
  'ws-problems': ['workstations', { only_problems: true }],
  'ws-treas': ['workstation_details', { workstation: 'AGT_TREAS' }],
  'ws-fraud': ['workstation_details', { workstation: 'AGT_FRAUD' }],
  'ws-branch': ['workstation_details', { workstation: 'AGT_BRANCH' }],
  'ws-core1': ['workstation_details', { workstation: 'FTA_CORE1' }],
  'streams-error': ['find_streams', { statuses: ['ERROR'] }],
  'stream-dwh': ['stream_details', { stream: 'DWH_NIGHT' }],
  'stream-compe': ['stream_details', { stream: 'COMPE_CLEARING' }],
  resources: ['resources', {}],
  'res-slots': ['resources', { name: 'DWH_SLOTS' }],
  prompts: ['prompts', {}],
  files: ['files', {}],
  'files-missing': ['files', { only_missing: true }],
};

async function readAt(at: string): Promise<Record<string, object>> {
  await using directory = temporaryDirectory('resync-eval-');
  const resourcesDir = new URL('../../resources', import.meta.url).pathname;
  const config = { dataDir: directory.path, env: {}, isDemo: true, version: '0', host: 'server', hostReason: null, resourcesDir } as const;
  const app = await createApp({ ...config, night: nightAt('night-1', at) }, { notify: () => undefined });
  try {
    const read: Record<string, object> = {};
    for (const [name, [tool, args]] of Object.entries(CALLS)) read[name] = { ...(await app.callTool(tool, args, undefined)), args };
    return read;
  } finally {
    await app.stop();
  }
}

const [first, later] = [await readAt('2026-11-30T14:58:00Z'), await readAt('2026-11-30T15:08:00Z')];
const bank = Object.fromEntries(Object.keys(CALLS).map((name) => [name, { first: first[name], later: later[name] }]));
writeFileSync(process.argv[2] ?? 'receipts.json', JSON.stringify(bank));
