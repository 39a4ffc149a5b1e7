/** The graph of what stands near the chosen job; without one, jobs to start from. */
import { lastOf } from '../../bridge/remote.ts';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { useJob } from '../job/jobStore.ts';
import type { QueryProps } from '../planQuery.ts';
import { GraphStart } from './GraphStart.tsx';

const streamGraph = lazyPart(async () => (await import('./StreamGraph.tsx')).StreamGraph);

export function GraphView({ query, change }: QueryProps) {
  const streamId = useJob(({ chosen }) => lastOf(chosen.details)?.data.streamId ?? null);
  const focus = query.focus ?? (query.jobId === null ? null : `job:${query.jobId}`);
  if (focus === null) return <GraphStart onStart={(jobId) => change({ jobId, focus: `job:${jobId}` })} />;
  return (
    <streamGraph.Part
      focus={focus}
      chosenJobId={query.jobId}
      streamId={query.jobId === null ? null : streamId}
      onChooseJob={(jobId) => change({ jobId, focus })}
      onCenter={(ref) => change({ focus: ref })}
    />
  );
}
