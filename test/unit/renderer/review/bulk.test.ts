// @vitest-environment happy-dom
/** Many items, one decision: what is selected, what was looked at before, and what came of it; and the scorecard beside. */
import { describe, expect, it } from 'vitest';
import { reviewItemId } from '../../../../src-preload/contract/ids.ts';
import { lastOf } from '../../../../src-renderer/bridge/remote.ts';
import { applyBulk, closeBulk, previewBulk, useBulk } from '../../../../src-renderer/review/bulk/bulkStore.ts';
import { clearSelection, selectChosen, selectRange, toggleSelected, useSelection } from '../../../../src-renderer/review/queue/selection.ts';
import { chooseItem, queueItems, readQueue, useReview } from '../../../../src-renderer/review/reviewStore.ts';
import { choosePeriod, readScorecard, useScorecard } from '../../../../src-renderer/review/scorecard/scorecardStore.ts';
import { pageOfTest } from '../../../fakes/bridge/pageOfTest.ts';
import { anItem, detailsOf, queueOf } from '../../../fakes/views/review.ts';

const id = (name: string) => reviewItemId.parse(name);
const selected = () => [...useSelection.getState().ids];
const bulk = () => useBulk.getState().bulk;

async function openQueue(...items: ReturnType<typeof anItem>[]) {
  const bridge = await pageOfTest(useReview, useSelection, useBulk, useScorecard);
  bridge.answer('review.list', queueOf(items));
  bridge.answer('review.get', ({ id: name }) => detailsOf(anItem(name)));
  await readQueue();
  return bridge;
}
const entry = (name: string, canApply = true) => ({ id: name, version: 3, question: 'Why?', canApply, why: canApply ? null : 'Claimed by Ada' });

describe('selecting', () => {
  it('goes on to the next item, so that a row of x selects a row of items', async () => {
    const bridge = await openQueue(anItem('a'), anItem('b'), anItem('c'));
    selectChosen();
    selectChosen();
    expect(selected()).toEqual(['a', 'b']);
    expect(useReview.getState().chosenId).toBe('c');
    await bridge.quiet();
  });

  it('again takes an item out, and clearing all', async () => {
    await openQueue(anItem('a'), anItem('b'));
    toggleSelected(id('a'));
    toggleSelected(id('b'));
    toggleSelected(id('a'));
    expect(selected()).toEqual(['b']);
    clearSelection();
    expect(useSelection.getState()).toEqual({ ids: new Set(), anchorId: null });
  });

  it('is for open items that are listed', async () => {
    await openQueue(anItem('done', { state: 'approved' }), anItem('a'));
    selectChosen();
    expect(selected()).toEqual([]);
    await chooseItem(id('elsewhere'));
    selectChosen();
    await chooseItem(null);
    selectChosen();
    expect(selected()).toEqual([]);
  });

  it('a range takes the open items between the last one selected and the one on the desk', async () => {
    await openQueue(anItem('a'), anItem('b'), anItem('done', { state: 'approved' }), anItem('c'), anItem('d'));
    toggleSelected(id('a'));
    await chooseItem(id('c'));
    selectRange();
    expect(selected()).toEqual(['a', 'b', 'c']);
    expect(useSelection.getState().anchorId).toBe('c');
    await chooseItem(id('done'));
    selectRange();
    expect(selected()).toEqual(['a', 'b', 'c']);
    expect(useSelection.getState().anchorId).toBe('c');
  });

  it('stops at what the core decides at once', async () => {
    const many = Array.from({ length: 201 }, (_, at) => anItem(`i${at}`));
    await openQueue(...many);
    toggleSelected(id('i0'));
    await chooseItem(id('i200'));
    selectRange();
    expect(selected()).toHaveLength(200);
    toggleSelected(id('i200'));
    expect(selected()).toHaveLength(200);
    toggleSelected(id('i0'));
    expect(selected()).toHaveLength(199);
    toggleSelected(id('i200'));
    expect(selected()).toHaveLength(200);
  });
});

