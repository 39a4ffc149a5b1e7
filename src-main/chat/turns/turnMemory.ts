/** What is worth remembering of a finished turn, as the memory is told. Pure. */
import type { Receipt, Turn } from '../../../src-preload/contract/chat.ts';
import type { EngineId, TurnId } from '../../../src-preload/contract/ids.ts';
import type { ClaimDraft } from '../answerPort.ts';
import { durablePart } from './durablePart.ts';
import { holdsUntrustedText, type Shown, wasShownUntrustedText } from './untrusted.ts';

export interface Exchange {
  readonly engineId: EngineId | null;
  readonly turnId: TurnId;
  readonly question: string;
  readonly answer: string;
  readonly origin: 'rules' | 'model';
  readonly isTainted: boolean;
  readonly observedAt: string;
  readonly planId: string | null;
  readonly names: readonly string[];
  readonly durability: 'perishable' | 'durable';
  /** What of it outlives the plan run. */
  readonly durableAnswer: string | null;
}

interface Finished {
  readonly turn: Pick<Turn, 'id' | 'engineId' | 'question' | 'askedAt'>;
  readonly answer: string;
  readonly answeredBy: Turn['answeredBy'];
  readonly receipts: readonly Receipt[];
  readonly claims: readonly ClaimDraft[];
  /** What a model was shown besides; rules read nothing but their receipts. */
  readonly shown: Omit<Shown, 'question'>;
}

const MAX_NAMES = 50;

/** null when there is nothing to learn: a greeting, a help text, or an answer that could read nothing. */
export function exchangeOf({ turn, answer, answeredBy, receipts, claims, shown }: Finished): Exchange | null {
  const read = receipts.filter(({ outcome }) => outcome !== 'failed');
  const hasContent = receipts.length === 0 ? answeredBy.kind === 'model' : read.length > 0;
  if (!hasContent || answer.trim() === '') return null;
  const durableAnswer = durablePart({ answer, claims });
  return {
    engineId: turn.engineId,
    turnId: turn.id,
    question: turn.question,
    answer,
    origin: answeredBy.kind,
    isTainted: read.some(holdsUntrustedText) || (answeredBy.kind === 'model' && wasShownUntrustedText({ ...shown, question: turn.question })),
    observedAt: read.map(({ observedAt }) => observedAt).sort()[0] ?? turn.askedAt,
    planId: read.findLast(({ planId }) => planId !== null)?.planId ?? null,
    names: [...new Set(claims.flatMap(({ subject }) => nameOf(subject)))].slice(0, MAX_NAMES),
    durability: durableAnswer === null ? 'perishable' : 'durable',
    durableAnswer,
  };
}

/** The name in a claim's subject: `job:/WS#/F/STREAM.JOB;time=started` is about `/WS#/F/STREAM.JOB`. */
function nameOf(subject: string | null): string[] {
  const name = /^(?:job|stream|workstation|log):([^;]+)/.exec(subject ?? '')?.[1];
  return name === undefined ? [] : [name];
}
