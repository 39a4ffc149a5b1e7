/** What an agents.json must be, and what is wrong with one that is not. Pure. */
import * as z from 'zod';
import { type Agent, agent } from '../../src-preload/contract/chat.ts';

const entry = z.strictObject({
  ...agent.shape,
  name: z.string().trim().min(1).max(60),
  role: z.string().trim().min(1).max(2_000),
  goal: z.string().trim().min(1).max(2_000),
  tools: z.array(z.string()).max(50),
  model: z.string().min(1).max(200).nullable().default(null),
  isDefault: z.boolean().default(false),
});
const file = z.strictObject({ agents: z.array(entry).min(1).max(50) });

export type AgentFile = { readonly at: 'good'; readonly agents: readonly Agent[] } | { readonly at: 'broken'; readonly problems: readonly string[] };

/** @returns every problem at once, each a sentence that names the place. */
export function readAgentFile(text: string, toolNames: readonly string[]): AgentFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    return { at: 'broken', problems: [`agents.json is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`] };
  }
  const parsed = file.safeParse(json);
  if (!parsed.success) {
    return { at: 'broken', problems: parsed.error.issues.map((issue) => `agents.json, ${issue.path.join('.') || 'top level'}: ${issue.message}`) };
  }
  const { agents } = parsed.data;
  const problems = [
    ...agents.flatMap(({ id, tools }) =>
      tools
        .filter((tool) => !toolNames.includes(tool))
        .map((tool) => `agents.json, agent "${id}": there is no tool "${tool}". The tools are: ${toolNames.join(', ')}.`),
    ),
    ...agents.filter(({ id }, at) => agents.findIndex((other) => other.id === id) !== at).map(({ id }) => `agents.json: the id "${id}" is used twice.`),
    ...(agents.filter(({ isDefault }) => isDefault).length === 1 ? [] : ['agents.json: exactly one agent must have "isDefault": true.']),
  ];
  return problems.length === 0 ? { at: 'good', agents } : { at: 'broken', problems };
}
