/** The dependency graph near one job or stream: what it waits for on the left, what waits for it on the right. */
import { Background, Controls, type EdgeTypes, type FitViewOptions, MarkerType, type NodeTypes, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Neighbourhood } from '../../../src-preload/contract/plan/planGraph.ts';
import { lastOf } from '../../bridge/remote.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Failed, Loading, StaleBar } from '../../ui/data/States.tsx';
import { useSay } from '../../words/words.ts';
import { usePlan } from '../planStore.ts';
import { edgeId } from './drawing/edgeId.ts';
import { GraphLegend } from './GraphLegend.tsx';
import { GraphList } from './GraphList.tsx';
import { GraphNodeCard, type PlanNode } from './GraphNodeCard.tsx';
import { readGraph, refreshGraph, useGraph } from './graphStore.ts';
import { KeepFitted } from './drawing/KeepFitted.tsx';
import { type Layout, layoutOf } from './drawing/layout.ts';
import { type PlanEdge, RoutedEdge } from './drawing/RoutedEdge.tsx';

const NODE_TYPES: NodeTypes = { plan: GraphNodeCard };
const EDGE_TYPES: EdgeTypes = { plan: RoutedEdge };
/** Beyond it, only what is in sight is drawn. */
const MANY_NODES = 150;
/** A graph that does not fit is shown in part rather than too small to read. */
const LEAST_READABLE_ZOOM = 0.5;
/** The padding holds the counts of neighbours that are not drawn, which stand beside the outer nodes. */
const FIT: FitViewOptions = { padding: '36px', maxZoom: 1, minZoom: LEAST_READABLE_ZOOM };

type Arranged = { readonly graph: Neighbourhood; readonly layout: Layout };

/** The last graph that has been laid out; it stays while the next one is. */
function useArranged(graph: Neighbourhood | null): Arranged | 'failed' | null {
  const [arranged, setArranged] = useState<Arranged | 'failed' | null>(null);
  useEffect(() => {
    if (graph === null) return;
    let isWanted = true;
    layoutOf(graph).then(
      (layout) => isWanted && setArranged({ graph, layout }),
      () => isWanted && setArranged('failed'),
    );
    return () => {
      isWanted = false;
    };
  }, [graph]);
  return arranged;
}

function useDrawing(arranged: Arranged | 'failed' | null, chosenJobId: string | null) {
  return useMemo(() => {
    if (arranged === null || arranged === 'failed') return { nodes: [], edges: [] };
    const { graph, layout } = arranged;
    const nodes = graph.nodes.map(
      (node): PlanNode => ({
        id: node.ref,
        type: 'plan',
        position: layout.places.get(node.ref) ?? { x: 0, y: 0 },
        data: { node },
        selected: node.ref === `job:${chosenJobId ?? ''}`,
        ariaLabel: `${node.name}, ${node.status?.internal ?? ''}`,
      }),
    );
    const edges = graph.edges.map(
      (edge): PlanEdge => ({
        id: edgeId(edge),
        type: 'plan',
        source: edge.from,
        target: edge.to,
        data: { edge, route: layout.routes.get(edgeId(edge)) ?? [], label: layout.labels.get(edgeId(edge)) ?? null },
        markerEnd: { type: MarkerType.ArrowClosed, color: edge.isOnCriticalPath ? 'var(--warn)' : 'var(--line-strong)' },
        focusable: false,
      }),
    );
    return { nodes, edges };
  }, [arranged, chosenJobId]);
}

interface StreamGraphProps {
  /** `job:<id>` or `stream:<id>`. */
  readonly focus: string;
  readonly chosenJobId: string | null;
  /** The stream of the chosen job, once known. */
  readonly streamId: string | null;
  readonly onChooseJob: (jobId: string) => void;
  readonly onCenter: (ref: string) => void;
}

