/** What a model meant by the arguments of a call, where it can mean one thing only; by the schema of the tool it calls. */
import { canonicalJson } from '../../base/text/canonicalJson.ts';
import type { LlmTool, ToolRequest } from '../types.ts';
import { newCallId } from './callBuilder.ts';
import { bareName } from './callsInText.ts';
import { endOfObject } from './jsonExtract.ts';

/** More than anybody means in one reply. */
const MOST_CALLS = 100;
/** A text of a text of a text. */
const MOST_ENCODED = 3;

/**
 * Each call once, by its bare name, its arguments as one JSON object of the kinds the tool takes. Several objects one behind the other are several
 * calls. Arguments that cannot be understood stay as they are, and those that never came are empty: both are for the tool to refuse.
 */
export function settledCalls(calls: readonly ToolRequest[], tools: readonly LlmTool[]): ToolRequest[] {
  const seen = new Set<string>();
  const settled: ToolRequest[] = [];
  for (const call of calls) {
    const name = toolNamed(call.name, tools);
    const tool = tools.find((one) => one.name === name);
    objectsIn(call.argumentsText).forEach((given, position) => {
      const argumentsText = typeof given === 'string' ? given : JSON.stringify(tool === undefined ? given : fitted(given, tool));
      const isWhole = argumentsText !== '' || tool === undefined || !takesNothing(tool);
      const meant = isWhole ? argumentsText : '{}';
      const key = `${name} ${typeof given === 'string' ? meant : canonicalJson(JSON.parse(meant))}`;
      if (seen.has(key) || settled.length >= MOST_CALLS) return;
      seen.add(key);
      settled.push({ id: position === 0 ? call.id : newCallId(), name, argumentsText: meant });
    });
  }
  return settled;
}

/** `functions.find_jobs:0` and `find_jobs<|channel|>commentary` are find_jobs, if there is such a tool. */
function toolNamed(written: string, tools: readonly LlmTool[]): string {
  const isTool = (name: string) => tools.some((tool) => tool.name === name);
  if (isTool(written)) return written;
  const bare = /^[\w-]{1,100}/.exec(bareName(written))?.[0] ?? written;
  return isTool(bare) ? bare : written;
}

type Given = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Given => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects a text holds and nothing else; the text itself when it holds something else, empty when it says that there are none. */
function objectsIn(text: string): readonly (Given | string)[] {
  const whole = decoded(text);
  if (isObject(whole)) return [whole];
  if (whole === null || whole === '' || (Array.isArray(whole) && whole.length === 0) || text.trim() === '') return [''];
  const objects: Given[] = [];
  for (let at = 0; ; ) {
    at += text.slice(at).length - text.slice(at).trimStart().length;
    if (at >= text.length) return objects;
    const end = text[at] === '{' ? endOfObject(text, at) : null;
    const object = end === null ? undefined : decoded(text.slice(at, end));
    if (end === null || !isObject(object) || objects.length >= MOST_CALLS) return [text];
    objects.push(object);
    at = end;
  }
}

/** Undefined: not JSON. */
function decoded(text: string): unknown {
  let value: unknown = text;
  for (let times = 0; times <= MOST_ENCODED && typeof value === 'string' && value.trim() !== ''; times++) {
    try {
      value = JSON.parse(value) as unknown;
    } catch {
      return undefined;
    }
  }
  return value;
}

interface Kind {
  readonly type?: unknown;
  readonly items?: unknown;
}
const propertiesOf = ({ parameters }: LlmTool): Given => (isObject(parameters.properties) ? parameters.properties : {});
const takesNothing = (tool: LlmTool): boolean => Object.keys(propertiesOf(tool)).length === 0;
const WRAPPERS: ReadonlySet<string> = new Set(['arguments', 'parameters', 'args', 'kwargs', 'input']);

function fitted(given: Given, tool: LlmTool): Given {
  const properties = propertiesOf(tool);
  const { required } = tool.parameters;
  const [only, ...others] = Object.entries(given);
  if (only !== undefined && others.length === 0 && WRAPPERS.has(only[0]) && !Object.hasOwn(properties, only[0])) {
    const inner = typeof only[1] === 'string' ? decoded(only[1]) : only[1];
    if (isObject(inner)) return fitted(inner, tool);
  }
  const isRequired = (key: string) => Array.isArray(required) && required.includes(key);
  // Null is what some write for "not given".
  const meant = Object.entries(given).filter(([key, value]) => value !== null || isRequired(key));
  return Object.fromEntries(meant.map(([key, value]) => [key, asKind(value, isObject(properties[key]) ? properties[key] : {})]));
}

/** The value as the kind that is asked for, if it is one in other clothes. */
function asKind(value: unknown, { type }: Kind): unknown {
  const text = typeof value === 'string' ? value.trim() : null;
  switch (type) {
    case 'array':
      return Array.isArray(value) ? value : text === null ? [value] : listIn(text);
    case 'integer':
    case 'number':
      return text !== null && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : value;
    case 'boolean':
      return text?.toLowerCase() === 'true' ? true : text?.toLowerCase() === 'false' ? false : value;
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
    default:
      return value;
  }
}

/** `["A","B"]`, `['A', 'B']`, `A, B` or `A`. */
function listIn(text: string): unknown[] {
  const value = decoded(text);
  if (Array.isArray(value)) return value;
  return text
    .replaceAll(/^\[|\]$/g, '')
    .split(',')
    .map((item) => item.trim().replaceAll(/^['"]|['"]$/g, ''))
    .filter((item) => item !== '');
}
