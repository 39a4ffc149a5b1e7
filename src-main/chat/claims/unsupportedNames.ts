/** Names in an answer that stand in no receipt and not in the question: invented, or taken from somewhere unseen. */
import type { Receipt } from '../../../src-preload/contract/chat.ts';
import { folded } from '../answers/folded.ts';
import { namesIn } from '../answers/names.ts';
import { indexEvidence } from './evidenceIndex.ts';
import { spoken } from './reading.ts';
import { piecesOf } from './sentences.ts';

/** In order of appearance, each once. Quoted log text and fenced blocks are no claim position and are not looked at. */
export function unsupportedNames({
  answer,
  question,
  receipts,
}: {
  readonly answer: string;
  readonly question: string;
  readonly receipts: readonly Receipt[];
}): string[] {
  const evidence = folded(`${indexEvidence(receipts).text}\n${question}`);
  const names = piecesOf(answer)
    .filter(({ kind }) => kind === 'sentence' || kind === 'row')
    .flatMap(({ text }) => namesIn(spoken(text)).filter(({ isCertain }) => isCertain));
  const missing = names.map(({ text }) => text).filter((name) => !name.includes('@') && !name.includes('*') && !partsStand(name, evidence));
  return [...new Set(missing)];
}

/** `/WS#/F/STREAM.JOB` stands when each of its parts does: an answer may write a key in another of its spellings. */
function partsStand(name: string, evidence: string): boolean {
  const parts = folded(name)
    .replace(/\([^)]*\)/g, '')
    .split(/[/#.]/)
    .filter((part) => part !== '');
  return parts.every((part) => new RegExp(String.raw`(?<![\w-])${part.replace(/[$*+?^()[\]{}|\\-]/g, '\\$&')}(?![\w-])`).test(evidence));
}
