/** Resources, prompts and files of the plan: what is short, what waits for a reply, what has not arrived. */
import type { Receipt } from '../../../../../src-preload/contract/chat.ts';
import type { ToolResult } from '../../../../../src-preload/contract/tools.ts';
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { folded } from '../../folded.ts';
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
    one: (name: string, free: string, of: string, holders: string) =>
      `**${name}: ${free} of ${of} units are free; ${holders === '' ? 'nobody holds any' : `held by ${holders}`}.**`,
    oneUntold: (name: string, free: string, of: string) => `**${name}: ${free} of ${of} units are free.** The engine does not tell who holds the others.`,
    promptIs: (name: string, status: string) => `**Prompt ${name} is ${status}.**`,
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
    one: (name, free, of, holders) => `**${name}: ${free} de ${of} unidades livres; ${holders === '' ? 'ninguém segura nenhuma' : `em uso por ${holders}`}.**`,
    oneUntold: (name, free, of) => `**${name}: ${free} de ${of} unidades livres.** O engine não informa quem segura as outras.`,
    promptIs: (name, status) => `**O prompt ${name} está ${status}.**`,
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
    one: (name, free, of, holders) => `**${name}: ${free} de ${of} unidades libres; ${holders === '' ? 'nadie retiene ninguna' : `en uso por ${holders}`}.**`,
    oneUntold: (name, free, of) => `**${name}: ${free} de ${of} unidades libres.** El motor no informa quién retiene las otras.`,
    promptIs: (name, status) => `**El prompt ${name} está ${status}.**`,
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
  const [one, ...others] = result.resources;
  const headline =
    one !== undefined && others.length === 0 && name !== null ? resourceSentence(ask, one) : words.resources(result.total ?? rows.length, short.length);
  yield* listed(ask, 'resources', receipt, headline, words.resourceHead, rows);
}

function resourceSentence(ask: Ask, { name, available, quantity, holders }: ToolResult<'resources'>['resources'][number]): string {
  const words = WORDS[ask.language];
  // With every unit free nobody holds one, whether the engine lists holders or not.
  if (holders === null && (available === null || available !== quantity)) return words.oneUntold(code(name), amount(available), amount(quantity));
  return words.one(
    code(name),
    amount(available),
    amount(quantity),
    (holders ?? []).map((holder) => `${code(holder.name)} (${amount(holder.quantity)})`).join(', '),
  );
}

/** @param name a prompt of any state; without one, those that wait for a reply */
export async function* answerPrompts(ask: Ask, { name }: { readonly name: string | null }): Paragraphs {
  const words = WORDS[ask.language];
  const { receipt, result } = await ask.call('prompts', name === null ? {} : { only_open: false });
  if (result === null) {
    yield couldNotRead(ask, 'prompts', receipt);
    return;
  }
  const asked = name === null ? result.prompts : result.prompts.filter((one) => one.name !== null && folded(one.name) === folded(name));
  const rows = asked.map((one) => [
    one.name === null ? `#${amount(one.number)}` : code(one.name),
    `“${visible(one.text).slice(0, 200)}”`,
    visible(one.status),
    shortTime(one.askedAt, ask.zone),
    one.jobKey === null ? (one.streamKey === null ? '-' : code(one.streamKey)) : code(one.jobKey),
  ]);
  yield* listed(
    ask,
    'prompts',
    receipt,
    name === null ? words.prompts(result.total ?? rows.length) : words.promptIs(code(name.toUpperCase()), visible(asked[0]?.status ?? '-')),
    words.promptHead(ask.zone),
    rows,
  );
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
