/** The deterministic answerer: any question, no model. Reads with the same tools and says only what their receipts hold. */
import type { RuleAnswerInput } from '../answerPort.ts';
import { type Ask, type Paragraphs, readOnce } from './ask.ts';
import { inContext } from './asked/followUp.ts';
import { needsReading, readQuestion } from './asked/intent.ts';
import { answerChanges, answerHandover } from './intents/past/changes.ts';
import { answerFailures } from './intents/plan/failures.ts';
import { answerHistory, answerPattern } from './intents/past/history.ts';
import { answerImpact, answerSuccessors } from './intents/jobs/impact.ts';
import { answerLog } from './intents/jobs/jobLog.ts';
import { answerJobFact } from './intents/jobs/jobFact.ts';
import { answerJobStatus } from './intents/jobs/jobStatus.ts';
import { answerAmong } from './intents/plan/among.ts';
import { answerBatchman } from './intents/plan/batchman.ts';
import { answerCritical, answerJobs, answerLate } from './intents/plan/lists.ts';
import { answerCriticalPath, answerPredecessors } from './intents/jobs/path.ts';
import { answerStreams, answerWorkstations } from './intents/plan/places.ts';
import { answerPasted } from './intents/pasted.ts';
import { definition, greeting, help, thanks, unknown, vague } from './intents/plain.ts';
import { answerRefusal } from './intents/refusal.ts';
import { answerReturnCode } from './intents/jobs/returnCode.ts';
import { answerStuck } from './intents/plan/stuck.ts';
import { answerSummary } from './intents/plan/summary.ts';
import { answerFiles, answerPrompts, answerResources } from './intents/plan/things.ts';
import { answerUnseen } from './intents/unseen.ts';
import { answerUnwatch, answerWatch, answerWatches } from './intents/past/watch.ts';
import { answerWhichJob } from './intents/jobs/whichJob.ts';
import { answerWhy } from './intents/jobs/why.ts';
import { answerWrongWith } from './intents/jobs/wrongWith.ts';
import { didYouMean, notThere } from './named/saidOfNames.ts';
import { grounded } from './named/grounded.ts';
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
  const again = (question: string) => readQuestion(question, clock);
  const { text, language, intent } = inContext(input.asked, input.previous, again);
  const ask: Ask = {
    question: text,
    language,
    call: readOnce(input.call),
    memories: input.memories,
    watching: input.watching ?? null,
    batchman: input.batchman ?? null,
    nowMs: input.engineNowMs,
    zone: zoneOf(input.timeZone),
  };
  let isFirst = true;
  const { batchman } = ask;
  if (batchman !== null && batchman !== 'LIVES' && intent.kind !== 'batchman' && needsReading(intent)) {
    yield STANDS_STILL[language](visible(batchman));
    isFirst = false;
  }
  for await (const paragraph of answered(ask, intent, (question) => again(question).intent)) {
    if (input.signal.aborted) return;
    yield isFirst ? paragraph : `\n\n${paragraph}`;
    isFirst = false;
  }
}

/** Each part of a question by itself; first it is looked for what it is about. */
async function* answered(ask: Ask, intent: Intent, again: (question: string) => Intent): Paragraphs {
  if (intent.kind === 'several') {
    for (const part of intent.parts) yield* answered(ask, part, again);
    return;
  }
  const found = await grounded(ask, intent, again);
  if (found.at === 'known' || found.at === 'near') {
    if (found.at === 'near') yield didYouMean(ask, found.asked, [found.near]);
    if (found.intent.kind === 'several') yield* answered(ask, found.intent, again);
    else yield* paragraphsFor(ask, found.intent);
    return;
  }
  if (intent.kind === 'refusal') yield* answerRefusal(ask, { ...intent, name: null });
  yield found.at === 'several' ? didYouMean(ask, found.asked, found.near) : notThere(ask, found);
}

/** Before everything else: with batchman down the plan stands still, whatever its statuses say. */
const STANDS_STILL: Readonly<Record<Language, (state: string) => string>> = {
  en: (state) => `**batchman is down (the engine says ${state}): nothing starts until it lives again.** What follows is the plan as it stood then.`,
  'pt-BR': (state) => `**O batchman está parado (o engine diz ${state}): nada inicia até que volte.** O que segue é o plano como ficou então.`,
  es: (state) => `**batchman está caído (el motor dice ${state}): nada arranca hasta que vuelva.** Lo que sigue es el plan como quedó entonces.`,
};

function paragraphsFor(ask: Ask, intent: Exclude<Intent, { kind: 'several' }>): Paragraphs | Iterable<string> {
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
      return answerPrompts(ask, intent);
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
    case 'job-fact':
      return answerJobFact(ask, intent);
    case 'among':
      return answerAmong(ask, intent);
    case 'stuck':
      return answerStuck(ask);
    case 'batchman':
      return answerBatchman(ask);
    case 'unseen':
      return answerUnseen(ask, intent);
    case 'pasted':
      return answerPasted(ask, intent);
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
