// @vitest-environment happy-dom
/** Chat as a person sees it: an answer flows once, questions wait for their turn, nothing typed is lost. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { type AgentId, agentId, conversationId, type TurnId, turnId } from '../../../../src-preload/contract/ids.ts';
import {
  askQuestion,
  conversationsShown,
  openConversation,
  readAgents,
  readConversations,
  removeConversation,
  renameConversation,
  setAgent,
  setDraft,
  setSearch,
  showPane,
  stopRunning,
  takeTurn,
  unqueue,
  useChat,
} from '../../../../src-renderer/chat/chatStore.ts';
import { useToasts } from '../../../../src-renderer/ui/toasts.ts';
import { say } from '../../../../src-renderer/words/words.ts';
import type { FakeBridge } from '../../../fakes/bridge/fakeBridge.ts';
import { noticesSaid, pageOfTest } from '../../../fakes/bridge/pageOfTest.ts';
import { AT, aClaim, aConversation, aReceipt, aTurn, doneTurn } from '../../../fakes/views/chat.ts';

const K1 = conversationId.parse('k1');
const K2 = conversationId.parse('k2');
const { getState: get, setState: set } = useChat;
const turnShown = (id: string) => get().turns.find(({ turn }) => turn.id === id)?.turn;
const whole = (id: string, turns: ReturnType<typeof aTurn>[]) => ({ conversation: aConversation(id), turns });

let turnsMade = 0;
/** A turn is followed once in the life of a window, so each test has turns of its own. */
const newTurnId = (): TurnId => {
  turnsMade += 1;
  return turnId.parse(`turn-${turnsMade}`);
};

/** The streams of turns; those still watched at the end of the test end, as a window never stops following a turn that runs. */
function turnStreams(bridge: FakeBridge) {
  const watchers = bridge.stream('chat.watch');
  onTestFinished(async () => {
    bridge.answer('chat.conversations', []);
    set({ queue: [] });
    for (const stream of watchers.watched()) stream.push({ seq: 1_000, type: 'ended', turn: doneTurn({ id: stream.input.turnId }) });
    await bridge.quiet();
  });
  return watchers;
}

/** Opens `k1` with one running turn and gives the stream that follows it. */
async function openRunning(bridge: FakeBridge) {
  const turn = aTurn({ id: newTurnId() });
  bridge.answer('chat.conversation', whole('k1', [turn]));
  bridge.answer('chat.conversations', []);
  const watchers = turnStreams(bridge);
  await openConversation(K1);
  return { turn, watchers, stream: await watchers.next() };
}

