/** How each component is asked how it is. */
import type { AuditorState } from '../../../src-preload/contract/review/audit.ts';
import type { ComponentName } from '../../../src-preload/contract/health.ts';
import type { Rate } from '../../../src-preload/contract/review/scorecard.ts';
import type { EngineSettings, Settings } from '../../../src-preload/contract/settings.ts';
import { backupAnswer } from './backupCheck.ts';
import { type Clock, runningClock } from '../../base/clock.ts';
import { Fault } from '../../base/fault.ts';
import type { ThreadState } from '../../base/thread/superviseThread.ts';
import type { Agents } from '../../chat/agents/agents.ts';
import type { SettingsStore } from '../../config/settings.ts';
import type { BackupState } from '../../database/backup/backups.ts';
import type { StoreGuard } from '../../database/guard/guardStore.ts';
import type { Engines } from '../../engines/engines.ts';
import type { CheckAnswer, ComponentCheck } from '../../health/health.ts';
import type { MemoryStore } from '../../memory/memoryStore.ts';
import type { Models } from '../../llm/models.ts';
import type { RecordedPast } from '../../plan/record/reads.ts';
import type { Recorder } from '../../plan/record/recorder.ts';
import { recorderAnswer } from './recorderCheck.ts';
import { threadsAnswer } from './threadsCheck.ts';
import { endsIn, soonestExpiry } from '../../tws/connection/expiry.ts';
import type { EngineLink } from '../../tws/types/types.ts';

interface ComponentChecksDeps {
  readonly engines: Engines;
  readonly models: Models;
  readonly memory: Pick<MemoryStore, 'health'>;
  readonly settings: Pick<SettingsStore, 'view' | 'current'>;
  readonly auditor: { state(): AuditorState };
  /** Share of planted wrong answers the auditor caught in the last week; null when none was audited. */
  readonly canaryRecall: () => Rate | null;
  readonly recorder: Pick<Recorder, 'state'>;
  readonly past: Pick<RecordedPast, 'recordedSince'>;
  readonly agents: Pick<Agents, 'describe'>;
  readonly store: Pick<StoreGuard, 'probe' | 'sentence'>;
  readonly backups: () => Promise<BackupState>;
  readonly threads: () => readonly ThreadState[];
  readonly clock: Clock;
}

/** A longer queue than this is worth a word. */
const LONG_QUEUE = 500;
const DAY_MS = 24 * 60 * 60_000;

export function componentChecks(deps: ComponentChecksDeps): Readonly<Record<ComponentName, ComponentCheck>> {
  return {
    engine: (signal) => checkEngine(deps.engines, deps.clock, signal),
    llm: (signal) => checkModel(deps.models, signal),
    store: async () => checkStore(deps.store),
    backup: async () => backupAnswer(await deps.backups(), runningClock(deps.clock).now()),
    search: async () => {
      const { state, detail } = await deps.memory.health();
      return { state, detail };
    },
    keychain: async () => {
      const { kind, reason } = (await deps.settings.view()).secretStore;
      return kind === 'keychain' ? { state: 'healthy', detail: 'The system keychain answers.' } : { state: 'degraded', detail: reason ?? 'No keychain.' };
    },
    auditor: async () => withRecall(withException(auditorAnswer(deps.auditor.state()), deps.settings.current().auditor), deps.canaryRecall()),
    recorder: () => checkRecorder(deps),
    threads: async () => threadsAnswer(deps.threads()),
    agents: async () => {
      const { agents, problems } = deps.agents.describe();
      if (problems.length === 0) return { state: 'healthy', detail: `${agents.length} agents.` };
      return { state: 'degraded', detail: problems.join(' ') };
    },
  };
}

function checkStore(store: ComponentChecksDeps['store']): CheckAnswer {
  const { at } = store.probe();
  const sentence = store.sentence();
  if (sentence === null) return { state: 'healthy', detail: 'Embedded store (SQLite): written, and read back through a second connection.' };
  if (at === 'kept') return { state: 'degraded', detail: sentence };
  return { state: 'unhealthy', detail: sentence, fault: new Fault('STORE_FAILED', sentence) };
}

async function checkEngine(engines: Engines, clock: Clock, signal: AbortSignal): Promise<CheckAnswer> {
  const { chosen } = engines.describe();
  if (chosen === null) return { state: 'off', detail: 'No engine is connected.' };
  const { data } = await engines.probe({ signal, why: 'health' });
  const detail = `${chosen.name}: version ${data.version}${data.timeZone === null ? '' : `, ${data.timeZone}`}${chosen.kind === 'demo' ? ' (DEMO: simulated)' : ''}.`;
  const doubts = connectionDoubts(chosen, engines.active().client.connection(), runningClock(clock).now());
  return { state: doubts.length === 0 ? 'healthy' : 'degraded', detail: [detail, ...doubts].join(' ') };
}

