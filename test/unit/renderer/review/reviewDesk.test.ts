// @vitest-environment happy-dom
/** The review desk: nobody decides about what they have not seen, every decision can be taken back, and who was not first is told. */
import { describe, expect, it } from 'vitest';
import { reviewItemId } from '../../../../src-preload/contract/ids.ts';
import { lastOf } from '../../../../src-renderer/bridge/remote.ts';
import {
  addNote,
  approve,
  edit,
  reject,
  saveCorrection,
  startCorrecting,
  stopCorrecting,
  toggleClaim,
  undo,
} from '../../../../src-renderer/review/decisions.ts';
import { chooseItem, filterQueue, queueItems, readQueue, step, takeDetails, useReview } from '../../../../src-renderer/review/reviewStore.ts';
import { useToasts } from '../../../../src-renderer/ui/toasts.ts';
import { say } from '../../../../src-renderer/words/words.ts';
import type { FakeBridge } from '../../../fakes/bridge/fakeBridge.ts';
import { noticesSaid, pageOfTest } from '../../../fakes/bridge/pageOfTest.ts';
import { aMemory, anItem, detailsOf, queueOf } from '../../../fakes/views/review.ts';

const { getState: get } = useReview;
const id = (name: string) => reviewItemId.parse(name);
const shown = () => lastOf(get().details)?.item.id ?? null;

/** A core with these items, each decision of which leaves the queue. */
function answerQueue(bridge: FakeBridge, ...items: ReturnType<typeof anItem>[]) {
  const all = new Map(items.map((item) => [String(item.id), item]));
  const known = (name: string) => all.get(name) ?? anItem(name);
  bridge.answer('review.list', ({ state }) => queueOf([...all.values()].filter((item) => item.state === state)));
  bridge.answer('review.get', ({ id: name }) => detailsOf(known(name)));
  const decided =
    (state: 'approved' | 'rejected' | 'corrected' | 'pending') =>
    ({ id: name, version }: { id: string; version: number }) => {
      const item = { ...known(name), state, version: version + 1 };
      all.set(name, item);
      return item;
    };
  bridge.answer('review.approve', decided('approved'));
  bridge.answer('review.reject', decided('rejected'));
  bridge.answer('review.correct', decided('corrected'));
  bridge.answer('review.undo', decided('pending'));
  return { put: (item: ReturnType<typeof anItem>) => all.set(item.id, item) };
}

async function openQueue(...names: string[]) {
  const bridge = await pageOfTest(useReview);
  const core = answerQueue(bridge, ...names.map((name) => anItem(name)));
  await readQueue();
  await bridge.quiet();
  return { bridge, core };
}

describe('the queue', () => {
  it('opens on its first item', async () => {
    const { bridge } = await openQueue('a', 'b');
    expect(get()).toMatchObject({ chosenId: 'a', queue: { at: 'ready', value: { total: 2 } } });
    expect(shown()).toBe('a');
    expect(bridge.calls('review.list')).toEqual([{ state: 'pending', sort: 'value', limit: 500, offset: 0 }]);
    expect(bridge.calls('review.get')).toHaveLength(1);
  });

  it('without items has an empty desk', async () => {
    await openQueue();
    expect(get()).toMatchObject({ chosenId: null, details: { at: 'loading', last: null } });
    expect(queueItems()).toEqual([]);
    step(1);
    expect(get().chosenId).toBeNull();
  });

  it('is stepped through item by item, to its ends and no further', async () => {
    const { bridge } = await openQueue('a', 'b');
    step(-1);
    expect(get().chosenId).toBe('a');
    step(1);
    expect(get().chosenId).toBe('b');
    step(1);
    expect(get().chosenId).toBe('b');
    await bridge.quiet();
    expect(bridge.calls('review.get').map((call) => call.id)).toEqual(['a', 'b']);
    step(-1);
    expect(get().chosenId).toBe('a');
  });

  it('keeps the last items while it is read again and after that failed', async () => {
    const { bridge } = await openQueue('a');
    bridge.fail('review.list', 'INTERNAL');
    await readQueue();
    expect(get().queue).toMatchObject({ at: 'failed', last: { items: [{ id: 'a' }] } });
    expect(get().chosenId).toBe('a');
  });

  it('drops the late answer to an earlier filter', async () => {
    const { bridge } = await openQueue('a');
    const held = bridge.hold('review.list');
    const slow = filterQueue({ search: 'n' });
    const first = await held.next();
    const quick = filterQueue({ search: 'night' });
    (await held.next()).answer(queueOf([anItem('night')]));
    await quick;
    first.answer(queueOf([anItem('noon')]));
    await slow;
    expect(queueItems()).toMatchObject([{ id: 'night' }]);
    expect(get()).toMatchObject({ chosenId: 'night', filter: { search: 'night', state: 'pending' } });
  });

  it('that is filtered opens the first of what is left, unless the item on the desk is among it', async () => {
    const { bridge, core } = await openQueue('a', 'b');
    await chooseItem(id('b'));
    await filterQueue({ sort: 'newest' });
    expect(get().chosenId).toBe('b');
    startCorrecting();
    core.put(anItem('b', { state: 'approved' }));
    core.put(anItem('c'));
    await filterQueue({ sort: 'oldest' });
    expect(get()).toMatchObject({ chosenId: 'a', editing: null });
    expect(bridge.calls('review.list').at(-1)).toMatchObject({ sort: 'oldest' });
  });
});

