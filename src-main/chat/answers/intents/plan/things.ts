/** Resources, prompts and files of the plan: what is short, what waits for a reply, what has not arrived. */
import type { Receipt } from '../../../../../src-preload/contract/chat.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { caveat, cite, couldNotRead, isWhole, readAt, type Source } from '../../said/evidence.ts';
import { moreRows } from '../../said/jobText.ts';
import { code, table, visible } from '../../said/visible.ts';
import { shortTime } from '../../said/times.ts';

const WORDS = translated({
  en: {
    resources: (n: number, short: number) =>
      `**${n} ${n === 1 ? 'resource' : 'resources'}; ${short === 0 ? 'all have units free' : `${short} with no unit free`}.**`,
    prompts: (n: number) => `**${n} ${n === 1 ? 'prompt waits' : 'prompts wait'} for a reply.** Only a person can reply.`,
    files: (n: number, missing: number) =>
      `**${n} ${n === 1 ? 'file is' : 'files are'} waited for or checked; ${missing === 0 ? 'all have arrived' : `${missing} not there yet`}.**`,
    none: { resources: 'The plan holds no such resource.', prompts: 'No prompt waits for a reply.', files: 'The plan holds no such file.' },
    unknown: 'Whether there are any is unknown: the reading is incomplete, and what could be read shows none.',
    resourceHead: ['Resource', 'Workstation', 'Units', 'Free', 'Held by'],
    promptHead: (zone: string) => ['Prompt', 'Text', 'State', `Asked (${zone})`, 'Of'],
    fileHead: ['File', 'Workstation', 'State'],
    untold: 'not told',
  },
  'pt-BR': {
    resources: (n, short) => `**${n} ${n === 1 ? 'recurso' : 'recursos'}; ${short === 0 ? 'todos têm unidades livres' : `${short} sem unidade livre`}.**`,
    prompts: (n) => `**${n} ${n === 1 ? 'prompt espera' : 'prompts esperam'} resposta.** Só uma pessoa pode responder.`,
    files: (n, missing) => `**${n} ${n === 1 ? 'arquivo' : 'arquivos'} no plano; ${missing === 0 ? 'todos chegaram' : `${missing} ainda não estão lá`}.**`,
    none: { resources: 'O plano não tem esse recurso.', prompts: 'Nenhum prompt espera resposta.', files: 'O plano não tem esse arquivo.' },
    unknown: 'Não se sabe se há algum: a leitura está incompleta, e o que pôde ser lido não mostra nenhum.',
    resourceHead: ['Recurso', 'Estação', 'Unidades', 'Livres', 'Em uso por'],
    promptHead: (zone) => ['Prompt', 'Texto', 'Situação', `Perguntado (${zone})`, 'De'],
    fileHead: ['Arquivo', 'Estação', 'Situação'],
    untold: 'não informado',
  },
  es: {
    resources: (n, short) => `**${n} ${n === 1 ? 'recurso' : 'recursos'}; ${short === 0 ? 'todos tienen unidades libres' : `${short} sin unidad libre`}.**`,
    prompts: (n) => `**${n} ${n === 1 ? 'prompt espera' : 'prompts esperan'} respuesta.** Solo una persona puede responder.`,
    files: (n, missing) => `**${n} ${n === 1 ? 'archivo' : 'archivos'} en el plan; ${missing === 0 ? 'todos llegaron' : `${missing} aún no están`}.**`,
    none: { resources: 'El plan no tiene ese recurso.', prompts: 'Ningún prompt espera respuesta.', files: 'El plan no tiene ese archivo.' },
    unknown: 'No se sabe si existe alguno: la lectura está incompleta, y lo que se pudo leer no muestra ninguno.',
    resourceHead: ['Recurso', 'Estación', 'Unidades', 'Libres', 'En uso por'],
    promptHead: (zone) => ['Prompt', 'Texto', 'Situación', `Preguntado (${zone})`, 'De'],
    fileHead: ['Archivo', 'Estación', 'Situación'],
    untold: 'no informado',
  },
});
const MAX_ROWS = 50;
const HAS_ARRIVED = /^(?:YES|EXISTS?|FOUND|OK)$/i;
const amount = (value: number | null): string => (value === null ? '-' : String(value));

export async function* answerResources(ask: Ask, { name }: { readonly name: string | null }): Paragraphs {
  const words = WORDS[ask.language];
  const { receipt, result } = await ask.call('resources', name === null ? {} : { name });
  if (result === null) {
    yield couldNotRead(ask, 'resources', receipt);
    return;
  }
  const short = result.resources.filter(({ available }) => available !== null && available <= 0);
  const sorted = result.resources.toSorted((a, b) => (a.available ?? 0) - (b.available ?? 0) || a.name.localeCompare(b.name));
  const rows = sorted.map((one) => [
    code(one.name),
    code(one.workstation),
    amount(one.quantity),
    amount(one.available),
    one.holders === null ? words.untold : one.holders.map((holder) => `${code(holder.name)} (${amount(holder.quantity)})`).join(', '),
  ]);
  yield* listed(ask, 'resources', receipt, words.resources(result.total ?? rows.length, short.length), words.resourceHead, rows);
}

export async function* answerPrompts(ask: Ask): Paragraphs {
  const words = WORDS[ask.language];
  const { receipt, result } = await ask.call('prompts', {});
  if (result === null) {
    yield couldNotRead(ask, 'prompts', receipt);
    return;
  }
  const rows = result.prompts.map((one) => [
    one.name === null ? `#${amount(one.number)}` : code(one.name),
    `“${visible(one.text).slice(0, 200)}”`,
    visible(one.status),
    shortTime(one.askedAt, ask.zone),
    one.jobKey === null ? (one.streamKey === null ? '-' : code(one.streamKey)) : code(one.jobKey),
  ]);
  yield* listed(ask, 'prompts', receipt, words.prompts(result.total ?? rows.length), words.promptHead(ask.zone), rows);
}

export async function* answerFiles(ask: Ask, { name }: { readonly name: string | null }): Paragraphs {
  const words = WORDS[ask.language];
  const { receipt, result } = await ask.call('files', name === null ? {} : { name });
  if (result === null) {
    yield couldNotRead(ask, 'files', receipt);
    return;
  }
  const missing = result.files.filter(({ status }) => !HAS_ARRIVED.test(status));
  const sorted = [...missing, ...result.files.filter(({ status }) => HAS_ARRIVED.test(status))];
  const rows = sorted.map((one) => [code(one.name), code(one.workstation), visible(one.status)]);
  yield* listed(ask, 'files', receipt, words.files(result.total ?? rows.length, missing.length), words.fileHead, rows);
}

function* listed(
  ask: Ask,
  source: Source & ('resources' | 'prompts' | 'files'),
  receipt: Receipt,
  headline: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Generator<string> {
  const words = WORDS[ask.language];
  if (rows.length === 0) yield `${isWhole(receipt) ? words.none[source] : words.unknown} ${cite(receipt)}`;
  else {
    yield `${headline} ${cite(receipt)}`;
    yield table(head, rows.slice(0, MAX_ROWS));
    if (rows.length > MAX_ROWS) yield moreRows(ask, rows.length - MAX_ROWS);
  }
  const missing = caveat(ask, source, receipt);
  if (missing !== null) yield missing;
  yield readAt(ask, receipt);
}
