/** Critical jobs, how many are at risk, and what stands in front of one. Only v1 has these. */
import { Fault } from '../../base/fault.ts';
import type { ChainJob, ChainKind } from '../types/engineTypes.ts';
import { QuestionRefused } from '../failures.ts';
import { arrayOf, objectOf } from '../rows/wire/decode.ts';
import { chainJobOf, criticalCountsOf } from '../rows/engineRows.ts';
import { wireChainJob, wireCriticalCounts } from '../rows/wire/engineWire.ts';
import { criticalJobOf } from '../rows/smallRows.ts';
import { wireCriticalJob } from '../rows/wire/wire.ts';
import type { CallOptions, Reading, TwsClient } from '../types/types.ts';
import { listOf, type ReadSource, readingOf, TTL_MS } from './source.ts';

type CriticalReads = Pick<TwsClient, 'criticalJobs' | 'criticalCounts' | 'criticalChain'>;

/** The engine documents no word for these; the console's words in the spellings of its API, the likeliest first. */
const OPTIONS: Readonly<Record<ChainKind, readonly string[]>> = {
  'critical-path': ['CRITICAL_PATH', 'CRITICALPATH', 'criticalPath'],
  'hot-list': ['HOT_LIST', 'HOTLIST', 'hotList'],
  incomplete: ['INCOMPLETE', 'incomplete', 'INCOMPLETE_PREDECESSORS'],
  completed: ['COMPLETED', 'completed', 'COMPLETED_PREDECESSORS'],
};

export function createCriticalReads(source: ReadSource): CriticalReads {
  const { reader, calls } = source;
  const base = ({ planId }: CallOptions) => `/plan/${planId ?? 'current'}/criticaljob`;
  /** The spelling this engine took. */
  const spoken = new Map<ChainKind, string>();
  return {
    async criticalJobs(options) {
      const call = calls.v1Query(`${base(options)}/query`, { filters: { criticalJobInPlanFilter: {} } }, 0);
      const read = await reader.read({ call, gate: 'list', ttlMs: TTL_MS.status, decode: (answer) => arrayOf(wireCriticalJob, answer) }, options);
      return listOf(read, read.value.rows.map(criticalJobOf));
    },
    async criticalCounts(options) {
      const call = calls.v1Query(`${base(options)}/summary_info`, {}, 0);
      const read = await reader.read({ call, gate: 'one', ttlMs: TTL_MS.status, decode: (answer) => objectOf(wireCriticalCounts, answer) }, options);
      return readingOf(read, criticalCountsOf(read.value));
    },
    async criticalChain(criticalJobId, kind, options) {
      const known = spoken.get(kind);
      let refused: unknown = null;
      for (const option of known === undefined ? OPTIONS[kind] : [known]) {
        try {
          const reading = await readChain(source, `${base(options)}/${encodeURIComponent(criticalJobId)}/query_predecessors_chain`, option, options);
          spoken.set(kind, option);
          return reading;
        } catch (error) {
          // An engine that does not know the word says so in one way or another; anything else is not about the word.
          if (!(error instanceof QuestionRefused) && !(error instanceof Fault && error.code === 'TWS_BAD_ANSWER')) throw error;
          refused = error;
        }
      }
      throw refused;
    },
  };
}

async function readChain({ reader, calls }: ReadSource, path: string, option: string, options: CallOptions): Promise<Reading<ChainJob[]>> {
  const call = calls.v1Query(path, { option, filter: { filters: { jobInPlanOnCriticalPathFilter: {} } } }, 0);
  const read = await reader.read({ call, gate: 'list', ttlMs: TTL_MS.status, decode: (answer) => arrayOf(wireChainJob, answer) }, options);
  return listOf(read, read.value.rows.map(chainJobOf));
}
