/** What a question is about, found in the plan before it is answered: the kind of thing its name belongs to, a name typed with blanks, or the nearest one. */
import type { Receipt } from '../../../../src-preload/contract/chat.ts';
import type { Ask } from '../ask.ts';
import type { Intent } from '../asked/question.ts';
import { isWhole } from '../said/evidence.ts';
import { lookAt, type Looked } from '../said/jobText.ts';
import { type Near, namesNear } from './near.ts';
import { phrasesIn } from './phrases.ts';
import { type Kind, type Resolved, thingNamed } from './thing.ts';

export type Grounded =
  | { readonly at: 'known'; readonly intent: Intent }
  /** Nothing has the name that was typed; one thing has nearly the same. */
  | { readonly at: 'near'; readonly asked: string; readonly near: Near; readonly intent: Intent }
  | { readonly at: 'several'; readonly asked: string; readonly near: readonly Near[] }
  | { readonly at: 'absent'; readonly asked: string; readonly receipts: readonly Receipt[] }
  | { readonly at: 'unread'; readonly asked: string; readonly resolved: Extract<Resolved, { at: 'unread' }> };

type Named = Extract<Intent, { readonly name: string | null }> & { readonly name: string };
const isNamed = (intent: Intent): intent is Named => 'name' in intent && intent.name !== null;

/** @param again reads a text as this question was read */
export async function grounded(ask: Ask, intent: Intent, again: (text: string) => Intent): Promise<Grounded> {
  if (!isNamed(intent)) return (await typedWithBlanks(ask, intent, again)) ?? { at: 'known', intent };
  if (/[@*?]/.test(intent.name) || (await isWhereExpected(ask, intent))) return { at: 'known', intent };
  const resolved = await thingNamed(ask, intent.name);
  if (resolved.at === 'found') return { at: 'known', intent: about(intent, resolved.kind, intent.name) };
  return nearest(ask, intent, resolved);
}

async function nearest(ask: Ask, intent: Named, resolved: Exclude<Resolved, { at: 'found' }>): Promise<Grounded> {
  const near = await namesNear(ask, intent.name);
  const [one, ...others] = near;
  if (one === undefined) {
    return resolved.at === 'unread' ? { at: 'unread', asked: intent.name, resolved } : { at: 'absent', asked: intent.name, receipts: resolved.receipts };
  }
  if (others.some(({ kind, name }) => kind !== one.kind || name !== one.name)) return { at: 'several', asked: intent.name, near };
  // An order for another job than the one that was typed is not written down.
  if (intent.kind === 'refusal') return { at: 'several', asked: intent.name, near };
  return { at: 'near', asked: intent.name, near: one, intent: about(intent, one.kind, one.name) };
}

/** By the very call that answers it, so that a name that is right costs nothing. */
async function isWhereExpected(ask: Ask, intent: Named): Promise<boolean> {
  const { name } = intent;
  switch (intent.kind) {
    case 'impact':
      return isThere(await lookAt(ask, 'impact', { job: name }));
    case 'successors':
      return isThere(await lookAt(ask, 'successors', { job: name, depth: 1 }));
    case 'predecessors':
      return isThere(await lookAt(ask, 'predecessors', { job: name }));
    case 'critical-path':
      return isThere(await lookAt(ask, 'critical_path', { job: name }));
    case 'log':
      return isThere(await lookAt(ask, 'job_log', intent.search === null ? { job: name } : { job: name, search: intent.search }));
    case 'streams': {
      const { receipt, result } = await ask.call('find_streams', { name, limit: 50 });
      return (result?.streams.length ?? 0) > 0 || !isWhole(receipt);
    }
    case 'refusal':
      if (intent.action === 'reply') return isKind(ask, name, 'prompt');
      return PLACE_ORDERS.has(intent.action) ? isKind(ask, name, 'workstation') : isThere(await lookAt(ask, 'job_details', { job: name }));
    case 'workstations':
      return isKind(ask, name, 'workstation');
    case 'resources':
      return isKind(ask, name, 'resource');
    case 'prompts':
      return isKind(ask, name, 'prompt');
    case 'files':
      return isKind(ask, name, 'file');
    case 'job-status':
    case 'job-fact':
    case 'why':
    case 'wrong-with':
    case 'return-code':
    case 'watch':
      return isThere(await lookAt(ask, 'job_details', { job: name }));
    // These look for their name by themselves, also beyond the plan.
    case 'history':
    case 'pattern':
    case 'unwatch':
    case 'pasted':
    case 'unseen':
      return true;
  }
}

