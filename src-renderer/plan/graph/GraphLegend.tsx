/** What the drawing says in words, and how old it is. */
import type { ReactNode } from 'react';
import type { Freshness } from '../../../src-preload/contract/plan/plan.ts';
import type { Neighbourhood } from '../../../src-preload/contract/plan/planGraph.ts';
import { Mark } from '../../ui/marks/Mark.tsx';
import { useAgo } from '../../ui/time/Time.tsx';
import { useSay } from '../../words/words.ts';

interface GraphLegendProps {
  readonly children: ReactNode;
  readonly graph: Neighbourhood;
  readonly freshness: Freshness;
}

export function GraphLegend({ graph, freshness, children }: GraphLegendProps) {
  const say = useSay();
  const ago = useAgo();
  const count = (isOne: (node: Neighbourhood['nodes'][number]) => boolean) => graph.nodes.filter(isOne).length;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-1.5 text-xs text-dim">
      <span>
        {say('graph.sum', {
          before: count(({ role }) => role === 'upstream'),
          after: count(({ role }) => role === 'downstream'),
          blocked: count(({ isBlockedByFocus }) => isBlockedByFocus),
        })}
      </span>
      {graph.edges.some(({ isOnCriticalPath }) => isOnCriticalPath) ? <Mark shape="line" tone="warn" word={say('graph.criticalPath')} /> : null}
      {count(({ isBlockedByFocus }) => isBlockedByFocus) > 0 ? <Mark shape="bar" tone="warn" word={say('graph.blockedHatched')} /> : null}
      <span>{say('plan.readAt', { age: ago(freshness.observedAt) })}</span>
      {freshness.isTruncated ? <Mark shape="half" tone="warn" word={say('graph.cut')} /> : null}
      {freshness.isComplete ? null : <Mark shape="half" tone="warn" word={say('graph.incomplete')} />}
      {children}
    </div>
  );
}
