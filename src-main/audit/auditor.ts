/** The auditor as the core sees it: starts the thread, answers its questions, shows how it is doing. */
import { Worker } from 'node:worker_threads';
import type { AuditorState, Finding } from '../../src-preload/contract/audit.ts';
import type { EgressEntry } from '../../src-preload/contract/health.ts';
import type { MemoryId } from '../../src-preload/contract/ids.ts';
import { type Clock, instantOf, runningClock } from '../base/clock.ts';
import { createEmitter } from '../base/emitter.ts';
import type { Log } from '../base/log.ts';
import { THREAD_LIMITS, threadEntry } from '../base/threadEntry.ts';
import type { Db } from '../database/open.ts';
import { readFindings } from '../database/rows/findingRow.ts';
import { withStoreFaults } from '../database/storeFault.ts';
import { reclaimLeases } from './auditQueue.ts';
import { type FlaggedMemory, readCounts, readFlags } from './auditState.ts';
import { type Judge, type JudgeCase, judgeRequest, readOpinion } from './judge.ts';
import type { AuditSettings, AuditThreadData, FromThread, JudgeAnswer, RereadAnswer, RereadRequest, TeamQueue, ToThread, VerdictEvent } from './ports.ts';
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
  /** Another thread file, for tests of its crashes. */
  readonly entry?: URL;
}

export interface AuditorHandle {
  /** A hint that there is work or that settings changed; the table is the truth. */
  wake(): void;
  state(): AuditorState;
  flags(limit: number): FlaggedMemory[];
  findings(memoryId: MemoryId): Finding[];
  onVerdict(listener: (event: VerdictEvent) => void): () => void;
  /** Lets the running examination end, then ends the thread. */
  stop(): Promise<void>;
}

/** Crashes in a row without a verdict between them that open the breaker, and how long it stays open. */
const MAX_CRASHES = 3;
const BREAKER_MS = 5 * 60_000;
const STOP_DEADLINE_MS = 3_000;
/** Shorter than the thread's own deadlines, so that the thread hears why. */
const REREAD_DEADLINE_MS = 40_000;
const JUDGE_DEADLINE_MS = 110_000;

/** Starts the thread at once. Call it while holding the data directory's lock. */
export function createAuditor(deps: AuditorDeps): AuditorHandle {
  const { db, log } = deps;
  const clock = runningClock(deps.clock);
  const verdicts = createEmitter<VerdictEvent>();
  const stopping = new AbortController();
  const entry = deps.entry ?? threadEntry('audit', import.meta.url, './auditThread.ts');
  let thread: Worker | null = null;
  let isWorking = false;
  let crashes = 0;
  let crashesInRow = 0;
  let brokenUntil = 0;
  let retry: NodeJS.Timeout | undefined;
  let lastError: string | null = null;
  let queueFault: string | null = null;
  let generation = 0;
  const judgeRest = createJudgeRest({ settings: deps.settings, clock });
  const judgeBudget = createJudgeBudget({ settings: deps.settings, clock });

  const send = (to: Worker, message: ToThread) => to.postMessage(message, []);

  const onMessage = (from: Worker, message: FromThread) => {
    switch (message.type) {
      case 'working':
        isWorking = message.isWorking;
        return;
      case 'verdicts':
        crashesInRow = 0;
        lastError = null;
        for (const event of message.events) verdicts.emit(event);
        return;
      case 'trouble':
        lastError = message.message;
        log.warn({ trouble: message.message }, 'audit put off');
        return;
      case 'traffic':
        deps.onEgress(message.entry);
        return;
      case 'queue':
        if (message.fault !== null && message.fault !== queueFault) log.warn({ trouble: message.fault }, 'audit queue out of reach');
        queueFault = message.fault;
        return;
      case 'ask-reread':
        void reread(deps, message.request, stopping.signal).then((value) => send(from, { type: 'answer', id: message.id, value }));
        return;
      case 'ask-judge':
        void judgeRest
          .ask(() => askJudge(deps, judgeBudget, message.input, stopping.signal))
          .then((value) => send(from, { type: 'answer', id: message.id, value }));
        return;
    }
  };

  const onExit = (code: number) => {
    thread = null;
    isWorking = false;
    if (stopping.signal.aborted) return;
    crashes++;
    crashesInRow++;
    lastError ??= `the auditor thread ended with code ${code}`;
    try {
      reclaimLeases(db);
    } catch (thrown) {
      log.error({ err: thrown }, 'leases of the ended auditor stay until they expire');
    }
    log.error({ code, crashes, crashesInRow, lastError }, 'auditor thread ended');
    if (crashesInRow < MAX_CRASHES) return start();
    brokenUntil = clock.now() + BREAKER_MS;
    retry = setTimeout(() => {
      crashesInRow = 0;
      brokenUntil = 0;
      start();
    }, BREAKER_MS);
    retry.unref();
  };

  const start = () => {
    const workerName = `auditor-${process.pid}-${++generation}`;
    const started = new Worker(entry, {
      resourceLimits: THREAD_LIMITS,
      workerData: {
        databasePath: deps.databasePath,
        workerName,
        settings: deps.settings(),
        teamQueue: deps.teamQueue(),
        standsAtMs: deps.clock.standsAtMs,
      } satisfies AuditThreadData,
    });
    started.unref();
    started.on('message', (message: FromThread) => onMessage(started, message));
    started.on('error', (cause) => {
      lastError = cause instanceof Error ? cause.message : String(cause);
      log.error({ err: cause }, 'auditor thread failed');
    });
    started.on('exit', onExit);
    thread = started;
  };

  const stateName = (): AuditorState['state'] => {
    if (stopping.signal.aborted) return 'stopped';
    if (brokenUntil > 0) return 'broken';
    if (!deps.settings().isEnabled) return 'paused';
    return isWorking ? 'working' : 'idle';
  };

  const wakeThread = () => {
    if (thread !== null) send(thread, { type: 'wake', settings: deps.settings(), teamQueue: deps.teamQueue() });
  };
  withStoreFaults(() => reclaimLeases(db));
  start();
  const schedule = createAuditSchedule({ cron: () => (deps.settings().isEnabled ? deps.settings().schedule : null), onDue: wakeThread, log });

  const state = (): AuditorState => {
    const hasJudge = deps.judge() !== null;
    const nextRunAtMs = stopping.signal.aborted ? null : schedule.nextRunAtMs();
    const queue = deps.teamQueue();
    return {
      state: stateName(),
      ...withStoreFaults(() => readCounts(db)),
      crashes,
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
    async stop() {
      stopping.abort();
      schedule.stop();
      clearTimeout(retry);
      const last = thread;
      if (last === null) return;
      const gone = new Promise<void>((resolve) => {
        last.once('exit', () => resolve());
      });
      send(last, { type: 'stop' });
      const deadline = setTimeout(() => void last.terminate(), STOP_DEADLINE_MS);
      await gone;
      clearTimeout(deadline);
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
    const output = await judge(judgeRequest(input, signal, judge.isEvidenceShort === true ? 'short' : 'whole'));
    const opinion = readOpinion(output);
    return opinion === null ? { at: 'failed', why: 'its answer could not be read' } : { at: 'opinion', opinion };
  } catch (thrown) {
    return { at: 'failed', why: thrown instanceof Error ? thrown.message : 'it could not be reached' };
  }
}
