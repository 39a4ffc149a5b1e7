/** The whole plan of the engine in force: read when first needed, kept up to date while somebody looks, asked through its thread. */

import type { EngineId } from '../../../src-preload/contract/ids.ts';
import type { ImpactResult, Job } from '../../../src-preload/contract/plan/plan.ts';
import type { MissedCondition } from '../../../src-preload/contract/plan/planFacts.ts';
import type { Bottleneck, CriticalPath, LateJob, Neighbourhood, Timeline } from '../../../src-preload/contract/plan/planGraph.ts';
import type { JobTable, JobTableQuery, SnapshotState } from '../../../src-preload/contract/plan/planSnapshot.ts';
import { type Clock, runningClock } from '../../base/clock.ts';
import { asFault, Fault } from '../../base/fault.ts';
import type { Log } from '../../base/log.ts';
import type { ThreadState } from '../../base/thread/superviseThread.ts';
import type { CallOptions, NodeRef, Reading, TwsClient } from '../../tws/types/types.ts';
import type { PlanChangeListener } from './changeFeed.ts';
import { endsWithin } from './endsWithin.ts';
import { createNearbyReads } from './nearbyReads.ts';
import { type ReadingState, snapshotStateOf, stillReading } from './snapshotState.ts';
import { createPlanClient, type PlanClient } from './thread/planClient.ts';
import type { CoreSide, ReadOutcome, ViewName } from './thread/planMessages.ts';
import type { PlanViews } from './views/planViews.ts';

export interface LivePlanDeps {
  /** The engine in force. Raises NO_ENGINE. */
  readonly engine: () => { readonly id: EngineId; readonly client: TwsClient };
  /** Measured durations of jobs by key, for forecasts. */
  readonly durations: CoreSide['durations'];
  /** A reading began, moved on or ended. */
  readonly onState?: (() => void) | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly pageRows?: number | undefined;
  readonly wholeUpTo?: number | undefined;
  /** Where the plan is held; default: a thread of its own. */
  readonly startThread?: typeof createPlanClient | undefined;
}

type Walk = { readonly job: Job; readonly depth: number; readonly via: string }[];

/** Each answer is as old as the oldest status in the plan. Raises TWS_NOT_FOUND, PARTIAL_DATA while the plan is first read, and what its reading raises. */
export interface LivePlan {
  state(): SnapshotState;
  /** Starts a reading, or joins the one that runs. Resolves when it has ended, rejects with why it failed. */
  read(how: { readonly isWhole?: boolean; readonly why: string; readonly signal?: AbortSignal | undefined }): Promise<void>;
  cancel(): void;
  /** The listener must have kept a batch when it resolves. Returns its undo. */
  onChanges(listener: PlanChangeListener): () => void;
  /** How many jobs are in each group, from statuses of now. */
  groups(options: CallOptions): Promise<Reading<Pick<JobTable, 'groups'>>>;
  /** Answers from what is held, however old, and has it brought up to date behind it. */
  table(query: JobTableQuery, options: CallOptions): Promise<Reading<JobTable>>;
  graph(query: Parameters<PlanViews['neighbourhood']>[0], options: CallOptions): Promise<Reading<Neighbourhood>>;
  timeline(query: Parameters<PlanViews['timeline']>[0], options: CallOptions): Promise<Reading<Timeline>>;
  criticalPath(jobId: string, options: CallOptions): Promise<Reading<CriticalPath>>;
  late(limit: number, options: CallOptions): Promise<Reading<LateJob[]>>;
  bottlenecks(limit: number, options: CallOptions): Promise<Reading<Bottleneck[]>>;
  cycles(options: CallOptions): Promise<Reading<{ id: string; key: string }[][]>>;
  impact(jobId: string, options: CallOptions): Promise<Reading<ImpactResult>>;
  successors(jobId: string, depth: number, options: CallOptions): Promise<Reading<Walk>>;
  predecessors(jobId: string, depth: number, options: CallOptions): Promise<Reading<Walk>>;
  failedUpstream(jobId: string, options: CallOptions): Promise<Reading<Job[]>>;
  willNotRun(jobId: string, options: CallOptions): Promise<Reading<MissedCondition | null>>;
  /** null: no plan was asked for. */
  thread(): ThreadState | null;
  /** Another engine is in force, or the app ends. */
  close(): Promise<void>;
}

