/** Claim marks and citations stand where the answer says them, and a citation to nothing is never shown. */
import { describe, expect, it } from 'vitest';
import { claimId } from '../../../src-preload/contract/ids.ts';
import { type MarkedClaim, markAnswer, type Node } from '../../../src-renderer/parts/answer/marks.ts';

const text = (value: string, from: number, to = from + value.length): Node => ({
  type: 'text',
  value,
  position: { start: { offset: from }, end: { offset: to } },
});
const element = (tagName: string, children: Node[], from: number, to: number): Node => ({
  type: 'element',
  tagName,
  children,
  position: { start: { offset: from }, end: { offset: to } },
});
const claim = (start: number, end: number): MarkedClaim => ({ id: claimId.parse(`c${start}`), start, end, verdict: null });

function marked(children: Node[], claims: readonly MarkedClaim[], labels: readonly string[] = []): string {
  const tree: Node = { type: 'root', children };
  markAnswer({ claims, labels })(tree);
  return show(tree);
}

function show(node: Node): string {
  const inner = (node.children ?? []).map(show).join('');
  if (node.type === 'text') return node.value ?? '';
  const { dataClaim, dataCite, dataPart } = node.properties ?? {};
  if (typeof dataClaim === 'string') return `‹${dataClaim}›`;
  if (typeof dataCite === 'string') return `«${dataCite}»`;
  return dataPart ? `{${inner}}` : inner;
}

describe('claim marks', () => {
  it('wrap the words of the claim and stand right after them', () => {
    expect(marked([text('JOB is in ABEND now', 0)], [claim(0, 15)])).toBe('{JOB is in ABEND}‹c0› now');
  });

  it('are set once when a claim runs through bold and code', () => {
    // **JOB** has `RC 8`.
    const tree = [element('strong', [text('JOB', 2)], 0, 7), text(' has ', 7), element('code', [{ type: 'text', value: 'RC 8' }], 12, 18), text('.', 18)];
    expect(marked(tree, [claim(2, 17)])).toBe('{JOB}{ has }{RC 8}‹c2›.');
  });

  it('stand after a text whose source is longer than what is read (escapes)', () => {
    expect(marked([text('A*B', 0, 4)], [claim(0, 3)])).toBe('{A*B}‹c0›');
  });

  it('stand after bold words when the claim ends behind the closing stars', () => {
    const tree = [element('p', [element('strong', [text('JOB failed.', 2)], 0, 15), text(' More.', 15)], 0, 21)];
    expect(marked(tree, [claim(0, 15)])).toBe('{JOB failed.}‹c0› More.');
  });

  it('stand inside a quoted block, not below it', () => {
    const pre = element('pre', [element('code', [{ type: 'text', value: 'ORA-01653' }], 4, 14)], 0, 18);
    const tree: Node = { type: 'root', children: [pre] };
    markAnswer({ claims: [claim(4, 13)], labels: [] })(tree);
    expect(tree.children).toHaveLength(1);
    expect(pre.children?.[0]?.properties?.['dataClaim']).toBe('c4');
  });
});

describe('citations', () => {
  it('are links to receipts that exist', () => {
    expect(marked([text('It failed [r1].', 0)], [], ['r1'])).toBe('It failed«r1».');
  });
  it('disappear when there is no such receipt', () => {
    expect(marked([text('It failed [r9].', 0)], [], ['r1'])).toBe('It failed.');
  });
});
