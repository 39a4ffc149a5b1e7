/** What audited memories say about the subject: human verdicts first, state of an old plan only as dated history. */

import type { MemoryUse } from '../../../../src-preload/contract/memory.ts';
import { toldOf } from '../../turns/durablePart.ts';
import { withoutCitations } from '../../withoutCitations.ts';
import { type Ask, translated } from '../ask.ts';
import { folded } from '../folded.ts';
import { quoted } from './visible.ts';
import { dateText } from './times.ts';

const WORDS = translated({
  en: {
    corrected: (date: string, who: string) => `Known from ${date}, corrected by ${who}`,
    approved: (date: string, who: string) => `Known from ${date}, approved by ${who}`,
    active: (date: string) => `Seen on ${date}, passed by the auditor`,
    history: 'history of that day: the state may be another now',
    reviewer: 'a reviewer',
  },
  'pt-BR': {
    corrected: (date, who) => `Conhecido desde ${date}, corrigido por ${who}`,
    approved: (date, who) => `Conhecido desde ${date}, aprovado por ${who}`,
    active: (date) => `Visto em ${date}, verificado pelo auditor`,
    history: 'histórico daquele dia: o estado pode ser outro agora',
    reviewer: 'um revisor',
  },
  es: {
    corrected: (date, who) => `Conocido desde ${date}, corregido por ${who}`,
    approved: (date, who) => `Conocido desde ${date}, aprobado por ${who}`,
    active: (date) => `Visto el ${date}, verificado por el auditor`,
    history: 'historia de ese día: el estado puede ser otro ahora',
    reviewer: 'un revisor',
  },
});

/** How alike two questions must be (shared words of all words) for a memory without a common name to be shown. */
const SAME_QUESTION = 0.5;
const MAX_SHOWN = 3;
const MAX_CHARS = 600;

/** Paragraphs for the top of an answer: knowledge people decided on. @param subject a job, stream or workstation name, or null */
export const decidedKnowledge = (ask: Ask, subject: string | null): string[] =>
  shown(ask, subject, ({ state }) => state === 'corrected' || state === 'approved');

/** For the end of an answer: what only the auditor passed, and only what does not expire. */
export const auditedKnowledge = (ask: Ask, subject: string | null): string[] =>
  subject === null ? [] : shown(ask, subject, ({ state, durableAnswer }) => state === 'active' && durableAnswer !== null).slice(0, 1);

function shown(ask: Ask, subject: string | null, isWanted: (memory: MemoryUse) => boolean): string[] {
  const rank = (memory: MemoryUse) => (memory.state === 'corrected' ? 0 : memory.state === 'approved' ? 1 : 2);
  return ask.memories
    .filter((memory) => isWanted(memory) && isRelevant(memory, subject, ask.question))
    .sort((a, b) => rank(a) - rank(b) || b.score - a.score)
    .slice(0, MAX_SHOWN)
    .map((memory) => asKnown(ask, memory));
}

function isRelevant(memory: MemoryUse, subject: string | null, question: string): boolean {
  if (subject !== null) {
    const name = bareName(subject);
    return tokens(`${memory.question} ${memory.answer}`).has(name);
  }
  return likeness(tokens(memory.question), tokens(question)) >= SAME_QUESTION;
}

/** `LOAD_DWH` of `/AGT01#/DWH_NIGHT.LOAD_DWH`. */
const bareName = (subject: string): string => folded(subject.split(/[./#]/).findLast((part) => part !== '') ?? subject);
const tokens = (text: string): Set<string> => new Set(folded(text).match(/[a-z0-9_@$-]+/g) ?? []);

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}

function asKnown(ask: Ask, memory: MemoryUse): string {
  const words = WORDS[ask.language];
  const who = memory.decidedBy ?? words.reviewer;
  const date = dateText(memory.decidedAt ?? memory.createdAt, ask.zone, ask.language);
  const title = memory.state === 'corrected' ? words.corrected(date, who) : memory.state === 'approved' ? words.approved(date, who) : words.active(date);
  const heading = memory.durableAnswer === null ? `${title} (${words.history})` : title;
  return `> **${heading}:**\n${quoted(excerpt(toldOf(memory)))}`;
}

/** Its receipts belong to another turn: a citation carried over would point at the wrong evidence. */
function excerpt(answer: string): string {
  const text = withoutCitations(answer)
    .replace(/\*\*|`/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('|') && !line.startsWith('>'))
    .join('\n')
    .trim();
  return text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}…` : text;
}
