/** Sixty recorded runs of one job: mostly alike, some failed, two far slower. A kept night has no past of its own. */
import type { OutputOf } from '../../fakes/bridge/names.ts';
import { ago } from './now.ts';

const DAY_MINUTES = 1_440;
const MINUTE_MS = 60_000;
const RUNS = 60;

type Run = OutputOf<'plan.history'>['runs'][number];

function runOf(day: number): Run {
  const isFailed = day === 0 || day === 17 || day === 41;
  const isSlow = day === 8 || day === 29;
  const minutes = isSlow ? 31 : isFailed ? 8 : 12 + (day % 5);
  return {
    jobKey: '/FTA_DWH1#/BANK/DWH/DWH_NIGHT.LOAD_DWH',
    jobName: 'LOAD_DWH',
    streamName: 'DWH_NIGHT',
    workstation: 'FTA_DWH1',
    planId: null,
    runId: `run-${day}`,
    attempt: 1,
    status: isFailed ? 'ABEND' : 'SUCC',
    returnCode: isFailed ? 8 : 0,
    startedAt: ago(day * DAY_MINUTES + 120),
    endedAt: ago(day * DAY_MINUTES + 120 - minutes),
    durationMs: minutes * MINUTE_MS,
    anomaly: isSlow ? 'slower' : null,
    usualMs: isSlow ? 14 * MINUTE_MS : null,
  };
}

export const history: OutputOf<'plan.history'> = {
  runs: Array.from({ length: RUNS }, (_, day) => runOf(day)),
  total: RUNS,
  failed: 3,
  baseline: {
    runs: RUNS - 3,
    medianMs: 14 * MINUTE_MS,
    p90Ms: 16 * MINUTE_MS,
    minMs: 12 * MINUTE_MS,
    maxMs: 31 * MINUTE_MS,
    byWeekday: [{ weekday: 1, runs: 8, medianMs: 17 * MINUTE_MS }],
  },
  groups: null,
  recording: { since: ago(RUNS * DAY_MINUTES), until: ago(1), gaps: [{ from: ago(20 * DAY_MINUTES), until: ago(19 * DAY_MINUTES), why: 'not-running' }] },
};