describe('an answer', () => {
  it('streams in, and after a lost line goes on where it stood, without doubling a word', async () => {
    const bridge = await pageOfTest(useChat);
    const { turn, watchers, stream } = await openRunning(bridge);
    expect(stream.input).toEqual({ turnId: turn.id, afterSeq: 0 });
    stream.push({ seq: 1, type: 'started', turn }, { seq: 2, type: 'delta', text: 'One ' }, { seq: 3, type: 'delta', text: 'two ' });
    await expect.poll(() => turnShown(turn.id)?.answer).toBe('One two ');
    bridge.lose();
    bridge.connect();
    const second = await watchers.next();
    expect(second.input.afterSeq).toBe(3);
    // The core may replay more than was asked for.
    second.push({ seq: 3, type: 'delta', text: 'two ' }, { seq: 4, type: 'delta', text: 'three' });
    await expect.poll(() => turnShown(turn.id)?.answer).toBe('One two three');
    second.push({ seq: 5, type: 'ended', turn: doneTurn({ id: turn.id, answer: 'One two three.' }) });
    await bridge.quiet();
    expect(turnShown(turn.id)).toMatchObject({ state: { at: 'done' }, answer: 'One two three.' });
    await second.closed;
    expect(watchers.watched()).toEqual([]);
  });

  it('that runs is followed once, however often its conversation is opened, and keeps what has streamed in', async () => {
    const bridge = await pageOfTest(useChat);
    const { turn, watchers, stream } = await openRunning(bridge);
    stream.push({ seq: 1, type: 'delta', text: 'Half an ans' });
    await expect.poll(() => turnShown(turn.id)?.answer).toBe('Half an ans');
    // What is stored lags behind.
    await openConversation(K1);
    expect(turnShown(turn.id)?.answer).toBe('Half an ans');
    expect(watchers.watched()).toHaveLength(1);
  });

  it('that ended while nobody looked is shown as it was stored', async () => {
    const bridge = await pageOfTest(useChat);
    const { turn } = await openRunning(bridge);
    bridge.answer('chat.conversation', whole('k1', [doneTurn({ id: turn.id, answer: 'Whole.' })]));
    await openConversation(K1);
    expect(turnShown(turn.id)?.answer).toBe('Whole.');
  });

  it('is announced as it starts, reads and ends', async () => {
    const bridge = await pageOfTest(useChat);
    const { turn, stream } = await openRunning(bridge);
    stream.push({ seq: 1, type: 'started', turn });
    await expect.poll(() => get().announcement).toBe(say('chat.announce.started'));
    stream.push({ seq: 2, type: 'tool-ended', receipt: aReceipt('r1', { turnId: turn.id, tool: 'job_log', rows: 3 }) });
    await expect.poll(() => get().announcement).toBe(say('chat.announce.tool', { tool: 'job_log', rows: say('chat.rows', { count: 3 }) }));
    stream.push({ seq: 3, type: 'delta', text: 'Text is not announced piece by piece' });
    await expect.poll(() => turnShown(turn.id)?.answer).not.toBe('');
    expect(get().announcement).toContain('job_log');
    stream.push({ seq: 4, type: 'ended', turn: doneTurn({ id: turn.id }) });
    await expect.poll(() => get().announcement).toBe(say('chat.announce.ended'));
  });

  it('is stopped by its person, and shown as the core says it stopped', async () => {
    const bridge = await pageOfTest(useChat);
    const { turn } = await openRunning(bridge);
    bridge.answer('chat.stop', aTurn({ id: turn.id, state: { at: 'stopped', finishedAt: AT } }));
    await stopRunning();
    expect(bridge.calls('chat.stop')).toEqual([{ turnId: turn.id }]);
    expect(turnShown(turn.id)?.state.at).toBe('stopped');
    await stopRunning();
    expect(bridge.calls('chat.stop')).toHaveLength(1);
    expect(noticesSaid()).toEqual([]);
  });

  it('that could not be stopped still runs, and its person is told', async () => {
    const bridge = await pageOfTest(useChat);
    const { turn } = await openRunning(bridge);
    bridge.fail('chat.stop', 'INTERNAL');
    await stopRunning();
    expect(turnShown(turn.id)?.state.at).toBe('running');
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
  });

  it('of another conversation does not appear in this one', async () => {
    const bridge = await pageOfTest(useChat);
    const { turn, stream } = await openRunning(bridge);
    bridge.answer('chat.conversation', whole('k2', []));
    await openConversation(K2);
    stream.push({ seq: 1, type: 'started', turn }, { seq: 2, type: 'ended', turn: doneTurn({ id: turn.id }) });
    await stream.closed;
    await bridge.quiet();
    expect(get().turns).toEqual([]);
  });
});

describe('two answers', () => {
  it('do not mix: what streams in belongs to its own turn', async () => {
    const bridge = await pageOfTest(useChat);
    const [done, running] = [doneTurn({ id: newTurnId(), answer: 'Before.' }), aTurn({ id: newTurnId() })];
    bridge.answer('chat.conversation', whole('k1', [done, running]));
    bridge.answer('chat.conversations', []);
    const watchers = turnStreams(bridge);
    await openConversation(K1);
    const stream = await watchers.next();
    expect(stream.input.turnId).toBe(running.id);
    stream.push({ seq: 1, type: 'delta', text: 'Now' });
    await expect.poll(() => turnShown(running.id)?.answer).toBe('Now');
    expect(turnShown(done.id)?.answer).toBe('Before.');
    bridge.connect();
    expect((await watchers.next()).input.afterSeq).toBe(1);
    takeTurn(doneTurn({ id: running.id, answer: 'Now done.' }));
    expect(get().turns.map(({ turn }) => turn.answer)).toEqual(['Before.', 'Now done.']);
  });

  it('of one conversation stand in the order they were asked, the new one last', async () => {
    const bridge = await pageOfTest(useChat);
    const next = newTurnId();
    bridge.answer('chat.conversation', whole('k1', [doneTurn()]));
    bridge.answer('chat.start', { turnId: next, conversationId: 'k1' });
    bridge.answer('chat.conversations', []);
    const watchers = turnStreams(bridge);
    await openConversation(K1);
    askQuestion('And?');
    (await watchers.next()).push({ seq: 1, type: 'started', turn: aTurn({ id: next }) });
    await expect.poll(() => get().turns.map(({ turn }) => turn.id)).toEqual(['t1', next]);
  });
});

