/** The deterministic answerer: any question, no model. Reads with the same tools and says only what their receipts hold. */
import type { RuleAnswerInput } from '../answerPort.ts';
import type { Ask, Paragraphs } from './ask.ts';
import { inContext } from './asked/followUp.ts';
import { needsReading, readQuestion } from './asked/intent.ts';
import { answerChanges, answerHandover } from './intents/past/changes.ts';
import { answerFailures } from './intents/plan/failures.ts';
import { answerHistory, answerPattern } from './intents/past/history.ts';
import { answerImpact, answerSuccessors } from './intents/jobs/impact.ts';
import { answerLog } from './intents/jobs/jobLog.ts';
import { answerJobStatus } from './intents/jobs/jobStatus.ts';
import { answerCritical, answerJobs, answerLate } from './intents/plan/lists.ts';
import { answerCriticalPath, answerPredecessors } from './intents/jobs/path.ts';
import { answerStreams, answerWorkstations } from './intents/plan/places.ts';
import { definition, greeting, help, thanks, unknown, vague } from './intents/plain.ts';
import { answerRefusal } from './intents/refusal.ts';
import { answerReturnCode } from './intents/jobs/returnCode.ts';
import { answerSummary } from './intents/plan/summary.ts';
import { answerFiles, answerPrompts, answerResources } from './intents/plan/things.ts';
import { answerUnwatch, answerWatch, answerWatches } from './intents/past/watch.ts';
import { answerWhichJob } from './intents/jobs/whichJob.ts';
import { answerWhy } from './intents/jobs/why.ts';
import { answerWrongWith } from './intents/jobs/wrongWith.ts';
import type { Language } from './asked/language.ts';
import type { Intent } from './asked/question.ts';
import { visible } from './said/visible.ts';
import { zoneOf } from '../../../src-preload/shared/zone.ts';

/**
 * Pieces of Markdown in the language of the question; joined they are the whole answer.
 * Ends early, without a fault, when the signal aborts; throws only what `call` throws.
 */
export async function* answerByRules(input: RuleAnswerInput): AsyncGenerator<string, void, void> {
  const clock = { nowMs: input.engineNowMs, timeZone: input.timeZone };
  const { text, language, intent } = inContext(input.asked, input.previous, (question) => readQuestion(question, clock));
  const ask: Ask = {
    question: text,
    language,
    call: input.call,
    memories: input.memories,
    watching: input.watching ?? null,
    nowMs: input.engineNowMs,
    zone: zoneOf(input.timeZone),
  };
  let isFirst = true;
  const { batchman } = input;
  if (batchman != null && batchman !== 'LIVES' && needsReading(intent)) {
    yield STANDS_STILL[language](visible(batchman));
    isFirst = false;
  }
  for await (const paragraph of paragraphsFor(ask, intent)) {
    if (input.signal.aborted) return;
    yield isFirst ? paragraph : `\n\n${paragraph}`;
    isFirst = false;
  }
}

/** Before everything else: with batchman down the plan stands still, whatever its statuses say. */
const STANDS_STILL: Readonly<Record<Language, (state: string) => string>> = {
  en: (state) => `**batchman is down (the engine says ${state}): nothing starts until it lives again.** What follows is the plan as it stood then.`,
  'pt-BR': (state) => `**O batchman está parado (o engine diz ${state}): nada inicia até que volte.** O que segue é o plano como ficou então.`,
  es: (state) => `**batchman está caído (el motor dice ${state}): nada arranca hasta que vuelva.** Lo que sigue es el plan como quedó entonces.`,
};

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
    case 'predecessors':
      return answerPredecessors(ask, intent);
    case 'critical-path':
      return answerCriticalPath(ask, intent);
    case 'resources':
      return answerResources(ask, intent);
    case 'prompts':
      return answerPrompts(ask);
    case 'files':
      return answerFiles(ask, intent);
    case 'history':
      return answerHistory(ask, intent);
    case 'pattern':
      return answerPattern(ask, intent);
    case 'changes':
      return answerChanges(ask, intent);
    case 'handover':
      return answerHandover(ask, intent);
    case 'watch':
      return answerWatch(ask, intent);
    case 'watches':
      return answerWatches(ask);
    case 'unwatch':
      return answerUnwatch(ask, intent);
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