async function checkRecorder({ recorder, past, settings, clock }: ComponentChecksDeps): Promise<CheckAnswer> {
  const [state, nowMs] = [recorder.state(), clock.now()];
  const isOn = state.at === 'recording' || state.at === 'failing';
  const gaps = isOn ? (await past.recordedSince(nowMs - DAY_MS)).gaps.length : null;
  return recorderAnswer({ state, gaps, intervalMs: settings.current().recorder.intervalS * 1_000, nowMs });
}

const UNENCRYPTED = 'It may be reached without encryption, by an exception in Settings.';

/** Pure. The exception for the team's queue is degraded while it is on. */
function withException(answer: CheckAnswer, { redisUrl, isUnencryptedAllowed }: Settings['auditor']): CheckAnswer {
  if (redisUrl === null || !isUnencryptedAllowed) return answer;
  return { ...answer, detail: `${answer.detail} The team's queue: ${UNENCRYPTED}`, state: answer.state === 'healthy' ? 'degraded' : answer.state };
}

/** Pure: what is not as it should be with a connection that works, a sentence each. */
export function connectionDoubts(
  { isTlsUnverified, isUnencryptedAllowed }: Pick<EngineSettings, 'isTlsUnverified' | 'isUnencryptedAllowed'>,
  { host, awayFrom, certificates }: EngineLink,
  nowMs: number,
): string[] {
  const doubts: string[] = [];
  if (isTlsUnverified) doubts.push('Its certificate is not verified (development exception).');
  if (isUnencryptedAllowed) doubts.push(UNENCRYPTED);
  if (awayFrom !== null)
    doubts.push(`The backup host ${host} answers in place of ${awayFrom.host}${awayFrom.fault === null ? '.' : `: ${awayFrom.fault.message}`}`);
  const first = soonestExpiry(certificates, nowMs);
  if (first !== null && first.expiry.at !== 'fine')
    doubts.push(
      first.expiry.at === 'expired'
        ? `The certificate of ${first.host} has expired (${first.certificate.validTo.slice(0, 10)}): have it renewed.`
        : `The certificate of ${first.host} ends ${endsIn(first.expiry)} (${first.certificate.validTo.slice(0, 10)}): have it renewed.`,
    );
  return doubts;
}

async function checkModel(models: Models, signal: AbortSignal): Promise<CheckAnswer> {
  const active = models.active();
  if (active === null) return { state: 'off', detail: 'No language model is configured.' };
  await active.client.reach(signal);
  // It answers; whether it answers well, only the last question can tell.
  const fault = models.lastFault();
  if (fault === null && models.describe().isUnencryptedAllowed) return { state: 'degraded', detail: `${active.model} can be reached. ${UNENCRYPTED}` };
  return fault === null
    ? { state: 'healthy', detail: `${active.model} can be reached.` }
    : { state: 'degraded', detail: `${active.model} can be reached, but the last question to it failed: ${fault.message}`, fault };
}

/** Pure. A stopped or broken auditor leaves memories in quarantine: that is never healthy. */
export function auditorAnswer(auditor: AuditorState): CheckAnswer {
  const counts = `${auditor.queued + auditor.leased} waiting, ${auditor.audited} audited${auditor.lastError === null ? '' : `; last trouble: ${auditor.lastError}`}.`;
  const { restsUntil } = auditor.judge;
  const detail = restsUntil === null ? counts : `${counts} The judge failed ${auditor.judge.failuresInRow} times in a row and rests until ${restsUntil}.`;
  switch (auditor.state) {
    case 'paused':
      return { state: 'off', detail };
    case 'broken':
    case 'stopped':
      return { state: 'unhealthy', detail };
    case 'idle':
    case 'working':
      // Nothing is handed out: the memories stay in quarantine.
      if (auditor.queue.fault !== null) return { state: 'unhealthy', detail: `${counts} ${auditor.queue.fault}` };
      return { state: auditor.queued > LONG_QUEUE || isHeldUp(auditor) || restsUntil !== null ? 'degraded' : 'healthy', detail };
  }
}

/** Below this share of planted wrong answers caught, the auditor is not to be trusted as it is. */
const LEAST_RECALL = 0.9;

/** Pure. An auditor that works and misses what it ought to find is not healthy. */
export function withRecall(answer: CheckAnswer, recall: Rate | null): CheckAnswer {
  if (recall === null || recall.value >= LEAST_RECALL) return answer;
  const missed = recall.n - Math.round(recall.value * recall.n);
  const detail = `${answer.detail} It missed ${missed} of ${recall.n} wrong answers planted in the last seven days: what passes now may be wrong (see the scorecard).`;
  return { ...answer, detail, state: answer.state === 'healthy' ? 'degraded' : answer.state };
}

/** Something waits, and the last that was heard is trouble: the verdicts are late, for a reason. */
const isHeldUp = ({ queued, leased, lastError }: AuditorState): boolean => lastError !== null && queued + leased > 0;