describe('the item on the desk', () => {
  it('stays when somebody else decided it meanwhile, and shows their decision', async () => {
    const { bridge, core } = await openQueue('a', 'b');
    core.put(anItem('a', { state: 'approved', version: 2, decidedBy: 'Ada' }));
    await readQueue();
    await bridge.quiet();
    expect(get().chosenId).toBe('a');
    expect(lastOf(get().details)?.item).toMatchObject({ id: 'a', state: 'approved', decidedBy: 'Ada' });
    expect(queueItems()).toMatchObject([{ id: 'b' }]);
  });

  it('is read again when it changed, and only then', async () => {
    const { bridge, core } = await openQueue('a');
    await readQueue();
    expect(bridge.calls('review.get')).toHaveLength(1);
    core.put(anItem('a', { version: 2 }));
    await readQueue();
    expect(bridge.calls('review.get')).toHaveLength(2);
    expect(lastOf(get().details)?.item.version).toBe(2);
  });

  it('that was decided is left as it is', async () => {
    const { bridge } = await openQueue('a');
    await chooseItem(id('gone'));
    takeDetails(detailsOf(anItem('gone', { state: 'rejected', version: 9 })));
    await readQueue();
    await bridge.quiet();
    expect(bridge.calls('review.get').map((call) => call.id)).toEqual(['a', 'gone']);
  });

  it('is not replaced by details of another that come late', async () => {
    const { bridge } = await openQueue('a', 'b');
    const held = bridge.hold('review.get');
    const slow = chooseItem(id('b'));
    const first = await held.next();
    const quick = chooseItem(id('a'));
    (await held.next()).answer(detailsOf(anItem('a')));
    await quick;
    first.answer(detailsOf(anItem('b')));
    await slow;
    expect(shown()).toBe('a');
    takeDetails(detailsOf(anItem('b')));
    expect(shown()).toBe('a');
  });
});

