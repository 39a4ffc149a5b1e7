/** What the plan thread asks of the engine near a question: the waits of one job or stream, and who waits for it. */
import type { CallOptions, NodeRef, TwsClient } from '../../tws/types.ts';
import { orElse } from '../unreadable.ts';
import { waitRowsOf } from './held/waitRows.ts';
import type { CoreSide } from './thread/planMessages.ts';

type Asked = Pick<TwsClient, 'dependencies' | 'jobs' | 'streams'>;

/** Of each kind; what many wait for is told by the plan's other rows as well. */
const MOST_DEPENDENTS = 50;

/** @param optionsOf of the question, by its number: its signal ends the reading, and it stands in the egress ledger as who asked */
export function createNearbyReads(client: Asked, optionsOf: (asking: number) => CallOptions): Pick<CoreSide, 'waits' | 'dependents'> {
  return {
    async waits(asking, ref) {
      const told = await orElse(client.dependencies(ref, optionsOf(asking)), null);
      return told === null || told.data === null ? null : waitRowsOf(told.data);
    },
    async dependents(asking, ref) {
      const id = ref.slice(ref.indexOf(':') + 1);
      const query = { ...(ref.startsWith('job:') ? { dependsOnJobId: id } : { dependsOnStreamId: id }), limit: MOST_DEPENDENTS };
      const jobs = await orElse(client.jobs(query, optionsOf(asking)), null);
      const streams = await orElse(client.streams(query, optionsOf(asking)), null);
      return [...(jobs?.data ?? []).map((job): NodeRef => `job:${job.id}`), ...(streams?.data ?? []).map((stream): NodeRef => `stream:${stream.id}`)];
    },
  };
}
