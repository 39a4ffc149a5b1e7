/** Conversations on disk: found by title or by what was said, renamed, removed for 30 days and brought back. */

import type { Conversation } from '../../../src-preload/contract/chat.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { instantOf } from '../../base/clock.ts';
import { Fault } from '../../base/fault.ts';
import type { Db } from '../../database/open.ts';
import { withStoreFaults } from '../../database/storeFault.ts';

export interface ConversationStore {
  insert(conversation: { readonly id: ConversationId; readonly title: string; readonly isDemo: boolean }, nowMs: number): void;
  touch(id: ConversationId, nowMs: number): void;
  /** Newest first; removed ones are not among them. */
  list(filter: { readonly search?: string | undefined; readonly limit: number }): Conversation[];
  /** Raises NOT_FOUND, also for a removed one. */
  get(id: ConversationId): Conversation;
  rename(id: ConversationId, title: string): Conversation;
  /** @returns false when it was removed already. Raises NOT_FOUND. */
  remove(id: ConversationId, nowMs: number): boolean;
  /** Raises NOT_FOUND, also when it was removed more than 30 days ago. */
  restore(id: ConversationId, nowMs: number): Conversation;
}

interface Row {
  readonly id: ConversationId;
  readonly title: string;
  readonly is_demo: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly turns: number;
}

const RESTORABLE_MS = 30 * 86_400_000;
const SELECT = `SELECT id, title, is_demo, created_at, updated_at, (SELECT count(*) FROM turn WHERE conversation_id = conversation.id) AS turns
  FROM conversation WHERE removed_at IS NULL`;

export function createConversationStore(db: Db): ConversationStore {
  const insert = db.prepare('INSERT INTO conversation (id, title, is_demo, created_at, updated_at) VALUES (@id, @title, @isDemo, @at, @at)');
  const touch = db.prepare('UPDATE conversation SET updated_at = ? WHERE id = ?');
  const byId = db.prepare<[string], Row>(`${SELECT} AND id = ?`);
  const newest = db.prepare<{ limit: number }, Row>(`${SELECT} ORDER BY updated_at DESC, id DESC LIMIT @limit`);
  const matching = db.prepare<{ limit: number; pattern: string }, Row>(
    `${SELECT} AND (title LIKE @pattern ESCAPE '\\' OR EXISTS (SELECT 1 FROM turn WHERE conversation_id = conversation.id
       AND (question LIKE @pattern ESCAPE '\\' OR answer LIKE @pattern ESCAPE '\\'))) ORDER BY updated_at DESC, id DESC LIMIT @limit`,
  );
  const rename = db.prepare('UPDATE conversation SET title = ? WHERE id = ? AND removed_at IS NULL');
  const remove = db.prepare('UPDATE conversation SET removed_at = ? WHERE id = ? AND removed_at IS NULL');
  const restore = db.prepare('UPDATE conversation SET removed_at = NULL WHERE id = ? AND (removed_at IS NULL OR removed_at >= ?)');
  const exists = db.prepare<[string], { id: string }>('SELECT id FROM conversation WHERE id = ?');

  const get = (id: ConversationId): Conversation => {
    const row = byId.get(id);
    if (row === undefined) throw new Fault('NOT_FOUND', 'There is no such conversation, or it was removed.');
    return conversationOf(row);
  };
  return {
    insert: ({ id, title, isDemo }, nowMs) => void insert.run({ id, title, isDemo: isDemo ? 1 : 0, at: instantOf(nowMs) }),
    touch: (id, nowMs) => void touch.run(instantOf(nowMs), id),
    list({ search, limit }) {
      const words = search?.trim() ?? '';
      const rows = withStoreFaults(() => (words === '' ? newest.all({ limit }) : matching.all({ limit, pattern: `%${words.replaceAll(/[\\%_]/g, '\\$&')}%` })));
      return rows.map(conversationOf);
    },
    get: (id) => withStoreFaults(() => get(id)),
    rename: (id, title) =>
      withStoreFaults(() => {
        rename.run(title, id);
        return get(id);
      }),
    remove: (id, nowMs) =>
      withStoreFaults(() => {
        if (exists.get(id) === undefined) throw new Fault('NOT_FOUND', 'There is no such conversation.');
        return remove.run(instantOf(nowMs), id).changes > 0;
      }),
    restore: (id, nowMs) =>
      withStoreFaults(() => {
        restore.run(id, instantOf(nowMs - RESTORABLE_MS));
        return get(id);
      }),
  };
}

const conversationOf = (row: Row): Conversation => ({
  id: row.id,
  title: row.title,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  turns: row.turns,
  isDemo: row.is_demo === 1,
});
