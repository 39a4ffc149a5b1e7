/**
 * The read-only tools: arguments and results. One definition for the agent loop, the deterministic answerer,
 * the auditor's checks and the evidence pane.
 */
import * as z from 'zod';
import { impactResult, job, jobDetails, logExcerpt, planSummary, stream, waitReason, workstation } from './plan.ts';

const name = z.string().trim().min(1).max(300);
/** A job by id, by display key `/WS#/FOLDER/STREAM.JOB`, by `STREAM.JOB`, or by name. */
const jobRef = name.describe('Job name, STREAM.JOB, full key /WS#/FOLDER/STREAM.JOB, or id');

export const toolArgs = {
  plan_summary: z.strictObject({}),
  find_jobs: z.strictObject({
    name: name.optional().describe('Job name; @ matches any characters'),
    stream: name.optional().describe('Job stream name; @ matches any characters'),
    workstation: name.optional(),
    statuses: z.array(z.string().max(20)).max(20).optional().describe('Internal (ABEND, FAIL, EXEC, HOLD, ...) or common (ERROR, RUNNING, ...) statuses'),
    since_hours: z
      .number()
      .positive()
      .max(24 * 31)
      .optional()
      .describe('Only jobs that ended (or were scheduled) in the last N hours'),
    is_late: z.boolean().optional(),
    is_critical: z.boolean().optional(),
    limit: z.number().int().min(1).max(500).default(100),
  }),
  job_details: z.strictObject({ job: jobRef }),
  job_log: z.strictObject({ job: jobRef, search: z.string().max(200).optional().describe('Only lines around this text') }),
  why_not_running: z.strictObject({ job: jobRef }),
  successors: z.strictObject({ job: jobRef, depth: z.number().int().min(1).max(10).default(1) }),
  impact: z.strictObject({ job: jobRef }),
  workstations: z.strictObject({ name: name.optional(), only_problems: z.boolean().default(false) }),
  find_streams: z.strictObject({
    name: name.optional(),
    statuses: z.array(z.string().max(20)).max(20).optional(),
    limit: z.number().int().min(1).max(500).default(100),
  }),
};
export type ToolName = keyof typeof toolArgs;
export const toolNames = Object.keys(toolArgs) as [ToolName, ...ToolName[]];

/** Several jobs answer to the name (or none does): the tool names them instead of guessing. */
const unresolved = z.strictObject({ kind: z.literal('unresolved'), asked: z.string(), candidates: z.array(job) });
const found = <S extends z.ZodRawShape>(shape: S) => z.strictObject({ kind: z.literal('found'), ...shape });
const orUnresolved = <S extends z.ZodRawShape>(shape: S) => z.discriminatedUnion('kind', [found(shape), unresolved]);

export const toolResults = {
  plan_summary: planSummary,
  find_jobs: z.strictObject({ jobs: z.array(job), total: z.number().int().nullable() }),
  job_details: orUnresolved({ job: jobDetails }),
  job_log: orUnresolved({ job, log: logExcerpt }),
  why_not_running: orUnresolved({ job, reasons: z.array(waitReason) }),
  successors: orUnresolved({ job, successors: z.array(z.strictObject({ job, depth: z.number().int(), via: z.string() })) }),
  impact: orUnresolved({ job, impact: impactResult }),
  workstations: z.strictObject({ workstations: z.array(workstation) }),
  find_streams: z.strictObject({ streams: z.array(stream), total: z.number().int().nullable() }),
} satisfies Record<ToolName, z.ZodType>;

export type ToolArgs<N extends ToolName> = z.output<(typeof toolArgs)[N]>;
export type ToolResult<N extends ToolName> = z.output<(typeof toolResults)[N]>;
