// @vitest-environment happy-dom
/** The graph around one job: opened further node by node, read again only where nobody has opened it. */
import { describe, expect, it } from 'vitest';
import { forgetGraph, openNode, readGraph, refreshGraph, useGraph } from '../../../../src-renderer/plan/graph/graphStore.ts';
import { lastOf } from '../../../../src-renderer/bridge/remote.ts';
import { pageOfTest } from '../../../fakes/bridge/pageOfTest.ts';
import { AT } from '../../../fakes/views/chat.ts';
import { aNode, anEdge, read } from '../../../fakes/views/plan.ts';

const { getState: get } = useGraph;
const LATER = '2026-11-21T02:01:00.000Z';
const around = (focus: string, ...others: string[]) => ({
  focus,
  nodes: [focus, ...others].map((ref) => aNode(ref)),
  edges: others.map((other) => anEdge(focus, other)),
});
const drawn = () => lastOf(get().graph)?.data.nodes.map(({ ref }) => ref) ?? null;

describe('a graph', () => {
  it('is read two steps up and down', async () => {
    const bridge = await pageOfTest(useGraph);
    bridge.answer('plan.graph', read(around('job:a', 'job:b')));
    await readGraph('job:a');
    expect(bridge.calls('plan.graph')).toEqual([{ id: 'job:a', up: 2, down: 2, limit: 120 }]);
    expect(get()).toMatchObject({ focus: 'job:a', opening: null, isOpened: false, graph: { at: 'ready' } });
    expect(drawn()).toEqual(['job:a', 'job:b']);
  });

  it('of another job does not show the one before while it is read; of the same job it does', async () => {
    const bridge = await pageOfTest(useGraph);
    bridge.answer('plan.graph', read(around('job:a')));
    await readGraph('job:a');
    const held = bridge.hold('plan.graph');
    const same = readGraph('job:a');
    expect(drawn()).toEqual(['job:a']);
    (await held.next()).answer(read(around('job:a')));
    await same;
    const other = readGraph('job:b');
    expect(get().graph).toMatchObject({ at: 'loading', last: null });
    (await held.next()).answer(read(around('job:b')));
    await other;
    expect(drawn()).toEqual(['job:b']);
  });

  it('that was left before it came is dropped', async () => {
    const bridge = await pageOfTest(useGraph);
    const held = bridge.hold('plan.graph');
    const late = readGraph('job:a');
    const call = await held.next();
    const next = readGraph('job:b');
    (await held.next()).answer(read(around('job:b')));
    await next;
    call.answer(read(around('job:a')));
    await late;
    expect(drawn()).toEqual(['job:b']);
  });

  it('that is closed asks for nothing', async () => {
    const bridge = await pageOfTest(useGraph);
    await readGraph(null);
    expect(get()).toMatchObject({ focus: null, graph: { at: 'loading' } });
    expect(bridge.calls('plan.graph')).toEqual([]);
  });

  it('of another engine is read anew under its own name', async () => {
    const bridge = await pageOfTest(useGraph);
    const held = bridge.hold('plan.graph');
    const late = readGraph('job:a');
    const call = await held.next();
    forgetGraph();
    expect(get()).toMatchObject({ focus: 'job:a', graph: { at: 'loading', last: null } });
    const again = await held.next();
    call.answer(read(around('job:a', 'job:of-the-engine-before')));
    await late;
    again.answer(read(around('job:a')));
    await bridge.quiet();
    expect(drawn()).toEqual(['job:a']);
    await readGraph(null);
    forgetGraph();
    await bridge.quiet();
    expect(bridge.calls('plan.graph')).toHaveLength(2);
  });
});

describe('opening a node', () => {
  it('adds its neighbours; together they are as fresh as the older and as whole as the worse reading', async () => {
    const bridge = await pageOfTest(useGraph);
    bridge.answer('plan.graph', read(around('job:a', 'job:b'), LATER));
    await readGraph('job:a');
    const held = bridge.hold('plan.graph');
    const opened = openNode('job:b');
    expect(get()).toMatchObject({ opening: 'job:b', graph: { at: 'ready' } });
    const call = await held.next();
    expect(call.input).toEqual({ id: 'job:b', up: 1, down: 1, limit: 120 });
    const more = read(around('job:b', 'job:c'), AT);
    call.answer({ ...more, freshness: { ...more.freshness, isTruncated: true, isComplete: false } });
    await opened;
    expect(drawn()).toEqual(['job:a', 'job:b', 'job:c']);
    expect(get()).toMatchObject({ opening: null, isOpened: true, graph: { value: { freshness: { observedAt: AT, isTruncated: true, isComplete: false } } } });
    // And the other way round: what is drawn already is the older.
    bridge.answer('plan.graph', read(around('job:c', 'job:d'), LATER));
    await openNode('job:c');
    expect(get().graph).toMatchObject({ value: { freshness: { observedAt: AT, isTruncated: true, isComplete: false } } });
  });

  it('that fails leaves the graph as it is and says why', async () => {
    const bridge = await pageOfTest(useGraph);
    bridge.answer('plan.graph', read(around('job:a')));
    await readGraph('job:a');
    bridge.fail('plan.graph', 'TWS_TIMEOUT');
    await openNode('job:a');
    expect(get()).toMatchObject({ opening: null, isOpened: false, graph: { at: 'failed', fault: { code: 'TWS_TIMEOUT' } } });
    expect(drawn()).toEqual(['job:a']);
  });

  it('of a graph that is shown no more changes nothing', async () => {
    const bridge = await pageOfTest(useGraph);
    bridge.answer('plan.graph', read(around('job:a')));
    await readGraph('job:a');
    const held = bridge.hold('plan.graph');
    const late = openNode('job:a');
    const call = await held.next();
    bridge.answer('plan.graph', read(around('job:z')));
    await readGraph('job:z');
    call.answer(read(around('job:a', 'job:b')));
    await late;
    expect(drawn()).toEqual(['job:z']);
    expect(get()).toMatchObject({ isOpened: false, opening: null });
  });
});

describe('a newer plan', () => {
  it('has the graph read again, unless it is that plan’s already', async () => {
    const bridge = await pageOfTest(useGraph);
    bridge.answer('plan.graph', read(around('job:a')));
    await refreshGraph(LATER);
    expect(bridge.calls('plan.graph')).toHaveLength(0);
    await readGraph('job:a');
    await refreshGraph(AT);
    expect(bridge.calls('plan.graph')).toHaveLength(1);
    await refreshGraph(LATER);
    expect(bridge.calls('plan.graph')).toHaveLength(2);
  });

  it('does not close what a person has opened, nor ask twice', async () => {
    const bridge = await pageOfTest(useGraph);
    bridge.answer('plan.graph', read(around('job:a')));
    await readGraph('job:a');
    await openNode('job:a');
    await refreshGraph(LATER);
    expect(bridge.calls('plan.graph')).toHaveLength(2);
    const held = bridge.hold('plan.graph');
    const reading = readGraph('job:a');
    const call = await held.next();
    await refreshGraph(LATER);
    call.answer(read(around('job:a')));
    await reading;
    expect(bridge.calls('plan.graph')).toHaveLength(3);
  });

  it('after a failure the graph is read again', async () => {
    const bridge = await pageOfTest(useGraph);
    bridge.fail('plan.graph', 'TWS_TIMEOUT');
    await readGraph('job:a');
    bridge.answer('plan.graph', read(around('job:a')));
    await refreshGraph(AT);
    expect(drawn()).toEqual(['job:a']);
  });
});
