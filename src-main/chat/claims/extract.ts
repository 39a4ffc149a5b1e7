/** Reads the checkable statements out of any answer, made by rules or by a model, and binds each to the receipt that can prove it. */
import type { Receipt } from '../../../src-preload/contract/chat.ts';
import { createBreather } from '../../base/text/slices.ts';
import type { ClaimDraft } from '../answerPort.ts';
import { indexEvidence } from './evidenceIndex.ts';
import { namesInPiece, type Reading } from './reading.ts';
import { readPiece } from './readPiece.ts';
import { piecesOf } from '../../truth/text/sentences.ts';

/** More claims than a person would look at help nobody; the first ones are the answer's own order. */
const MAX_CLAIMS = 200;

const PAST_TOOLS: ReadonlySet<string> = new Set(['run_history', 'changes_since', 'search_memory']);

/** What is around a piece is looked at for each: no more than a long paragraph of it. */
const MOST_NEARBY_CHARS = 4_000;

interface Answered {
  readonly answer: string;
  readonly question: string;
  readonly receipts: readonly Receipt[];
}

/** Deterministic; the vocabulary of `subject` and `claimed` stands in contract/chat.ts. Offsets are UTF-16 in `answer`. */
export function extractClaims(answered: Answered): ClaimDraft[] {
  const steps = claimSteps(answered);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same on the main thread: a model's answer may be long, and nobody waits for it to be read. */
export async function extractClaimsInSlices(answered: Answered): Promise<ClaimDraft[]> {
  const breathe = createBreather();
  const steps = claimSteps(answered);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await breathe();
  }
}

/** One step for each piece of the answer. */
function* claimSteps({ answer, question, receipts }: Answered): Generator<undefined, ClaimDraft[], void> {
  const index = indexEvidence(receipts);
  const pastLabels = new Set(receipts.filter(({ tool }) => PAST_TOOLS.has(tool)).map(({ label }) => label));
  const seen = new Set<string>();
  const claims: ClaimDraft[] = [];
  let topic: string | null = null;
  let cited: readonly string[] = [];
  let paragraphText = { paragraph: -1, text: '' };
  for (const piece of piecesOf(answer)) {
    yield;
    paragraphText =
      piece.paragraph === paragraphText.paragraph
        ? { ...paragraphText, text: `${paragraphText.text}\n${piece.text}`.slice(-MOST_NEARBY_CHARS) }
        : { paragraph: piece.paragraph, text: piece.text };
    const names = namesInPiece(piece, index);
    // A table stands on what the sentence above it cites.
    if (piece.cited.length > 0) cited = piece.cited;
    const isOfThePast = (piece.cited.length > 0 || piece.kind === 'row') && cited.length > 0 && cited.every((label) => pastLabels.has(label));
    const reading: Reading = { answer, question, index, piece, names, topic, isOfThePast, nearby: paragraphText.text };
    for (const claim of readPiece(reading)) {
      const key = `${claim.kind} ${claim.subject} ${claim.claimed} ${claim.kind === 'other' ? claim.start : ''}`;
      if (!seen.has(key)) claims.push(claim);
      seen.add(key);
    }
    // The job a paragraph begins with is what its "it" means; a list of others does not change that.
    if (piece.kind === 'sentence') topic = names.find(({ reference }) => reference.startsWith('job:'))?.reference ?? topic;
  }
  return claims.slice(0, MAX_CLAIMS);
}