describe('a turn that has ended', () => {
  it('is not followed over a new line', async () => {
    const bridge = await pageOfTest(useChat);
    const { turn, stream } = await openRunning(bridge);
    stream.push({ seq: 1, type: 'ended', turn: doneTurn({ id: turn.id }) });
    await stream.closed;
    bridge.connect();
    await bridge.quiet();
    expect(bridge.calls('chat.watch')).toHaveLength(1);
    expect(turnShown(turn.id)?.state.at).toBe('done');
  });
});

describe('a question', () => {
  it('opens a conversation, is followed from its start, and the address says which', async () => {
    const bridge = await pageOfTest(useChat);
    const id = newTurnId();
    bridge.answer('chat.start', { turnId: id, conversationId: 'k9' });
    bridge.answer('chat.conversations', [aConversation('k9')]);
    const watchers = turnStreams(bridge);
    const entries = window.history.length;
    setDraft('  Why did A fail?  ');
    askQuestion(get().draft);
    expect(get()).toMatchObject({ draft: '', isStarting: true });
    const stream = await watchers.next();
    expect(bridge.calls('chat.start')).toEqual([{ question: 'Why did A fail?' }]);
    expect(get()).toMatchObject({ conversationId: 'k9', isStarting: false });
    expect(window.location.hash).toBe('#/chat/k9');
    expect(window.history.length).toBe(entries);
    stream.push({ seq: 1, type: 'started', turn: aTurn({ id, conversationId: 'k9' }) });
    await expect.poll(() => turnShown(id)?.state.at).toBe('running');
    await expect.poll(() => conversationsShown(get())).toEqual([aConversation('k9')]);
    stream.push({ seq: 2, type: 'ended', turn: doneTurn({ id, conversationId: 'k9' }) });
    await bridge.quiet();
  });

  it('goes to the agent that was chosen, in the conversation on screen', async () => {
    const bridge = await pageOfTest(useChat);
    bridge.answer('chat.conversation', whole('k1', []));
    bridge.answer('chat.start', { turnId: newTurnId(), conversationId: 'k1' });
    bridge.answer('chat.conversations', []);
    turnStreams(bridge);
    await openConversation(K1);
    window.location.hash = '#/chat/k1?pane';
    setAgent(agentId.parse('auditor'));
    askQuestion('Why?');
    await bridge.quiet();
    expect(bridge.calls('chat.start')).toEqual([{ question: 'Why?', conversationId: 'k1', agentId: 'auditor' }]);
    expect(window.location.hash).toBe('#/chat/k1?pane');
  });

  it('without words is none', async () => {
    const bridge = await pageOfTest(useChat);
    setDraft(' ');
    askQuestion('  \n ');
    await bridge.quiet();
    expect(get()).toMatchObject({ isStarting: false, queue: [], draft: ' ' });
  });

  it('that could not be asked goes back to where it was typed', async () => {
    const bridge = await pageOfTest(useChat);
    bridge.fail('chat.start', 'STORE_FAILED');
    askQuestion('Why?');
    await expect.poll(() => get().draft).toBe('Why?');
    expect(get()).toMatchObject({ isStarting: false, conversationId: null });
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
  });

  it('that could not be asked does not overwrite what is being typed meanwhile', async () => {
    const bridge = await pageOfTest(useChat);
    const held = bridge.hold('chat.start');
    askQuestion('Why?');
    setDraft('And another');
    (await held.next()).fail('STORE_FAILED');
    await expect.poll(() => get().isStarting).toBe(false);
    expect(get().draft).toBe('And another');
  });

  it('asked while an answer runs waits for it, and is asked in the same conversation', async () => {
    const bridge = await pageOfTest(useChat);
    const { turn, stream, watchers } = await openRunning(bridge);
    const next = newTurnId();
    bridge.answer('chat.start', { turnId: next, conversationId: 'k1' });
    askQuestion('Second?');
    askQuestion('Third?');
    expect(get().queue.map(({ question }) => question)).toEqual(['Second?', 'Third?']);
    expect(bridge.calls('chat.start')).toEqual([]);
    stream.push({ seq: 1, type: 'ended', turn: doneTurn({ id: turn.id }) });
    const second = await watchers.next();
    expect(bridge.calls('chat.start')).toEqual([{ question: 'Second?', conversationId: 'k1' }]);
    expect(get().queue.map(({ question }) => question)).toEqual(['Third?']);
    for (const { id } of get().queue) unqueue(id);
    second.push({ seq: 1, type: 'ended', turn: doneTurn({ id: next }) });
    await bridge.quiet();
    expect(bridge.calls('chat.start')).toHaveLength(1);
  });

  it('asked before the first one has its conversation is asked in that one, and not where the person went meanwhile', async () => {
    const bridge = await pageOfTest(useChat);
    const held = bridge.hold('chat.start');
    const watchers = turnStreams(bridge);
    bridge.answer('chat.conversations', []);
    const [first, second] = [newTurnId(), newTurnId()];
    askQuestion('First?');
    askQuestion('Second?');
    expect(get().queue).toMatchObject([{ question: 'Second?', conversationId: null }]);
    set({ queue: [...get().queue, { id: 901, question: 'Of another', conversationId: K2 }] });
    (await held.next()).answer({ turnId: first, conversationId: 'k1' });
    const stream = await watchers.next();
    expect(get().queue).toMatchObject([{ question: 'Second?', conversationId: 'k1' }, { conversationId: 'k2' }]);
    bridge.answer('chat.conversation', whole('k2', []));
    await openConversation(K2);
    stream.push({ seq: 1, type: 'ended', turn: doneTurn({ id: first }) });
    const asked = await held.next();
    expect(asked.input).toEqual({ question: 'Second?', conversationId: 'k1' });
    asked.answer({ turnId: second, conversationId: 'k1' });
    const other = await watchers.next();
    expect(get().conversationId).toBe('k2');
    other.push({ seq: 1, type: 'ended', turn: doneTurn({ id: second }) });
    await bridge.quiet();
    expect(get().turns).toEqual([]);
  });

  it('whose conversation comes when its person has gone to another does not fetch them back', async () => {
    const bridge = await pageOfTest(useChat);
    const held = bridge.hold('chat.start');
    const watchers = turnStreams(bridge);
    bridge.answer('chat.conversations', []);
    bridge.answer('chat.conversation', whole('k2', []));
    askQuestion('First?');
    const call = await held.next();
    await openConversation(K2);
    window.location.hash = '#/chat/k2';
    call.answer({ turnId: newTurnId(), conversationId: 'k1' });
    await watchers.next();
    expect(get().conversationId).toBe('k2');
    expect(window.location.hash).toBe('#/chat/k2');
  });

  it('that waits is not asked when an answer of another conversation ends', async () => {
    const bridge = await pageOfTest(useChat);
    const { turn, stream } = await openRunning(bridge);
    set({ queue: [{ id: 900, question: 'Elsewhere?', conversationId: K2 }] });
    stream.push({ seq: 1, type: 'ended', turn: doneTurn({ id: turn.id }) });
    await bridge.quiet();
    expect(get().queue).toHaveLength(1);
  });
});