const PLACE_ORDERS: ReadonlySet<string> = new Set(['limit', 'fence', 'link', 'unlink', 'start', 'stop']);
/** Not there only where the whole was read and nothing answers to it. */
const isThere = (
  found: Looked<'job_details'> | Looked<'impact'> | Looked<'successors'> | Looked<'predecessors'> | Looked<'critical_path'> | Looked<'job_log'>,
): boolean => found.at !== 'unresolved' || found.candidates.length > 0 || !isWhole(found.receipt);
const isKind = async (ask: Ask, name: string, kind: Kind): Promise<boolean> => {
  const resolved = await thingNamed(ask, name, [kind]);
  return resolved.at !== 'absent';
};

/** The question, asked of the thing that has the name. */
function about(intent: Named, kind: Kind, name: string): Intent {
  switch (kind) {
    case 'job':
      return ofJob(intent, name);
    case 'stream':
      if (intent.kind === 'critical-path') return { kind: 'unseen', what: 'next-run', name };
      return STREAM_TOO.has(intent.kind) ? { ...intent, name } : { kind: 'streams', name, statuses: [] };
    case 'workstation':
      return STATION_TOO.has(intent.kind) ? { ...intent, name } : { kind: 'workstations', name, onlyProblems: false };
    case 'resource':
      return intent.kind === 'refusal' ? { ...intent, name } : { kind: 'resources', name };
    case 'prompt':
      return intent.kind === 'refusal' ? { ...intent, name } : { kind: 'prompts', name };
    case 'file':
      return { kind: 'files', name };
  }
}

/** Those that look for a stream, or a workstation, of the name by themselves. */
const STREAM_TOO: ReadonlySet<Intent['kind']> = new Set(['job-status', 'why', 'wrong-with', 'refusal', 'streams']);
const STATION_TOO: ReadonlySet<Intent['kind']> = new Set(['job-status', 'why', 'wrong-with', 'refusal', 'workstations']);

function ofJob(intent: Named, name: string): Intent {
  switch (intent.kind) {
    // "Who holds LOAD_DWH?": what keeps it from running.
    case 'resources':
    case 'files':
    case 'prompts':
      return { kind: 'why', name, hint: 'waiting' };
    case 'workstations':
      return { kind: 'job-fact', name, facts: ['workstation'] };
    case 'streams':
      return { kind: 'job-status', name };
    case 'refusal':
      // Only workstations are started and stopped; of a job, people mean these.
      return { ...intent, name, action: intent.action === 'start' ? 'submit' : intent.action === 'stop' ? 'kill' : intent.action };
    case 'job-status':
    case 'job-fact':
    case 'why':
    case 'wrong-with':
    case 'return-code':
    case 'watch':
    case 'impact':
    case 'successors':
    case 'predecessors':
    case 'critical-path':
    case 'log':
    case 'history':
    case 'pattern':
    case 'unwatch':
    case 'pasted':
    case 'unseen':
      return { ...intent, name };
  }
}

/** What a question is that may have a name in it that does not look like one. */
const MAY_HOLD_ONE: ReadonlySet<Intent['kind']> = new Set(['unknown', 'vague', 'which-job', 'job-fact', 'failures', 'jobs', 'changes', 'refusal']);
/** Of these it is sure that they are about one thing: a single word may be its name. */
const ABOUT_ONE: ReadonlySet<Intent['kind']> = new Set(['which-job', 'job-fact', 'refusal']);

async function typedWithBlanks(ask: Ask, intent: Intent, again: (text: string) => Intent): Promise<Grounded | null> {
  const isScoped = 'scope' in intent && (intent.scope.stream ?? intent.scope.workstation) !== null;
  if (!MAY_HOLD_ONE.has(intent.kind) || isScoped) return null;
  const phrases = phrasesIn(ask.question).filter(({ words, name }) => words > 1 || (ABOUT_ONE.has(intent.kind) && name.length > 3));
  const readWith = (name: string, { start, end }: { readonly start: number; readonly end: number }) =>
    again(`${ask.question.slice(0, start)}${name.toUpperCase()}${ask.question.slice(end)}`);
  for (const phrase of phrases) {
    const resolved = await thingNamed(ask, phrase.name);
    if (resolved.at === 'unread') return null;
    if (resolved.at === 'found') {
      const read = readWith(phrase.name, phrase);
      return { at: 'known', intent: isNamed(read) ? about(read, resolved.kind, phrase.name) : read };
    }
  }
  // Of a question that is not understood at all, only its one odd phrase is worth looking for.
  if (intent.kind === 'unknown' && phrases.length > 1) return null;
  for (const phrase of phrases) {
    const [one, ...others] = await namesNear(ask, phrase.name);
    if (one === undefined || others.length > 0) continue;
    const read = readWith(one.name, phrase);
    if (isNamed(read) && read.kind !== 'refusal')
      return { at: 'near', asked: ask.question.slice(phrase.start, phrase.end), near: one, intent: about(read, one.kind, one.name) };
  }
  return null;
}
