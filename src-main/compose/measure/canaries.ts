/** Stores a planted answer exactly as the chat stores a turn: receipts, claims read out of its text, memory and audit job; listed nowhere. */
import type { AgentId, MemoryId } from '../../../src-preload/contract/ids.ts';
import type { PlantInput } from '../../audit/canary/canaries.ts';
import { type Clock, instantOf } from '../../base/clock.ts';
import { Fault } from '../../base/fault.ts';
import { newId } from '../../base/ids.ts';
import { extractClaims } from '../../chat/claims/extract.ts';
import { createConversationStore } from '../../chat/turns/conversationStore.ts';
import { createReceiptBook } from '../../chat/receiptBook.ts';
import { exchangeOf } from '../../chat/turns/turnMemory.ts';
import { createTurnStore } from '../../chat/turns/turnStore.ts';
import type { Db } from '../../database/open.ts';
import { withStoreFaults } from '../../database/storeFault.ts';
import type { MemoryStore } from '../../memory/memoryStore.ts';

interface PlanterDeps {
  /** The core's connection. */
  readonly db: Db;
  readonly memory: Pick<MemoryStore, 'plantCanary'>;
  readonly clock: Clock;
}

/** No agent file names it: nobody can be asked by this name. */
const AGENT = 'canary' as AgentId;
/** Its conversation is born removed, too long ago to be restored. */
const LONG_AGO_MS = 0;

/** Raises STORE_FAILED; then nothing is planted, or a turn without a memory that nobody sees. */
export function createPlanter({ db, memory, clock }: PlanterDeps): (input: PlantInput) => Promise<MemoryId> {
  const conversations = createConversationStore(db);
  const turns = createTurnStore(db);
  const begin = db.transaction(({ engineId, isDemo, question, origin }: PlantInput) => {
    const nowMs = clock.now();
    const [conversationId, turnId] = [newId('con'), newId('trn')];
    conversations.insert({ id: conversationId, title: 'Canary', isDemo }, nowMs);
    conversations.remove(conversationId, LONG_AGO_MS);
    turns.insert({ id: turnId, conversationId, engineId, isDemo, agentId: AGENT, question, answeredBy: { kind: origin, model: null } }, nowMs);
    return turnId;
  });

  return async (input) => {
    const { engineId, question, answer, origin, readings } = input;
    const turnId = withStoreFaults(() => begin.immediate(input));
    let next = 0;
    const book = createReceiptBook({
      turnId,
      isDemo: input.isDemo,
      // Read once for all answers of the day; each turn has its own receipts of it.
      tools: { run: async () => readings[next++] ?? missing() },
      signal: new AbortController().signal,
      clock,
      save: (receipt) => turns.saveReceipt(receipt),
      onStarted: () => {},
      onEnded: () => {},
    });
    for (const { tool, args } of readings) await book.call(tool, args);
    const receipts = book.all();
    const claims = extractClaims({ answer, question, receipts });
    const answeredBy = { kind: origin, model: null };
    const finishedAt = instantOf(clock.now());
    const turn = { id: turnId, engineId, question, askedAt: finishedAt };
    const exchange = exchangeOf({ turn, answer, answeredBy, receipts, claims, shown: { memories: [], earlier: [] } });
    if (exchange === null) throw new Fault('INTERNAL', 'A canary without anything to remember cannot be planted.');
    let planted: MemoryId | undefined;
    turns.finish(turnId, { state: { at: 'done', finishedAt }, answer, answeredBy, notices: [], memories: [], claims }, clock.now(), () => {
      planted = memory.plantCanary(exchange);
      input.alsoInside(planted);
      return planted;
    });
    return planted ?? missing();
  };
}

function missing(): never {
  throw new Fault('INTERNAL', 'A canary was not stored.');
}
