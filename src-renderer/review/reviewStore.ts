/** Review: the queue, the item on the desk, and decisions that a person can take back. */
import { create } from 'zustand';
import type { ReviewItemId } from '../../src-preload/contract/ids.ts';
import type { ReviewCounters, ReviewDetails, ReviewItem, reviewStates } from '../../src-preload/contract/review.ts';
import type { FaultView } from '../bridge/fault.ts';
import type { Core } from '../bridge/line.ts';
import { ask, LOADING, lastOf, type Remote, readInto } from '../bridge/remote.ts';
import { showToast } from '../ui/toasts.ts';
import { sayFault } from '../words/faultSay.ts';
import { say, type Word } from '../words/words.ts';
import { neighbourOf } from './reviewQueue.ts';

type ReviewState = (typeof reviewStates)[number];

interface ReviewQueue {
  readonly items: readonly ReviewItem[];
  readonly total: number;
  readonly counters: ReviewCounters;
}

interface ReviewScreenState {
  readonly queue: Remote<ReviewQueue>;
  readonly state: ReviewState;
  readonly search: string;
  readonly chosenId: ReviewItemId | null;
  readonly details: Remote<ReviewDetails>;
  /** The correction being written; null when the editor is closed. */
  readonly editing: { readonly answer: string; readonly note: string } | null;
  readonly isBusy: boolean;
  /** The last item decided here: `u` takes that decision back even after the next item was opened. */
  readonly lastDecidedId: ReviewItemId | null;
  readonly announcement: string;
}

export const useReview = create<ReviewScreenState>(() => ({
  queue: LOADING,
  state: 'pending',
  search: '',
  chosenId: null,
  details: LOADING,
  editing: null,
  isBusy: false,
  lastDecidedId: null,
  announcement: '',
}));

const { getState: get, setState: set } = useReview;
const complain = (fault: FaultView) => showToast(sayFault(fault), { tone: 'bad' });
const queueItems = (): readonly ReviewItem[] => lastOf(get().queue)?.items ?? [];

export async function readQueue(): Promise<void> {
  const { state, search } = get();
  const text = search.trim();
  await readInto(
    () => get().queue,
    (queue) => set({ queue }),
    (core) => core.review.list({ state, ...(text === '' ? {} : { search: text }) }),
  );
  const { chosenId } = get();
  if (get().editing === null && !queueItems().some(({ id }) => id === chosenId)) await chooseItem(queueItems()[0]?.id ?? null);
}

export function filterQueue(filter: Partial<Pick<ReviewScreenState, 'state' | 'search'>>): void {
  set({ ...filter, editing: null });
  void readQueue();
}

export async function chooseItem(id: ReviewItemId | null): Promise<void> {
  set({ chosenId: id, details: LOADING, editing: null });
  if (id !== null) await readDetails(id);
}

async function readDetails(id: ReviewItemId): Promise<void> {
  await readInto(
    () => get().details,
    (details) => {
      if (get().chosenId === id) set({ details });
    },
    (core) => core.review.get({ id }),
  );
}

export function step(by: 1 | -1): void {
  const items = queueItems();
  const at = items.findIndex(({ id }) => id === get().chosenId);
  const next = items[Math.max(0, Math.min(items.length - 1, at + by))];
  if (next && next.id !== get().chosenId) void chooseItem(next.id);
}

export function startCorrecting(): void {
  const details = lastOf(get().details);
  if (details && get().editing === null) set({ editing: { answer: details.correction?.answer ?? details.item.memory.answer, note: '' } });
}

export function edit(change: Partial<NonNullable<ReviewScreenState['editing']>>): void {
  const { editing } = get();
  if (editing) set({ editing: { ...editing, ...change } });
}

export const stopCorrecting = (): void => set({ editing: null });

interface Decision {
  readonly id: ReviewItemId;
  readonly word: Word;
  readonly call: (core: Core, seen: { readonly id: ReviewItemId; readonly version: number }) => Promise<ReviewItem>;
}

/** One decision at a time. The version sent is the one on screen, so that nobody decides about something they have not seen. */
async function decide({ id, word, call }: Decision): Promise<boolean> {
  const details = lastOf(get().details);
  const seen = details?.item.id === id ? details.item : queueItems().find((item) => item.id === id);
  if (!seen || get().isBusy) return false;
  set({ isBusy: true });
  const answer = await ask((core) => call(core, { id, version: seen.version }));
  set({ isBusy: false });
  if (answer.isOk) {
    set({ announcement: say(word) });
    return true;
  }
  if (answer.fault.code === 'CONFLICT') {
    showToast(say('review.conflict'), { tone: 'bad' });
    await Promise.all([readQueue(), readDetails(id)]);
  } else complain(answer.fault);
  return false;
}

/** After a decision the neighbour is on the desk, and a notice offers to take the decision back. */
async function decideAndMoveOn(decision: Decision): Promise<void> {
  const next = neighbourOf(queueItems(), decision.id);
  if (!(await decide(decision))) return;
  set({ editing: null, lastDecidedId: decision.id });
  showToast(say(decision.word), { action: { label: say('do.undo'), run: () => void undoItem(decision.id) } });
  await chooseItem(next);
  await readQueue();
}

const chosen = (run: (id: ReviewItemId) => Promise<void>): void => {
  const { chosenId } = get();
  if (chosenId !== null) void run(chosenId);
};

export const approve = (): void => chosen((id) => decideAndMoveOn({ id, word: 'review.said.approved', call: (core, seen) => core.review.approve(seen) }));
export const reject = (): void => chosen((id) => decideAndMoveOn({ id, word: 'review.said.rejected', call: (core, seen) => core.review.reject(seen) }));

export function saveCorrection(): void {
  const { editing } = get();
  const answer = editing?.answer.trim() ?? '';
  const note = editing?.note.trim() ?? '';
  if (answer === '') return;
  chosen((id) =>
    decideAndMoveOn({ id, word: 'review.said.corrected', call: (core, seen) => core.review.correct({ ...seen, answer, ...(note === '' ? {} : { note }) }) }),
  );
}

export function claimItem(): void {
  chosen(async (id) => {
    if (await decide({ id, word: 'review.said.claimed', call: (core, seen) => core.review.claim(seen) })) await Promise.all([readQueue(), readDetails(id)]);
  });
}

/** Takes a decision back by what the core says now: the version on screen is older than the decision itself. */
async function undoItem(id: ReviewItemId): Promise<void> {
  const found = await ask((core) => core.review.get({ id }));
  if (!found.isOk) return complain(found.fault);
  const answer = await ask((core) => core.review.undo({ id, version: found.value.item.version }));
  if (!answer.isOk) return complain(answer.fault);
  set({ announcement: say('review.said.undone'), lastDecidedId: null, state: 'pending' });
  showToast(say('review.said.undone'));
  await chooseItem(id);
  await readQueue();
}

/** The decision on the desk, or the last one made here. */
export function undo(): void {
  const details = lastOf(get().details);
  const isDecided = details !== null && details.item.state !== 'pending';
  const id = isDecided ? details.item.id : get().lastDecidedId;
  if (id === null) showToast(say('review.nothingToUndo'));
  else void undoItem(id);
}
