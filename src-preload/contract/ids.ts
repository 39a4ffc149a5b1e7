/** Branded identifiers: a turn id cannot be passed where a memory id is meant. */
import * as z from 'zod';

const id = () => z.string().min(1).max(200);

export const conversationId = id().brand('ConversationId');
export const turnId = id().brand('TurnId');
export const receiptId = id().brand('ReceiptId');
export const claimId = id().brand('ClaimId');
export const memoryId = id().brand('MemoryId');
export const findingId = id().brand('FindingId');
export const reviewItemId = id().brand('ReviewItemId');
export const engineId = id().brand('EngineId');
export const agentId = id().brand('AgentId');

export type ConversationId = z.infer<typeof conversationId>;
export type TurnId = z.infer<typeof turnId>;
export type ReceiptId = z.infer<typeof receiptId>;
export type ClaimId = z.infer<typeof claimId>;
export type MemoryId = z.infer<typeof memoryId>;
export type FindingId = z.infer<typeof findingId>;
export type ReviewItemId = z.infer<typeof reviewItemId>;
export type EngineId = z.infer<typeof engineId>;
export type AgentId = z.infer<typeof agentId>;

/** An instant as ISO-8601 UTC, e.g. `2026-11-21T02:15:00.000Z`. */
export const instant = z.iso.datetime();

/**
 * An instant somebody asks for, from 1970 to 2999, handed on with milliseconds, as the store writes it. Beyond those years there is no scheduler to ask
 * about, and a margin added to the last second of 9999 is an instant nobody can write.
 */
export const askedInstant = z.iso
  .datetime()
  .max(40)
  // Not a pattern: it would take the place of the format in what JSON Schema says.
  .refine((text) => text >= '1970' && text < '3000', 'Only the years 1970 to 2999 can be asked for')
  .describe('ISO-8601 UTC, the years 1970 to 2999')
  .transform((text) => new Date(text).toISOString());
