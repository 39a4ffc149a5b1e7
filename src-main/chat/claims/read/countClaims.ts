/** Numbers of jobs, streams and workstations an answer gives, with the scope they are counted in. */
import { trimEndOf } from '../../../base/text/trimEnd.ts';
import type { ClaimDraft } from '../../answerPort.ts';
import { bind, holdsCount } from '../binding.ts';
import { draft, type PieceName, type Reading, refOf } from '../reading.ts';
import { countsSaid } from '../said/countsSaid.ts';

export function countClaims(reading: Reading, text: string, plain: string): ClaimDraft[] {
  const { piece, names, index, topic } = reading;
  const stream = scopeName(plain, names, /\b(?:job ?stream|stream|fluxo|flujo)\s+$/) ?? placeWithin('stream:', plain, names);
  const workstation = scopeName(plain, names, /\b(?:workstation|estacao|estacion|agent|agente)\s+$/) ?? placeWithin('workstation:', plain, names);
  // "No job behind LOAD_DWH failed": a part of the plan that no list is of.
  const isOfSome = names.some(({ reference, start }) => !/^(?:stream|workstation):/.test(reference) && WITHIN.test(plain.slice(0, start)));
  const job = names.find(({ reference }) => reference.startsWith('job:'))?.reference ?? topic;
  return countsSaid(text, plain, job === null ? null : refOf(job)).flatMap(({ what, claimed, sinceHours, isSince }) => {
    if (isOfSome && !what.includes(':')) return [];
    const keys = { sinceHours, isSince, stream, workstation };
    const receiptId = bind(index, piece.cited, holdsCount(what, keys));
    const args = index.read.find(({ receipt }) => receipt.id === receiptId)?.receipt.args;
    const hours = sinceHours ?? (isSince && typeof args?.['since_hours'] === 'number' ? args['since_hours'] : null);
    const subject = [
      'count:',
      what,
      hours === null ? '' : `;since_hours=${hours}`,
      stream === null ? '' : `;stream=${stream}`,
      workstation === null ? '' : `;workstation=${workstation}`,
    ].join('');
    return [draft(reading, { kind: 'count', subject, claimed, receiptId })];
  });
}

const scopeName = (plain: string, names: readonly PieceName[], lead: RegExp): string | null =>
  names.find(({ start }) => lead.test(trimEndOf(plain.slice(0, start), (character) => '`*"“'.includes(character))))?.text ?? null;

/** A name right behind what is counted. */
const WITHIN =
  /\b(?:jobs?|trabajos?|tarefas?)\s+(?:\w+\s+){0,2}?(?:of|in|on|at|from|behind|after|before|de|do|da|del|em|en|no|na|atras d[eoa]|depois d[eoa]|despues de)\s*(?:(?:the|o|a|el|la|stream|job)\s*){0,2}[`*"“]*$/;

/** "4 jobs of DWH_NIGHT", "no job on AGT_FX". */
const placeWithin = (kind: 'stream:' | 'workstation:', plain: string, names: readonly PieceName[]): string | null =>
  names.find(({ reference, start }) => reference.startsWith(kind) && WITHIN.test(plain.slice(0, start)))?.text ?? null;
