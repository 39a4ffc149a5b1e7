/** The decisive line of a job log, quoted with its number, what it means, and what people usually do next. */
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { caveat, cite, couldNotRead } from '../../said/evidence.ts';
import { jobName, lookAt, notOne } from '../../said/jobText.ts';
import { analyseLog, type LogAnalysis } from '../../lore/logAnalysis.ts';
import { returnCodeMeaning } from '../../lore/messageIds.ts';
import { code } from '../../said/visible.ts';

const WORDS = translated({
  en: {
    line: (number: number, text: string) => `Line ${number} of its log says: ${text}`,
    around: (lines: string) => `Around it: ${lines}`,
    means: (id: string, meaning: string) => `**${id}** means: ${meaning}.`,
    exit: (code: number, meaning: string) => `The log ends with exit status ${code}${meaning}.`,
    noExit: 'The log that was read has no exit status at its end.',
    silent: 'No line of the log that was read names an error.',
    next: 'Suggested next steps for a person (Resync changes nothing):',
    readLog: (job: string) => `read the whole log: \`/log ${job}\``,
    askOwner: 'hand the log to the owner of the program',
  },
  'pt-BR': {
    line: (number, text) => `A linha ${number} do log diz: ${text}`,
    around: (lines) => `Em volta: ${lines}`,
    means: (id, meaning) => `**${id}** significa: ${meaning}.`,
    exit: (code, meaning) => `O log termina com exit status ${code}${meaning}.`,
    noExit: 'O log que foi lido não tem exit status no fim.',
    silent: 'Nenhuma linha do log que foi lido cita um erro.',
    next: 'Próximos passos sugeridos para uma pessoa (o Resync não altera nada):',
    readLog: (job) => `ler o log inteiro: \`/log ${job}\``,
    askOwner: 'encaminhar o log ao responsável pelo programa',
  },
  es: {
    line: (number, text) => `La línea ${number} de su log dice: ${text}`,
    around: (lines) => `Alrededor: ${lines}`,
    means: (id, meaning) => `**${id}** significa: ${meaning}.`,
    exit: (code, meaning) => `El log termina con exit status ${code}${meaning}.`,
    noExit: 'El log que se leyó no tiene exit status al final.',
    silent: 'Ninguna línea del log que se leyó nombra un error.',
    next: 'Siguientes pasos sugeridos para una persona (Resync no cambia nada):',
    readLog: (job) => `leer el log entero: \`/log ${job}\``,
    askOwner: 'pasar el log al responsable del programa',
  },
});

/** @param job id or name */
export async function* logEvidence(ask: Ask, job: string): Paragraphs {
  const log = await lookAt(ask, 'job_log', { job });
  if (log.at === 'failed') {
    yield couldNotRead(ask, 'log', log.receipt);
    return;
  }
  if (log.at === 'unresolved') {
    yield notOne(ask, job, log);
    return;
  }
  const analysis = await analyseLog(log.result.log.lines);
  const exitStatus = log.result.log.exitStatus ?? analysis.exitStatus;
  yield findings(ask, { ...analysis, exitStatus }, cite(log.receipt));
  const missing = caveat(ask, 'log', log.receipt);
  if (missing !== null) yield missing;
  yield nextSteps(ask, analysis, jobName(log.result.job).replace(/`/g, ''), cite(log.receipt));
}

function findings(ask: Ask, { decisive, around, exitStatus }: LogAnalysis, citation: string): string {
  const words = WORDS[ask.language];
  const lines: string[] = [];
  if (decisive === null) lines.push(`${words.silent} ${citation}`);
  else {
    lines.push(`${words.line(decisive.number, code(decisive.text))} ${citation}`);
    if (decisive.message !== null)
      lines.push(`${words.means(code(decisive.message.id).slice(1, -1), decisive.message.kind.meaning[ask.language])} ${citation}`);
    const shown = around.filter(({ text }) => text.trim().length > 1).slice(0, 3);
    if (shown.length > 0) lines.push(`${words.around(shown.map(({ number, text }) => `${number}: ${code(text)}`).join('; '))} ${citation}`);
  }
  const meaning = exitStatus === null ? null : returnCodeMeaning(exitStatus, ask.language);
  lines.push(exitStatus === null ? `${words.noExit} ${citation}` : `${words.exit(exitStatus, meaning === null ? '' : ` (${meaning})`)} ${citation}`);
  return lines.join('\n\n');
}

function nextSteps(ask: Ask, { decisive }: LogAnalysis, job: string, citation: string): string {
  const words = WORDS[ask.language];
  const steps = decisive?.message == null ? [words.askOwner] : [decisive.message.kind.next[ask.language]];
  return [words.next, ...[...steps, words.readLog(job)].map((step) => `- ${step} ${citation}`)].join('\n');
}
