/** Hands each route of the contract to its feature. No decisions here. */
import type { Freshness, JobFilter } from '../src-preload/contract/plan.ts';
import type { App } from './app.ts';
import { instantOf } from './base/clock.ts';
import { Fault } from './base/fault.ts';
import { type AppRouter, createRouterBase } from './routerBase.ts';
import type { JobQuery, Reading } from './tws/types.ts';

const LOG_LINES = 200;

export function createRouter(app: App): AppRouter {
  const os = createRouterBase({ log: app.log, onCall: app.metrics.recordCall });
  return os.router({
    app: {
      status: os.app.status.handler(() => app.status.current()),
      watch: os.app.watch.handler(({ signal }) => app.status.watch(signal)),
    },
    agents: { list: os.agents.list.handler(() => app.agents.describe()) },
    chat: {
      start: os.chat.start.handler(({ input }) => app.chat.start(input)),
      watch: os.chat.watch.handler(({ input, signal }) => app.chat.watch(input.turnId, input.afterSeq, signal)),
      stop: os.chat.stop.handler(({ input }) => app.chat.stop(input.turnId)),
      turn: os.chat.turn.handler(({ input }) => app.chat.turn(input.turnId)),
      conversations: os.chat.conversations.handler(({ input }) => app.chat.conversations(input)),
      conversation: os.chat.conversation.handler(({ input }) => app.chat.conversation(input.conversationId)),
      rename: os.chat.rename.handler(({ input }) => app.chat.rename(input.conversationId, input.title)),
      remove: os.chat.remove.handler(({ input }) => app.chat.remove(input.conversationId)),
      restore: os.chat.restore.handler(({ input }) => app.chat.restore(input.conversationId)),
    },
    plan: { ...planRoutes(app, os), ...historyRoutes(app, os) },
    tools: {
      list: os.tools.list.handler(() => app.describeTools()),
      run: os.tools.run.handler(({ input, signal }) => app.callTool(input.name, input.args, signal)),
    },
    memory: {
      list: os.memory.list.handler(({ input }) => app.memory.list(input)),
      retrieve: os.memory.retrieve.handler(({ input }) => app.memory.retrieve({ ...input, engineId: app.engines.active().id })),
      get: os.memory.get.handler(({ input }) => app.memory.get(input.memoryId)),
      remove: os.memory.remove.handler(({ input, context }) => app.memory.remove(input.memoryId, input.reason, context.user.name)),
      restore: os.memory.restore.handler(({ input, context }) => app.memory.restore(input.memoryId, context.user.name)),
    },
    audit: {
      flags: os.audit.flags.handler(({ input }) => app.auditor.flags(input.limit)),
      findings: os.audit.findings.handler(({ input }) => app.auditor.findings(input.memoryId)),
      metrics: os.audit.metrics.handler(() => app.auditor.state()),
      wake: os.audit.wake.handler(() => {
        app.auditor.wake();
        return app.auditor.state();
      }),
      review: os.audit.review.handler(() => app.review.list({ state: 'pending', limit: 100, offset: 0 })),
    },
    review: {
      list: os.review.list.handler(({ input }) => app.review.list(input)),
      get: os.review.get.handler(({ input }) => app.review.get(input.id)),
      approve: os.review.approve.handler(({ input, context }) => app.review.approve(input, context.user.name)),
      correct: os.review.correct.handler(({ input, context }) => app.review.correct(input, context.user.name)),
      reject: os.review.reject.handler(({ input, context }) => app.review.reject(input, context.user.name)),
      undo: os.review.undo.handler(({ input, context }) => app.review.undo(input, context.user.name)),
      claim: os.review.claim.handler(({ input, context }) => app.review.claim(input, context.user.name)),
      watch: os.review.watch.handler(({ signal }) => app.review.watch(signal)),
    },
    settings: {
      get: os.settings.get.handler(() => app.settings.view()),
      update: os.settings.update.handler(({ input }) => app.changeSettings(input.patch)),
      setSecret: os.settings.setSecret.handler(({ input }) => app.changeSecret(input)),
      testEngine: os.settings.testEngine.handler(({ input }) => app.testEngine(input)),
      testLlm: os.settings.testLlm.handler(({ input }) => app.testLlm(input)),
      chooseDemo: os.settings.chooseDemo.handler(() => app.chooseDemo()),
    },
    health: {
      list: os.health.list.handler(() => app.health.list()),
      component: os.health.component.handler(({ input }) => app.health.check(input.component)),
    },
    metrics: os.metrics.handler(() => app.metrics.text()),
    egress: { list: os.egress.list.handler(({ input }) => app.egress.list(input.limit)) },
  });
}

