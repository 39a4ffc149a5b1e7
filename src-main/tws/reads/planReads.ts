/** Reads of single things in the plan beyond jobs and streams: the runs of a job, resources, and prompts and files where v2 lacks them. */
import type * as z from 'zod';
import { arrayOf, objectOf } from '../rows/wire/decode.ts';
import { runsOf } from '../rows/jobRows.ts';
import { fileOf, promptOf, resourceOf } from '../rows/smallRows.ts';
import { wireFile, wireJob, wirePrompt, wireResource } from '../rows/wire/wire.ts';
import type { CallOptions, Reading, TwsClient } from '../types/types.ts';
import { firstOffered, listOf, type ReadSource, readingOf, TTL_MS } from './source.ts';

type PlanReads = Pick<TwsClient, 'runs' | 'prompts' | 'resources' | 'resource' | 'files'>;

const NO_LIMIT = 1_000_000;

export function createPlanReads(source: ReadSource): PlanReads {
  const { reader, calls, lists } = source;
  const one = <S extends z.ZodType>(object: string, id: string, schema: S, options: CallOptions) => {
    const query = options.planId === undefined ? undefined : { plan_id: options.planId };
    const call = calls.v2(`/plan/${object}/${encodeURIComponent(id)}`, 'one', query);
    return reader.read({ call, gate: 'one', ttlMs: TTL_MS.status, decode: (answer) => objectOf(schema, answer) }, options);
  };
  const byV1 = async <S extends z.ZodType<{ planId?: string | null | undefined }>, T>(
    object: 'prompt' | 'file',
    schema: S,
    convert: (wire: z.output<S>) => T,
    options: CallOptions,
  ): Promise<Reading<T[]>> => {
    const call = calls.v1Query(`/plan/${options.planId ?? 'current'}/${object}/query`, { filters: { [`${object}InPlanFilter`]: {} } }, 0);
    const read = await reader.read({ call, gate: 'list', ttlMs: TTL_MS.status, decode: (answer) => arrayOf(schema, answer) }, options);
    return listOf(read, read.value.rows.map(convert), { planId: read.value.rows[0]?.planId ?? null });
  };
  return {
    async runs(jobId, options) {
      const read = await one('job', jobId, wireJob, options);
      const runs = runsOf(read.value);
      return readingOf(read, runs ?? [], { planId: read.value.planId ?? null, isComplete: runs !== null, total: runs?.length ?? null });
    },
    // Prompts and files came to v2 after 10.1.
    prompts: (options) =>
      firstOffered(
        () => lists.read({ object: 'prompt', schema: wirePrompt, convert: promptOf, ttlMs: TTL_MS.status }, [], NO_LIMIT, options),
        () => byV1('prompt', wirePrompt, promptOf, options),
      ),
    files: (options) =>
      firstOffered(
        () => lists.read({ object: 'file', schema: wireFile, convert: fileOf, ttlMs: TTL_MS.status }, [], NO_LIMIT, options),
        () => byV1('file', wireFile, fileOf, options),
      ),
    resources: (options) => lists.read({ object: 'resource', schema: wireResource, convert: resourceOf, ttlMs: TTL_MS.status }, [], NO_LIMIT, options),
    async resource(id, options) {
      const read = await one('resource', id, wireResource, options);
      return readingOf(read, resourceOf(read.value), { planId: read.value.planId ?? null });
    },
  };
}
