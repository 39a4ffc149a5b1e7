/** One workstation with all that is known of it: v2's states, v1's certificate and link, and what the engine says when asked to check on it. */

import { stateText } from '../../../src-preload/shared/words/workstationState.ts';
import { Fault } from '../../base/fault.ts';
import type { WorkstationDetails, WorkstationFacts } from '../types/engineTypes.ts';
import { arrayOf, objectOf } from '../rows/wire/decode.ts';
import { lastSegment } from '../rows/displayKey.ts';
import { workstationFactsOf } from '../rows/engineRows.ts';
import { wireHealth, wireWorkstationV1 } from '../rows/wire/engineWire.ts';
import { type WireWorkstation, wireWorkstation } from '../rows/wire/wire.ts';
import { whole } from '../rows/wire/wireValues.ts';
import { workstationOf } from '../rows/workstationRows.ts';
import type { CallOptions, Reading, TwsClient } from '../types/types.ts';
import { listOf, type ReadSource, readingOf, TTL_MS } from './source.ts';

type WorkstationReads = Pick<TwsClient, 'workstation' | 'workstationFacts'>;

export function createWorkstationReads(source: ReadSource): WorkstationReads {
  const { reader, calls } = source;
  const readHealth = async (id: string, options: CallOptions): Promise<NonNullable<WorkstationDetails['health']>> => {
    const call = calls.v2(`/plan/workstation/${encodeURIComponent(id)}/action/health-status`, 'collection');
    const read = await reader.read({ call, gate: 'one', ttlMs: TTL_MS.log, decode: (answer) => objectOf(wireHealth, answer) }, options);
    const isError = read.value.isError ?? read.value.error ?? null;
    return { isWell: isError === null ? null : !isError, message: read.value.message ?? null };
  };
  return {
    workstationFacts: (query, options) => readFacts(source, query.name, options),
    async workstation(id, options) {
      const call = calls.v2(`/plan/workstation/${encodeURIComponent(id)}`, 'one');
      const read = await reader.read({ call, gate: 'one', ttlMs: TTL_MS.status, decode: (answer) => objectOf(wireWorkstation, answer) }, options);
      const name = lastSegment(read.value.name);
      const health = await orMissing(readHealth(id, options));
      const facts = await orMissing(readFacts(source, name, options));
      const own = facts instanceof Fault ? null : (facts.data.find((one) => one.name.toUpperCase() === name.toUpperCase()) ?? null);
      const details: WorkstationDetails = {
        ...detailsOf(read.value),
        health: health instanceof Fault ? null : health,
        facts: own,
        missing: [health, facts].filter((part) => part instanceof Fault),
      };
      return readingOf(read, details, { planId: read.value.planId ?? null });
    },
  };
}

async function readFacts({ reader, calls }: ReadSource, name: string | undefined, options: CallOptions): Promise<Reading<WorkstationFacts[]>> {
  const filter = name === undefined ? {} : { workstationName: name };
  const call = calls.v1Query(`/plan/${options.planId ?? 'current'}/workstation/query`, { filters: { workstationInPlanFilter: filter } }, 0);
  const read = await reader.read({ call, gate: 'list', ttlMs: TTL_MS.network, decode: (answer) => arrayOf(wireWorkstationV1, answer) }, options);
  return listOf(read, read.value.rows.map(workstationFactsOf));
}

/** What is beside the workstation's own state may be missing; a stop or a bug may not. */
async function orMissing<T>(read: Promise<T>): Promise<T | Fault> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Fault && error.code.startsWith('TWS_')) return error;
    throw error;
  }
}

function detailsOf(wire: WireWorkstation): Omit<WorkstationDetails, 'facts' | 'health' | 'missing'> {
  const workstation = workstationOf(wire);
  return {
    ...workstation,
    description: wire.description ?? null,
    os: wire.os ?? null,
    nodeName: wire.nodeName ?? null,
    port: whole(wire.sslPort) ?? whole(wire.tcpPort),
    domain: wire.domainName ?? null,
    host: wire.hostWorkstation ?? wire.host ?? null,
    agentId: wire.agentId ?? null,
    version: wire.version ?? null,
    timeZone: wire.timeZone ?? null,
    runNumber: whole(wire.runNumber),
    startedAt: wire.timeStarted ?? null,
    stateText: wire.activeStates === null || wire.activeStates === undefined ? null : stateText(workstation.states),
  };
}
