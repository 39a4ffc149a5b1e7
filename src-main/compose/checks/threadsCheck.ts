/** How the threads beside the core are doing. */
import type { ThreadState } from '../../base/thread/superviseThread.ts';
import type { ThreadName } from '../../base/threadEntry.ts';
import type { CheckAnswer } from '../../health/health.ts';

const PARTS: Partial<Record<ThreadName, string>> = {
  audit: 'the auditor',
  plan: 'the plan',
  record: 'the recorded past',
  search: 'the memory search',
};

/** Pure. One that pauses answers nobody; one that was lost and started again is worth a word, no more. */
export function threadsAnswer(threads: readonly ThreadState[]): CheckAnswer {
  const sentences = threads.filter(({ lost }) => lost > 0).map(sentenceOf);
  const isPausing = threads.some(({ at }) => at === 'pausing');
  return { state: isPausing ? 'unhealthy' : 'healthy', detail: sentences.length === 0 ? 'None was lost since the start.' : sentences.join(' ') };
}

function sentenceOf({ name, at, lost, lastTrouble }: ThreadState): string {
  const times = lost === 1 ? 'once' : `${lost} times`;
  const now = at === 'pausing' ? 'it pauses for up to a minute' : 'it was started again, or is with the next question';
  return `The part for ${PARTS[name] ?? name} was lost ${times} since the start, last: ${lastTrouble ?? 'unknown'}; ${now}.`;
}
