/** A graph that is opened further keeps what is drawn, and each thing in it once. */
import { describe, expect, it } from 'vitest';
import { joined } from '../../../../src-renderer/plan/graph/drawing/join.ts';
import { aNode, anEdge } from '../../../fakes/views/plan.ts';

const graph = {
  focus: 'job:a',
  nodes: [
    aNode('job:a', { role: 'focus' }),
    aNode('job:b', { role: 'downstream', distance: 1, hiddenSuccessors: 2, hiddenPredecessors: 1, isBlockedByFocus: true, isOnCriticalPath: true }),
  ],
  edges: [anEdge('job:a', 'job:b')],
};
const byRef = (ref: string, more: Parameters<typeof joined>[1]) => joined(graph, more).nodes.find((node) => node.ref === ref);

describe('what is added', () => {
  const more = {
    focus: 'job:b',
    nodes: [
      aNode('job:b', { role: 'focus', hiddenSuccessors: 0 }),
      aNode('job:c', { role: 'upstream', distance: 1, isBlockedByFocus: true, isOnCriticalPath: true }),
    ],
    edges: [anEdge('job:b', 'job:c'), anEdge('job:a', 'job:b'), anEdge('job:c', 'job:elsewhere'), anEdge('job:elsewhere', 'job:c')],
  };
  it('stands on the side of the node that was opened, further out than it', () => {
    expect(byRef('job:c', more)).toMatchObject({ role: 'downstream', distance: 2 });
  });
  it('is not said to be blocked by the focus: it was asked about another node', () => {
    expect(byRef('job:c', more)).toMatchObject({ isBlockedByFocus: false, isOnCriticalPath: false });
  });
  it('takes its own side where the focus itself was opened, or the node is not drawn', () => {
    expect(byRef('job:c', { ...more, focus: 'job:a' })).toMatchObject({ role: 'upstream', distance: 1 });
    expect(byRef('job:c', { ...more, focus: 'job:unknown' })).toMatchObject({ role: 'upstream', distance: 1 });
  });
  it('brings each edge once, and none that leads out of the drawing', () => {
    expect(joined(graph, more).edges.map(({ from, to }) => `${from} ${to}`)).toEqual(['job:a job:b', 'job:b job:c']);
  });
});

describe('what is drawn already', () => {
  it('stays as it is; the opened node hides only what is hidden now', () => {
    const more = { focus: 'job:b', nodes: [aNode('job:b', { hiddenSuccessors: 1, hiddenPredecessors: 0 }), aNode('job:a', { role: 'upstream' })], edges: [] };
    expect(joined(graph, more)).toMatchObject({
      focus: 'job:a',
      nodes: [
        { ref: 'job:a', role: 'focus' },
        { ref: 'job:b', role: 'downstream' },
      ],
    });
    expect(byRef('job:b', more)).toMatchObject({ hiddenSuccessors: 1, hiddenPredecessors: 0, isBlockedByFocus: true });
  });
  it('hides nothing any more where the answer leaves the opened node out', () => {
    expect(byRef('job:b', { focus: 'job:b', nodes: [], edges: [] })).toMatchObject({ hiddenSuccessors: 0, hiddenPredecessors: 0 });
  });
});
