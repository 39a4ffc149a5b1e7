/** The auditor as the core sees it: starts the thread, answers its questions, shows how it is doing. */
import type { AuditorState, Finding } from '../../src-preload/contract/review/audit.ts';
import type { EgressEntry } from '../../src-preload/contract/health.ts';
import type { MemoryId } from '../../src-preload/contract/ids.ts';
import { type Clock, instantOf, runningClock } from '../base/clock.ts';
import { createEmitter } from '../base/emitter.ts';
import { asFault, Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import { superviseThread, type ThreadState } from '../base/thread/superviseThread.ts';
import { threadEntry } from '../base/threadEntry.ts';
import type { Db } from '../database/open.ts';
import { readFindings } from '../database/rows/findingRow.ts';
import { withStoreFaults } from '../database/storeFault.ts';
import { reclaimLeases } from '../database/rows/auditJob.ts';
import { type FlaggedMemory, readCounts, readFlags } from './auditState.ts';
import { type Judge, type JudgeCase, judgeRequest, readOpinion } from './judge.ts';
import type { AuditCore, AuditSettings, AuditSide, AuditThreadData, JudgeAnswer, RereadAnswer, RereadRequest, TeamQueue, VerdictEvent } from './ports.ts';
import { redisHost } from './queue/redisConnection.ts';
import { createAuditSchedule } from './schedule/auditSchedule.ts';
import { createJudgeBudget, type JudgeBudget, type JudgeBudgetSettings } from './schedule/judgeBudget.ts';
import { createJudgeRest, type JudgeRest, type JudgeRestSettings } from './schedule/judgeRest.ts';

export interface AuditorDeps {
  /** The core's connection: for readings only, the thread writes on its own. */
  readonly db: Db;
  readonly databasePath: string;
  readonly settings: () => AuditSettings & JudgeRestSettings & JudgeBudgetSettings & { readonly schedule: string };
  /** null: the store itself. */
  readonly teamQueue: () => TeamQueue | null;
  /** What the thread's own way out tells the ledger. */
  readonly onEgress: (entry: EgressEntry) => void;
  /** Makes a receipt's call again, past every cache; null when that engine is not the one connected. */
  readonly reread: (request: RereadRequest, signal: AbortSignal) => Promise<RereadAnswer | null>;
  /** null while no model is configured. */
  readonly judge: () => Judge | null;
  readonly clock: Clock;
  readonly log: Log;
  /** Another thread file, deadline and pulse, for tests of its crashes and hangs. */
  readonly entry?: URL;
  readonly wakeDeadlineMs?: number;
  readonly pulseMs?: number;
}

export interface AuditorHandle {
  /** A hint that there is work or that settings changed; the table is the truth. */
  wake(): void;
  state(): AuditorState;
  flags(limit: number): FlaggedMemory[];
  findings(memoryId: MemoryId): Finding[];
  onVerdict(listener: (event: VerdictEvent) => void): () => void;
  thread(): ThreadState;
  /** Lets the running examination end, then ends the thread. */
  stop(): Promise<void>;
}

const STOP_DEADLINE_MS = 3_000;
/** It answers between two steps of an examination. */
const WAKE_DEADLINE_MS = 30_000;
/** It works by itself: whether it still does is seen by waking it, so often. */
const PULSE_MS = 30_000;
/** Within these the core answers, or says that it cannot; beyond them it is given up. */
const REREAD_DEADLINE_MS = 40_000;
const JUDGE_DEADLINE_MS = 110_000;
const GIVE_UP = { reread: 45_000, judge: 120_000, event: 10_000 } as const;

/** Starts the thread at once. Call it while holding the data directory's lock. */
export function createAuditor(deps: AuditorDeps): AuditorHandle {
  const { db, log } = deps;
  const clock = runningClock(deps.clock);
  const verdicts = createEmitter<VerdictEvent>();
  const stopping = new AbortController();
  let isWorking = false;
  let lastError: string | null = null;
  let queueFault: string | null = null;
  let generation = 0;
  const judgeRest = createJudgeRest({ settings: deps.settings, clock });
  const judgeBudget = createJudgeBudget({ settings: deps.settings, clock });

  const core: AuditCore = {
    reread: (request) => reread(deps, request, stopping.signal),
    judge: (input) => judgeRest.ask(() => askJudge(deps, judgeBudget, input, stopping.signal)),
    working: (now) => {
      isWorking = now;
    },
    verdicts: (events) => {
      lastError = null;
      for (const event of events) verdicts.emit(event);
    },
    trouble: (message) => {
      lastError = message;
      log.warn({ trouble: message }, 'audit put off');
    },
    traffic: deps.onEgress,
    queue: (fault) => {
      if (fault !== null && fault !== queueFault) log.warn({ trouble: fault }, 'audit queue out of reach');
      queueFault = fault;
    },
  };

  const onLost = (cause: Error) => {
    isWorking = false;
    lastError = cause.message;
    try {
      reclaimLeases(db);
    } catch (thrown) {
      log.error({ err: thrown }, 'leases of the ended auditor stay until they expire');
    }
  };

  withStoreFaults(() => reclaimLeases(db));
  const thread = superviseThread<AuditThreadData, AuditSide, AuditCore>({
    name: 'audit',
    entry: deps.entry ?? threadEntry('audit', import.meta.url, './auditThread.ts'),
    data: () => ({
      databasePath: deps.databasePath,
      workerName: `auditor-${process.pid}-${++generation}`,
      settings: deps.settings(),
      teamQueue: deps.teamQueue(),
      standsAtMs: deps.clock.standsAtMs,
    }),
    deadlines: { wake: deps.wakeDeadlineMs ?? WAKE_DEADLINE_MS, stop: STOP_DEADLINE_MS },
    core,
    coreDeadlines: {
      reread: GIVE_UP.reread,
      judge: GIVE_UP.judge,
      working: GIVE_UP.event,
      verdicts: GIVE_UP.event,
      trouble: GIVE_UP.event,
      traffic: GIVE_UP.event,
      queue: GIVE_UP.event,
    },
    fault: (_, cause) => new Fault('INTERNAL', 'The auditor was lost; what it had not decided waits in quarantine.', { retryable: true, cause }),
    onLost,
    isKeptRunning: true,
    farewell: ({ stop }) => stop(),
    log,
  });

  const stateName = (): AuditorState['state'] => {
    if (stopping.signal.aborted) return 'stopped';
    if (thread.state().at === 'pausing') return 'broken';
    if (!deps.settings().isEnabled) return 'paused';
    return isWorking ? 'working' : 'idle';
  };

  const wakeThread = () => {
    // A thread that does not wake is replaced; nobody else waits for it.
    thread.calls.wake(deps.settings(), deps.teamQueue()).catch(() => undefined);
  };
  const pulse = setInterval(wakeThread, deps.pulseMs ?? PULSE_MS);
  pulse.unref();
  const schedule = createAuditSchedule({ cron: () => (deps.settings().isEnabled ? deps.settings().schedule : null), onDue: wakeThread, log });

  const state = (): AuditorState => {
    const hasJudge = deps.judge() !== null;
    const nextRunAtMs = stopping.signal.aborted ? null : schedule.nextRunAtMs();
    const queue = deps.teamQueue();
    return {
      state: stateName(),
      ...withStoreFaults(() => readCounts(db)),
      crashes: thread.state().lost,
      lastError,
      hasJudge,
      judge: judgeState(judgeRest, judgeBudget, hasJudge),
      schedule: { cron: deps.settings().schedule, nextRunAt: nextRunAtMs === null ? null : instantOf(nextRunAtMs) },
      queue:
        queue === null
          ? { kind: 'store', host: null, fault: null }
          : { kind: 'redis', host: redisHost(queue.url), fault: queue.refusal?.message ?? queueFault },
    };
  };

  return {
    wake() {
      schedule.apply();
      wakeThread();
    },
    state,
    flags: (limit) => withStoreFaults(() => readFlags(db, limit)),
    findings: (memoryId) => withStoreFaults(() => readFindings(db, memoryId)),
    onVerdict: (listener) => verdicts.subscribe(listener),
    thread: thread.state,
    async stop() {
      stopping.abort();
      schedule.stop();
      clearInterval(pulse);
      await thread.close();
    },
  };
}

function judgeState(rest: JudgeRest, budget: JudgeBudget, hasJudge: boolean): AuditorState['judge'] {
  const { failuresInRow, restsUntilMs } = rest.state();
  if (!hasJudge) return { state: 'none', failuresInRow: 0, restsUntil: null };
  if (restsUntilMs !== null) return { state: 'resting', failuresInRow, restsUntil: instantOf(restsUntilMs) };
  const spentUntilMs = budget.spentUntilMs();
  return spentUntilMs === null ? { state: 'ready', failuresInRow, restsUntil: null } : { state: 'spent', failuresInRow, restsUntil: instantOf(spentUntilMs) };
}

async function reread(deps: AuditorDeps, request: RereadRequest, stopping: AbortSignal): Promise<RereadAnswer | null> {
  try {
    return await deps.reread(request, AbortSignal.any([stopping, AbortSignal.timeout(REREAD_DEADLINE_MS)]));
  } catch (thrown) {
    // The scheduler cannot be asked now: the receipts are evidence enough to go on.
    deps.log.debug({ err: thrown, tool: request.tool }, 'audit without a second reading');
    return null;
  }
}

async function askJudge(deps: AuditorDeps, budget: JudgeBudget, input: JudgeCase, stopping: AbortSignal): Promise<JudgeAnswer> {
  const judge = deps.judge();
  if (judge === null) return { at: 'no-judge' };
  const waitMs = budget.take();
  if (waitMs !== null) return { at: 'spent', delayMs: waitMs };
  try {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(JUDGE_DEADLINE_MS)]);
    const isShort = judge.isEvidenceShort === true;
    const output = await judge(judgeRequest(input, signal, isShort ? 'short' : 'whole')).catch((thrown: unknown) => {
      if (isShort || asFault(thrown).code !== 'LLM_TOO_LONG') throw thrown;
      return judge(judgeRequest(input, signal, 'short'));
    });
    const opinion = readOpinion(output);
    return opinion === null ? { at: 'failed', why: 'its answer could not be read' } : { at: 'opinion', opinion };
  } catch (thrown) {
    return { at: 'failed', why: thrown instanceof Error ? thrown.message : 'it could not be reached' };
  }
}