export function StreamGraph(props: StreamGraphProps) {
  const { focus } = props;
  const say = useSay();
  const remote = useGraph(({ graph }) => graph);
  const observedAt = usePlan(({ snapshot }) => lastOf(snapshot)?.observedAt ?? null);
  const [isList, setList] = useState(false);
  useEffect(() => void readGraph(focus), [focus]);
  useEffect(() => void refreshGraph(observedAt), [observedAt]);
  const known = lastOf(remote);
  const arranged = useArranged(known?.data ?? null);
  const retry = () => void readGraph(focus);
  if (known === null) return remote.at === 'failed' ? <Failed fault={remote.fault} onRetry={retry} /> : <Loading what={say('graph.reading')} />;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {remote.at === 'failed' ? <StaleBar fault={remote.fault} onRetry={retry} /> : null}
      <GraphLegend graph={known.data} freshness={known.freshness}>
        <GraphTools {...props} isList={isList} onList={() => setList(!isList)} />
      </GraphLegend>
      {isList ? <GraphList graph={known.data} onChooseJob={props.onChooseJob} /> : <Drawing key={focus} arranged={arranged} {...props} />}
    </div>
  );
}

function GraphTools({ focus, chosenJobId, streamId, onCenter, isList, onList }: StreamGraphProps & { readonly isList: boolean; readonly onList: () => void }) {
  const say = useSay();
  return (
    <span className="ml-auto flex gap-2">
      {chosenJobId !== null && focus !== `job:${chosenJobId}` ? (
        <Button isSmall onClick={() => onCenter(`job:${chosenJobId}`)}>
          {say('graph.center')}
        </Button>
      ) : null}
      {streamId !== null && focus !== `stream:${streamId}` ? (
        <Button isSmall onClick={() => onCenter(`stream:${streamId}`)}>
          {say('graph.ofStream')}
        </Button>
      ) : null}
      <Button isSmall aria-pressed={isList} onClick={onList}>
        {say(isList ? 'graph.asDrawing' : 'graph.asList')}
      </Button>
    </span>
  );
}

function Drawing({ arranged, chosenJobId, onChooseJob }: StreamGraphProps & { readonly arranged: Arranged | 'failed' | null }) {
  const say = useSay();
  const { nodes, edges } = useDrawing(arranged, chosenJobId);
  const isMoved = useRef(false);
  if (arranged === 'failed') return <Empty title={say('graph.notArranged')} />;
  if (arranged === null) return <Loading what={say('graph.arranging')} />;
  const choose = (node: PlanNode['data']['node']) => {
    if (node.kind === 'job' && node.status !== null) onChooseJob(node.id);
  };
  return (
    <div className="min-h-0 flex-1">
      <ReactFlowProvider>
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodeClick={(_event, { data: { node } }) => choose(node)}
          onKeyDown={({ key, target }) => {
            const ref = key === 'Enter' && target instanceof HTMLElement ? target.dataset['id'] : undefined;
            const node = nodes.find(({ id }) => id === ref);
            if (node) choose(node.data.node);
          }}
          onlyRenderVisibleElements={nodes.length > MANY_NODES}
          nodesDraggable={false}
          nodesConnectable={false}
          edgesFocusable={false}
          deleteKeyCode={null}
          fitView
          fitViewOptions={FIT}
          // Without an event it was fitted, not moved.
          onMoveStart={(event) => {
            isMoved.current ||= event !== null;
          }}
          minZoom={0.1}
          maxZoom={1.5}
          proOptions={{ hideAttribution: true }}
          ariaLabelConfig={{
            'controls.ariaLabel': say('graph.controls'),
            'controls.zoomIn.ariaLabel': say('graph.zoomIn'),
            'controls.zoomOut.ariaLabel': say('graph.zoomOut'),
            'controls.fitView.ariaLabel': say('graph.fit'),
            'node.a11yDescription.default': say('graph.nodeHelp'),
          }}
        >
          <Background gap={24} size={1} color="var(--line)" />
          <KeepFitted options={FIT} isMoved={isMoved} />
          <Controls showInteractive={false} position="bottom-right" />
        </ReactFlow>
      </ReactFlowProvider>
    </div>
  );
}
