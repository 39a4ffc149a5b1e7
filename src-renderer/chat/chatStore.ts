/** Chat: the conversations, the one on screen with its turns, and the questions that wait for their turn. */
import { create } from 'zustand';
import type { Agent, Conversation, Turn, TurnEvent } from '../../src-preload/contract/chat.ts';
import type { AgentId, ConversationId, TurnId } from '../../src-preload/contract/ids.ts';
import type { FaultView } from '../bridge/fault.ts';
import { ask, LOADING, lastAsked, lastOf, type Remote, readInto } from '../bridge/remote.ts';
import { go } from '../frame/address.ts';
import { showToast } from '../ui/toasts.ts';
import { sayFault } from '../words/faultSay.ts';
import { say } from '../words/words.ts';
import { type Pane, paneFor } from './turns/pane.ts';
import { applyEvent, isRunning, type TurnView, viewOf } from './turns/turnView.ts';
import { followTurn } from './turns/turnWatch.ts';

interface Queued {
  readonly id: number;
  readonly question: string;
  readonly conversationId: ConversationId | null;
}

interface AgentList {
  readonly agents: readonly Agent[];
  readonly problems: readonly string[];
}

export interface ChatState {
  readonly list: Remote<readonly Conversation[]>;
  readonly search: string;
  readonly agents: Remote<AgentList>;
  /** null: the default agent. */
  readonly agentId: AgentId | null;
  readonly conversationId: ConversationId | null;
  readonly opening: Remote<'open'>;
  /** Of the conversation on screen, oldest first. */
  readonly turns: readonly TurnView[];
  readonly queue: readonly Queued[];
  readonly isStarting: boolean;
  readonly draft: string;
  readonly pane: Pane | null;
  /** Said by screen readers; not drawn. */
  readonly announcement: string;
}

export const useChat = create<ChatState>(() => ({
  list: LOADING,
  search: '',
  agents: LOADING,
  agentId: null,
  conversationId: null,
  opening: { at: 'ready', value: 'open' },
  turns: [],
  queue: [],
  isStarting: false,
  draft: '',
  pane: null,
  announcement: '',
}));

const { getState: get, setState: set } = useChat;
const complain = (fault: FaultView) => showToast(sayFault(fault), { tone: 'bad' });
let lastQueuedId = 0;

const askList = lastAsked();

export async function readConversations(): Promise<void> {
  const search = get().search.trim();
  const isNewest = askList();
  await readInto(
    () => get().list,
    (list) => {
      if (isNewest()) set({ list });
    },
    (core) => core.chat.conversations(search === '' ? {} : { search }),
  );
}

export async function readAgents(): Promise<void> {
  await readInto(
    () => get().agents,
    (agents) => set({ agents }),
    (core) => core.agents.list(),
  );
}

/** Shows a conversation (null: a new one) and attaches to turns that still run. Reading it again keeps it on screen. */
export async function openConversation(conversationId: ConversationId | null): Promise<void> {
  const isSame = get().conversationId === conversationId;
  if (conversationId === null) return set({ conversationId, turns: [], opening: { at: 'ready', value: 'open' }, pane: null });
  if (!isSame) set({ conversationId, turns: [], opening: LOADING, pane: null });
  const answer = await ask((core) => core.chat.conversation({ conversationId }));
  if (get().conversationId !== conversationId) return;
  if (!answer.isOk) return set({ opening: { at: 'failed', fault: answer.fault, last: isSame ? 'open' : null } });
  const known = new Map(get().turns.map((view) => [view.turn.id, view]));
  // A running turn that is already followed keeps what has streamed in: its stored form lags behind.
  const turns = answer.value.turns.map((turn) => {
    const view = known.get(turn.id);
    return view && turn.state.at === 'running' ? view : viewOf(turn);
  });
  set({ turns, opening: { at: 'ready', value: 'open' } });
  for (const view of turns) if (isRunning(view)) follow(view.turn.id);
}

function putTurn(turns: readonly TurnView[], view: TurnView): readonly TurnView[] {
  return turns.some(({ turn }) => turn.id === view.turn.id) ? turns.map((old) => (old.turn.id === view.turn.id ? view : old)) : [...turns, view];
}

/** Replaces a turn on screen by what the core says now. */
export function takeTurn(turn: Turn): void {
  const old = get().turns.find((view) => view.turn.id === turn.id);
  if (old) set({ turns: putTurn(get().turns, { ...old, turn }) });
}

