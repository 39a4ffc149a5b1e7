/** "What is wrong with X?": X may be a job, a workstation or a job stream. */
import type { Ask, Paragraphs } from '../../ask.ts';
import { lookAt } from '../../said/jobText.ts';
import { decidedKnowledge } from '../../said/known.ts';
import { answerJobStatus } from './jobStatus.ts';
import { streamsNamed, workstationsNamed } from '../plan/places.ts';
import { answerWhy } from './why.ts';

export async function* answerWrongWith(ask: Ask, { name }: { readonly name: string }): Paragraphs {
  const job = await lookAt(ask, 'job_details', { job: name });
  if (job.at === 'found') {
    yield* answerWhy(ask, { name, hint: 'failed' });
    return;
  }
  yield* decidedKnowledge(ask, name);
  if (!(yield* workstationsNamed(ask, name, 'quiet')) && !(yield* streamsNamed(ask, name, 'quiet'))) yield* answerJobStatus(ask, { name });
}
