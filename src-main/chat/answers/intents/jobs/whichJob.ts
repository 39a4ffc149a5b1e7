/** A question about a job that names none: one question back, with the jobs it could be. */
import { type Ask, type Paragraphs, translated } from '../../ask.ts';
import type { About } from '../../asked/question.ts';
import { answerFailures } from '../plan/failures.ts';
import { answerJobs } from '../plan/lists.ts';

const WORDS = translated({
  en: { ask: '**Which job do you mean?** Name it as JOB or STREAM.JOB.', failed: 'These have failed:', waiting: 'These are waiting:' },
  'pt-BR': { ask: '**De qual job se trata?** Diga o nome como JOB ou STREAM.JOB.', failed: 'Estes falharam:', waiting: 'Estes estão esperando:' },
  es: { ask: '**¿De qué job se trata?** Nómbrelo como JOB o STREAM.JOB.', failed: 'Estos fallaron:', waiting: 'Estos están esperando:' },
});
const EVERYWHERE = { stream: null, workstation: null };

export async function* answerWhichJob(ask: Ask, about: About): Paragraphs {
  yield WORDS[ask.language].ask;
  if (about === 'failed' || about === 'impact') yield* answerFailures(ask, { kind: 'failures', window: null, scope: EVERYWHERE });
  if (about === 'waiting')
    yield* answerJobs(ask, { kind: 'jobs', window: null, scope: EVERYWHERE, statuses: ['WAITING', 'READY', 'HELD', 'BLOCKED'], asks: 'list' });
}