function takeEvents(turnId: TurnId, events: readonly TurnEvent[]): void {
  const { turns, conversationId } = get();
  const old = turns.find(({ turn }) => turn.id === turnId);
  const first = events[0];
  const start = old ?? (first?.type === 'started' && first.turn.conversationId === conversationId ? viewOf(first.turn) : null);
  if (start) set({ turns: putTurn(turns, events.reduce(applyEvent, start)) });
  for (const event of events) announce(event);
  const last = events.at(-1);
  if (last?.type === 'ended') onEnded(last.turn);
}

function announce(event: TurnEvent): void {
  if (event.type === 'started') set({ announcement: say('chat.announce.started') });
  if (event.type === 'ended') set({ announcement: say('chat.announce.ended') });
  if (event.type !== 'tool-ended') return;
  const { tool, rows } = event.receipt;
  set({ announcement: say('chat.announce.tool', { tool, rows: say('chat.rows', { count: rows }) }) });
}

function onEnded(turn: Turn): void {
  void readConversations();
  const next = get().queue.find((queued) => queued.conversationId === turn.conversationId);
  if (!next) return;
  unqueue(next.id);
  void start(next.question, turn.conversationId);
}

function follow(turnId: TurnId): void {
  followTurn(turnId, { seenSeq: () => get().turns.find(({ turn }) => turn.id === turnId)?.seq ?? 0, onEvents: (events) => takeEvents(turnId, events) });
}

async function start(question: string, conversationId: ConversationId | null): Promise<void> {
  const { agentId } = get();
  set({ isStarting: true });
  const answer = await ask((core) => core.chat.start({ question, ...(conversationId ? { conversationId } : {}), ...(agentId ? { agentId } : {}) }));
  set({ isStarting: false });
  if (!answer.isOk) {
    complain(answer.fault);
    // The question is not lost: it goes back to where it was typed.
    if (get().draft === '') set({ draft: question });
    return;
  }
  if (conversationId === null && get().conversationId === null) {
    set({
      conversationId: answer.value.conversationId,
      queue: get().queue.map((queued) => (queued.conversationId === null ? { ...queued, conversationId: answer.value.conversationId } : queued)),
    });
    go(`/chat/${answer.value.conversationId}`, { replace: true });
  }
  follow(answer.value.turnId);
  void readConversations();
}

/** Asks now, or after the running answer. */
export function askQuestion(text: string): void {
  const question = text.trim();
  if (question === '') return;
  const { conversationId, isStarting, turns, queue } = get();
  set({ draft: '' });
  if (!isStarting && !turns.some(isRunning)) return void start(question, conversationId);
  lastQueuedId += 1;
  set({ queue: [...queue, { id: lastQueuedId, question, conversationId }] });
}

export function unqueue(id: number): void {
  set({ queue: get().queue.filter((queued) => queued.id !== id) });
}

export async function stopRunning(): Promise<void> {
  const running = get().turns.find(isRunning);
  if (!running) return;
  const answer = await ask((core) => core.chat.stop({ turnId: running.turn.id }));
  if (answer.isOk) takeTurn(answer.value);
  else complain(answer.fault);
}

export async function renameConversation(conversationId: ConversationId, title: string): Promise<void> {
  const answer = await ask((core) => core.chat.rename({ conversationId, title }));
  if (!answer.isOk) return complain(answer.fault);
  await readConversations();
}

export async function removeConversation({ id, title }: Conversation): Promise<void> {
  const answer = await ask((core) => core.chat.remove({ conversationId: id }));
  if (!answer.isOk) return complain(answer.fault);
  if (get().conversationId === id) go('/chat');
  await readConversations();
  showToast(say('chat.removed', { title }), { action: { label: say('do.undo'), run: () => void restoreConversation(id) } });
}

async function restoreConversation(conversationId: ConversationId): Promise<void> {
  const answer = await ask((core) => core.chat.restore({ conversationId }));
  if (!answer.isOk) return complain(answer.fault);
  await readConversations();
  go(`/chat/${conversationId}`);
}

export const setDraft = (draft: string): void => set({ draft });
export const setAgent = (agentId: AgentId | null): void => set({ agentId });
export const setSearch = (search: string): void => {
  set({ search });
  void readConversations();
};
export const showPane = (wanted: Parameters<typeof paneFor>[1] | null): void => set({ pane: wanted === null ? null : paneFor(get().turns, wanted) });
export const conversationsShown = (state: ChatState): readonly Conversation[] | null => lastOf(state.list);
