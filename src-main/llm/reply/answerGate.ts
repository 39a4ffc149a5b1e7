/** The one gate between what a model wrote and what is shown or remembered: is it an answer at all? Asked in chat and in the model check. Pure. */
import type { LlmTool, ToolRequest } from '../types.ts';
import { settledCalls } from './callArguments.ts';
import { callsInText, looksLikeCall } from './callsInText.ts';
import type { Ending } from './ending.ts';
import { codeIn, endsInSign, hasSign, nextMark, type Span, withoutLastTokens } from './marks.ts';
import { withoutThoughts } from './thoughts.ts';
import { isInOtherLanguage, isRepetition, type WrittenLanguage } from './written.ts';

/** A finished reply, as it came. */
export interface Written {
  readonly text: string;
  readonly calls: readonly ToolRequest[];
  readonly ending: Ending;
}

export interface Expected {
  /** Those that were offered. */
  readonly tools: readonly LlmTool[];
  /** null: any. */
  readonly language: WrittenLanguage | null;
  /** Whether these words stand in something the model was shown: then it repeats what others wrote. */
  readonly isQuoted?: (words: string) => boolean;
}

/** Why a reply is no answer. */
export type NoAnswer = 'unfinished' | 'empty' | 'only-thoughts' | 'call-as-text' | 'not-prose' | 'repetition' | 'other-language';

export type Gated =
  | { readonly at: 'answer'; readonly text: string }
  /** `before`: what it said before it called. */
  | { readonly at: 'calls'; readonly calls: readonly ToolRequest[]; readonly before: string }
  | { readonly at: 'none'; readonly why: NoAnswer };

/** Far more than a person reads; about 20 pages. */
const MAX_CHARS = 60_000;
/** Each is looked up in all that was read. */
const MOST_QUOTED = 20;
const MOST_LOOKED_AT = 1_000;
/** Blanks and dots are no answer, however many. */
const HAS_WORDS = /[\p{L}\p{N}]/u;

export function gateReply({ text: written, calls, ending }: Written, { tools, language, isQuoted = () => false }: Expected): Gated {
  if (ending === 'length' || ending === 'missing') return none('unfinished');
  const channel = lastChannel(withoutLastTokens(written));
  const { text: said, hasThoughts, isOpen, loneEnds } = withoutThoughts(channel.text);
  const text = said.trimStart();
  if (calls.length > 0) return { at: 'calls', calls, before: text };
  if (text.length > MAX_CHARS) return none('unfinished');
  if (isOpen) return none('only-thoughts');
  // Text of others must not decide what is left of an answer.
  if ([...channel.begins, ...loneEnds].slice(0, MOST_QUOTED).some(isQuoted)) return none('not-prose');
  const names = tools.map(({ name }) => name);
  const inText = settledCalls(callsInText(text, names, isQuoted), tools);
  if (inText.length > 0) return { at: 'calls', calls: inText, before: '' };
  if (ending === 'calls') return none('unfinished');
  if (!HAS_WORDS.test(text)) return none(hasThoughts ? 'only-thoughts' : 'empty');
  const code = codeIn(text);
  const prose = withoutCode(text, code);
  const signs = signsIn(code);
  if (signs.length > MOST_QUOTED || !signs.every(isQuoted)) return none('call-as-text');
  if (looksLikeCall(prose) || isPythonCall(text, names)) return none('call-as-text');
  if (nextMark(prose) !== null || endsInSign(text) || isData(text)) return none('not-prose');
  if (isRepetition(text)) return none('repetition');
  if (language !== null && isInOtherLanguage(prose, language)) return none('other-language');
  return { at: 'answer', text };
}

const none = (why: NoAnswer): Gated => ({ at: 'none', why });

const FINAL = '<|channel|>final';
const MESSAGE = '<|message|>';
const BARE_FINAL = 'assistantfinal';
const END_OF_MESSAGE = /<\|(?:end|return|call|start)\|>/;
const MOST_BEHIND = 24;

/** Of a reply in channels, the last one for people, and how that begins; the text itself when it has none. */
function lastChannel(text: string): { readonly text: string; readonly begins: readonly string[] } {
  // Without its tokens: a server that takes them off and leaves the names of the channels.
  const isBare = /^\s{0,20}(?:analysis|commentary)\s{0,20}[A-Z"“¿]/.test(text);
  if (!isBare && !/^\s{0,20}(?:analysis|commentary)?<\|/.test(text)) return { text, begins: [] };
  const mark = isBare ? BARE_FINAL : MESSAGE;
  const final = text.lastIndexOf(isBare ? BARE_FINAL : FINAL);
  const begin = final < 0 ? -1 : text.indexOf(mark, final);
  // What is left is no answer: its sign says so.
  if (begin < 0) return { text: isBare ? FINAL : text, begins: [] };
  const behind = text.slice(begin + mark.length);
  return { text: isBare ? behind : (behind.split(END_OF_MESSAGE)[0] ?? ''), begins: [text.slice(final, begin + mark.length + MOST_BEHIND)] };
}

/** Tags in code are words. */
function withoutCode(text: string, code: readonly Span[]): string {
  let prose = '';
  let from = 0;
  for (const { at, end } of code) {
    prose += `${text.slice(from, at)} `;
    from = end;
  }
  return prose + text.slice(from);
}

/** The code that holds signs of templates, thoughts or calls: what is that, and no quotation, was meant for a machine. */
function signsIn(code: readonly Span[]): string[] {
  const isSign = (text: string) => hasSign(text) || looksLikeCall(text);
  // All at once first: most code holds none, and there may be thousands of it.
  const texts = code.map(({ text }) => text);
  if (!isSign(texts.join('\n'))) return [];
  return texts.length > MOST_LOOKED_AT ? texts : texts.filter(isSign);
}

/** `find_jobs(statuses=["ERROR"])`, alone in its line. */
function isPythonCall(text: string, names: readonly string[]): boolean {
  return text.split('\n').some((line) => {
    const name = /^\s{0,20}\[?(?:print\()?(?:default_api\.|functions\.)?([a-z_]{3,40})\(/.exec(line)?.[1];
    return name !== undefined && names.includes(name) && /\)\]?\s{0,20}$/.test(line.slice(-25));
  });
}

/** JSON and nothing else, in a fence or not. */
function isData(text: string): boolean {
  const body = text
    .trim()
    .replace(/^```(?:json)?/, '')
    .replace(/```$/, '')
    .trim();
  if (!/^[[{]/.test(body)) return false;
  try {
    const value = JSON.parse(body) as unknown;
    return typeof value === 'object';
  } catch {
    return body.startsWith('{"');
  }
}
