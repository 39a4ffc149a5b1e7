/** Decisions about the item on the desk, each of which a person can take back. */
import type { ReviewItemId } from '../../src-preload/contract/ids.ts';
import type { ReviewItem } from '../../src-preload/contract/review/review.ts';
import type { FaultView } from '../bridge/fault.ts';
import type { Core } from '../bridge/line.ts';
import { ask, lastOf } from '../bridge/remote.ts';
import { dismissToast, showToast, useToasts } from '../ui/toasts.ts';
import { sayFault } from '../words/faultSay.ts';
import { say, type Word } from '../words/words.ts';
import { neighbourOf } from './reviewQueue.ts';
import { chooseItem, queueItems, readDetails, readQueue, takeDetails, useReview } from './reviewStore.ts';

const { getState: get, setState: set } = useReview;
const complain = (fault: FaultView) => showToast(sayFault(fault), { tone: 'bad' });
const isProposal = (item: ReviewItem): boolean => item.memory.purpose === 'rule-change';

/** The item whose details are on screen; null while they are read: nobody decides about something they have not seen. */
function itemOnDesk(): ReviewItem | null {
  const item = lastOf(get().details)?.item;
  return item && item.id === get().chosenId ? item : null;
}

interface Decision {
  readonly word: Word;
  readonly call: (core: Core, seen: { readonly id: ReviewItemId; readonly version: number }) => Promise<ReviewItem>;
}

/** One decision at a time, about the version on screen. Who was not first is told so on the desk, beside what is true now. */
async function decide({ id, version }: ReviewItem, { word, call }: Decision): Promise<boolean> {
  if (get().isBusy) return false;
  set({ isBusy: true });
  const answer = await ask((core) => call(core, { id, version }));
  set({ isBusy: false });
  if (answer.isOk) {
    set({ announcement: say(word) });
    return true;
  }
  if (answer.fault.code === 'CONFLICT') {
    await Promise.all([readQueue(), readDetails(id)]);
    if (get().chosenId === id) set({ conflictId: id, editing: null });
  } else complain(answer.fault);
  return false;
}

let noticeId: number | null = null;

/** One notice for the newest decision: a pile of them would lie over the decision bar. `u` reaches the same undo. */
function offerUndo(item: ReviewItem, word: Word): void {
  if (noticeId !== null) dismissToast(noticeId);
  showToast(say(word), { action: { label: say('do.undo'), run: () => void undoItem(item.id) } });
  noticeId = useToasts.getState().toasts.at(-1)?.id ?? null;
}

/** After a decision the neighbour is on the desk, and a notice offers to take the decision back. */
async function decideAndMoveOn(decision: Decision): Promise<void> {
  const item = itemOnDesk();
  if (item === null) return;
  const next = neighbourOf(queueItems(), item.id);
  if (!(await decide(item, decision))) return;
  set({ editing: null, lastDecidedId: item.id });
  offerUndo(item, decision.word);
  await Promise.all([chooseItem(next), readQueue()]);
}

export const approve = (): void => void decideAndMoveOn({ word: 'review.said.approved', call: (core, seen) => core.review.approve(seen) });
export const reject = (): void => void decideAndMoveOn({ word: 'review.said.rejected', call: (core, seen) => core.review.reject(seen) });

export function startCorrecting(): void {
  const item = itemOnDesk();
  if (item === null || get().editing !== null || item.state !== 'pending') return;
  // A proposed rule has no wording to correct.
  if (isProposal(item)) showToast(say('review.proposal.noCorrection'));
  else set({ editing: { answer: item.memory.answer, note: '' } });
}

export function edit(change: Partial<NonNullable<ReturnType<typeof get>['editing']>>): void {
  const { editing } = get();
  if (editing) set({ editing: { ...editing, ...change } });
}

export const stopCorrecting = (): void => set({ editing: null });

export function saveCorrection(): void {
  const { editing } = get();
  const answer = editing?.answer.trim() ?? '';
  const note = editing?.note.trim() ?? '';
  if (answer === '') return;
  void decideAndMoveOn({ word: 'review.said.corrected', call: (core, seen) => core.review.correct({ ...seen, answer, ...(note === '' ? {} : { note }) }) });
}

async function reserve(decision: Decision): Promise<void> {
  const item = itemOnDesk();
  if (item !== null && (await decide(item, decision))) await Promise.all([readQueue(), readDetails(item.id)]);
}

/** Takes the item for a few minutes, or gives back one that is taken. */
export function toggleClaim(): void {
  const isClaimed = (itemOnDesk()?.claimedBy ?? null) !== null;
  void (isClaimed
    ? reserve({ word: 'review.said.released', call: (core, seen) => core.review.release(seen) })
    : reserve({ word: 'review.said.claimed', call: (core, seen) => core.review.claim(seen) }));
}

/** Whether the note was kept. */
export async function addNote(id: ReviewItemId, note: string): Promise<boolean> {
  const answer = await ask((core) => core.review.note({ id, note }));
  if (answer.isOk) takeDetails(answer.value);
  else complain(answer.fault);
  return answer.isOk;
}

/** Takes a decision back by what the core says now: the version on screen is older than the decision itself. One at a time, like decisions. */
async function undoItem(id: ReviewItemId): Promise<void> {
  if (get().isBusy) return;
  set({ isBusy: true });
  const answer = await ask(async (core) => core.review.undo({ id, version: (await core.review.get({ id })).item.version }));
  set({ isBusy: false });
  if (!answer.isOk) return complain(answer.fault);
  set(({ filter }) => ({ announcement: say('review.said.undone'), lastDecidedId: null, filter: { ...filter, state: 'pending' } }));
  showToast(say('review.said.undone'));
  await Promise.all([chooseItem(id), readQueue()]);
}

/** The decision on the desk, or the last one made here. */
export function undo(): void {
  const item = itemOnDesk();
  const id = item !== null && item.state !== 'pending' ? item.id : get().lastDecidedId;
  if (id === null) showToast(say('review.nothingToUndo'));
  else void undoItem(id);
}
