/** The dependency graph around one job or stream, and how far a person has opened it. */
import { create } from 'zustand';
import type { Freshness } from '../../../src-preload/contract/plan/plan.ts';
import type { Neighbourhood } from '../../../src-preload/contract/plan/planGraph.ts';
import { ask, LOADING, lastOf, type Remote, readInto } from '../../bridge/remote.ts';
import { joined } from './drawing/join.ts';

interface GraphReading {
  readonly data: Neighbourhood;
  readonly freshness: Freshness;
}

interface GraphState {
  readonly focus: string | null;
  readonly graph: Remote<GraphReading>;
  /** The node whose further neighbours are being read. */
  readonly opening: string | null;
  /** Somebody opened it further: reading it again would close it. */
  readonly isOpened: boolean;
}

export const useGraph = create<GraphState>(() => ({ focus: null, graph: LOADING, opening: null, isOpened: false }));
const { getState: get, setState: set } = useGraph;

/** Grows with every graph asked for: answers about another one are dropped. */
let asked = 0;

/** Another engine's graph is forgotten. */
export function forgetGraph(): void {
  asked += 1;
  const { focus } = get();
  set({ focus: null, graph: LOADING, opening: null, isOpened: false });
  if (focus !== null) void readGraph(focus);
}

/** @param focus `job:<id>` or `stream:<id>`; null closes the graph. */
export async function readGraph(focus: string | null): Promise<void> {
  const isSame = focus === get().focus;
  set({ focus, opening: null, isOpened: false, ...(isSame ? {} : { graph: LOADING }) });
  if (focus === null) return;
  asked += 1;
  const mine = asked;
  await readInto(
    () => get().graph,
    (graph) => {
      if (mine === asked) set({ graph });
    },
    (core) => core.plan.graph({ id: focus, up: 2, down: 2 }),
  );
}

/** Reads the graph again where the plan is newer, unless somebody has opened it further. @param observedAt of the plan */
export async function refreshGraph(observedAt: string | null): Promise<void> {
  const { focus, graph, isOpened } = get();
  const drawn = lastOf(graph)?.freshness.observedAt ?? null;
  if (focus !== null && observedAt !== drawn && !isOpened && graph.at !== 'loading') await readGraph(focus);
}

/** Reads the neighbours of one node that are not drawn yet and adds them. A failure leaves the graph as it is. */
export async function openNode(ref: string): Promise<void> {
  const mine = asked;
  set({ opening: ref });
  const answer = await ask((core) => core.plan.graph({ id: ref, up: 1, down: 1 }));
  const before = lastOf(get().graph);
  if (mine !== asked || before === null) return;
  if (answer.isOk) {
    const { data, freshness } = answer.value;
    set({ opening: null, isOpened: true, graph: { at: 'ready', value: { data: joined(before.data, data), freshness: older(before.freshness, freshness) } } });
  } else set({ opening: null, graph: { at: 'failed', fault: answer.fault, last: before } });
}

/** Two readings shown as one are as fresh as the older and as complete as the worse. */
function older(a: Freshness, b: Freshness): Freshness {
  const first = a.observedAt <= b.observedAt ? a : b;
  return { ...first, isComplete: a.isComplete && b.isComplete, isTruncated: a.isTruncated || b.isTruncated };
}
