/** What an agents.json must be, and what is wrong with one that is not. Pure. */
import * as z from 'zod';
import { type Agent, agent } from '../../../src-preload/contract/chat.ts';
import { jsonProblem, shapeProblem } from '../../base/files/plainFile.ts';

const MOST_PROBLEMS = 20;

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

/** @returns the problems, each a sentence that names the place and quotes nothing: the file may be another than it should be. */
export function readAgentFile(text: string, toolNames: readonly string[]): AgentFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    return { at: 'broken', problems: [`agents.json ${jsonProblem(text, thrown)}.`] };
  }
  const parsed = file.safeParse(json);
  if (!parsed.success) {
    return { at: 'broken', problems: parsed.error.issues.slice(0, MOST_PROBLEMS).map((issue) => `agents.json, ${shapeProblem({ issues: [issue] })}.`) };
  }
  const { agents } = parsed.data;
  const problems = [
    ...agents.flatMap(({ tools }, agentAt) =>
      tools.flatMap((tool, toolAt) =>
        toolNames.includes(tool) ? [] : [`agents.json, agents.${agentAt}.tools.${toolAt}: there is no such tool. The tools are: ${toolNames.join(', ')}.`],
      ),
    ),
    ...agents.flatMap(({ id }, at) => {
      const firstAt = agents.findIndex((other) => other.id === id);
      return firstAt === at ? [] : [`agents.json, agents.${at}.id: it is the id of agents.${firstAt} as well.`];
    }),
    ...(agents.filter(({ isDefault }) => isDefault).length === 1 ? [] : ['agents.json: exactly one agent must have "isDefault": true.']),
  ];
  return problems.length === 0 ? { at: 'good', agents } : { at: 'broken', problems: problems.slice(0, MOST_PROBLEMS) };
}
