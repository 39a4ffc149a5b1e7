/** The plan thread: holds the whole plan, keeps it up to date, and answers what is asked of it. */
import { clockAt } from '../../../base/clock.ts';
import { openThread } from '../../../base/thread/inThread.ts';
import { createKeeper } from './keeper.ts';
import type { CoreSide, PlanThreadData, ThreadSide } from './planMessages.ts';

const { data, core, serve } = openThread<PlanThreadData, CoreSide>();
serve<ThreadSide>(createKeeper({ core, clock: clockAt(data.standsAtMs), ...data }));
