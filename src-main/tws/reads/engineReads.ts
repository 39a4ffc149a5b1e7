/** What the engine tells of itself: its plans, labels, metrics, audit trail, domains and folders. */
import { Fault } from '../../base/fault.ts';
import type { Domain, PlanEntry, PlanKind } from '../types/engineTypes.ts';
import { textOf } from '../http/readBody.ts';
import { arrayOf, objectOf } from '../rows/wire/decode.ts';
import { wireDefinition } from '../rows/wire/definitionWire.ts';
import { auditRecordOf, domainOf, folderCountOf, labelsOf, planOf } from '../rows/engineRows.ts';
import { wireAuditRecord, wireDomain, wireFolderCount, wireLabels, wirePlan } from '../rows/wire/engineWire.ts';
import { metricsOf } from '../rows/metricsRows.ts';
import { samplesOf } from '../rows/wire/openMetrics.ts';
import type { CallOptions, Reading, TwsClient } from '../types/types.ts';
import { firstOffered, listOf, type ReadSource, readingOf, TTL_MS } from './source.ts';

type EngineReads = Pick<TwsClient, 'plans' | 'labels' | 'metrics' | 'auditRecords' | 'domains' | 'folderCounts'>;

const MOST_METRICS_BYTES = 32_000_000;
const NO_LIMIT = 1_000_000;

export function createEngineReads(source: ReadSource): EngineReads {
  const { reader, calls } = source;
  return {
    plans: (kinds, options) => readPlans(source, kinds, options),
    async labels(language, options) {
      // v2 documents no language header, v1 does; an engine that ignores it answers in its own.
      const call = calls.v2('/objects-info', 'collection', {}, { 'Accept-Language': language });
      const read = await reader.read({ call, gate: 'one', ttlMs: TTL_MS.definition, decode: (answer) => objectOf(wireLabels, answer) }, options);
      const labels = labelsOf(read.value);
      return readingOf(read, labels, { isComplete: Object.keys(labels).length === Object.keys(read.value).length });
    },
    async metrics(options) {
      const decode = (answer: { readonly contentType: string; readonly body: Parameters<typeof textOf>[0] }) =>
        metricsText(answer.contentType, textOf(answer.body));
      const read = await reader.read({ call: calls.text('/metrics', MOST_METRICS_BYTES), gate: 'one', ttlMs: TTL_MS.log, decode }, options);
      return readingOf(read, metricsOf(read.value.samples), { isComplete: read.value.unreadable === 0 });
    },
    async auditRecords({ limit }, options) {
      const call = calls.v1Query('/eventrule/engine/audit_record/header/query', { filters: {} }, limit);
      const read = await reader.read({ call, gate: 'list', ttlMs: TTL_MS.status, decode: (answer) => arrayOf(wireAuditRecord, answer) }, options);
      const records = read.value.rows.map(auditRecordOf);
      // The engine does not say how many there are: as many as asked for may be a part.
      const isFull = records.length + read.value.unreadable >= limit;
      return listOf(read, records.slice(0, limit), { isTruncated: isFull, total: isFull ? null : records.length + read.value.unreadable });
    },
    domains: (options) =>
      firstOffered(
        () => readPlanDomains(source, options),
        () => readDefinedDomains(source, options),
      ),
    async folderCounts(object, options) {
      const call = calls.v2('/plan/folder/objects-count', 'collection', { object_type: object, oql: '', ...planIdOf(options) });
      const read = await reader.read({ call, gate: 'list', ttlMs: TTL_MS.status, decode: (answer) => arrayOf(wireFolderCount, answer) }, options);
      return listOf(read, read.value.rows.map(folderCountOf), { planId: options.planId ?? null });
    },
  };
}

const planIdOf = ({ planId }: CallOptions) => (planId === undefined ? {} : { plan_id: planId });

function metricsText(contentType: string, text: string): ReturnType<typeof samplesOf> {
  const samples = samplesOf(text);
  if (contentType.includes('html') || text.trimStart().startsWith('<') || samples.samples.length === 0)
    throw new Fault(
      'TWS_BAD_ANSWER',
      'The engine answered with something else than metrics: check that monitoring is switched on and that no proxy answers instead.',
    );
  return samples;
}

/** One question for each kind: what a query without a kind lists is not documented. */
async function readPlans({ reader, calls }: ReadSource, kinds: readonly PlanKind[], options: CallOptions): Promise<Reading<PlanEntry[]>> {
  const reads = [];
  for (const planType of kinds) {
    const call = calls.v1Query('/plan/query', { filters: { symphonyInPlanFilter: { planType } } }, 0);
    reads.push(await reader.read({ call, gate: 'list', ttlMs: TTL_MS.network, decode: (answer) => arrayOf(wirePlan, answer) }, options));
  }
  const plans = new Map(reads.flatMap(({ value }) => value.rows).map((row) => [row.id, planOf(row)]));
  const unreadable = reads.reduce((sum, { value }) => sum + value.unreadable, 0);
  const observedAtMs = Math.min(...reads.map((read) => read.observedAtMs));
  const sorted = [...plans.values()].sort((a, b) => Date.parse(b.validFrom ?? '') - Date.parse(a.validFrom ?? '') || 0);
  return readingOf({ observedAtMs }, sorted, { isComplete: unreadable === 0, total: plans.size + unreadable });
}

async function readPlanDomains({ reader, calls }: ReadSource, options: CallOptions): Promise<Reading<Domain[]>> {
  const call = calls.v1Query(`/plan/${options.planId ?? 'current'}/domain/query`, { filters: { domainInPlanFilter: {} } }, 0);
  const read = await reader.read({ call, gate: 'list', ttlMs: TTL_MS.network, decode: (answer) => arrayOf(wireDomain, answer) }, options);
  const domains = read.value.rows.map(domainOf).filter((domain) => domain !== null);
  return listOf(read, domains, { isComplete: read.value.unreadable === 0 && domains.length === read.value.rows.length });
}

/** As defined rather than as planned: the same unless somebody changed them today. */
const readDefinedDomains = ({ lists }: ReadSource, options: CallOptions): Promise<Reading<Domain[]>> =>
  lists.read(
    {
      object: 'model/domain',
      schema: wireDefinition,
      convert: ({ id, name, parentDomain, managerWorkstation, master }) => ({
        id,
        name,
        parent: parentDomain ?? null,
        manager: managerWorkstation ?? null,
        isMaster: master ?? null,
      }),
      ttlMs: TTL_MS.definition,
    },
    [],
    NO_LIMIT,
    options,
  );
