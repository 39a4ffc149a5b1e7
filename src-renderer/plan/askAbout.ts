/** "Ask about this": takes a job to the chat as a question ready to be sent. */
import type { Job } from '../../src-preload/contract/plan/plan.ts';
import { go } from '../frame/address.ts';
import { say } from '../words/words.ts';
import { classOf } from './planFilter.ts';

export function askAbout(job: Job): void {
  const kind = classOf(job);
  const word = kind === 'failed' ? 'plan.ask.failed' : kind === 'waiting' || kind === 'blocked' ? 'plan.ask.waiting' : 'plan.ask.other';
  go(`/chat?draft=${encodeURIComponent(say(word, { job: job.key }))}`);
}