describe('a decision', () => {
  it.each([
    { decide: approve, route: 'review.approve', word: 'review.said.approved' },
    { decide: reject, route: 'review.reject', word: 'review.said.rejected' },
  ] as const)('is sent with the version that was seen, said, and opens the next item ($route)', async ({ decide, route, word }) => {
    const { bridge } = await openQueue('a', 'b');
    decide();
    expect(get().isBusy).toBe(true);
    await bridge.quiet();
    expect(bridge.calls(route)).toEqual([{ id: 'a', version: 1 }]);
    expect(get()).toMatchObject({ isBusy: false, chosenId: 'b', lastDecidedId: 'a', announcement: say(word) });
    expect(shown()).toBe('b');
    expect(queueItems()).toMatchObject([{ id: 'b' }]);
    expect(noticesSaid()).toEqual([say(word)]);
  });

  it('is not made about what is not on screen yet', async () => {
    const { bridge } = await openQueue('a', 'b');
    const held = bridge.hold('review.get');
    const opening = chooseItem(id('b'));
    const call = await held.next();
    approve();
    reject();
    startCorrecting();
    toggleClaim();
    await bridge.quiet();
    expect(get()).toMatchObject({ isBusy: false, editing: null });
    call.answer(detailsOf(anItem('b')));
    await opening;
  });

  it('is made once, however fast the key is pressed', async () => {
    const { bridge } = await openQueue('a', 'b', 'c');
    approve();
    approve();
    reject();
    await bridge.quiet();
    expect(bridge.calls('review.approve')).toHaveLength(1);
    expect(bridge.calls('review.reject')).toHaveLength(0);
    expect(get().chosenId).toBe('b');
  });

  it('about the last item leaves an empty desk', async () => {
    const { bridge } = await openQueue('a');
    approve();
    await bridge.quiet();
    expect(get()).toMatchObject({ chosenId: null, lastDecidedId: 'a' });
  });

  it('that comes second is told so beside what is true now, and changes nothing', async () => {
    const { bridge, core } = await openQueue('a', 'b');
    bridge.fail('review.approve', 'CONFLICT');
    core.put(anItem('a', { state: 'rejected', version: 2, decidedBy: 'Ada' }));
    startCorrecting();
    approve();
    await bridge.quiet();
    expect(get()).toMatchObject({ chosenId: 'a', conflictId: 'a', editing: null, isBusy: false, lastDecidedId: null });
    expect(lastOf(get().details)?.item.decidedBy).toBe('Ada');
    expect(noticesSaid()).toEqual([]);
    await chooseItem(id('b'));
    expect(get().conflictId).toBeNull();
  });

  it('that comes second is not told on the desk of another item', async () => {
    const { bridge } = await openQueue('a', 'b');
    const held = bridge.hold('review.approve');
    approve();
    const call = await held.next();
    await chooseItem(id('b'));
    call.fail('CONFLICT');
    await bridge.quiet();
    expect(get()).toMatchObject({ chosenId: 'b', conflictId: null });
  });

  it('that failed is said, and the item stays', async () => {
    const { bridge } = await openQueue('a', 'b');
    bridge.fail('review.reject', 'STORE_FAILED');
    reject();
    await bridge.quiet();
    expect(get()).toMatchObject({ chosenId: 'a', isBusy: false, lastDecidedId: null, conflictId: null });
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
  });

  it('has one notice: the newest', async () => {
    const { bridge } = await openQueue('a', 'b', 'c');
    approve();
    await bridge.quiet();
    reject();
    await bridge.quiet();
    expect(noticesSaid()).toEqual([say('review.said.rejected')]);
    expect(useToasts.getState().toasts[0]?.action?.label).toBe(say('do.undo'));
  });
});

describe('taking back', () => {
  it('the last decision puts its item on the desk again', async () => {
    const { bridge } = await openQueue('a', 'b');
    approve();
    await bridge.quiet();
    undo();
    await bridge.quiet();
    expect(bridge.calls('review.undo')).toEqual([{ id: 'a', version: 2 }]);
    expect(get()).toMatchObject({ chosenId: 'a', lastDecidedId: null, announcement: say('review.said.undone') });
    expect(lastOf(get().details)?.item).toMatchObject({ id: 'a', state: 'pending' });
    expect(noticesSaid()).toContain(say('review.said.undone'));
  });

  it('works from the notice, and shows the open items whatever was shown', async () => {
    const { bridge } = await openQueue('a', 'b');
    reject();
    await bridge.quiet();
    await filterQueue({ state: 'rejected' });
    useToasts.getState().toasts[0]?.action?.run();
    await bridge.quiet();
    expect(get()).toMatchObject({ chosenId: 'a', filter: { state: 'pending' } });
    expect(queueItems().map((item) => item.id)).toEqual(['a', 'b']);
  });

  it('takes the decision on the desk back before the last one made here', async () => {
    const { bridge, core } = await openQueue('a', 'b');
    approve();
    await bridge.quiet();
    core.put(anItem('z', { state: 'rejected', version: 5 }));
    await chooseItem(id('z'));
    undo();
    await bridge.quiet();
    expect(bridge.calls('review.undo')).toEqual([{ id: 'z', version: 5 }]);
  });

  it('pressed twice takes one decision back', async () => {
    const { bridge } = await openQueue('a', 'b');
    approve();
    await bridge.quiet();
    undo();
    undo();
    await bridge.quiet();
    expect(bridge.calls('review.undo')).toHaveLength(1);
    expect(get().isBusy).toBe(false);
  });

  it('says when there is nothing to take back', async () => {
    const { bridge } = await openQueue('a');
    undo();
    await bridge.quiet();
    expect(noticesSaid()).toEqual([say('review.nothingToUndo')]);
  });

  it.each(['review.get', 'review.undo'] as const)('that fails (%s) is said, and the decision stands', async (route) => {
    const { bridge } = await openQueue('a', 'b');
    approve();
    await bridge.quiet();
    bridge.fail(route, 'NOT_FOUND');
    undo();
    await bridge.quiet();
    expect(get()).toMatchObject({ chosenId: 'b', lastDecidedId: 'a', isBusy: false });
    expect(noticesSaid().at(-1)).toMatch(/^! /);
  });
});

