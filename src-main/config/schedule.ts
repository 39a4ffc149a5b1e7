/** When something is due, as cron text of five parts in local time. */
import { Cron } from 'croner';

const AN_EXAMPLE = 'write five parts, like */15 * * * * for every quarter of an hour';

/** null when the text is a schedule with a next time; else a sentence that says what is wrong. */
export function scheduleProblem(text: string): string | null {
  try {
    const cron = new Cron(text, { mode: '5-part', paused: true });
    const next = cron.nextRun();
    cron.stop();
    return next === null ? `The schedule "${text}" is never due; ${AN_EXAMPLE}.` : null;
  } catch (thrown) {
    return `The schedule "${text}" cannot be read (${thrown instanceof Error ? thrown.message : String(thrown)}); ${AN_EXAMPLE}.`;
  }
}

/** Epoch ms of the last time that was due at or before `nowMs`, and of the next one after it; null where the text is no schedule. */
export function dueTimes(text: string, nowMs: number): { readonly lastMs: number; readonly nextMs: number } | null {
  try {
    const cron = new Cron(text, { mode: '5-part', paused: true });
    // `previousRuns` tells of whole seconds before the one it is given, and what is due now counts as due.
    const last = cron.previousRuns(1, new Date(Math.floor(nowMs / 1_000) * 1_000 + 1_000))[0]?.getTime();
    const next = cron.nextRun(new Date(nowMs))?.getTime();
    cron.stop();
    return last === undefined || next === undefined ? null : { lastMs: last, nextMs: next };
  } catch {
    return null;
  }
}
