/** "Failures in X": what X is, before an empty list about it is read as good news. */
import { type Ask } from '../../ask.ts';
import { couldNotRead, isWhole } from '../../said/evidence.ts';
import type { Scope } from '../../asked/question.ts';
import { answerJobStatus } from '../jobs/jobStatus.ts';

/** Says what has to be said and gives null when X cannot be a scope: it is a job, it is absent, or it could not be read. */
export async function* realScope(ask: Ask, asked: Scope): AsyncGenerator<string, Scope | null, void> {
  const name = asked.stream ?? asked.workstation;
  if (name === null || (asked.stream !== null && asked.workstation !== null) || /[@*]/.test(name)) return asked;
  if (asked.stream !== null) {
    const streams = await ask.call('find_streams', { name, limit: 1 });
    if (streams.result === null) return yield* unreadable(couldNotRead(ask, 'streams', streams.receipt));
    if (streams.result.streams.length > 0) return asked;
    // Not found in half a reading is not absent: the list itself will say that it is incomplete.
    if (!isWhole(streams.receipt)) return asked;
  }
  const workstations = await ask.call('workstations', { name, only_problems: false });
  if (workstations.result === null) return yield* unreadable(couldNotRead(ask, 'workstations', workstations.receipt));
  if (workstations.result.workstations.length > 0) return { stream: null, workstation: name };
  if (!isWhole(workstations.receipt)) return asked;
  yield* answerJobStatus(ask, { name });
  return null;
}

async function* unreadable(sentence: string): AsyncGenerator<string, null, void> {
  yield sentence;
  return null;
}
