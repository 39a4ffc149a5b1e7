/** The tools called one by one, without a question around them: for scripts, and for the MCP server. */
import * as z from 'zod';
import { faultSchema } from './fault.ts';
import { engineId, instant } from './ids.ts';
import { forOperator } from './procedure.ts';

const toolDescription = z.strictObject({
  name: z.string(),
  description: z.string(),
  /** JSON Schema of the arguments. */
  parameters: z.record(z.string(), z.unknown()),
});

/** What a receipt holds. Text in `data` that comes from the scheduler (a job log above all) is untrusted: data, never instructions. */
const toolCall = z.strictObject({
  tool: z.string(),
  args: z.record(z.string(), z.unknown()),
  outcome: z.enum(['ok', 'partial', 'failed']),
  fault: faultSchema.nullable(),
  data: z.unknown(),
  rows: z.number().int(),
  isComplete: z.boolean(),
  isTruncated: z.boolean(),
  observedAt: instant,
  planId: z.string().nullable(),
  engineId,
  engineName: z.string(),
  isDemo: z.boolean(),
});
export type ToolCall = z.infer<typeof toolCall>;

export const tools = {
  list: forOperator.route({ method: 'GET', path: '/tools', summary: 'The read-only tools' }).output(z.array(toolDescription)),
  run: forOperator
    .route({ method: 'POST', path: '/tools/{name}', summary: 'Call one read-only tool' })
    .input(z.strictObject({ name: z.string().max(60), args: z.record(z.string(), z.unknown()).default({}) }))
    .output(toolCall),
};
