/**
 * A rehype step that puts claim marks and citations into an answer: offsets of the Markdown become elements.
 * Works on the tree, so a claim that begins in bold and ends in code is still marked once, at its end.
 */
import type { Claim } from '../../../src-preload/contract/chat.ts';
import { shownVerdict } from '../audit/verdicts.ts';

interface Point {
  readonly offset?: number | undefined;
}
export interface Node {
  type: string;
  value?: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
  position?: { readonly start: Point; readonly end: Point } | undefined;
}

export type MarkedClaim = Pick<Claim, 'start' | 'end' | 'verdict'> & { readonly id: string };

const text = (value: string): Node => ({ type: 'text', value });
const span = (properties: Record<string, unknown>, children: Node[]): Node => ({ type: 'element', tagName: 'span', properties, children });

/** `[r1]` -> a citation, when that receipt exists; one that points to nothing disappears. */
function splitCitations(value: string, labels: ReadonlySet<string>): Node[] {
  return value.split(/(\s?\[r\d+\])/).flatMap((part) => {
    const label = /^\s?\[(r\d+)\]$/.exec(part)?.[1];
    if (label === undefined) return part === '' ? [] : [text(part)];
    return labels.has(label) ? [span({ dataCite: label }, [text(label)])] : [];
  });
}

interface Placed {
  readonly from: number;
  readonly to: number;
}

function placeOf({ position }: Node): Placed | null {
  const from = position?.start.offset;
  const to = position?.end.offset;
  return from === undefined || to === undefined ? null : { from, to };
}

interface Marking {
  readonly claims: readonly MarkedClaim[];
  readonly labels: ReadonlySet<string>;
  /** Claims whose mark has been set. */
  readonly marked: Set<string>;
}

const markOf = (claim: MarkedClaim): Node => span({ dataClaim: claim.id }, []);

/** Marks of claims that end inside this stretch of the source. */
function dueMarks({ from, to }: Placed, { claims, marked }: Marking): Node[] {
  const due = claims.filter((claim) => !marked.has(claim.id) && claim.end > from && claim.end <= to);
  for (const { id } of due) marked.add(id);
  return due.map(markOf);
}

const covering = ({ from, to }: Placed, claims: readonly MarkedClaim[]) => claims.find((claim) => claim.start < to && claim.end > from);

function wrapped(nodes: Node[], claim: MarkedClaim | undefined): Node[] {
  return claim ? [span({ dataPart: claim.id, dataVerdict: shownVerdict(claim) }, nodes)] : nodes;
}

/** A text node cut at claim borders. Cuts are exact when its text is its source; otherwise (escapes) the whole node counts. */
function splitText(node: Node, marking: Marking): Node[] {
  const value = node.value ?? '';
  const place = placeOf(node);
  if (!place) return splitCitations(value, marking.labels);
  const isExact = place.to - place.from === value.length;
  const borders = isExact ? marking.claims.flatMap(({ start, end }) => [start, end]).filter((at) => at > place.from && at < place.to) : [];
  const cuts = [...new Set([place.from, ...borders, place.to])].sort((a, b) => a - b);
  return cuts.slice(0, -1).flatMap((from, index) => {
    const part = { from, to: cuts[index + 1] ?? place.to };
    const words = isExact ? value.slice(part.from - place.from, part.to - place.from) : value;
    return [...wrapped(splitCitations(words, marking.labels), covering(part, marking.claims)), ...dueMarks(part, marking)];
  });
}

const INLINE = new Set(['strong', 'em', 'del', 'a']);
/** Elements that may end with a mark; a row or a list may not. */
const HOLDS_TEXT = new Set(['p', 'li', 'td', 'th', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

function markChildren(node: Node, marking: Marking): void {
  node.children = (node.children ?? []).flatMap((child) => {
    if (child.type === 'text') return splitText(child, marking);
    const place = placeOf(child);
    if (child.tagName === 'code' && place) return [...wrapped([child], covering(place, marking.claims)), ...dueMarks(place, marking)];
    if (child.tagName === 'pre') {
      if (place) child.children = [...dueMarks(place, marking), ...(child.children ?? [])];
      return [child];
    }
    markChildren(child, marking);
    // `**JOB failed.**`: the claim ends behind the closing stars, in no text at all.
    return place && INLINE.has(child.tagName ?? '') ? [child, ...dueMarks(place, marking)] : [child];
  });
  const place = placeOf(node);
  if (place && HOLDS_TEXT.has(node.tagName ?? '')) node.children.push(...dueMarks(place, marking));
}

/** Plain JSON on purpose: Streamdown keeps one processor per plugin name and options, so what is only closed over would leak into other answers. */
export interface MarkOptions {
  readonly claims: readonly MarkedClaim[];
  /** Labels of the receipts that exist. */
  readonly labels: readonly string[];
}

/** The rehype plugin. `claims` may be empty (while an answer streams in): then only citations are set. */
export function markAnswer({ claims, labels }: MarkOptions) {
  return (tree: Node): void => markChildren(tree, { claims, labels: new Set(labels), marked: new Set() });
}
