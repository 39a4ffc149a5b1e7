/** The same graph as two lists, for readers who do not see a drawing and for looking names up. */
import type { GraphNode, Neighbourhood } from '../../../src-preload/contract/plan/planGraph.ts';
import { Mark } from '../../ui/marks/Mark.tsx';
import { useSay, type Word } from '../../words/words.ts';
import { jobLook } from '../jobLook.ts';
import { lookOf } from './drawing/lookOf.ts';

interface GraphListProps {
  readonly graph: Neighbourhood;
  readonly onChooseJob: (jobId: string) => void;
}

function Side({ title, nodes, onChooseJob }: { readonly title: Word; readonly nodes: readonly GraphNode[] } & Pick<GraphListProps, 'onChooseJob'>) {
  const say = useSay();
  return (
    <section className="min-w-0 flex-1">
      <h2 className="eyebrow mb-1">{say(title)}</h2>
      {nodes.length === 0 ? <p className="text-xs text-dim">{say('graph.nothing')}</p> : null}
      <ol className="text-xs">
        {nodes.map((node) => {
          const { shape, tone } = jobLook[lookOf(node)];
          const name = node.kind === 'job' ? `${node.streamName}.${node.name}` : node.name;
          return (
            <li key={node.ref} className="flex items-center gap-3 border-b py-1">
              <span className="w-4 text-right text-faint">{node.distance}</span>
              <span className="w-20 shrink-0">
                <Mark shape={shape} tone={tone} word={node.status?.internal ?? say('graph.outside')} />
              </span>
              {node.kind === 'job' && node.status !== null ? (
                <button
                  type="button"
                  title={node.key}
                  onClick={() => onChooseJob(node.id)}
                  className="min-w-0 truncate font-mono underline-offset-2 hover:underline"
                >
                  {name}
                </button>
              ) : (
                <span className="min-w-0 truncate font-mono" title={node.key}>
                  {name}
                </span>
              )}
              {node.isBlockedByFocus ? <Mark shape="bar" tone="warn" word={say('plan.blocked')} /> : null}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

export function GraphList({ graph, onChooseJob }: GraphListProps) {
  const side = (role: GraphNode['role']) => graph.nodes.filter((node) => node.role === role).toSorted((a, b) => a.distance - b.distance);
  return (
    <div className="flex min-h-0 flex-1 gap-8 overflow-auto px-4 py-3">
      <Side title="graph.before" nodes={side('upstream')} onChooseJob={onChooseJob} />
      <Side title="graph.after" nodes={side('downstream')} onChooseJob={onChooseJob} />
    </div>
  );
}
