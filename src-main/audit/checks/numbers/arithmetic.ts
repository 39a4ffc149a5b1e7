/** What an answer worked out from a receipt is worked out again: durations, lateness, averages, shares. One unit of what was said is rounding. */
import type { Evidence } from '../evidence.ts';
import { jobsNamed, type Reference, referenceOf } from '../reference.ts';
import { type Observation, witnessCheck } from '../witness.ts';
import { countInSummary } from './countMatch.ts';

const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: 3_600_000 };

export const arithmetic = witnessCheck({
  name: 'arithmetic',
  applies: (claim) => claim.kind === 'arithmetic',
  observe(claim, evidence) {
    const said = /^(\d+(?:\.\d+)?) (s|min|h|%)$/.exec(claim.claimed ?? '');
    if (said === null) return null;
    const amount = Number(said[1]);
    // "1.5 h" is exact to a tenth of an hour.
    const step = 10 ** -(said[1]!.split('.')[1]?.length ?? 0);
    const share = /^share:(.+)$/.exec(claim.subject ?? '')?.[1];
    if (share !== undefined) return said[2] === '%' ? observeShare(share, amount, step, evidence) : null;
    const reference = referenceOf(claim.subject);
    const unitMs = UNITS_MS[said[2]!];
    if (reference === null || unitMs === undefined) return null;
    const actual = measured(reference, evidence);
    if (actual.length === 0) return null;
    const isMatch = actual.some((ms) => Math.abs(ms / unitMs - amount) <= step);
    return { isMatch, value: `${Number(((actual[0] ?? 0) / unitMs).toFixed(1))} ${said[2]!}` };
  },
});

function observeShare(what: string, amount: number, step: number, { reading }: Evidence): Observation | null {
  if (reading.tool !== 'plan_summary' || reading.data.total === 0) return null;
  const count = countInSummary(reading.data, what);
  if (count === null) return null;
  const actual = (count / reading.data.total) * 100;
  return { isMatch: Math.abs(actual - amount) <= step, value: `${actual.toFixed(1)} %` };
}

/** Every value the words may mean, in ms, the first the likeliest; empty when this reading has none. */
function measured(reference: Reference, evidence: Evidence): number[] {
  if (reference.keys.get('measure') === 'average') return averages(reference, evidence);
  const [job, ...others] = jobsNamed(reference.ref, evidence);
  if (job === undefined || others.length > 0) return [];
  const [started, ended, scheduled, deadline] = [job.startedAt, job.endedAt, job.scheduledAt, job.deadlineAt].map((at) => (at == null ? null : Date.parse(at)));
  if (reference.keys.get('measure') === 'late') {
    const at = ended ?? (job.isCanceled === true ? null : evidence.observedAtMs);
    // Late is behind the deadline; said of a start, behind its schedule.
    return [
      at != null && deadline != null ? at - deadline : null,
      started != null && scheduled != null && deadline == null ? started - scheduled : null,
    ].filter((ms) => ms !== null);
  }
  if (started != null && ended != null) return [ended - started];
  if (job.elapsedMs != null) return [job.elapsedMs];
  return started != null && evidence.observedAtMs !== null ? [evidence.observedAtMs - started] : [];
}

/** Of the recorded runs of one job: their median and their mean. */
function averages({ ref }: Reference, { reading, isComplete, isTruncated }: Evidence): number[] {
  if (reading.tool !== 'run_history' || reading.data.kind !== 'found' || !isComplete || isTruncated) return [];
  if (reading.data.jobKey?.toUpperCase() !== ref) return [];
  const { runs, baseline } = reading.data.history;
  const lasted = runs.flatMap(({ durationMs }) => durationMs ?? []);
  const mean = lasted.length === 0 ? [] : [lasted.reduce((sum, ms) => sum + ms, 0) / lasted.length];
  return baseline?.medianMs == null ? mean : [baseline.medianMs, ...mean];
}
