/** What a short question means after the one before it: "the second", "the one in PAYROLL", "and why?", "and its log?". Pure. */
import type { Job } from '../../../../src-preload/contract/plan/plan.ts';
import { toolNames, toolResults } from '../../../../src-preload/contract/tools.ts';
import type { PreviousTurn } from '../../answerPort.ts';
import { folded } from '../folded.ts';
import { completed } from './completed.ts';
import { languageOf } from './language.ts';
import { LOG, WHY } from './rules/intentRules.ts';
import { amongShown } from './shownBefore.ts';
import type { Intent, Question } from './question.ts';

/** Longer ones are questions of their own. */
const MAX_REPLY = 70;
const ORDINALS: readonly (readonly [RegExp, number])[] = [
  [/^(?:the |o |a |el |la |lo |number |numero |n[.º]? ?|no\.? ?|#){0,3}(?:1|1st|first|primeir[oa]|primer[oa]?)(?: one)?[.!]?$/, 0],
  [/^(?:the |o |a |el |la |lo |number |numero |n[.º]? ?|no\.? ?|#){0,3}(?:2|2nd|second|segund[oa])(?: one)?[.!]?$/, 1],
  [/^(?:the |o |a |el |la |lo |number |numero |n[.º]? ?|no\.? ?|#){0,3}(?:3|3rd|third|terceir[oa]|tercer[oa]?)(?: one)?[.!]?$/, 2],
  [/^(?:the |o |a |el |la |lo |number |numero |n[.º]? ?|no\.? ?|#){0,3}(?:4|4th|fourth|quart[oa]|cuart[oa])(?: one)?[.!]?$/, 3],
  [/^(?:the |o |a |el |la |lo |number |numero |n[.º]? ?|no\.? ?|#){0,3}(?:5|5th|fifth|quint[oa])(?: one)?[.!]?$/, 4],
  [/^(?:the |o |a |el |la |lo )*(?:last|ultim[oa])(?: one)?[.!]?$/, -1],
];
const NUMBER = /^(?:number |numero |#)?(\d{1,2})[.!]?$/;
/** "And why?", "why?", "e por quê?": about what the last turn was about. */
const POINTS_BACK =
  /\b(?:it|its|this|that|him|ele|ela|dele|dela|isso|esse|este|eso|ese|su|seu|sua|lo)\b|^(?:and|e|y|also|tambem|tambien)\b|reexecut[ae]-o|reejecutal[oa]|cancelal[oa]|cancele-o|liberal[oa]|libere-o/;

/** @param again reads the question before it, on the same clock */
export function inContext(read: Question, previous: PreviousTurn | undefined, again: (question: string) => Question): Question {
  if (previous === undefined) return read;
  const spoken = languageOf(previous.question);
  const alone = { ...read, language: read.intent.kind === 'pasted' ? read.language : languageOf(read.text, spoken) };
  if (alone.text.length > MAX_REPLY) return alone;
  const plain = folded(alone.text).replace(/[?¿]/g, '').trim();
  const choice = chosenAmong(candidatesIn(previous), plain);
  if (choice !== null && MAY_CHOOSE.has(alone.intent.kind)) {
    const pending = again(previous.question);
    return { ...alone, language: pending.language, intent: withName(pending.intent, choice.id) };
  }
  const shown = amongShown(alone.intent, plain, previous);
  if (shown !== null) return { ...alone, intent: shown };
  const other = OTHER_ONE.test(plain) && 'name' in alone.intent && alone.intent.name !== null ? alone.intent.name : null;
  if (other !== null) return { ...alone, intent: withName(again(previous.question).intent, other) };
  const job = jobOf(previous);
  if (job === null) return alone;
  const intent = completedBy(alone.intent, plain, job.id);
  return intent === null ? alone : { ...alone, intent };
}

/** "And INDEX_DWH?": the same question about another. */
const OTHER_ONE = /^(?:and|e|y|what about|how about|and what about)(?: the| o| a| el| la| do| da| del| no| na)? ?[\w.#/@-]{3,60}$/;

/** A reply of a few words reads as one of these when it stands alone. */
const MAY_CHOOSE: ReadonlySet<Intent['kind']> = new Set(['unknown', 'job-status', 'vague', 'streams', 'workstations', 'jobs']);

function candidatesIn({ receipts }: PreviousTurn): readonly Job[] {
  const data = receipts.map(parsed).findLast((one) => one !== null && 'kind' in one && one.kind === 'unresolved');
  return data != null && 'kind' in data && data.kind === 'unresolved' ? data.candidates : [];
}

function chosenAmong(candidates: readonly Job[], plain: string): Job | null {
  if (candidates.length < 2) return null;
  const ordinal = ORDINALS.find(([pattern]) => pattern.test(plain))?.[1];
  if (ordinal !== undefined) return candidates.at(ordinal) ?? null;
  const number = NUMBER.exec(plain)?.[1];
  if (number !== undefined) return candidates[Number(number) - 1] ?? null;
  const words = plain.split(/[\s,;]+/);
  const byKey = candidates.filter(({ key }) => words.includes(folded(key)));
  const [one, ...others] = byKey.length > 0 ? byKey : candidates.filter((job) => partsOf(job).some((part) => words.includes(part)));
  return one !== undefined && others.length === 0 ? one : null;
}

/** What tells candidates apart; their own name does not. */
const partsOf = (job: Job): string[] =>
  [job.streamName, `${job.streamName}.${job.name}`, job.streamWorkstation, job.workstation, job.folder, ...job.folder.split('/')]
    .map((part) => folded(part))
    .flatMap((part) => [part, part.replace(/^\/|\/$/g, '')])
    .filter((part) => part !== '');

const withName = (intent: Intent, name: string): Intent => ('name' in intent ? { ...intent, name } : { kind: 'job-status', name });

/** The one job the last turn was about; null when it was about none, or about several. */
function jobOf({ receipts }: PreviousTurn): Job | null {
  const jobs = receipts.flatMap((receipt) => {
    const data = parsed(receipt);
    if (data === null) return [];
    if ('kind' in data) return data.kind === 'found' && 'job' in data ? [data.job] : [];
    return 'jobs' in data && data.jobs.length === 1 ? data.jobs : [];
  });
  const ids = new Set(jobs.map(({ id }) => id));
  return ids.size === 1 ? (jobs[0] ?? null) : null;
}

function completedBy(intent: Intent, plain: string, name: string): Intent | null {
  if (intent.kind === 'refusal') return intent.name === null && POINTS_BACK.test(plain) ? { ...intent, name } : null;
  const whole = completed(intent, name);
  if (whole !== null || (intent.kind !== 'unknown' && intent.kind !== 'vague')) return whole;
  if (WHY.test(plain)) return { kind: 'why', name, hint: 'failed' };
  if (LOG.test(plain)) return { kind: 'log', name, search: null };
  return intent.kind === 'unknown' && /\b(?:status|state|estado|situacao|now|agora|ahora)\b/.test(plain) ? { kind: 'job-status', name } : null;
}

/** A failed call tells nothing; data of another version may not parse. */
function parsed({ tool, outcome, data }: PreviousTurn['receipts'][number]) {
  const name = toolNames.find((known) => known === tool);
  if (name === undefined || outcome === 'failed') return null;
  const result = toolResults[name].safeParse(data);
  return result.success ? result.data : null;
}