describe('a conversation', () => {
  it('shows that it is read, then its turns; a new one shows nothing', async () => {
    const bridge = await pageOfTest(useChat);
    const held = bridge.hold('chat.conversation');
    set({ turns: [], pane: { kind: 'receipt', turnId: 't0', label: 'r1' } });
    const opened = openConversation(K1);
    expect(get()).toMatchObject({ conversationId: 'k1', turns: [], opening: { at: 'loading' }, pane: null });
    (await held.next()).answer(whole('k1', [doneTurn()]));
    await opened;
    expect(get().opening).toEqual({ at: 'ready', value: 'open' });
    expect(turnShown('t1')?.answer).toBe('Because.');
    set({ pane: { kind: 'receipt', turnId: 't1', label: 'r1' } });
    await openConversation(null);
    expect(get()).toMatchObject({ conversationId: null, turns: [], opening: { at: 'ready' }, pane: null });
  });

  it('that was left before its turns came stays away', async () => {
    const bridge = await pageOfTest(useChat);
    const held = bridge.hold('chat.conversation');
    const late = openConversation(K1);
    const call = await held.next();
    await openConversation(null);
    call.answer(whole('k1', [doneTurn()]));
    await late;
    expect(get()).toMatchObject({ conversationId: null, turns: [] });
  });

  it('that cannot be read again stays on screen, said to be old; one never read shows the failure alone', async () => {
    const bridge = await pageOfTest(useChat);
    bridge.answer('chat.conversation', whole('k1', [doneTurn()]));
    await openConversation(K1);
    showPane({ kind: 'receipt', turnId: 't1', label: 'none' });
    bridge.fail('chat.conversation', 'INTERNAL');
    await openConversation(K1);
    expect(get().opening).toMatchObject({ at: 'failed', last: 'open', fault: { code: 'INTERNAL' } });
    expect(turnShown('t1')?.answer).toBe('Because.');
    await openConversation(K2);
    expect(get().opening).toMatchObject({ at: 'failed', last: null });
    expect(get().turns).toEqual([]);
  });

  it('is renamed, and the list says so; a refusal is said and changes nothing', async () => {
    const bridge = await pageOfTest(useChat);
    bridge.answer('chat.rename', aConversation('k1', 'Night'));
    bridge.answer('chat.conversations', [aConversation('k1', 'Night')]);
    await renameConversation(K1, 'Night');
    expect(bridge.calls('chat.rename')).toEqual([{ conversationId: 'k1', title: 'Night' }]);
    expect(conversationsShown(get())?.[0]?.title).toBe('Night');
    bridge.fail('chat.rename', 'NOT_FOUND');
    await renameConversation(K1, 'Day');
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
    expect(bridge.calls('chat.conversations')).toHaveLength(1);
  });

  it('is removed from the list and the screen, and comes back by the undo of its notice', async () => {
    const bridge = await pageOfTest(useChat);
    const conversation = { ...aConversation('k1', 'Night'), id: K1 };
    bridge.answer('chat.remove', { isRemoved: true });
    bridge.answer('chat.conversations', []);
    set({ conversationId: K1 });
    window.location.hash = '#/chat/k1';
    await removeConversation(conversation);
    expect(window.location.hash).toBe('#/chat');
    expect(bridge.calls('chat.remove')).toEqual([{ conversationId: 'k1' }]);
    expect(noticesSaid()).toEqual([say('chat.removed', { title: 'Night' })]);
    const action = useToasts.getState().toasts[0]?.action;
    expect(action?.label).toBe(say('do.undo'));
    bridge.answer('chat.restore', conversation);
    bridge.answer('chat.conversations', [conversation]);
    action?.run();
    await expect.poll(() => window.location.hash).toBe('#/chat/k1');
    expect(bridge.calls('chat.restore')).toEqual([{ conversationId: 'k1' }]);
    expect(conversationsShown(get())).toEqual([conversation]);
  });

  it('that is not on screen is removed without leaving the one that is', async () => {
    const bridge = await pageOfTest(useChat);
    bridge.answer('chat.remove', { isRemoved: true });
    bridge.answer('chat.conversations', []);
    set({ conversationId: K2 });
    window.location.hash = '#/chat/k2';
    await removeConversation({ ...aConversation('k1'), id: K1 });
    expect(window.location.hash).toBe('#/chat/k2');
  });

  it('that cannot be removed or brought back stays as it is, and its person is told', async () => {
    const bridge = await pageOfTest(useChat);
    bridge.fail('chat.remove', 'STORE_FAILED');
    await removeConversation({ ...aConversation('k1'), id: K1 });
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
    bridge.answer('chat.remove', { isRemoved: true });
    bridge.answer('chat.conversations', []);
    await removeConversation({ ...aConversation('k1'), id: K1 });
    bridge.fail('chat.restore', 'NOT_FOUND');
    window.location.hash = '#/chat/k2';
    useToasts.getState().toasts.at(-1)?.action?.run();
    await expect.poll(() => noticesSaid()).toHaveLength(3);
    expect(noticesSaid()[2]).toMatch(/^! /);
    expect(window.location.hash).toBe('#/chat/k2');
  });
});

