/** Answers whose readings were made again, by turn: what came of it last, kept while the app is open. */
import { create } from 'zustand';
import type { Claim } from '../../../src-preload/contract/chat.ts';
import type { TurnId } from '../../../src-preload/contract/ids.ts';
import type { Reverification } from '../../../src-preload/contract/review/reverify.ts';
import { LOADING, lastOf, type Remote, readInto } from '../../bridge/remote.ts';

type Known = Readonly<Record<string, Remote<Reverification>>>;

const useKnown = create<{ readonly known: Known }>(() => ({ known: {} }));

export async function reverifyTurn(turnId: TurnId): Promise<void> {
  await readInto(
    () => useKnown.getState().known[turnId] ?? LOADING,
    (next) => useKnown.setState(({ known }) => ({ known: { ...known, [turnId]: next } })),
    (core) => core.chat.reverify({ turnId }),
  );
}

/** null: nobody asked yet. */
export const useReverified = (turnId: TurnId | null): Remote<Reverification> | null =>
  useKnown(({ known }) => (turnId === null ? null : (known[turnId] ?? null)));

/** The claims with the verdicts of now, where they were looked at again. */
export function claimsOfNow(claims: readonly Claim[], again: Remote<Reverification> | null): readonly Claim[] {
  const now = new Map((again === null ? null : lastOf(again))?.claims.map((claim) => [claim.claimId, claim]));
  if (now.size === 0) return claims;
  return claims.map((claim) => {
    const looked = now.get(claim.id);
    return looked === undefined ? claim : { ...claim, verdict: looked.now, observed: looked.observed };
  });
}
