/** Hands each route of the contract to its feature. No decisions here. */
import type { App } from './app.ts';
import { planRoutes } from './routes/planRoutes.ts';
import { type AppRouter, createRouterBase } from './routes/routerBase.ts';

export function createRouter(app: App): AppRouter {
  const os = createRouterBase({
    log: app.log,
    storeTrouble: () => (app.store.state().state === 'failing' ? app.store.sentence() : null),
    onCall: (call) => {
      app.metrics.recordCall(call);
      if (call.outcome === 'STORE_FAILED') app.store.noteRefusal();
    },
  });
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
      reverify: os.chat.reverify.handler(({ input, context, signal }) => app.reverifier.reverify(input.turnId, context.user.name, signal)),
      reverified: os.chat.reverified.handler(({ input }) => app.reverifier.last(input.turnId)),
    },
    plan: planRoutes(app, os),
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
      reverify: os.memory.reverify.handler(({ input, context, signal }) => app.reverifier.reverifyMemory(input.memoryId, context.user.name, signal)),
    },
    audit: {
      flags: os.audit.flags.handler(({ input }) => app.auditor.flags(input.limit)),
      findings: os.audit.findings.handler(({ input }) => app.auditor.findings(input.memoryId)),
      metrics: os.audit.metrics.handler(() => app.auditor.state()),
      wake: os.audit.wake.handler(() => {
        app.auditor.wake();
        return app.auditor.state();
      }),
      scorecard: os.audit.scorecard.handler(({ input }) => app.scorecard.read(input.sinceDays)),
      plantCanaries: os.audit.plantCanaries.handler(({ signal }) => app.plantCanaries(signal)),
      review: os.audit.review.handler(({ context }) => app.review.list({ state: 'pending', sort: 'value', limit: 100, offset: 0 }, context.user.name)),
    },
    review: {
      list: os.review.list.handler(({ input, context }) => app.review.list(input, context.user.name)),
      get: os.review.get.handler(({ input }) => app.review.get(input.id)),
      approve: os.review.approve.handler(({ input, context }) => app.review.approve(input, context.user.name)),
      correct: os.review.correct.handler(({ input, context }) => app.review.correct(input, context.user.name)),
      reject: os.review.reject.handler(({ input, context }) => app.review.reject(input, context.user.name)),
      undo: os.review.undo.handler(({ input, context }) => app.review.undo(input, context.user.name)),
      claim: os.review.claim.handler(({ input, context }) => app.review.claim(input, context.user.name)),
      release: os.review.release.handler(({ input, context }) => app.review.release(input, context.user.name)),
      note: os.review.note.handler(({ input, context }) => app.review.note(input.id, input.note, context.user.name)),
      bulkPreview: os.review.bulkPreview.handler(({ input, context }) => ({ entries: app.review.bulkPreview(input.ids, input.decision, context.user.name) })),
      bulk: os.review.bulk.handler(async ({ input, context }) => ({ results: await app.review.bulk(input, context.user.name) })),
      export: os.review.export.handler(({ input }) => app.review.export(input)),
      verifyTrail: os.review.verifyTrail.handler(() => {
        app.store.requireWhole();
        return app.review.verifyTrail();
      }),
      watch: os.review.watch.handler(({ signal }) => app.review.watch(signal)),
    },
    settings: {
      get: os.settings.get.handler(() => app.settings.view()),
      update: os.settings.update.handler(({ input }) => app.changeSettings(input.patch)),
      setSecret: os.settings.setSecret.handler(({ input }) => app.changeSecret(input)),
      confirm: os.settings.confirm.handler(({ input }) => app.confirmSettings(input.shown)),
      testEngine: os.settings.testEngine.handler(({ input }) => app.testEngine(input)),
      testLlm: os.settings.testLlm.handler(({ input }) => app.testLlm(input)),
      llmConformance: os.settings.llmConformance.handler(() => app.conformance.last()),
      runLlmConformance: os.settings.runLlmConformance.handler(() => app.conformance.run()),
      chooseDemo: os.settings.chooseDemo.handler(() => app.chooseDemo()),
    },
    backups: {
      list: os.backups.list.handler(({ input }) => app.backups.list(input.folder ?? null)),
      make: os.backups.make.handler(() => app.backups.make()),
      preview: os.backups.preview.handler(({ input }) => app.backups.preview(input)),
      restore: os.backups.restore.handler(({ input }) => app.backups.restore(input)),
    },
    health: {
      list: os.health.list.handler(() => app.health.list()),
      component: os.health.component.handler(({ input }) => app.health.check(input.component)),
    },
    metrics: os.metrics.handler(() => app.metrics.text()),
    egress: { list: os.egress.list.handler(({ input }) => app.egress.list(input.limit)) },
  });
}
