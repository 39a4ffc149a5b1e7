/** Which turns held text that others wrote freely: whoever can write there must not be able to write what Resync learns. Pure. */
import type { Receipt } from '../../../src-preload/contract/chat.ts';
import type { MemoryUse } from '../../../src-preload/contract/memory.ts';
import { speaksToReader } from '../answers/lore/speaksToReader.ts';
import { visible } from '../answers/said/visible.ts';
import { withoutCitations } from '../withoutCitations.ts';

/** Tools whose result is text of scripts, operators and administrators, not only facts of the scheduler. */
const FREE_TEXT: ReadonlySet<string> = new Set(['job_log', 'prompts', 'workstation_details']);
/** Names of the scheduler are one word of at most 40 characters; a file may have a path. */
const LONGEST_NAME = 200;
const NAME_FIELDS: ReadonlySet<string> = new Set(['name', 'jobName', 'streamName', 'workstation', 'key', 'jobKey', 'streamKey', 'target', 'sentence']);
const LONG_QUOTATION = 40;

/** A reading with free text in it, or with a name that is none. */
export function holdsUntrustedText({ tool, outcome, data }: Pick<Receipt, 'tool' | 'outcome' | 'data'>): boolean {
  if (outcome === 'failed') return false;
  return FREE_TEXT.has(tool) || hasOddText(data);
}

/** What a model was shown besides its readings: earlier answers, notes, and what the question itself quotes. */
export interface Shown {
  readonly question: string;
  readonly memories: readonly Pick<MemoryUse, 'question' | 'answer'>[];
  readonly earlier: readonly { readonly isTainted: boolean }[];
}

export function wasShownUntrustedText({ question, memories, earlier }: Shown): boolean {
  return (
    earlier.some(({ isTainted }) => isTainted) ||
    memories.some(({ question: asked, answer }) => isOdd(`${asked}\n${withoutCitations(answer)}`)) ||
    isPasted(question) ||
    isOdd(question)
  );
}

/** Pasted rather than typed: several lines, or a long quotation. What closes one quotation with `"` may open the next. */
function isPasted(text: string): boolean {
  if (/\n|```/.test(text)) return true;
  const parts = text.split(/(["”»])/);
  return parts.slice(0, -1).some((inner, at) => {
    if (at % 2 === 1) return false;
    const opening = parts[at - 1] === '"' ? 0 : inner.search(/[“«]/) + 1;
    return (opening > 0 || parts[at - 1] === '"') && inner.length - opening >= LONG_QUOTATION;
  });
}

/** The wait for a prompt holds the prompt's text, in whichever tool's result it stands. */
function hasOddText(data: unknown, field = ''): boolean {
  if (typeof data === 'string') return NAME_FIELDS.has(field) && (data.length > LONGEST_NAME || isOdd(data));
  if (Array.isArray(data)) return data.some((item) => hasOddText(item, field));
  if (data === null || typeof data !== 'object') return false;
  if ('kind' in data && data.kind === 'prompt') return true;
  return Object.entries(data).some(([name, value]) => hasOddText(value, name));
}

/** Names come with what hid in them already shown. */
const isOdd = (text: string): boolean => speaksToReader(text) || text.includes('⟨U+') || visible(text) !== text.replace(/[\t\n]/g, ' ');
