/** What the evidence pane shows: a claim with its receipt, a receipt alone, or a memory. */
import type { Claim, Receipt } from '../../../src-preload/contract/chat.ts';
import type { MemoryUse } from '../../../src-preload/contract/memory.ts';
import type { TurnView } from './turnView.ts';

export type Wanted =
  | { readonly kind: 'claim'; readonly turnId: string; readonly claimId: string }
  | { readonly kind: 'receipt'; readonly turnId: string; readonly label: string }
  | { readonly kind: 'memory'; readonly turnId: string; readonly memoryId: string };
/** Kept by identity, not by value: a verdict that arrives later shows up in an open pane. */
export type Pane = Wanted;

export type PaneContent =
  | { readonly kind: 'receipt'; readonly receipt: Receipt; readonly claim: Claim | null }
  | { readonly kind: 'unbound'; readonly claim: Claim }
  | { readonly kind: 'memory'; readonly memory: MemoryUse };

/** A citation that points to nothing opens nothing. */
export function paneContent(turns: readonly TurnView[], pane: Wanted): PaneContent | null {
  const turn = turns.find((view) => view.turn.id === pane.turnId)?.turn;
  if (!turn) return null;
  switch (pane.kind) {
    case 'claim': {
      const claim = turn.claims.find(({ id }) => id === pane.claimId);
      if (!claim) return null;
      const receipt = turn.receipts.find(({ id }) => id === claim.receiptId);
      return receipt ? { kind: 'receipt', receipt, claim } : { kind: 'unbound', claim };
    }
    case 'receipt': {
      const receipt = turn.receipts.find(({ label }) => label === pane.label);
      return receipt ? { kind: 'receipt', receipt, claim: null } : null;
    }
    case 'memory': {
      const memory = turn.memories.find(({ memoryId }) => memoryId === pane.memoryId);
      return memory ? { kind: 'memory', memory } : null;
    }
  }
}

export const paneFor = (turns: readonly TurnView[], wanted: Wanted): Pane | null => (paneContent(turns, wanted) ? wanted : null);
