/** What a job waits for, most decisive reason first. */
import type { WaitReason } from '../../../../../src-preload/contract/plan/plan.ts';
import { waitSentence } from '../../../../../src-preload/shared/words/planSentences.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { caveat, cite, couldNotRead, isWhole } from '../../said/evidence.ts';
import { handOf } from '../../said/hand.ts';
import { jobName, lookAt, notOne, statusText } from '../../said/jobText.ts';
import { visible } from '../../said/visible.ts';

const WORDS = translated({
  en: {
    head: (job: string, status: string, count: number) =>
      `**${job} is not running (status ${status})${count === 0 ? '' : count === 1 ? ', for one reason' : `, for ${count} reasons`}.**`,
    none: 'The scheduler names no dependency that is open; it may start at any moment, or the reason is not visible through the API.',
    unknown: 'No reason was found in what could be read, and not everything could be read.',
  },
  'pt-BR': {
    head: (job, status, count) =>
      `**${job} não está rodando (status ${status})${count === 0 ? '' : count === 1 ? ', por um motivo' : `, por ${count} motivos`}.**`,
    none: 'O scheduler não cita dependência em aberto; ele pode iniciar a qualquer momento, ou o motivo não é visível pela API.',
    unknown: 'Nenhum motivo foi encontrado no que pôde ser lido, e nem tudo pôde ser lido.',
  },
  es: {
    head: (job, status, count) =>
      `**${job} no está corriendo (estado ${status})${count === 0 ? '' : count === 1 ? ', por un motivo' : `, por ${count} motivos`}.**`,
    none: 'El planificador no nombra ninguna dependencia abierta; puede arrancar en cualquier momento, o el motivo no se ve por la API.',
    unknown: 'No se halló motivo en lo que se pudo leer, y no todo se pudo leer.',
  },
});

/** @param job id or name */
export async function* waitReasons(ask: Ask, job: string): Paragraphs {
  const words = WORDS[ask.language];
  const found = await lookAt(ask, 'why_not_running', { job });
  if (found.at === 'failed') {
    yield couldNotRead(ask, 'reasons', found.receipt);
    return;
  }
  if (found.at === 'unresolved') {
    yield notOne(ask, job, found);
    return;
  }
  const { reasons, job: subject } = found.result;
  yield `${words.head(jobName(subject), statusText(subject.status), reasons.length)} ${cite(found.receipt)}`;
  if (reasons.length === 0) yield `${isWhole(found.receipt) ? words.none : words.unknown} ${cite(found.receipt)}`;
  else yield reasons.map((reason) => `- ${reasonText(ask, reason)} ${cite(found.receipt)}`).join('\n');
  const missing = caveat(ask, 'reasons', found.receipt);
  if (missing !== null) yield missing;
}

function reasonText(ask: Ask, { fact, sentence }: WaitReason): string {
  return fact === null ? visible(sentence).trim() : waitSentence(fact, ask.language, handOf(ask));
}
