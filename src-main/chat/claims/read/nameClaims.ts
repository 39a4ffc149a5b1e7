/** The names an answer uses, and those it says are not there. */
import type { ClaimDraft } from '../../answerPort.ts';
import { folded } from '../../answers/folded.ts';
import { bind, holdsThing } from '../binding.ts';
import { draft, type PieceName, type Reading } from '../reading.ts';

const THING = String.raw`(?:such )?(?:job|stream|workstation|agent|fluxo|tarefa|trabajo|flujo|estac\w+|agente)`;
const NOT_THERE = new RegExp(
  String.raw`\b(?:does not exist|doesn't exist|do not exist|was not found|not found|could not be found|no such|nao existe|nao foi encontrad[oa]|no existe|no se encontro|no fue encontrad[oa]|(?:has|have|tem|tiene) (?:no|nao|ningun|nenhum) ${THING}|nao tem (?:um |nenhum )?${THING}|no tiene (?:un |ningun )?${THING})`,
  'g',
);

/** The names that are said not to be there: those of the clause that says so. */
export function absentNames({ names }: Reading, plain: string): PieceName[] {
  const own = plain.replace(/"[^"¤]*"|“[^“”¤]*”|«[^«»¤]*»|`[^`¤]*`/g, (quoted) => ' '.repeat(quoted.length));
  const clauses = [...own.matchAll(NOT_THERE)].map(({ index, 0: words }) => ({
    from: Math.max(plain.lastIndexOf(';', index), plain.lastIndexOf(':', index)),
    to: index + words.length + (/[;:]/.exec(plain.slice(index + words.length))?.index ?? plain.length),
  }));
  return names.filter(({ start }) => clauses.some(({ from, to }) => start > from && start < to));
}

/** Every name an answer uses is claimed to exist; one the person asked about and no receipt knows is only repeated. */
export function existenceClaims(reading: Reading, plain: string): ClaimDraft[] {
  const absent = absentNames(reading, plain);
  const question = folded(reading.question);
  return reading.names.flatMap((name) => {
    const isKnown = !name.reference.startsWith('name:');
    if (absent.includes(name))
      return [draft(reading, { kind: 'existence', subject: name.reference, claimed: 'absent', receiptId: absenceReceipt(reading, name) }, name)];
    const isRepeated = [question, folded(reading.index.stated), folded(reading.index.faults)].some((text) => text.includes(folded(name.text)));
    if (!isKnown && isRepeated) return [];
    const receiptId = isKnown ? bind(reading.index, reading.piece.cited, holdsThing(name.reference)) : null;
    return [draft(reading, { kind: 'existence', subject: name.reference, claimed: 'exists', receiptId }, name)];
  });
}

/** The look-up that found nothing: its result repeats the name that was asked for. */
const absenceReceipt = ({ index, piece }: Reading, { text }: PieceName) =>
  bind(index, piece.cited, ({ result, receipt }) => folded(JSON.stringify([result, receipt.args])).includes(folded(text)));
