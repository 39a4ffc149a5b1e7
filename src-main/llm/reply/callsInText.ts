/** Models whose server does not know their way of calling tools write the call into their text: this reads it out again. Pure. */
import type { ToolRequest } from '../types.ts';

/** Marks that only a call stands behind, as the families of models write them; a missing end means the end of the text. The first that is found counts. */
const MARKED: readonly RegExp[] = [
  /<(?:｜DSML｜)?(invoke name="[\s\S]*?)(?:<\/(?:｜DSML｜)?invoke>|$)/g,
  /<(?:[a-z]\w{0,19}:)?(?:tool_call|function_call)>([\s\S]*?)(?:<\/(?:[a-z]\w{0,19}:)?(?:tool_call|function_call)>|$)/g,
  /<\|tool_call_begin\|>([\s\S]*?)(?:<\|tool_call_end\|>|$)/g,
  /<｜tool▁call▁begin｜>([\s\S]*?)(?:<｜tool▁call▁end｜>|$)/g,
  /\b(to=(?:functions\.)?[\w-]{1,100}[^{<]{0,40}(?:<\|(?:channel|constrain)\|>[^{<]{0,40}){0,2}<\|message\|>[\s\S]*?)(?:<\|(?:call|end)\|>|$)/g,
  /\[TOOL_REQUEST\]([\s\S]*?)(?:\[END_TOOL_REQUEST\]|$)/g,
  /\[TOOL_CALLS\]((?:(?!\[TOOL_CALLS\])[\s\S])*)/g,
  /<\|python_tag\|>([\s\S]*?)(?:<\|eo[mt]_id\|>|$)/g,
  /<\|tool_call\|>([\s\S]*?)(?:<\|\/?tool_call\|>|$)/g,
  /(<function=[\w.-]{1,100}>[\s\S]*?)(?:<\/function>|$)/g,
];
const FENCE = /^```(?:json|tool_code|tool_call)?/;
const OPENING_FENCE = /```(?:json|tool_code|tool_call)\s*(?=[[{])/;
/** More than anybody means; each is looked up in all that was read. */
const MOST_CALLS = 20;

/**
 * @param isQuoted whether these words stand in something the model was shown: then it repeats what others wrote, and asks for nothing
 * @returns the calls of known tools, in order; empty for anything else. Never raises.
 */
export function callsInText(text: string, toolNames: readonly string[], isQuoted: (words: string) => boolean = () => false): ToolRequest[] {
  const bodies = markedIn(text) ?? [wholeOf(text) ?? lastFenceOf(text) ?? ''];
  return bodies
    .slice(0, MOST_CALLS)
    .filter((body) => body.trim() === '' || !isQuoted(body.trim()))
    .flatMap((body) => callsIn(body, toolNames))
    .map((call, position) => ({ id: `prose${String(position + 1).padStart(4, '0')}`, ...call }));
}

/** Text that is a call, or the piece of one, of whatever tool: nothing that is said to a person. */
export function looksLikeCall(text: string): boolean {
  if (!CALL_WORD.test(text)) return false;
  return markedIn(text) !== null || SPELLED_CALL.test(text) || /<\/?arg_(?:key|value)>/.test(text);
}

/** What every way of writing a call holds. */
const CALL_WORD = /tool|function|invoke|python_tag|\bto=|arg_|"name"/i;
/** `{"name": "find_jobs", "arguments": {` somewhere in a sentence. */
const SPELLED_CALL = /"(?:name|tool|tool_name|function)"\s{0,9}:\s{0,9}"[\w.:-]{1,100}"\s{0,9},\s{0,9}"(?:arguments|parameters|args|input)"\s{0,9}:/;

function markedIn(text: string): string[] | null {
  for (const mark of MARKED) {
    const bodies = [...text.matchAll(mark)].map((match) => match[1] ?? '');
    if (bodies.length > 0) return bodies;
  }
  return null;
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
  const tagged = taggedCall(body);
  if (tagged !== null) return toolNames.includes(tagged.name) ? [tagged] : [];
  const value = jsonOrNothing(body);
  if (value === undefined) {
    const named = namedCall(body);
    return named !== null && toolNames.includes(named.name) ? [named] : [];
  }
  const calls = (Array.isArray(value) ? value : [value]).map((one) => callOf(one));
  // One that is no call: the whole is data that only looks like it.
  return calls.every((call) => call !== null && toolNames.includes(call.name)) ? calls.filter((call) => call !== null) : [];
}

/** The name in a tag, the arguments in tags of their own or as JSON. */
function taggedCall(body: string): Call | null {
  const [, functionName, functionBody = ''] = /<function=([\w.-]{1,100})>([\s\S]*?)(?:<\/function>|$)/.exec(body) ?? [];
  if (functionName !== undefined) {
    const json = functionBody.trim();
    return { name: bareName(functionName), argumentsText: json.startsWith('{') ? json : JSON.stringify(parametersIn(json, '<parameter=')) };
  }
  const invoked = /^\s*<?(?:｜DSML｜)?invoke name="([\w.-]{1,100})"/.exec(body)?.[1];
  if (invoked !== undefined) return { name: bareName(invoked), argumentsText: JSON.stringify(parametersIn(body, 'parameter name="')) };
  const keyed = /^\s*([\w.-]{1,100})\s*<arg_key>/.exec(body)?.[1];
  return keyed === undefined ? null : { name: bareName(keyed), argumentsText: JSON.stringify(keysIn(body)) };
}

const BETWEEN = /<\|[^<>|\n]{1,40}\|>|<｜[^<>\n]{1,40}>|\[(?:ARGS|CALL_ID)\]|```(?:json)?/g;

/** The name before its arguments, whatever signs stand between: `functions.job_log:0 {"job": "X"}`. A name alone has lost them. */
function namedCall(body: string): Call | null {
  const bare = body
    .replace(BETWEEN, ' ')
    .replace(/^\s*(?:to=|function\s+)/, '')
    .trim();
  const name = /^[\w.-]{1,100}/.exec(bare)?.[0];
  if (name === undefined) return null;
  const open = bare.indexOf('{');
  const between = bare.slice(name.length, open < 0 ? undefined : open);
  if (!/^(?::\d{1,3})?\s{0,20}(?:json|commentary|code|\s){0,3}\s{0,20}$/.test(between.slice(0, 80)) || between.length > 80) return null;
  return { name: bareName(name), argumentsText: open < 0 ? '' : bare.slice(open) };
}

/** `functions.find_jobs`, as some models were taught to write names. */
export const bareName = (name: string): string => name.trim().replace(/^(?:functions?|tools?|default_api)[.:]/, '');

function callOf(value: unknown): Call | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('function' in value && typeof value.function === 'object') return callOf(value.function);
  if (!('name' in value) || typeof value.name !== 'string') return null;
  const given = 'arguments' in value ? value.arguments : 'parameters' in value ? value.parameters : {};
  return { name: bareName(value.name), argumentsText: typeof given === 'string' ? given : (JSON.stringify(given) ?? '') };
}

/** `<parameter=job>LOAD</parameter>` or `<parameter name="job">`: a value that is JSON is taken as such, any other is text. */
function parametersIn(text: string, opening: string): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const part of text.split(opening).slice(1)) {
    const name = /^[\w-]{1,100}/.exec(part)?.[0];
    const begin = part.indexOf('>');
    const end = part.indexOf('</', begin);
    if (name !== undefined && begin >= name.length && end > begin) given[name] = jsonOrText(part.slice(begin + 1, end).trim());
  }
  return given;
}

/** `<arg_key>job</arg_key><arg_value>LOAD</arg_value>`. */
function keysIn(text: string): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const part of text.split('<arg_key>').slice(1)) {
    const [name = '', rest = ''] = part.split('</arg_key>');
    const value = rest.split('<arg_value>')[1]?.split('</arg_value>')[0];
    if (value !== undefined) given[name.trim()] = jsonOrText(value.trim());
  }
  return given;
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function jsonOrText(said: string): unknown {
  return jsonOrNothing(said) ?? said;
}
