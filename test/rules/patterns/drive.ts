/** Runs one pattern over its worst texts and says how long the worst of all took. */
import { createContext, Script } from 'node:vm';
import { textOf, type WorstText, worstTextsFor } from './worstTexts.ts';

export interface Driven {
  /** CPU time, the least of several runs: what else the engine does in between says nothing about the pattern. */
  readonly ms: number;
  readonly chars: number;
  readonly text: WorstText;
}

/** A match that takes longer is past all bounds, and broken off. */
const PATIENCE_MS = 250;
/** Shorter texts first: what explodes does so before it is long. */
const STEPS = [60, 600, 6_000];
/** How many of the slowest go on to the full length. */
const FINALISTS = 3;
const RUNS = 6;

export function driveWorst(source: string, flags: string, chars: number, goodMs: number): Driven {
  const pattern = new RegExp(source, flags);
  let texts = worstTextsFor(source, flags);
  for (const step of STEPS.filter((each) => each < chars)) {
    const made = texts.map((text) => textOf(text, step));
    const times = timesOf(pattern, made);
    for (const [at, ms] of times.entries()) {
      const again = ms < goodMs ? ms : leastTime(pattern, made[at]!, goodMs);
      if (again >= goodMs) return { ms: again, chars: step, text: texts[at]! };
    }
    if (step === STEPS.at(-1))
      texts = times
        .map((ms, at) => ({ ms, at }))
        .sort((a, b) => b.ms - a.ms)
        .slice(0, FINALISTS)
        .map(({ at }) => texts[at]!);
  }
  const ended = texts.map((text) => ({ text, chars, ms: leastTime(pattern, textOf(text, chars), goodMs) }));
  return ended.reduce((worst, each) => (each.ms > worst.ms ? each : worst));
}

/** The least of several runs, in ms. */
export const timeOf = (source: string, flags: string, text: string, goodMs: number): number => leastTime(new RegExp(source, flags), text, goodMs);

function leastTime(pattern: RegExp, text: string, goodMs: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < RUNS && least >= goodMs; at++) least = Math.min(least, timesOf(pattern, [text])[0] ?? PATIENCE_MS);
  return least;
}

/** CPU time of this thread: what else the machine does at the moment is not the pattern's. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

const field: { run: () => void } = { run: () => {} };
const context = createContext(field);
const script = new Script('run()');

/** How long the pattern takes with each text, in ms; the last one given is the one that was broken off. Only a deadline of the engine's own can stop a match. */
function timesOf(pattern: RegExp, texts: readonly string[]): number[] {
  const times: number[] = [];
  let startedAt = 0;
  // All matches are looked for where the pattern is made for all.
  const match = pattern.global ? (text: string) => text.replace(pattern, '') : (text: string) => pattern.test(text);
  field.run = () => {
    for (const text of texts) {
      startedAt = workedMs();
      match(text);
      times.push(workedMs() - startedAt);
    }
  };
  try {
    script.runInContext(context, { timeout: PATIENCE_MS });
  } catch {
    times.push(Math.max(PATIENCE_MS, workedMs() - startedAt));
  }
  return times;
}
