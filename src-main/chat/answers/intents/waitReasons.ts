/** What a job waits for, most decisive reason first. */
import type { WaitReason } from '../../../../src-preload/contract/plan.ts';
import { type Ask, type Paragraphs, translated } from '../ask.ts';
import { caveat, cite, couldNotRead, isWhole } from '../evidence.ts';
import { jobName, lookAt, notOne, statusText } from '../jobText.ts';
import { code, visible } from '../visible.ts';

type Kinds = Record<WaitReason['kind'], string>;
const WORDS = translated({
  en: {
    head: (job: string, status: string, count: number) =>
      `**${job} is not running (status ${status})${count === 0 ? '' : count === 1 ? ', for one reason' : `, for ${count} reasons`}.**`,
    none: 'The scheduler names no dependency that is open; it may start at any moment, or the reason is not visible through the API.',
    unknown: 'No reason was found in what could be read, and not everything could be read.',
    kinds: null as Kinds | null,
  },
  'pt-BR': {
    head: (job, status, count) =>
      `**${job} não está rodando (status ${status})${count === 0 ? '' : count === 1 ? ', por um motivo' : `, por ${count} motivos`}.**`,
    none: 'O scheduler não cita dependência em aberto; ele pode iniciar a qualquer momento, ou o motivo não é visível pela API.',
    unknown: 'Nenhum motivo foi encontrado no que pôde ser lido, e nem tudo pôde ser lido.',
    kinds: {
      predecessor: 'espera o predecessor',
      time: 'espera o horário',
      file: 'espera o arquivo',
      prompt: 'espera a resposta ao prompt',
      resource: 'espera o recurso',
      'workstation-unlinked': 'a estação está sem link',
      'workstation-limit': 'o limite da estação não permite mais jobs',
      fence: 'a prioridade não supera a fence da estação',
      'stream-limit': 'o limite do job stream não permite mais jobs',
      'priority-zero': 'a prioridade é 0: nunca inicia',
      held: 'alguém o retém (Held)',
      canceled: 'foi cancelado',
      'failed-predecessor': 'espera um predecessor que falhou',
      internetwork: 'espera outra rede',
      unknown: 'outro motivo',
    },
  },
  es: {
    head: (job, status, count) =>
      `**${job} no está corriendo (estado ${status})${count === 0 ? '' : count === 1 ? ', por un motivo' : `, por ${count} motivos`}.**`,
    none: 'El planificador no nombra ninguna dependencia abierta; puede arrancar en cualquier momento, o el motivo no se ve por la API.',
    unknown: 'No se halló motivo en lo que se pudo leer, y no todo se pudo leer.',
    kinds: {
      predecessor: 'espera al predecesor',
      time: 'espera la hora',
      file: 'espera el archivo',
      prompt: 'espera la respuesta al prompt',
      resource: 'espera el recurso',
      'workstation-unlinked': 'la estación está sin enlace',
      'workstation-limit': 'el límite de la estación no admite más jobs',
      fence: 'la prioridad no supera la fence de la estación',
      'stream-limit': 'el límite del job stream no admite más jobs',
      'priority-zero': 'la prioridad es 0: nunca arranca',
      held: 'alguien lo retiene (Held)',
      canceled: 'fue cancelado',
      'failed-predecessor': 'espera a un predecesor que falló',
      internetwork: 'espera a otra red',
      unknown: 'otro motivo',
    },
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

/** The plan's own sentence is English: other languages say the kind first and keep the sentence as the detail. */
function reasonText(ask: Ask, reason: WaitReason): string {
  const kinds = WORDS[ask.language].kinds;
  const sentence = visible(reason.sentence).trim();
  if (kinds === null) return sentence;
  const target = reason.target === null ? '' : ` ${code(reason.target)}`;
  return `${kinds[reason.kind]}${target} (“${sentence.replace(/\.$/, '')}”).`;
}
