/** The deterministic answerer: any question, no model. Reads with the same tools and says only what their receipts hold. */
import type { RuleAnswerInput } from '../answerPort.ts';
import type { Ask, Paragraphs } from './ask.ts';
import { readQuestion } from './intent.ts';
import { answerFailures } from './intents/failures.ts';
import { answerImpact, answerSuccessors } from './intents/impact.ts';
import { answerLog } from './intents/jobLog.ts';
import { answerJobStatus } from './intents/jobStatus.ts';
import { answerCritical, answerJobs, answerLate } from './intents/lists.ts';
import { answerStreams, answerWorkstations } from './intents/places.ts';
import { definition, greeting, help, thanks, unknown, unrecorded, vague } from './intents/plain.ts';
import { answerRefusal } from './intents/refusal.ts';
import { answerReturnCode } from './intents/returnCode.ts';
import { answerSummary } from './intents/summary.ts';
import { answerWhichJob } from './intents/whichJob.ts';
import { answerWhy } from './intents/why.ts';
import { answerWrongWith } from './intents/wrongWith.ts';
import type { Intent } from './question.ts';
import { usableZone } from './zonedTime.ts';

/**
 * Pieces of Markdown in the language of the question; joined they are the whole answer.
 * Ends early, without a fault, when the signal aborts; throws only what `call` throws.
 */
export async function* answerByRules(input: RuleAnswerInput): AsyncGenerator<string, void, void> {
  const { language, intent } = readQuestion(input.question, { nowMs: input.engineNowMs, timeZone: input.timeZone });
  const ask: Ask = {
    question: input.question,
    language,
    call: input.call,
    memories: input.memories,
    nowMs: input.engineNowMs,
    zone: usableZone(input.timeZone),
  };
  let isFirst = true;
  for await (const paragraph of paragraphsFor(ask, intent)) {
    if (input.signal.aborted) return;
    yield isFirst ? paragraph : `\n\n${paragraph}`;
    isFirst = false;
  }
}

function paragraphsFor(ask: Ask, intent: Intent): Paragraphs | Iterable<string> {
  switch (intent.kind) {
    case 'job-status':
      return answerJobStatus(ask, intent);
    case 'why':
      return answerWhy(ask, intent);
    case 'return-code':
      return answerReturnCode(ask, intent);
    case 'impact':
      return answerImpact(ask, intent);
    case 'successors':
      return answerSuccessors(ask, intent);
    case 'log':
      return answerLog(ask, intent);
    case 'failures':
      return answerFailures(ask, intent);
    case 'jobs':
      return answerJobs(ask, intent);
    case 'late':
      return answerLate(ask);
    case 'critical':
      return answerCritical(ask);
    case 'summary':
      return answerSummary(ask);
    case 'workstations':
      return answerWorkstations(ask, intent);
    case 'wrong-with':
      return answerWrongWith(ask, intent);
    case 'streams':
      return answerStreams(ask, intent);
    case 'refusal':
      return answerRefusal(ask, intent);
    case 'which-job':
      return answerWhichJob(ask, intent.about);
    case 'unrecorded':
      return unrecorded(ask, intent.what, intent.name);
    case 'definition':
      return definition(ask, intent.terms);
    case 'greeting':
      return [greeting(ask)];
    case 'thanks':
      return [thanks(ask)];
    case 'vague':
      return [vague(ask)];
    case 'help':
      return [help(ask)];
    case 'unknown':
      return unknown(ask);
  }
}
