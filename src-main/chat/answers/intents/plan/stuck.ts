/** "Is anything stuck?": what failed and stands, what is ready and has not started and why, and the workstations that start nothing. */
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { caveat, cite, couldNotRead, countOf, countText, isWhole, readAt } from '../../said/evidence.ts';
import { jobName, jobTable, statusText } from '../../said/jobText.ts';
import { code } from '../../said/visible.ts';
import { waitReasons } from '../jobs/waitReasons.ts';
import { problemText } from './places.ts';

const WORDS = translated({
  en: {
    failed: (count: string, many: boolean) => `**${count} ${many ? 'jobs have' : 'job has'} failed, and what follows ${many ? 'them' : 'it'} stands still:**`,
    noneFailed: 'No job has failed.',
    ready: (count: string, many: boolean) =>
      `**${count} ${many ? 'jobs wait' : 'job waits'} with nothing before ${many ? 'them' : 'it'} and ${many ? 'have' : 'has'} not started:**`,
    noneReady: 'No job that is ready to start is kept waiting.',
    streams: 'Job streams that are stuck:',
    noneStreams: 'No job stream is stuck.',
    places: 'Workstations that start no jobs:',
    noPlaces: 'No workstation reports a problem that keeps jobs from running.',
    unknown: 'The rest is unknown: not everything could be read.',
  },
  'pt-BR': {
    failed: (count, many) =>
      `**${count} ${many ? 'jobs falharam, e o que vem depois deles está parado' : 'job falhou, e o que vem depois dele está parado'}:**`,
    noneFailed: 'Nenhum job falhou.',
    ready: (count, many) => `**${count} ${many ? 'jobs esperam sem nada antes deles e não iniciaram' : 'job espera sem nada antes dele e não iniciou'}:**`,
    noneReady: 'Nenhum job pronto para iniciar está sendo retido.',
    streams: 'Job streams travados:',
    noneStreams: 'Nenhum job stream está travado.',
    places: 'Estações que não iniciam jobs:',
    noPlaces: 'Nenhuma estação relata problema que impeça jobs de rodar.',
    unknown: 'O resto é desconhecido: nem tudo pôde ser lido.',
  },
  es: {
    failed: (count, many) => `**${count} ${many ? 'jobs fallaron, y lo que les sigue está parado' : 'job falló, y lo que le sigue está parado'}:**`,
    noneFailed: 'Ningún job ha fallado.',
    ready: (count, many) => `**${count} ${many ? 'jobs esperan sin nada delante y no arrancaron' : 'job espera sin nada delante y no arrancó'}:**`,
    noneReady: 'Ningún job listo para arrancar está retenido.',
    streams: 'Job streams trabados:',
    noneStreams: 'Ningún job stream está trabado.',
    places: 'Estaciones que no arrancan jobs:',
    noPlaces: 'Ninguna estación informa de un problema que impida correr jobs.',
    unknown: 'El resto es desconocido: no todo se pudo leer.',
  },
});
/** For how many of them the reasons are read one by one. */
const MOST_REASONS = 5;
const LIMIT = 100;

export async function* answerStuck(ask: Ask): Paragraphs {
  yield* failedOnes(ask);
  yield* stuckStreams(ask);
  yield* readyOnes(ask);
  yield* places(ask);
}

async function* failedOnes(ask: Ask): Paragraphs {
  const words = WORDS[ask.language];
  const { receipt, result } = await ask.call('find_jobs', { statuses: ['ERROR'], limit: LIMIT });
  if (result === null) {
    yield couldNotRead(ask, 'jobs', receipt);
    return;
  }
  const failed = result.jobs.filter(({ isCanceled }) => !isCanceled);
  if (failed.length === 0) yield `${isWhole(receipt) ? words.noneFailed : words.unknown} ${cite(receipt)}`;
  else {
    const count = countOf(failed.length, failed.length < result.jobs.length ? null : result.total, receipt);
    yield `${words.failed(countText(ask, count), count.value !== 1)} ${cite(receipt)}\n\n${jobTable(ask, failed, count.value)}`;
  }
  const missing = caveat(ask, 'jobs', receipt);
  if (missing !== null) yield missing;
}

async function* stuckStreams(ask: Ask): Paragraphs {
  const words = WORDS[ask.language];
  const { receipt, result } = await ask.call('find_streams', { statuses: ['STUCK'], limit: LIMIT });
  if (result === null) yield couldNotRead(ask, 'streams', receipt);
  else if (result.streams.length > 0)
    yield `${words.streams} ${cite(receipt)}\n\n${result.streams.map(({ name, status }) => `- ${code(name)}: ${statusText(status)} ${cite(receipt)}`).join('\n')}`;
  else yield `${isWhole(receipt) ? words.noneStreams : words.unknown} ${cite(receipt)}`;
}

async function* readyOnes(ask: Ask): Paragraphs {
  const words = WORDS[ask.language];
  const { receipt, result } = await ask.call('find_jobs', { statuses: ['READY', 'HELD'], limit: LIMIT });
  if (result === null) {
    yield couldNotRead(ask, 'jobs', receipt);
    return;
  }
  if (result.jobs.length === 0) yield `${isWhole(receipt) ? words.noneReady : words.unknown} ${cite(receipt)}`;
  else {
    const count = countOf(result.jobs.length, result.total, receipt);
    const named = result.jobs.slice(0, MOST_REASONS).map((job) => jobName(job));
    yield `${words.ready(countText(ask, count), count.value !== 1)} ${named.join(', ')}${count.value > named.length ? ', …' : ''} ${cite(receipt)}`;
    for (const job of result.jobs.slice(0, MOST_REASONS)) yield* waitReasons(ask, job.id);
  }
}

async function* places(ask: Ask): Paragraphs {
  const words = WORDS[ask.language];
  const { receipt, result } = await ask.call('workstations', { only_problems: true });
  if (result === null) {
    yield couldNotRead(ask, 'workstations', receipt);
    return;
  }
  const bad = result.workstations.flatMap((station) => problemText(ask, station) ?? []);
  if (bad.length > 0) yield `${words.places} ${cite(receipt)}\n\n${bad.map((text) => `- ${text} ${cite(receipt)}`).join('\n')}`;
  else yield `${isWhole(receipt) ? words.noPlaces : words.unknown} ${cite(receipt)}`;
  yield readAt(ask, receipt);
}
