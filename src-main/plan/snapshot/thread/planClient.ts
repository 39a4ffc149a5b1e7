/** Starts the plan thread of one engine, hands it pages, and is its only door. */
import { Worker } from 'node:worker_threads';
import { Fault } from '../../../base/fault.ts';
import { THREAD_LIMITS, threadEntry } from '../../../base/threadEntry.ts';
import { type Calls, createPeer } from './peer.ts';
import { type CoreSide, type PlanThreadData, type ThreadSide, threadCalls } from './planMessages.ts';

export interface PlanClient {
  readonly calls: Calls<ThreadSide>;
  close(): Promise<void>;
}

/** @param onGone the thread crashed; whoever waited was refused with the fault */
export function startPlanClient(data: PlanThreadData, core: CoreSide, onGone: (fault: Fault) => void): PlanClient {
  const thread = new Worker(threadEntry('plan', import.meta.url, './planThread.ts'), { workerData: data, resourceLimits: THREAD_LIMITS });
  thread.unref();
  const peer = createPeer<ThreadSide>(thread, core, { names: threadCalls, transferOf });
  let isClosed = false;
  const gone = (cause: unknown) => {
    if (isClosed) return;
    isClosed = true;
    const fault = new Fault('INTERNAL', 'The part of Resync that holds the plan stopped; it starts again with the next question.', { retryable: true, cause });
    peer.fail(fault);
    onGone(fault);
  };
  thread.on('error', gone);
  thread.on('exit', (code) => gone(new Error(`plan thread left with code ${code}`)));
  return {
    calls: peer.calls,
    async close() {
      isClosed = true;
      peer.fail(new Fault('STOPPED', 'The plan of this engine is not read any more.'));
      await thread.terminate();
    },
  };
}

/** A page is handed over, not copied. */
function transferOf(value: unknown): readonly ArrayBuffer[] {
  return typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array && value.bytes.buffer instanceof ArrayBuffer
    ? [value.bytes.buffer]
    : [];
}
