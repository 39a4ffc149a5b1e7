// @vitest-environment happy-dom
/** Memory: what is searched for now, where each memory comes from, and a removal that can be taken back. */
import { describe, expect, it } from 'vitest';
import { memoryId, turnId } from '../../../../src-preload/contract/ids.ts';
import { lastOf } from '../../../../src-renderer/bridge/remote.ts';
import { chooseMemory, filterMemories, openOrigin, readMemories, removeMemory, restoreMemory, useMemory } from '../../../../src-renderer/memory/memoryStore.ts';
import { useToasts } from '../../../../src-renderer/ui/toasts.ts';
import { say } from '../../../../src-renderer/words/words.ts';
import { noticesSaid, pageOfTest } from '../../../fakes/bridge/pageOfTest.ts';
import { aMemoryUse, doneTurn } from '../../../fakes/views/chat.ts';
import { aMemory } from '../../../fakes/views/review.ts';

const { getState: get } = useMemory;
const id = (name: string) => memoryId.parse(name);
const listOf = (...memories: ReturnType<typeof aMemory>[]) => ({ memories, total: memories.length, byState: {} });
const shown = () => lastOf(get().list)?.memories.map((memory) => memory.id) ?? null;

describe('the list', () => {
  it('is asked for by text and state, both left out when there are none', async () => {
    const bridge = await pageOfTest(useMemory);
    bridge.answer('memory.list', listOf(aMemory('a')));
    await readMemories();
    filterMemories({ search: ' why ' });
    filterMemories({ state: 'active' });
    await bridge.quiet();
    expect(bridge.calls('memory.list')).toEqual([{ limit: 500 }, { search: 'why', limit: 500 }, { search: 'why', state: 'active', limit: 500 }]);
    expect(get()).toMatchObject({ search: ' why ', state: 'active' });
    expect(shown()).toEqual(['a']);
  });

  it('shows what is searched for now, and keeps the last one after a failure', async () => {
    const bridge = await pageOfTest(useMemory);
    const held = bridge.hold('memory.list');
    filterMemories({ search: 'n' });
    const slow = await held.next();
    filterMemories({ search: 'night' });
    (await held.next()).answer(listOf(aMemory('night')));
    await bridge.quiet();
    slow.answer(listOf(aMemory('noon')));
    await bridge.quiet();
    expect(shown()).toEqual(['night']);
    bridge.fail('memory.list', 'INTERNAL');
    await readMemories();
    expect(get().list).toMatchObject({ at: 'failed', last: { total: 1 } });
  });
});

