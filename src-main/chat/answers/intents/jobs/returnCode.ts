/** "rc=4 in job X, what is it?": the real code, the job's own success condition, and what its log says. */
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import { cite, couldNotRead, readAt } from '../../said/evidence.ts';
import { jobName, lookAt, notOne, statusText } from '../../said/jobText.ts';
import { decidedKnowledge } from '../../said/known.ts';
import { returnCodeMeaning } from '../../lore/messageIds.ts';
import { code } from '../../said/visible.ts';
import { logEvidence } from './logEvidence.ts';

const WORDS = translated({
  en: {
    is: (job: string, rc: number, status: string) => `The last run of ${job} ended with return code ${rc}; its status is ${status}.`,
    other: (asked: number) => `That is not the ${asked} you asked about.`,
    noCode: (job: string, status: string) => `${job} has no return code; its status is ${status}.`,
    earlier: (attempt: number, rc: number) => `An earlier run (attempt ${attempt}) ended with return code ${rc}.`,
    condition: (text: string) => `The job's own success condition is ${text}.`,
    noCondition: 'The job names no success condition of its own: only 0 counts as success.',
    means: (rc: number, meaning: string) => `By convention ${rc} means: ${meaning}.`,
    own: (rc: number) => `${rc} is a code of the program itself; its log is the best witness.`,
  },
  'pt-BR': {
    is: (job, rc, status) => `A última execução de ${job} terminou com código de retorno ${rc}; seu status é ${status}.`,
    other: (asked) => `Não é o ${asked} da sua pergunta.`,
    noCode: (job, status) => `${job} não tem código de retorno; seu status é ${status}.`,
    earlier: (attempt, rc) => `Uma execução anterior (tentativa ${attempt}) terminou com código de retorno ${rc}.`,
    condition: (text) => `A condição de sucesso do próprio job é ${text}.`,
    noCondition: 'O job não define condição de sucesso própria: só 0 conta como sucesso.',
    means: (rc, meaning) => `Por convenção ${rc} significa: ${meaning}.`,
    own: (rc) => `${rc} é um código do próprio programa; o log é a melhor testemunha.`,
  },
  es: {
    is: (job, rc, status) => `La última ejecución de ${job} terminó con código de retorno ${rc}; su estado es ${status}.`,
    other: (asked) => `No es el ${asked} de su pregunta.`,
    noCode: (job, status) => `${job} no tiene código de retorno; su estado es ${status}.`,
    earlier: (attempt, rc) => `Una ejecución anterior (intento ${attempt}) terminó con código de retorno ${rc}.`,
    condition: (text) => `La condición de éxito del propio job es ${text}.`,
    noCondition: 'El job no define condición de éxito propia: solo 0 cuenta como éxito.',
    means: (rc, meaning) => `Por convención ${rc} significa: ${meaning}.`,
    own: (rc) => `${rc} es un código del propio programa; su log es el mejor testigo.`,
  },
});

export async function* answerReturnCode(ask: Ask, { name, code: asked }: { readonly name: string; readonly code: number }): Paragraphs {
  const words = WORDS[ask.language];
  yield* decidedKnowledge(ask, name);
  const found = await lookAt(ask, 'job_details', { job: name });
  if (found.at === 'failed') yield couldNotRead(ask, 'job', found.receipt);
  else if (found.at === 'unresolved') {
    yield notOne(ask, name, found);
    return;
  } else {
    const { job } = found.result;
    const citation = cite(found.receipt);
    const status = statusText(job.status);
    const lines = [job.returnCode === null ? words.noCode(jobName(job), status) : words.is(jobName(job), job.returnCode, status)];
    if (job.returnCode !== null && job.returnCode !== asked) lines.push(words.other(asked));
    const earlier = job.runs.findLast((run) => !run.isLast && run.returnCode === asked);
    if (earlier !== undefined) lines.push(words.earlier(earlier.attempt, asked));
    lines.push(job.successCondition === null ? words.noCondition : words.condition(code(job.successCondition)));
    yield lines.map((line) => `${line} ${citation}`).join(' ');
  }
  const meaning = returnCodeMeaning(asked, ask.language);
  yield meaning === null ? words.own(asked) : words.means(asked, meaning);
  yield* logEvidence(ask, name);
  if (found.at === 'found') yield readAt(ask, found.receipt);
}