describe('the lists', () => {
  it('keep the last conversations while they are read again and after that failed', async () => {
    const bridge = await pageOfTest(useChat);
    bridge.answer('chat.conversations', [aConversation('k1')]);
    await readConversations();
    expect(bridge.calls('chat.conversations')).toEqual([{ limit: 100 }]);
    bridge.fail('chat.conversations', 'INTERNAL');
    const again = readConversations();
    expect(get().list).toMatchObject({ at: 'loading', last: [{ id: 'k1' }] });
    await again;
    expect(get().list).toMatchObject({ at: 'failed', last: [{ id: 'k1' }] });
    expect(conversationsShown(get())).toHaveLength(1);
  });

  it('are searched by what was typed, without the blanks around it', async () => {
    const bridge = await pageOfTest(useChat);
    bridge.answer('chat.conversations', ({ search }) => (search === 'night' ? [aConversation('k1')] : []));
    setSearch(' night ');
    expect(get().search).toBe(' night ');
    await expect.poll(() => conversationsShown(get())).toHaveLength(1);
  });

  it('show what is searched for now, also when the answer to an earlier search comes late', async () => {
    const bridge = await pageOfTest(useChat);
    const held = bridge.hold('chat.conversations');
    setSearch('n');
    const slow = await held.next();
    setSearch('night');
    (await held.next()).answer([aConversation('k2', 'Night')]);
    await bridge.quiet();
    slow.answer([aConversation('k1', 'Noon')]);
    await bridge.quiet();
    expect(conversationsShown(get())).toMatchObject([{ id: 'k2' }]);
  });

  it('hold the agents, and what is wrong with their file', async () => {
    const bridge = await pageOfTest(useChat);
    bridge.answer('agents.list', { agents: [], problems: ['no goal'], path: '/agents.json', loadedAt: AT });
    await readAgents();
    expect(get().agents).toMatchObject({ at: 'ready', value: { problems: ['no goal'] } });
    const none: AgentId | null = get().agentId;
    expect(none).toBeNull();
  });
});

describe('the pane', () => {
  it('opens for what is there, and a verdict that comes later shows up in it', async () => {
    const bridge = await pageOfTest(useChat);
    bridge.answer('chat.conversation', whole('k1', [doneTurn({ claims: [aClaim()] })]));
    await openConversation(K1);
    showPane({ kind: 'claim', turnId: 't1', claimId: 'c1' });
    expect(get().pane).toEqual({ kind: 'claim', turnId: 't1', claimId: 'c1' });
    takeTurn(doneTurn({ claims: [aClaim({ verdict: 'confirmed' })] }));
    expect(turnShown('t1')?.claims).toMatchObject([{ verdict: 'confirmed' }]);
    showPane(null);
    expect(get().pane).toBeNull();
    showPane({ kind: 'claim', turnId: 't1', claimId: 'none' });
    expect(get().pane).toBeNull();
  });

  it('a turn that is not on screen is not put there', async () => {
    await pageOfTest(useChat);
    takeTurn(doneTurn({ id: 'elsewhere' }));
    expect(get().turns).toEqual([]);
  });
});