function planRoutes(app: App, os: ReturnType<typeof createRouterBase>) {
  const fresh = async <T>(read: Promise<Reading<T>>): Promise<{ data: T; freshness: Freshness }> => {
    const { id, isDemo } = app.engines.active();
    const { data, observedAtMs, planId, isComplete, isTruncated, total } = await read;
    return {
      data,
      freshness: {
        engineId: id,
        isDemo,
        observedAt: instantOf(observedAtMs),
        ageMs: Math.max(0, app.clock.now() - observedAtMs),
        planId,
        isComplete,
        isTruncated,
        total,
      },
    };
  };
  const options = (signal: AbortSignal | undefined) => ({ signal, why: 'plan screen' });
  return {
    summary: os.plan.summary.handler(({ signal }) => fresh(app.plan.summary(options(signal)))),
    jobs: os.plan.jobs.handler(({ input, signal }) => fresh(app.plan.findJobs(queryOf(input), options(signal)))),
    job: os.plan.job.handler(({ input, signal }) => fresh(app.plan.jobDetails(input.id, options(signal)))),
    jobLog: os.plan.jobLog.handler(({ input, signal }) => fresh(app.plan.jobLog(input.id, { search: input.search, maxLines: LOG_LINES }, options(signal)))),
    why: os.plan.why.handler(({ input, signal }) => fresh(app.plan.whyNotRunning(input.id, options(signal)))),
    impact: os.plan.impact.handler(({ input, signal }) => fresh(app.plan.impact(input.id, options(signal)))),
    streams: os.plan.streams.handler(({ signal }) => fresh(app.plan.findStreams({ limit: 10_000 }, options(signal)))),
    workstations: os.plan.workstations.handler(({ signal }) => fresh(app.plan.workstations({ onlyProblems: false }, options(signal)))),
  };
}

/** Times are instants outside and epoch ms inside. */
function historyRoutes(app: App, os: ReturnType<typeof createRouterBase>) {
  const window = ({ since, until }: { since?: string | undefined; until?: string | undefined }) => ({ sinceMs: epoch(since), untilMs: epoch(until) });
  return {
    history: os.plan.history.handler(({ input }) => app.past.historyOfJob(input.id, input.limit)),
    changes: os.plan.changes.handler(({ input }) => app.past.changesBetween(window(input))),
    handover: os.plan.handover.handler(({ input }) => app.past.handover(window(input))),
    watches: os.plan.watches.handler(() => app.past.watches()),
    watchJob: os.plan.watchJob.handler(({ input }) => app.past.watchJob(input)),
    unwatch: os.plan.unwatch.handler(({ input }) => app.past.unwatch(input.id)),
  };
}

const epoch = (value: string | undefined) => (value === undefined ? undefined : Date.parse(value));

function queryOf({ since, until, ...filter }: JobFilter): JobQuery {
  const query = { ...filter, sinceMs: epoch(since), untilMs: epoch(until) };
  if (query.sinceMs !== undefined && query.untilMs !== undefined && query.sinceMs > query.untilMs)
    throw new Fault('INVALID_INPUT', 'The window ends before it begins.');
  return query;
}
