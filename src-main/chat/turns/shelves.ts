/** Where turns are kept: in the store, or, while the store keeps nothing, on a spare shelf in memory, so that a question at night is answered all the same. */
import type { Conversation, Receipt, Turn } from '../../../src-preload/contract/chat.ts';
import type { ConversationId, TurnId } from '../../../src-preload/contract/ids.ts';
import { Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import type { Db } from '../../database/open.ts';
import { type ConversationStore, createConversationStore } from './conversationStore.ts';
import type { EarlierExchange } from '../model/prompt.ts';
import { createTurnStore, type TurnStore } from './turnStore.ts';

export interface Shelf {
  readonly isKept: boolean;
  readonly db: Db;
  readonly turns: TurnStore;
  readonly conversations: ConversationStore;
}

interface ShelvesDeps {
  readonly db: Db;
  /** An empty store in memory, of the same schema. */
  readonly openSpare: () => Db;
  readonly log: Log;
}

export interface Shelves {
  readonly kept: Shelf;
  /** Made when it is first needed; gone with the process. */
  spare(): Shelf;
  /** Where this conversation is changed: in the store, unless only the spare shelf has it. */
  ofConversation(id: ConversationId): Shelf;
  /** A conversation gets another turn on this shelf, which may be the first one there. Raises NOT_FOUND when no shelf has it. */
  goOn(shelf: Shelf, id: ConversationId, nowMs: number): void;
  turn(id: TurnId): Turn | undefined;
  turnsOf(id: ConversationId): Turn[];
  conversations(filter: { readonly search?: string | undefined; readonly limit: number }): Conversation[];
  /** Oldest first, of both. */
  exchanges(of: Pick<Turn, 'conversationId' | 'engineId'>, limit: number): EarlierExchange[];
  previous(of: Pick<Turn, 'conversationId' | 'engineId'>): { question: string; receipts: Receipt[] } | null;
  close(): void;
}

export function createShelves({ db, openSpare, log }: ShelvesDeps): Shelves {
  const shelfOn = (on: Db, isKept: boolean): Shelf => ({ isKept, db: on, turns: createTurnStore(on), conversations: createConversationStore(on) });
  const kept = shelfOn(db, true);
  let spare: Shelf | null = null;

  const has = ({ conversations }: Shelf, id: ConversationId): boolean => {
    try {
      return conversations.get(id).id === id;
    } catch (thrown) {
      if (thrown instanceof Fault) return false;
      throw thrown;
    }
  };
  /** A damaged store must not take the spare shelf with it. */
  const readKept = <T>(read: (shelf: Shelf) => T, otherwise: T): T => {
    try {
      return read(kept);
    } catch (thrown) {
      if (spare === null) throw thrown;
      log.warn({ err: thrown }, 'the store cannot be read; what is in memory is shown alone');
      return otherwise;
    }
  };

  const ofConversation = (id: ConversationId): Shelf => (spare !== null && has(spare, id) && !has(kept, id) ? spare : kept);

  return {
    kept,
    spare: () => (spare ??= shelfOn(openSpare(), false)),
    ofConversation,
    goOn(shelf, id, nowMs) {
      if (has(shelf, id)) shelf.conversations.touch(id, nowMs);
      else shelf.conversations.insert(ofConversation(id).conversations.get(id), nowMs);
    },
    turn: (id) => spare?.turns.read(id) ?? kept.turns.read(id),
    turnsOf: (id) => [...readKept(({ turns }) => turns.ofConversation(id), []), ...(spare?.turns.ofConversation(id) ?? [])],
    conversations(filter) {
      const extra = spare?.conversations.list(filter) ?? [];
      const found = readKept(({ conversations }) => conversations.list(filter), []);
      const known = new Set(found.map(({ id }) => id));
      return [...extra.filter(({ id }) => !known.has(id)), ...found].slice(0, filter.limit);
    },
    exchanges: (of, limit) => [...readKept(({ turns }) => turns.exchanges(of, limit), []), ...(spare?.turns.exchanges(of, limit) ?? [])].slice(-limit),
    previous: (of) => spare?.turns.previous(of) ?? readKept(({ turns }) => turns.previous(of), null),
    close: () => void spare?.db.close(),
  };
}
