/** What the plan thread asks of the engine near a question: the waits of one job or stream, and who waits for it. */
import type { NodeRef, TwsClient } from '../../tws/types/types.ts';
import { orElse } from '../unreadable.ts';
import { waitRowsOf } from './held/waitRows.ts';
import type { CoreSide } from './thread/planMessages.ts';

type Asked = Pick<TwsClient, 'dependencies' | 'jobs' | 'streams'>;

/** Of each kind; what many wait for is told by the plan's other rows as well. */
const MOST_DEPENDENTS = 50;

/** Each stands in the egress ledger as of who asked, whose signal ends it. */
export function createNearbyReads(client: Asked): Pick<CoreSide, 'waits' | 'dependents'> {
  return {
    async waits(ref, options, signal) {
      const told = await orElse(client.dependencies(ref, { ...options, signal }), null);
      return told === null || told.data === null ? null : waitRowsOf(told.data);
    },
    async dependents(ref, options, signal) {
      const id = ref.slice(ref.indexOf(':') + 1);
      const query = { ...(ref.startsWith('job:') ? { dependsOnJobId: id } : { dependsOnStreamId: id }), limit: MOST_DEPENDENTS };
      const jobs = await orElse(client.jobs(query, { ...options, signal }), null);
      const streams = await orElse(client.streams(query, { ...options, signal }), null);
      return [...(jobs?.data ?? []).map((job): NodeRef => `job:${job.id}`), ...(streams?.data ?? []).map((stream): NodeRef => `stream:${stream.id}`)];
    },
  };
}
