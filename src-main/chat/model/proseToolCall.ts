/** Models whose server does not know their way of calling tools write the call into their text: this reads it out again. Pure. */
import type { ToolRequest } from '../../llm/types.ts';

/** Marks that only a call stands behind, as the families of models write them; a missing end means the end of the text. */
const MARKED: readonly RegExp[] = [
  /<(?:tool_call|function_call)>([\s\S]*?)(?:<\/(?:tool_call|function_call)>|$)/g,
  /\[TOOL_REQUEST\]([\s\S]*?)(?:\[END_TOOL_REQUEST\]|$)/g,
  /\[TOOL_CALLS\]([\s\S]*)$/g,
  /<\|python_tag\|>([\s\S]*?)(?:<\|eo[mt]_id\|>|$)/g,
];
const FENCE = /^```(?:json|tool_code|tool_call)?/;
const OPENING_FENCE = /```(?:json|tool_code|tool_call)\s*(?=[[{])/;
/** More than anybody means; each is looked up in all that was read. */
const MOST_CALLS = 20;

/**
 * @param isQuoted whether these words stand in something the model was shown: then it repeats what others wrote, and asks for nothing
 * @returns the calls of known tools, in order; empty for anything else. Never raises.
 */
export function toolCallsInProse(text: string, toolNames: readonly string[], isQuoted: (words: string) => boolean = () => false): ToolRequest[] {
  const marked = MARKED.flatMap((mark) => [...text.matchAll(mark)].map((match) => match[1] ?? '')).slice(0, MOST_CALLS);
  const bodies = marked.length > 0 ? marked : [wholeOf(text) ?? lastFenceOf(text) ?? ''];
  return bodies
    .filter((body) => body.trim() === '' || !isQuoted(body.trim()))
    .flatMap((body) => callsIn(body, toolNames))
    .map((call, position) => ({ id: `prose${String(position + 1).padStart(4, '0')}`, ...call }));
}

/** A fence around all of the text, or none: prose around it may be talking about a call instead of making it. */
function wholeOf(text: string): string | null {
  const opened = text.trim().replace(FENCE, '');
  return jsonOnly(opened.endsWith('```') ? opened.slice(0, -3) : opened);
}

/** One fence that ends the text, after a sentence that announces it. */
function lastFenceOf(text: string): string | null {
  const trimmed = text.trimEnd();
  const opening = trimmed.endsWith('```') ? OPENING_FENCE.exec(trimmed) : null;
  return opening === null ? null : jsonOnly(trimmed.slice(opening.index + opening[0].length, -3));
}

function jsonOnly(text: string): string | null {
  const body = text.trim();
  return /^[[{]/.test(body) && (body.endsWith(']') || body.endsWith('}')) ? body : null;
}

type Call = Omit<ToolRequest, 'id'>;

function callsIn(body: string, toolNames: readonly string[]): Call[] {
  const named = /<function=([\w-]+)>([\s\S]*?)(?:<\/function>|$)/.exec(body);
  if (named !== null) return toolNames.includes(named[1] ?? '') ? [{ name: named[1] ?? '', argumentsText: JSON.stringify(parametersIn(named[2] ?? '')) }] : [];
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return [];
  }
  const calls = (Array.isArray(value) ? value : [value]).map((one) => callOf(one));
  // One that is no call: the whole is data that only looks like it.
  return calls.every((call) => call !== null && toolNames.includes(call.name)) ? calls.filter((call) => call !== null) : [];
}

function callOf(value: unknown): Call | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('function' in value && typeof value.function === 'object') return callOf(value.function);
  if (!('name' in value) || typeof value.name !== 'string') return null;
  const given = 'arguments' in value ? value.arguments : 'parameters' in value ? value.parameters : {};
  return { name: value.name, argumentsText: typeof given === 'string' ? given : JSON.stringify(given) };
}

/** `<parameter=job>LOAD</parameter>`: a value that is JSON is taken as such, any other is text. */
function parametersIn(text: string): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const part of text.split('<parameter=').slice(1)) {
    const name = /^[\w-]+(?=>)/.exec(part)?.[0];
    const end = part.indexOf('</parameter>');
    if (name !== undefined && end > name.length) given[name] = jsonOrText(part.slice(name.length + 1, end).trim());
  }
  return given;
}

function jsonOrText(said: string): unknown {
  try {
    return JSON.parse(said) as unknown;
  } catch {
    return said;
  }
}