describe('the chosen memory', () => {
  it('shows its findings and what else would answer its question, without itself', async () => {
    const bridge = await pageOfTest(useMemory);
    bridge.answer('memory.list', listOf(aMemory('a', { question: ' Why? ' })));
    bridge.answer('audit.findings', []);
    bridge.answer(
      'memory.retrieve',
      ['b', 'a', 'c', 'd', 'e', 'f'].map((name) => aMemoryUse(name)),
    );
    await readMemories();
    await chooseMemory(id('a'));
    expect(bridge.calls('audit.findings')).toEqual([{ memoryId: 'a' }]);
    expect(bridge.calls('memory.retrieve')).toEqual([{ question: 'Why?', limit: 6 }]);
    expect(get().findings).toEqual({ at: 'ready', value: [] });
    expect(lastOf(get().neighbours)?.map((memory) => memory.memoryId)).toEqual(['b', 'c', 'd', 'e', 'f']);
  });

  it('shows five neighbours when it is not among them itself', async () => {
    const bridge = await pageOfTest(useMemory);
    bridge.answer('memory.list', listOf(aMemory('a')));
    bridge.answer('audit.findings', []);
    bridge.answer(
      'memory.retrieve',
      ['b', 'c', 'd', 'e', 'f', 'g'].map((name) => aMemoryUse(name)),
    );
    await readMemories();
    await chooseMemory(id('a'));
    expect(lastOf(get().neighbours)).toHaveLength(5);
  });

  it('without a question, or not in the list, has no neighbours and asks for none', async () => {
    const bridge = await pageOfTest(useMemory);
    bridge.answer('memory.list', listOf(aMemory('a', { question: '  ' })));
    bridge.answer('audit.findings', []);
    await chooseMemory(id('unlisted'));
    expect(get().neighbours).toEqual({ at: 'ready', value: [] });
    await readMemories();
    await chooseMemory(id('a'));
    expect(get().neighbours).toEqual({ at: 'ready', value: [] });
    expect(bridge.calls('memory.retrieve')).toEqual([]);
  });

  it('of a question longer than the core takes is asked for by its beginning', async () => {
    const bridge = await pageOfTest(useMemory);
    bridge.answer('memory.list', listOf(aMemory('a', { question: 'w'.repeat(9_000) })));
    bridge.answer('audit.findings', []);
    bridge.answer('memory.retrieve', []);
    await readMemories();
    await chooseMemory(id('a'));
    expect(bridge.calls('memory.retrieve')[0]?.question).toHaveLength(8_000);
  });

  it('shows nothing of the one before that comes late', async () => {
    const bridge = await pageOfTest(useMemory);
    bridge.answer('memory.list', listOf(aMemory('a'), aMemory('b')));
    const findings = bridge.hold('audit.findings');
    const retrieve = bridge.hold('memory.retrieve');
    await readMemories();
    const slow = chooseMemory(id('a'));
    const [ofA, nearA] = [await findings.next(), await retrieve.next()];
    const quick = chooseMemory(id('b'));
    expect(get()).toMatchObject({ chosenId: 'b', findings: { last: null }, neighbours: { last: null } });
    (await findings.next()).fail('NOT_FOUND');
    (await retrieve.next()).answer([aMemoryUse('c')]);
    await quick;
    ofA.answer([]);
    nearA.answer([aMemoryUse('z')]);
    await slow;
    expect(get().findings).toMatchObject({ at: 'failed', fault: { code: 'NOT_FOUND' } });
    expect(lastOf(get().neighbours)?.map((memory) => memory.memoryId)).toEqual(['c']);
    await chooseMemory(null);
    expect(get()).toMatchObject({ chosenId: null, findings: { at: 'loading', last: null }, neighbours: { at: 'loading', last: null } });
    await bridge.quiet();
    expect(bridge.calls('audit.findings')).toHaveLength(2);
  });
});

describe('removing', () => {
  it('is said, and taken back by the undo of its notice', async () => {
    const bridge = await pageOfTest(useMemory);
    bridge.answer('memory.remove', aMemory('a', { state: 'rejected' }));
    bridge.answer('memory.restore', aMemory('a'));
    bridge.answer('memory.list', listOf());
    await removeMemory(id('a'), 'wrong engine');
    expect(bridge.calls('memory.remove')).toEqual([{ memoryId: 'a', reason: 'wrong engine' }]);
    expect(shown()).toEqual([]);
    bridge.answer('memory.list', listOf(aMemory('a')));
    const notice = useToasts.getState().toasts[0];
    expect(notice).toMatchObject({ text: say('memory.removed'), action: { label: say('do.undo') } });
    notice?.action?.run();
    await bridge.quiet();
    expect(bridge.calls('memory.restore')).toEqual([{ memoryId: 'a' }]);
    expect(shown()).toEqual(['a']);
    expect(noticesSaid()).toEqual([say('memory.removed'), say('memory.restored')]);
  });

  it('or bringing back that fails is said and changes nothing', async () => {
    const bridge = await pageOfTest(useMemory);
    bridge.fail('memory.remove', 'CONFLICT');
    bridge.fail('memory.restore', 'NOT_FOUND');
    await removeMemory(id('a'), 'wrong');
    await restoreMemory(id('a'));
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /), expect.stringMatching(/^! /)]);
    expect(bridge.calls('memory.list')).toEqual([]);
  });
});

describe('where it comes from', () => {
  it('opens its conversation', async () => {
    const bridge = await pageOfTest(useMemory);
    bridge.answer('chat.turn', doneTurn({ conversationId: 'k7' }));
    await openOrigin(aMemory('a', { turnId: turnId.parse('t1') }));
    expect(bridge.calls('chat.turn')).toEqual([{ turnId: 't1' }]);
    expect(window.location.hash).toBe('#/chat/k7');
  });
  it('that is gone is said; one that never was asks for nothing', async () => {
    const bridge = await pageOfTest(useMemory);
    bridge.fail('chat.turn', 'NOT_FOUND');
    await openOrigin(aMemory('a', { turnId: turnId.parse('t1') }));
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
    await openOrigin(aMemory('a'));
    expect(bridge.calls('chat.turn')).toHaveLength(1);
    expect(window.location.hash).toBe('#/');
  });
});