describe('a correction', () => {
  it('begins with the answer as it is, and is sent without blanks around it', async () => {
    const { bridge } = await openQueue('a', 'b');
    startCorrecting();
    expect(get().editing).toEqual({ answer: 'Because.', note: '' });
    edit({ answer: ' Otherwise. ' });
    edit({ note: ' seen in the log ' });
    // Pressing the key again does not throw away what was written.
    startCorrecting();
    expect(get().editing).toEqual({ answer: ' Otherwise. ', note: ' seen in the log ' });
    saveCorrection();
    await bridge.quiet();
    expect(bridge.calls('review.correct')).toEqual([{ id: 'a', version: 1, answer: 'Otherwise.', note: 'seen in the log' }]);
    expect(get()).toMatchObject({ editing: null, chosenId: 'b', announcement: say('review.said.corrected') });
  });

  it('needs words, but no note', async () => {
    const { bridge } = await openQueue('a', 'b');
    saveCorrection();
    startCorrecting();
    edit({ answer: '  ' });
    saveCorrection();
    await bridge.quiet();
    expect(bridge.calls('review.correct')).toEqual([]);
    edit({ answer: 'Otherwise.', note: ' ' });
    saveCorrection();
    await bridge.quiet();
    expect(bridge.calls('review.correct')).toEqual([{ id: 'a', version: 1, answer: 'Otherwise.' }]);
  });

  it('that could not be kept stays in the editor', async () => {
    const { bridge } = await openQueue('a');
    bridge.fail('review.correct', 'STORE_FAILED');
    startCorrecting();
    edit({ answer: 'Otherwise.' });
    saveCorrection();
    await bridge.quiet();
    expect(get().editing?.answer).toBe('Otherwise.');
  });

  it('is given up, and nothing is written into a closed editor', async () => {
    await openQueue('a');
    startCorrecting();
    stopCorrecting();
    edit({ answer: 'x' });
    expect(get().editing).toBeNull();
  });

  it('is not for what is decided, nor for a proposed rule', async () => {
    const { bridge, core } = await openQueue('a');
    core.put(anItem('done', { state: 'approved' }));
    await chooseItem(id('done'));
    startCorrecting();
    expect(get().editing).toBeNull();
    expect(noticesSaid()).toEqual([]);
    core.put(anItem('rule', { memory: aMemory('m', { purpose: 'rule-change' }) }));
    await chooseItem(id('rule'));
    startCorrecting();
    await bridge.quiet();
    expect(get().editing).toBeNull();
    expect(noticesSaid()).toEqual([say('review.proposal.noCorrection')]);
  });
});

describe('a reservation', () => {
  it('is made, and given back by the same key', async () => {
    const { bridge, core } = await openQueue('a');
    bridge.answer('review.claim', ({ id: name, version }) => {
      const item = anItem(name, { claimedBy: 'me', version: version + 1 });
      core.put(item);
      return item;
    });
    bridge.answer('review.release', ({ id: name, version }) => {
      const item = anItem(name, { version: version + 1 });
      core.put(item);
      return item;
    });
    toggleClaim();
    await bridge.quiet();
    expect(lastOf(get().details)?.item).toMatchObject({ claimedBy: 'me', version: 2 });
    expect(queueItems()).toMatchObject([{ claimedBy: 'me' }]);
    expect(get().announcement).toBe(say('review.said.claimed'));
    toggleClaim();
    await bridge.quiet();
    expect(bridge.calls('review.release')).toEqual([{ id: 'a', version: 2 }]);
    expect(lastOf(get().details)?.item.claimedBy).toBeNull();
    expect(get()).toMatchObject({ chosenId: 'a', lastDecidedId: null, announcement: say('review.said.released') });
  });

  it('that failed is said, and the desk is as before', async () => {
    const { bridge } = await openQueue('a');
    bridge.fail('review.claim', 'STORE_FAILED');
    toggleClaim();
    await bridge.quiet();
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
    expect(bridge.calls('review.get')).toHaveLength(1);
  });
});

describe('a note', () => {
  it('is shown with the item once it is kept; otherwise its writer is told', async () => {
    const { bridge } = await openQueue('a');
    bridge.answer('review.note', detailsOf(anItem('a', { note: 'seen' })));
    expect(await addNote(id('a'), 'seen')).toBe(true);
    expect(bridge.calls('review.note')).toEqual([{ id: 'a', note: 'seen' }]);
    expect(lastOf(get().details)?.item.note).toBe('seen');
    bridge.fail('review.note', 'STORE_FAILED');
    expect(await addNote(id('a'), 'again')).toBe(false);
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
    expect(lastOf(get().details)?.item.note).toBe('seen');
  });
});
