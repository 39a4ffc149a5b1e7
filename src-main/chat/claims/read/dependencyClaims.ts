/** What waits for what, what blocks what, and the critical path, as an answer tells them. */
import type { ClaimDraft } from '../../answerPort.ts';
import { bind, bindDependency, holdsPath } from '../binding.ts';
import { draft, type PieceName, type Reading } from '../reading.ts';

const FILL = String.raw`(?:for|on|by|por|de|del|do|da|dos|das|pel[oa]s?|a|al|as|os|after|depois|despues|o|el|la|the|job|jobs|trabajo|to end|que termine|que acabe|terminar)`;
const DIRECTLY = /\b(?:direct(?:ly)?|immediately|diretamente|directamente|imediatamente|inmediatamente)\b/;
const WAITS = new RegExp(
  String.raw`\b(?:waits?|waiting|depends?|dependent|blocked|held up|follows?|runs? after|espera(?:ndo)?|aguarda(?:ndo)?|depende|bloquead[oa]|roda depois|corre despues)\s{0,9}(?:${FILL}\s{0,9}){0,9}$`,
);
const BLOCKS = new RegExp(String.raw`\b(?:blocks|holds up|delays|bloqueia|impede|atrasa|bloquea|retrasa)\s{0,9}(?:${FILL}\s{0,9}){0,9}$`);
/** "The direct predecessor of B is A." */
const PREDECESSOR_OF = /\b(?:predecess?ors?|predecesor(?:es)?)\b[^.;]{0,80}?(?:of|de|do|da|del)\s{0,9}(?:the|o|a|el|la)?\s{0,9}$/;
/** "Can't start because it waits for B": only what stands in the verb's own clause denies it. */
const CLAUSE = /^.*(?:[,;:]|\b(?:because|since|as|so|and|but|porque|pois|ya que|mas|pero)\b)/;
const NEGATED = /\b(?:not|nao|no|never|nunca)\b|n't/;
const JOINS = /^[\s`*"]*(?:,|and|e|y|&|, and|, e|, y)[\s`*"]*(?:(?:for|on|pel[oa]|por|de|do|da|a|o|el|la|the)[\s`*"]+)*$/;
const PATH = /\b(?:critical path|caminho critico|ruta critica|camino critico)\b/;
const STEP = /^(?:→|->|=>|>|,?\s{0,9}then|,?\s{0,9}depois|,?\s{0,9}luego|,?\s{0,9}despues)$/;

export function dependencyClaims(reading: Reading, plain: string): ClaimDraft[] {
  const { names } = reading;
  return names.slice(0, -1).flatMap((left, position) => {
    const right = names[position + 1]!;
    const between = plain.slice(left.end, right.start).replace(/[`*"]/g, '');
    const verb = between.replace(DIRECTLY, '').replace(/\s+/g, ' ');
    const lead = plain.slice(names[position - 1]?.end ?? 0, left.start).replace(/[`*"]/g, '');
    if (PREDECESSOR_OF.test(lead) && /^\s{0,9}(?:is|are|e|es|sao|son|:)\s{0,9}(?:o|a|el|la|the)?\s{0,9}$/.test(between))
      return [dependency(reading, left, right, { isDirect: DIRECTLY.test(lead) || /\bdiret[oa]\b/.test(lead), isNegated: false })];
    const isAfter = WAITS.test(verb);
    if (!isAfter && !BLOCKS.test(verb)) return [];
    const manner = { isDirect: DIRECTLY.test(between), isNegated: NEGATED.test(between.replace(CLAUSE, '')) };
    return [right, ...joinedTo(names, position + 1, plain)].map((one) => dependency(reading, isAfter ? left : one, isAfter ? one : left, manner));
  });
}

/** "A blocks B, C and D": the names joined to the one at `position`. */
function joinedTo(names: readonly PieceName[], position: number, plain: string): PieceName[] {
  const end = names.findIndex((name, index) => index > position && !JOINS.test(plain.slice(names[index - 1]!.end, name.start)));
  const joined = names.slice(position + 1, end === -1 ? names.length : end);
  const last = joined.at(-1);
  // "waits for A, and B is running": what follows is said of the last name alone.
  const isOwn = last !== undefined && /^[\s`*"]*(?:is|are|was|has|will|esta|foi|tem|ha|runs|waits|failed|ended)\b/.test(plain.slice(last.end));
  return isOwn ? joined.slice(0, -1) : joined;
}

function dependency(reading: Reading, waiter: PieceName, awaited: PieceName, { isDirect, isNegated }: { isDirect: boolean; isNegated: boolean }): ClaimDraft {
  const claimed = `${isNegated ? 'not ' : ''}${isDirect ? 'directly ' : ''}after ${awaited.reference}`;
  const receiptId = bindDependency(reading.index, reading.piece.cited, { waiter: waiter.reference, awaited: awaited.reference, isDirect });
  return draft(reading, { kind: 'dependency', subject: waiter.reference, claimed, receiptId });
}

/** Three names or more with arrows between them, called the critical path. */
export function pathClaims(reading: Reading, plain: string): ClaimDraft[] {
  const { names, index, piece } = reading;
  if (!PATH.test(plain)) return [];
  const first = names.findIndex((name, position) => isStep(names, position, plain) && name.start > plain.search(PATH));
  if (first === -1) return [];
  const steps = [names[first]!];
  for (let position = first; isStep(names, position, plain); position += 1) steps.push(names[position + 1]!);
  if (steps.length < 3) return [];
  const target = steps.at(-1)!.reference;
  const claimed = steps.map(({ reference }) => reference).join(' > ');
  return [draft(reading, { kind: 'path', subject: target, claimed, receiptId: bind(index, piece.cited, holdsPath(target)) })];
}

function isStep(names: readonly PieceName[], position: number, plain: string): boolean {
  const [name, next] = [names[position], names[position + 1]];
  return name !== undefined && next !== undefined && STEP.test(plain.slice(name.end, next.start).replace(/[`*"]/g, '').trim());
}
