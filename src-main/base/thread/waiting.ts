/** Who waits for a thread's answer, and for how long: the deadlines run only while it is the thread that is waited for. */
import type { Deadline } from './shape.ts';

interface Waiting {
  readonly name: string;
  readonly deadline: Deadline;
  readonly reject: (cause: unknown) => void;
  leftMs: number;
  sinceMs: number;
  timer: NodeJS.Timeout | undefined;
}

export interface WaitingCalls {
  /** As the answer, unless everybody is refused before it comes. */
  until(name: string, deadline: Deadline, answer: Promise<unknown>): Promise<unknown>;
  /** Around an answer the core owes the thread: meanwhile nobody waits for the thread. */
  whileCoreAnswers(answer: () => Promise<unknown>): Promise<unknown>;
  refuseAll(cause: unknown): void;
}

const wholeMs = (deadline: Deadline): number => (typeof deadline === 'number' ? deadline : deadline.silentMs);

/** @param onLate a call was not answered in time; called once for each */
export function createWaitingCalls(onLate: (trouble: string) => void): WaitingCalls {
  const calls = new Set<Waiting>();
  let owed = 0;

  const late = (call: Waiting) => {
    // Where the core itself was held up, the answer may lie here unread: what has arrived is read before the next turn.
    setImmediate(() => {
      if (calls.has(call) && owed === 0) onLate(`no answer to ${call.name} within ${wholeMs(call.deadline)} ms`);
    });
  };
  const run = (call: Waiting) => {
    call.sinceMs = performance.now();
    call.timer = setTimeout(() => late(call), call.leftMs);
  };
  const stand = (call: Waiting) => {
    clearTimeout(call.timer);
    call.leftMs = typeof call.deadline === 'number' ? Math.max(0, call.leftMs - (performance.now() - call.sinceMs)) : wholeMs(call.deadline);
  };

  return {
    until: (name, deadline, answer) =>
      new Promise((resolve, reject) => {
        const call: Waiting = { name, deadline, reject, leftMs: wholeMs(deadline), sinceMs: 0, timer: undefined };
        const done = () => {
          clearTimeout(call.timer);
          calls.delete(call);
        };
        calls.add(call);
        if (owed === 0) run(call);
        answer.finally(done).then(resolve, reject);
      }),
    async whileCoreAnswers(answer) {
      if (owed++ === 0) calls.forEach(stand);
      try {
        return await answer();
      } finally {
        if (--owed === 0) calls.forEach(run);
      }
    },
    refuseAll(cause) {
      for (const { timer, reject } of calls) {
        clearTimeout(timer);
        reject(cause);
      }
      calls.clear();
    },
  };
}
