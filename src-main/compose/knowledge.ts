/** What is remembered, what tools read for answers and audits, and who keeps it true: the auditor, its measurement, and people. */
import { createAuditor } from '../audit/auditor.ts';
import { createReverifier } from '../audit/reverify/reverify.ts';
import { createAgents } from '../chat/agents/agents.ts';
import { createTools } from '../chat/tools/tools.ts';
import { createMemory } from '../memory/memory.ts';
import { startRetention } from '../memory/retention.ts';
import { createReview } from '../review/review.ts';
import type { AppConfig, HostPorts } from './config.ts';
import type { Ground } from './ground.ts';
import { startMeasuring } from './measure/measuring.ts';
import type { Outside } from './outside.ts';
import type { Planning } from './planning.ts';
import { agentsFile, judgeWith, rereadWith } from './wiring.ts';

interface KnowledgeNeeds {
  readonly config: AppConfig;
  readonly ports: HostPorts;
  readonly ground: Ground;
  readonly outside: Outside;
  readonly planning: Pick<Planning, 'plan' | 'livePlan' | 'past'>;
}

export type Knowledge = ReturnType<typeof openKnowledge>;

export function openKnowledge({ config, ports, ground, outside, planning }: KnowledgeNeeds, closers: AsyncDisposableStack) {
  const { db, databasePath, settings, clock, log } = ground;
  const { engines, models, conformance } = outside;
  const memory = closers.adopt(createMemory({ db, databasePath, clock, log }), (open) => open.close());
  closers.adopt(startRetention({ db, clock, log }), (running) => running.stop());
  const review = createReview({ db, clock, log, storeCorrection: memory.storeCorrection });
  const tools = createTools({
    plan: planning.plan,
    graph: planning.livePlan,
    past: planning.past,
    clock,
    recall: (query) => memory.retrieve({ ...query, engineId: engines.describe().engine?.id ?? null }),
  });
  const agents = closers.adopt(createAgents({ path: agentsFile(config.dataDir, config.resourcesDir), toolNames: tools.names, log }), (list) => list.stop());
  const reread = rereadWith(engines, tools);
  const auditor = closers.adopt(
    createAuditor({
      db,
      databasePath,
      settings: () => ground.whileWritable(settings.current().auditor),
      teamQueue: settings.teamQueue,
      onEgress: ground.onEgress,
      reread,
      judge: () => judgeWith(models, conformance),
      clock,
      log,
    }),
    (running) => running.stop(),
  );
  const notify: HostPorts['notify'] = (notice) => ports.notify(notice);
  const measuring = closers.adopt(
    startMeasuring({ db, engines, tools, memory, review, auditor, settings: () => settings.current().auditor, notify, clock, log }),
    (running) => running.stop(),
  );
  return { memory, review, tools, agents, auditor, measuring, reverifier: createReverifier({ db, reread, clock }) };
}
