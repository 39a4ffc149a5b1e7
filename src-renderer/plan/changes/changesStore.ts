/** What changed since an instant, and what is watched for. */
import { create } from 'zustand';
import type { Handover, WatchRule } from '../../../src-preload/contract/plan/planHistory.ts';
import { ask, LOADING, lastAsked, type Remote, readInto } from '../../bridge/remote.ts';
import { nowMs } from '../../ui/time/now.ts';
import { showToast } from '../../ui/toasts.ts';
import { sayFault } from '../../words/faultSay.ts';
import { say } from '../../words/words.ts';

interface ChangesState {
  readonly handover: Remote<Handover>;
  readonly watches: Remote<readonly WatchRule[]>;
}

const UNREAD: ChangesState = { handover: LOADING, watches: LOADING };
export const useChanges = create<ChangesState>(() => UNREAD);
const { getState: get, setState: set } = useChanges;

const askHandover = lastAsked();
const askWatches = lastAsked();

/** Another engine's changes are forgotten. */
export function forgetChanges(): void {
  askHandover();
  askWatches();
  set(UNREAD);
}

export async function readChanges(hours: number): Promise<void> {
  const isNewest = askHandover();
  await Promise.all([
    readInto(
      () => get().handover,
      (handover) => {
        if (isNewest()) set({ handover });
      },
      (core) => core.plan.handover({ since: new Date(nowMs() - hours * 3_600_000).toISOString() }),
    ),
    readWatches(),
  ]);
}

async function readWatches(): Promise<void> {
  const isNewest = askWatches();
  await readInto<readonly WatchRule[]>(
    () => get().watches,
    (watches) => {
      if (isNewest()) set({ watches });
    },
    (core) => core.plan.watches(),
  );
}

export async function removeWatch(id: string): Promise<void> {
  const answer = await ask((core) => core.plan.unwatch({ id }));
  if (answer.isOk) set({ watches: { at: 'ready', value: answer.value } });
  else showToast(sayFault(answer.fault), { tone: 'bad' });
}

export async function watchFor(rule: Pick<WatchRule, 'jobKey' | 'event'>): Promise<void> {
  const answer = await ask((core) => core.plan.watchJob(rule));
  if (answer.isOk) {
    showToast(say('watch.set', { job: rule.jobKey }));
    await readWatches();
  } else showToast(sayFault(answer.fault), { tone: 'bad' });
}