/** What one page takes to parse in the thread is what a question there waits at most. */
const PAGE_ROWS = 250;
/** For each page of a filter the engine looks through its whole plan: larger pages cost it less, and are few. */
const CHANGE_ROWS = 1_000;
const WHOLE_UP_TO = 2_000;
const WHOLE_EVERY_MS = 15 * 60_000;
/** Statuses older than this are asked for again before something is concluded from them; the table shows its age instead. */
const FRESH_MS = 10_000;
/** A person waits this long for the first reading of a plan, and this long for a newer one before the held one answers with its age. */
const WAIT_FOR_READING_MS = 20_000;
const WAIT_FOR_NEWER_MS = 4_000;
/** A plan that takes longer to bring up to date than statuses stay fresh is never fresh: it answers with its age, up to this one. */
const MOST_PATIENT_MS = 60_000;

/** Of questions nobody can stop. */
const NEVER = new AbortController().signal;
/** One row, for the counts beside it. */
const COUNTS_ONLY: JobTableQuery = { order: 'attention', direction: 'ascending', offset: 0, limit: 1 };

interface Running extends ReadingState {
  readonly client: PlanClient;
  held: ReadingState['held'];
  fault: ReadingState['fault'];
  progress: ReadingState['progress'];
  reading: { readonly done: Promise<void>; readonly abort: AbortController } | null;
  /** How long the last reading of what changed took; 0: there was none. */
  refreshTookMs: number;
}

