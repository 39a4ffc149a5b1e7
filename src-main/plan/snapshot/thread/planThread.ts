/** The plan thread: holds the whole plan, keeps it up to date, and answers what is asked of it. */
import { parentPort, workerData } from 'node:worker_threads';
import { clockAt } from '../../../base/clock.ts';
import { createKeeper } from './keeper.ts';
import { createPeer } from './peer.ts';
import { type CoreSide, coreCalls, type Near, type PlanThreadData, type ViewName } from './planMessages.ts';

if (parentPort === null) throw new Error('the plan thread is started by the core');
const data = workerData as PlanThreadData; // written by planClient.ts
const peer = createPeer<CoreSide>(
  parentPort,
  {
    read: (how: { readonly isWhole: boolean }) => keeper.read(how),
    view: (name: ViewName, args: readonly unknown[], near: Near | null) => keeper.view(name, args, near),
  },
  { names: coreCalls },
);
const keeper = createKeeper({ core: peer.calls, clock: clockAt(data.standsAtMs), ...data });
