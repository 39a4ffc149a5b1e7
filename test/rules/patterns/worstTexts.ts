/** Texts made to keep one pattern busy: its own repeated parts, begun and never finished, and what any pattern may stumble over. */
import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** `head`, then as many `pump` as there is room for, then `tail`. */
export interface WorstText {
  readonly head: string;
  readonly pump: string;
  readonly tail: string;
}

export function textOf({ head, pump, tail }: WorstText, chars: number): string {
  const room = Math.max(0, chars - head.length - tail.length);
  return head + pump.repeat(Math.ceil(room / pump.length)).slice(0, room) + tail;
}

const ANY_TEXT = [
  ' ',
  '\t',
  '\n',
  'a',
  'A',
  '0',
  '_',
  '.',
  '-',
  '/',
  '#',
  '"',
  '`',
  "'",
  '(',
  '[',
  '{',
  '<',
  ' a',
  'a ',
  'a.',
  '[r1]',
  ' [r1',
  '¤',
  '\u00e9',
  '\\',
  '|',
];
const TAILS = ['', '\u0001', 'a'];
/** Kept small: each is driven at several lengths. */
const MOST = 160;

export function worstTextsFor(source: string, flags: string): WorstText[] {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode: flags.includes('u'), unicodeSets: flags.includes('v') });
  const sampler = createSampler(flags);
  const own = repeatedIn(pattern).flatMap((quantifier) => {
    const head = sampler.before(quantifier);
    return sampler
      .several(quantifier.element)
      .flatMap((pump) => (pump === '' ? [] : [shape('', pump), shape(head, pump), shape('', head + pump.repeat(3)), shape(head, `${pump}${head}`)]));
  });
  const beginnings = pattern.alternatives.flatMap(({ elements }) =>
    elements.map((_element, at) =>
      elements
        .slice(0, at + 1)
        .map((element) => sampler.least(element))
        .join(''),
    ),
  );
  const general = [...ANY_TEXT, ...beginnings].filter((pump) => pump !== '').map((pump) => shape('', pump));
  const all = [...own, ...general].flatMap((text) => TAILS.map((tail) => ({ ...text, tail })));
  return [...new Map(all.map((text) => [JSON.stringify(text), text])).values()].slice(0, MOST);
}

const shape = (head: string, pump: string): Omit<WorstText, 'tail'> => ({ head, pump });

/** A repetition this short costs nothing. */
const FEW = 4;

function repeatedIn(node: AST.Node): AST.Quantifier[] {
  const own = node.type === 'Quantifier' && node.max > FEW ? [node] : [];
  return [...own, ...childrenOf(node).flatMap(repeatedIn)];
}

function childrenOf(node: AST.Node): readonly AST.Node[] {
  if (node.type === 'Quantifier') return [node.element];
  if (node.type === 'Alternative') return node.elements;
  return 'alternatives' in node ? node.alternatives.filter((one) => one.type === 'Alternative') : [];
}

const LETTERS = 'a0 A_.-/#@"\'`[](){}<>:;,=|\\*?!$%&+~^\n\t¤éÁ\u200b“”«»…→'.split('');

function createSampler(flags: string) {
  const matching = (raw: string): string[] => {
    const one = new RegExp(`^(?:${raw})$`, flags.replace(/[gy]/g, ''));
    return LETTERS.filter((letter) => one.test(letter));
  };
  const least = (node: AST.Node): string => several(node)[0] ?? '';
  const sequence = (elements: readonly AST.Element[]): string => elements.map(least).join('');
  /** Some different texts the node matches, the shortest first. */
  function several(node: AST.Node): string[] {
    if (node.type === 'Character') return [String.fromCodePoint(node.value)];
    if (node.type === 'CharacterSet' || node.type === 'CharacterClass') return matching(node.raw).slice(0, 3);
    if (node.type === 'Quantifier') return several(node.element).map((text) => text.repeat(Math.max(node.min, node.max > FEW ? 1 : 0)));
    if (node.type === 'Alternative') return [sequence(node.elements)];
    if (node.type === 'Group' || node.type === 'CapturingGroup') return node.alternatives.slice(0, 4).map(({ elements }) => sequence(elements));
    if (node.type === 'Backreference') return Array.isArray(node.resolved) ? [] : [least(node.resolved)];
    // What looks without taking matches nothing by itself.
    return [];
  }
  /** What stands before the node in the pattern, at its shortest. */
  function before(node: AST.Node): string {
    const { parent } = node;
    if (parent === null || parent.type === 'Pattern') return '';
    const left =
      parent.type === 'Alternative'
        ? sequence(
            parent.elements.slice(
              0,
              parent.elements.findIndex((one) => one === node),
            ),
          )
        : '';
    return before(parent) + left;
  }
  return { least, several, before };
}
