/** What is open and what people learned, for whoever takes over: from Resync's own store. */
import type { Handover } from '../../../../../src-preload/contract/plan/planHistory.ts';
import { instantOf } from '../../../../base/clock.ts';
import { asFault } from '../../../../base/fault.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { faultText } from '../../said/faultText.ts';
import type { TimeWindow } from '../../asked/timeWindow.ts';
import { quoted } from '../../said/visible.ts';
import { dateText } from '../../said/times.ts';

const WORDS = translated({
  en: {
    doubts: (n: number) => (n === 0 ? 'No memory waits for a reviewer.' : n === 1 ? 'One memory waits for a reviewer:' : `${n} memories wait for a reviewer:`),
    approved: 'Newly approved knowledge:',
    noApproved: 'No knowledge was approved in this time.',
    by: (who: string | null, date: string) => `(${who ?? 'a reviewer'}, ${date})`,
    noBrief: (why: string) => `**Open doubts and newly approved knowledge could not be read**: ${why}`,
  },
  'pt-BR': {
    doubts: (n) => (n === 0 ? 'Nenhuma memória espera revisão.' : n === 1 ? 'Uma memória espera revisão:' : `${n} memórias esperam revisão:`),
    approved: 'Conhecimento aprovado há pouco:',
    noApproved: 'Nenhum conhecimento foi aprovado nesse tempo.',
    by: (who, date) => `(${who ?? 'um revisor'}, ${date})`,
    noBrief: (why) => `**Dúvidas abertas e conhecimento aprovado não puderam ser lidos**: ${why}`,
  },
  es: {
    doubts: (n) => (n === 0 ? 'Ninguna memoria espera revisión.' : n === 1 ? 'Una memoria espera revisión:' : `${n} memorias esperan revisión:`),
    approved: 'Conocimiento aprobado hace poco:',
    noApproved: 'No se aprobó conocimiento en ese tiempo.',
    by: (who, date) => `(${who ?? 'un revisor'}, ${date})`,
    noBrief: (why) => `**Las dudas abiertas y el conocimiento aprobado no se pudieron leer**: ${why}`,
  },
});

/** Resync's own store, not the scheduler's: it has no receipt, and says so by its dates. */
export async function* openMatters(ask: Ask, window: TimeWindow | null): Paragraphs {
  if (ask.watching === null) return;
  const words = WORDS[ask.language];
  let brief: Handover;
  try {
    brief = await ask.watching.handover({ sinceMs: window?.sinceMs });
  } catch (thrown) {
    const fault = asFault(thrown);
    if (fault.code === 'INTERNAL' || fault.code === 'STOPPED') throw thrown;
    yield words.noBrief(faultText(ask.language, fault.toData()));
    return;
  }
  const { openDoubts, approved } = brief;
  yield [words.doubts(openDoubts.total), ...openDoubts.newest.map(({ question, reason }) => quoted(`${question} (${reason})`))].join('\n');
  if (approved.length === 0) yield words.noApproved;
  else
    yield [
      words.approved,
      ...approved.map(({ question, answer, decidedBy, decidedAt }) =>
        quoted(`${question} ${words.by(decidedBy, dateText(decidedAt ?? instantOf(ask.nowMs), ask.zone, ask.language))}\n${answer.slice(0, 400)}`),
      ),
    ].join('\n\n');
}
