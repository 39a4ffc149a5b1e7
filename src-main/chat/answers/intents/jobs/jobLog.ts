/** The end of a job log, or the lines around what was searched, as they stand; and the line that matters. */
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { caveat, cite, couldNotRead, readAt } from '../../said/evidence.ts';
import { jobName, lookAt, notOne } from '../../said/jobText.ts';
import { analyseLog } from '../../lore/logAnalysis.ts';
import { code, visible } from '../../said/visible.ts';

const MAX_LINES = 40;
const WORDS = translated({
  en: {
    head: (job: string, shown: number, total: string) => `The last ${shown} of ${total} log lines of ${job}:`,
    search: (job: string, text: string, shown: number) => `${shown} log lines of ${job} around ${text}:`,
    nothing: (text: string) => `The log that was read holds no line with ${text}.`,
    empty: 'The log that was read is empty.',
    unknown: 'an unknown number of',
    decisive: (number: number, text: string) => `The line that matters most is line ${number}: ${text}`,
  },
  'pt-BR': {
    head: (job, shown, total) => `As últimas ${shown} de ${total} linhas do log de ${job}:`,
    search: (job, text, shown) => `${shown} linhas do log de ${job} em volta de ${text}:`,
    nothing: (text) => `O log que foi lido não tem linha com ${text}.`,
    empty: 'O log que foi lido está vazio.',
    unknown: 'um número desconhecido de',
    decisive: (number, text) => `A linha que mais importa é a ${number}: ${text}`,
  },
  es: {
    head: (job, shown, total) => `Las últimas ${shown} de ${total} líneas del log de ${job}:`,
    search: (job, text, shown) => `${shown} líneas del log de ${job} alrededor de ${text}:`,
    nothing: (text) => `El log que se leyó no tiene ninguna línea con ${text}.`,
    empty: 'El log que se leyó está vacío.',
    unknown: 'un número desconocido de',
    decisive: (number, text) => `La línea que más importa es la ${number}: ${text}`,
  },
});

/** No tool takes an address; the same lines hold it without its beginning. */
const withoutScheme = (search: string): string => search.replace(/\b(?:[a-z][a-z0-9+.-]{0,15}:\s{0,9}\/\/|(?:java|vb)script:)?(?:www\.)?/gi, '').trim();

export async function* answerLog(ask: Ask, wanted: { readonly name: string; readonly search: string | null }): Paragraphs {
  const words = WORDS[ask.language];
  const { name } = wanted;
  const search = wanted.search === null ? null : withoutScheme(wanted.search) || wanted.search;
  const found = await lookAt(ask, 'job_log', { job: name, ...(search === null ? {} : { search }) });
  if (found.at === 'failed') {
    yield couldNotRead(ask, 'log', found.receipt);
    return;
  }
  if (found.at === 'unresolved') {
    yield notOne(ask, name, found);
    return;
  }
  const { log, job } = found.result;
  const shown = log.lines.slice(-MAX_LINES);
  const citation = cite(found.receipt);
  if (shown.length === 0) yield `${search === null ? words.empty : words.nothing(code(search))} ${citation}`;
  else {
    const total = log.totalLines === null ? words.unknown : String(log.totalLines);
    yield `${search === null ? words.head(jobName(job), shown.length, total) : words.search(jobName(job), code(search), shown.length)} ${citation}`;
    yield block(shown.map(({ number, text }) => `${String(number).padStart(5)}  ${visible(text)}`));
    const { decisive } = await analyseLog(log.lines);
    if (decisive !== null) yield `${words.decisive(decisive.number, code(decisive.text))} ${citation}`;
  }
  const missing = caveat(ask, 'log', found.receipt);
  if (missing !== null) yield missing;
  yield readAt(ask, found.receipt);
}

/** A fence longer than any in the log: its text cannot end the block. */
function block(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.map((line) => Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))));
  const fence = '`'.repeat(longest + 1);
  return `${fence}log\n${lines.join('\n')}\n${fence}`;
}
