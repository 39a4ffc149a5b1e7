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
