/** Small models sometimes write a tool call into their text instead of making it: this reads it out again. Pure. */
import type { ToolRequest } from '../llm/types.ts';

/** `<tool_call>{...}</tool_call>`, a fenced block or the bare object, and nothing else around it. */
const WRAPPED = /^\s*(?:<(?:tool_call|function_call)>|```(?:json|tool_code)?)?\s*(\{[\s\S]*\})\s*(?:<\/(?:tool_call|function_call)>|```)?\s*$/;

/** @returns null for anything that is not exactly one call of a known tool. */
export function toolCallInProse(text: string, toolNames: readonly string[]): ToolRequest | null {
  const body = WRAPPED.exec(text)?.[1];
  if (body === undefined) return null;
  try {
    const value = JSON.parse(body) as unknown;
    if (value === null || typeof value !== 'object' || !('name' in value) || typeof value.name !== 'string' || !toolNames.includes(value.name)) return null;
    const given = 'arguments' in value ? value.arguments : 'parameters' in value ? value.parameters : {};
    return { id: 'prose_1', name: value.name, argumentsText: typeof given === 'string' ? given : JSON.stringify(given) };
  } catch {
    return null;
  }
}