describe('one decision on all', () => {
  it('is looked at before, and made only where it can be, about the versions that were shown', async () => {
    const bridge = await openQueue(anItem('a'), anItem('b'), anItem('c'));
    toggleSelected(id('a'));
    toggleSelected(id('b'));
    const held = bridge.hold('review.bulkPreview');
    const looking = previewBulk('reject');
    expect(bulk()).toEqual({ at: 'looking', decision: 'reject' });
    const call = await held.next();
    expect(call.input).toEqual({ ids: ['a', 'b'], decision: 'reject' });
    call.answer({ entries: [entry('a'), entry('b', false)] });
    await looking;
    expect(bulk()).toMatchObject({ at: 'preview', decision: 'reject', entries: [{ id: 'a' }, { id: 'b', canApply: false }] });
    bridge.answer('review.bulk', { results: [{ id: 'a', outcome: 'done', why: null, version: 4 }] });
    bridge.answer('review.list', queueOf([anItem('b'), anItem('c')]));
    const applying = applyBulk('wrong engine');
    expect(bulk()?.at).toBe('deciding');
    await applying;
    expect(bridge.calls('review.bulk')).toEqual([{ items: [{ id: 'a', version: 3 }], decision: 'reject', note: 'wrong engine' }]);
    expect(bulk()).toMatchObject({ at: 'done', decision: 'reject', entries: [{ id: 'a' }, { id: 'b' }], results: [{ outcome: 'done' }] });
    expect(selected()).toEqual([]);
    expect(queueItems()).toMatchObject([{ id: 'b' }, { id: 'c' }]);
    expect(useReview.getState().chosenId).toBe('b');
    closeBulk();
    expect(bulk()).toBeNull();
  });

  it('of nothing selected opens no dialog', async () => {
    const bridge = await openQueue(anItem('a'));
    await previewBulk('approve');
    expect(bulk()).toBeNull();
    expect(bridge.calls('review.bulkPreview')).toEqual([]);
  });

  it('is made without a note when none was written, and the item on the desk stays if it is still there', async () => {
    const bridge = await openQueue(anItem('a'), anItem('b'));
    await chooseItem(id('b'));
    toggleSelected(id('a'));
    bridge.answer('review.bulkPreview', { entries: [entry('a')] });
    bridge.answer('review.bulk', { results: [] });
    await previewBulk('approve');
    await applyBulk('');
    expect(bridge.calls('review.bulk')).toEqual([{ items: [{ id: 'a', version: 3 }], decision: 'approve' }]);
    expect(useReview.getState().chosenId).toBe('b');
  });

  it('that nothing can be done about asks for nothing; nor does one that was not looked at, or is under way', async () => {
    const bridge = await openQueue(anItem('a'));
    await applyBulk('');
    toggleSelected(id('a'));
    bridge.answer('review.bulkPreview', { entries: [entry('a', false)] });
    await previewBulk('approve');
    await applyBulk('');
    expect(bulk()?.at).toBe('preview');
    bridge.answer('review.bulkPreview', { entries: [entry('a')] });
    await previewBulk('approve');
    const held = bridge.hold('review.bulk');
    const applying = applyBulk('');
    await applyBulk('');
    (await held.next()).answer({ results: [] });
    await applying;
    expect(bridge.calls('review.bulk')).toHaveLength(1);
  });

  it('that failed says why', async () => {
    const bridge = await openQueue(anItem('a'));
    toggleSelected(id('a'));
    bridge.fail('review.bulkPreview', 'INTERNAL');
    await previewBulk('approve');
    expect(bulk()).toMatchObject({ at: 'failed', decision: 'approve', fault: { code: 'INTERNAL' } });
    bridge.answer('review.bulkPreview', { entries: [entry('a')] });
    await previewBulk('approve');
    bridge.fail('review.bulk', 'STORE_FAILED');
    await applyBulk('');
    expect(bulk()).toMatchObject({ at: 'failed', decision: 'approve', fault: { code: 'STORE_FAILED' } });
  });

  it('whose dialog was closed is not shown, nor under the name of another decision', async () => {
    const bridge = await openQueue(anItem('a'));
    toggleSelected(id('a'));
    const held = bridge.hold('review.bulkPreview');
    const slow = previewBulk('approve');
    const first = await held.next();
    closeBulk();
    const quick = previewBulk('reject');
    const second = await held.next();
    first.answer({ entries: [entry('a')] });
    await slow;
    expect(bulk()).toEqual({ at: 'looking', decision: 'reject' });
    second.answer({ entries: [entry('a')] });
    await quick;
    expect(bulk()).toMatchObject({ at: 'preview', decision: 'reject' });
    closeBulk();
    const late = previewBulk('approve');
    const third = await held.next();
    closeBulk();
    third.answer({ entries: [entry('a')] });
    await late;
    expect(bulk()).toBeNull();
  });
});

describe('the scorecard', () => {
  it('is read for the period that is chosen, and keeps the last one after a failure', async () => {
    const bridge = await openQueue();
    bridge.fail('audit.scorecard', 'INTERNAL');
    await readScorecard();
    expect(bridge.calls('audit.scorecard')).toEqual([{ sinceDays: 90 }]);
    expect(useScorecard.getState().scorecard).toMatchObject({ at: 'failed', last: null, fault: { code: 'INTERNAL' } });
  });

  it('of a period that is no longer chosen is not shown', async () => {
    const bridge = await openQueue();
    const held = bridge.hold('audit.scorecard');
    const late = readScorecard();
    const first = await held.next();
    choosePeriod(7);
    const second = await held.next();
    expect(second.input).toEqual({ sinceDays: 7 });
    first.fail('TWS_TIMEOUT');
    await late;
    expect(useScorecard.getState()).toMatchObject({ sinceDays: 7, scorecard: { at: 'loading' } });
    second.fail('INTERNAL');
    await bridge.quiet();
    expect(useScorecard.getState().scorecard).toMatchObject({ at: 'failed', fault: { code: 'INTERNAL' } });
    expect(lastOf(useScorecard.getState().scorecard)).toBeNull();
  });
});