export function createLivePlan(deps: LivePlanDeps): LivePlan {
  const { clock, log } = deps;
  const stopwatch = runningClock(clock);
  const listeners = new Set<PlanChangeListener>();
  let running: Running | null = null;

  const touch = () => deps.onState?.();

  const coreSide = (of: () => Running, client: TwsClient): CoreSide => ({
    page: (request) => client.page(request, { why: 'plan', signal: of().reading?.abort.signal }),
    counts: async () => {
      const { data, isComplete } = await client.jobCounts({ why: 'plan', maxAgeMs: 0, signal: of().reading?.abort.signal });
      return { ...data, isComplete };
    },
    ...createNearbyReads(client),
    keep: async (batch) => {
      for (const listener of listeners) await listener(batch);
    },
    progress: (rows, total) => {
      if (of().reading !== null) of().progress = { rows, total };
      touch();
    },
    durations: deps.durations,
  });

  const start = (engineId: EngineId, client: TwsClient): Running => {
    const { pageRows = PAGE_ROWS, wholeUpTo = WHOLE_UP_TO } = deps;
    const data = { engineId, pageRows, changeRows: deps.pageRows ?? CHANGE_ROWS, wholeUpTo, wholeEveryMs: WHOLE_EVERY_MS, standsAtMs: clock.standsAtMs };
    const onLost = () => {
      // Whoever waited for a reading is told by it.
      started.held = null;
      started.refreshTookMs = 0;
      touch();
    };
    const core = coreSide(() => started, client);
    const started: Running = {
      engineId,
      client: (deps.startThread ?? createPlanClient)({ data, core, onLost, log }),
      held: null,
      fault: null,
      progress: null,
      reading: null,
      refreshTookMs: 0,
    };
    return started;
  };

  /** The thread of the engine in force; one of another engine is ended. */
  const current = (): Running => {
    const { id, client } = deps.engine();
    if (running !== null && running.engineId !== id) {
      void running.client.close();
      running = null;
    }
    running ??= start(id, client);
    return running;
  };

  const settle = (of: Running, { held, fault }: ReadOutcome, refreshTookMs: number) => {
    of.held = held;
    of.refreshTookMs = refreshTookMs;
    of.fault = fault === null ? null : new Fault(fault.code, fault.message, { retryable: fault.retryable, detail: fault.detail });
    of.progress = null;
    of.reading = null;
    touch();
    if (of.fault !== null) throw of.fault;
  };

  const begin = (of: Running, isWhole: boolean): Promise<void> => {
    if (of.reading !== null) return of.reading.done;
    const beganAtMs = stopwatch.now();
    const isRefresh = of.held !== null && !isWhole;
    const done = of.client.calls.read({ isWhole }).then(
      (outcome) => settle(of, outcome, isRefresh ? stopwatch.now() - beganAtMs : of.refreshTookMs),
      (thrown: unknown) => settle(of, { held: of.held, fault: asFault(thrown).toData() }, of.refreshTookMs),
    );
    of.reading = { done, abort: new AbortController() };
    of.progress = { rows: 0, total: of.held?.jobs ?? null };
    // Whoever waits is told; nobody may be waiting.
    done.catch((thrown: unknown) => log.warn({ code: asFault(thrown).code, engine: of.engineId }, 'the plan could not be read (wholly)'));
    touch();
    return done;
  };

  /** Held and young enough, or read again first; an old one is better than none, and its age is told. */
  const upToDate = async (of: Running, maxAgeMs: number, signal: AbortSignal | undefined): Promise<void> => {
    if (of.held !== null && clock.now() - of.held.observedAtMs <= maxAgeMs) return;
    const done = begin(of, false);
    try {
      const waitMs = of.held === null ? WAIT_FOR_READING_MS : WAIT_FOR_NEWER_MS;
      if (!(await endsWithin(done, waitMs, signal)) && of.held === null) throw stillReading(of.progress);
    } catch (thrown) {
      if (signal?.aborted === true) throw new Fault('STOPPED', 'Stopped.');
      if (of.held === null) throw thrown;
    }
  };

  /** @param near what the question is about, where gaps of the plan near it are to be read before it is answered */
  const ask = async <T>(view: ViewName, args: readonly unknown[], options: CallOptions, maxAgeMs: number, near: NodeRef | null): Promise<Reading<T>> => {
    const of = current();
    await upToDate(of, maxAgeMs, options.signal);
    const { why, maxAgeMs: ofCache, signal = NEVER } = options;
    const answer = await of.client.calls.view(view, args, near === null ? null : { ref: near, options: { why, maxAgeMs: ofCache } }, signal);
    if (answer === null) throw of.fault ?? stillReading(of.progress);
    const { data, isComplete, isTruncated, total } = answer.view as { data: T; isComplete: boolean; isTruncated: boolean; total: number | null }; // as PlanViews says
    return { data, observedAtMs: answer.held.observedAtMs, planId: answer.held.planId, isComplete, isTruncated, total };
  };
  /** Conclusions are drawn from statuses of now. */
  const conclude = async <T>(view: ViewName, args: readonly unknown[], options: CallOptions, near: NodeRef | null = null): Promise<Reading<T>> => {
    const of = current();
    if (options.maxAgeMs !== undefined) return ask(view, args, options, options.maxAgeMs, near);
    if (of.held !== null && clock.now() - of.held.observedAtMs > FRESH_MS) void begin(of, false).catch(() => undefined);
    return ask(view, args, options, Math.max(FRESH_MS, Math.min(MOST_PATIENT_MS, 2 * of.refreshTookMs)), near);
  };
  /** What a person looks at comes at once, with its age, and newer soon. */
  const show = async <T>(view: ViewName, args: readonly unknown[], options: CallOptions, near: NodeRef | null = null): Promise<Reading<T>> => {
    const of = current();
    if (of.held !== null && clock.now() - of.held.observedAtMs > FRESH_MS) void begin(of, false).catch(() => undefined);
    return ask(view, args, options, Number.POSITIVE_INFINITY, near);
  };

  return {
    state: () => snapshotStateOf(running),
    async read({ isWhole = false, signal }) {
      const of = current();
      if (signal?.aborted === true) throw new Fault('STOPPED', 'Stopped.');
      const stop = () => of.reading?.abort.abort();
      const done = begin(of, isWhole);
      signal?.addEventListener('abort', stop, { once: true });
      await done.finally(() => signal?.removeEventListener('abort', stop));
    },
    cancel: () => running?.reading?.abort.abort(),
    onChanges(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    groups: async (options) => ({
      ...(await conclude<JobTable>('table', [COUNTS_ONLY], options)),
      // The counts are of all jobs; only the rows beside them were cut.
      isTruncated: false,
    }),
    table: (query, options) => show('table', [query], options),
    // Its jobs without what they wait for would be a wrong drawing.
    graph: (query, options) => show('neighbourhood', [query], options, nodeRef(query.id)),
    timeline: (query, options) => show('timeline', [query], options),
    criticalPath: (jobId, options) => conclude('criticalPath', [jobId], options, `job:${jobId}`),
    late: (limit, options) => conclude('late', [limit], options),
    bottlenecks: (limit, options) => conclude('bottlenecks', [limit], options),
    cycles: (options) => conclude('cycles', [], options),
    impact: (jobId, options) => conclude('impact', [jobId], options, `job:${jobId}`),
    successors: (jobId, depth, options) => conclude('successors', [jobId, depth], options, `job:${jobId}`),
    predecessors: (jobId, depth, options) => conclude('predecessors', [jobId, depth], options, `job:${jobId}`),
    failedUpstream: (jobId, options) => conclude('failedUpstream', [jobId], options, `job:${jobId}`),
    willNotRun: (jobId, options) => conclude('willNotRun', [jobId], options, `job:${jobId}`),
    thread: () => running?.client.state() ?? null,
    async close() {
      const last = running;
      running = null;
      last?.reading?.abort.abort();
      await last?.client.close();
    },
  };
}

const nodeRef = (ref: string): NodeRef => (ref.startsWith('stream:') ? `stream:${ref.slice('stream:'.length)}` : `job:${ref.slice(ref.indexOf(':') + 1)}`);
