/** One job or stream in the graph: its state by shape, word and colour, and what more hangs on it. */
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { clsx } from 'clsx';
import { ChevronsLeft, ChevronsRight } from 'lucide-react';
import type { GraphNode } from '../../../src-preload/contract/plan/planGraph.ts';
import { Glyph } from '../../ui/marks/Glyph.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { useSay } from '../../words/words.ts';
import { jobLook } from '../jobLook.ts';
import { openNode, useGraph } from './graphStore.ts';
import { lookOf } from './drawing/lookOf.ts';

export type PlanNode = Node<{ readonly node: GraphNode }, 'plan'>;

function More({ count, side, of }: { readonly count: number; readonly side: 'before' | 'after'; readonly of: GraphNode }) {
  const say = useSay();
  const isOpening = useGraph(({ opening }) => opening === of.ref);
  if (count === 0) return null;
  const Arrow = side === 'before' ? ChevronsLeft : ChevronsRight;
  const word = say(side === 'before' ? 'graph.openBefore' : 'graph.openAfter', { count, job: of.name });
  return (
    <button
      type="button"
      aria-label={word}
      title={word}
      disabled={isOpening}
      onClick={(event) => {
        event.stopPropagation();
        void openNode(of.ref);
      }}
      className={clsx(
        'nodrag nopan absolute top-1/2 flex h-5 -translate-y-1/2 items-center rounded-full border border-line-strong bg-raised px-1 text-2xs text-dim hover:text-ink disabled:opacity-50',
        side === 'before' ? '-left-2 -translate-x-full' : '-right-2 translate-x-full',
      )}
    >
      <Arrow size={11} aria-hidden="true" />
      {count}
    </button>
  );
}

export function GraphNodeCard({ data: { node }, selected }: NodeProps<PlanNode>) {
  const say = useSay();
  const { shape, tone } = jobLook[lookOf(node)];
  const status = node.status?.internal ?? say('graph.outside');
  return (
    <div
      className={clsx(
        'relative flex h-[54px] w-[208px] flex-col justify-center gap-0.5 rounded-[5px] border bg-raised px-2.5',
        node.role === 'focus' ? 'border-accent ring-2 ring-accent/40' : selected ? 'border-accent' : 'border-line-strong',
        node.status === null && 'border-dashed',
        node.isBlockedByFocus && 'hatched',
      )}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} className="!opacity-0" />
      <span className="flex items-center gap-1.5">
        {node.kind === 'stream' ? <Glyph shape="half" /> : null}
        <span className="truncate font-mono text-xs font-medium" title={node.key}>
          {node.name}
        </span>
        {node.isCritical ? (
          <span className="text-warn" title={say('plan.critical')}>
            <Glyph shape="diamond" size={10} />
          </span>
        ) : null}
      </span>
      <span className="flex items-center gap-2 text-2xs">
        <Mark shape={shape} tone={tone} word={status} />
        <span className="truncate text-faint">{node.kind === 'job' ? node.streamName : say('graph.stream')}</span>
      </span>
      <Handle type="source" position={Position.Right} isConnectable={false} className="!opacity-0" />
      <More count={node.hiddenPredecessors} side="before" of={node} />
      <More count={node.hiddenSuccessors} side="after" of={node} />
    </div>
  );
}
