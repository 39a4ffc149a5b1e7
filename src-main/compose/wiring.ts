/** The small functions by which one feature serves another without knowing it. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Turn } from '../../src-preload/contract/chat.ts';
import type { Settings } from '../../src-preload/contract/settings.ts';
import type { AuditorDeps } from '../audit/auditor.ts';
import type { Judge } from '../audit/judge.ts';
import { instantOf } from '../base/clock.ts';
import type { ActiveModel } from '../chat/turns/answerTurn.ts';
import type { Tools } from '../chat/tools/tools.ts';
import type { Engines } from '../engines/engines.ts';
import type { ConformanceChecks } from '../llm/conformance/conformance.ts';
import type { Models } from '../llm/models.ts';

/** A person's own agents where there are some (also where what is there cannot be used: that is said then), else those shipped. */
export function agentsFile(dataDir: string, resourcesDir: string): string {
  const own = join(dataDir, 'agents.json');
  return lstatSync(own, { throwIfNoEntry: false }) === undefined ? join(resourcesDir, 'agents.json') : own;
}

/** A receipt is only ever read again on the engine it came from. */
export function rereadWith(engines: Engines, tools: Tools): AuditorDeps['reread'] {
  return async ({ engineId, tool, args }, signal) => {
    const isConnected = () => engines.describe().engine?.id === engineId;
    if (!isConnected()) return null;
    const { outcome, data, isComplete, isTruncated, observedAtMs, planId, fault } = await tools.run(tool, args, { signal, maxAgeMs: 0, why: 'audit' });
    // A tool reads in steps: an engine connected in between may have answered the later ones.
    if (!isConnected()) return null;
    return { outcome, data, isComplete, isTruncated, observedAt: instantOf(observedAtMs), planId, fault };
  };
}

/** The model that settings name, if any. */
export function servedBy({ url, model, idleTimeoutMs, loadTimeoutMs }: Settings['llm']) {
  return url === null || model === null ? null : { url, model, idleTimeoutMs, loadTimeoutMs };
}

/** The model in force, with what it is not relied on for. */
export function modelWith(models: Models, { isOff }: Pick<ConformanceChecks, 'isOff'>): ActiveModel | null {
  const model = models.active();
  return model === null ? null : { ...model, isOff };
}

/** null as well for a model that gives no opinion, or one that what it judges can talk into anything. */
export function judgeWith(models: Models, { isOff }: Pick<ConformanceChecks, 'isOff'>): Judge | null {
  const model = models.active();
  if (model === null || isOff('judge', model.model)) return null;
  const ask: Judge = async ({ messages, schema, maxOutputTokens, signal }) => {
    const { text, json, isBare } = await model.client.completeJson({ messages, schema, maxTokens: maxOutputTokens, signal, why: 'judge' });
    return isBare ? text : json;
  };
  return Object.assign(ask, { isEvidenceShort: isOff('long-evidence', model.model) });
}

/** What metrics count of a turn that has ended. */
export function turnRecord({ state, answeredBy, askedAt }: Turn) {
  const finishedAt = state.at === 'running' ? askedAt : state.finishedAt;
  return { state: state.at, answeredBy: answeredBy.kind, durationMs: Date.parse(finishedAt) - Date.parse(askedAt) };
}
