/** The doorway: everything the UI (and REST) can ask of the core. */
import { audit } from './review/audit.ts';
import { backups } from './backup.ts';
import { agents, chat } from './chat.ts';
import { app, egress, health, metrics } from './health.ts';
import { memoryRoutes } from './memory.ts';
import { plan } from './plan/plan.ts';
import { graphRoutes } from './plan/planGraph.ts';
import { historyRoutes } from './plan/planHistory.ts';
import { snapshotRoutes } from './plan/planSnapshot.ts';
import { memoryReverification, turnReverification } from './review/reverify.ts';
import { auditReview, review } from './review/review.ts';
import { canaryRoutes, scorecardRoutes } from './review/scorecard.ts';
import { settings } from './settings.ts';
import { tools } from './toolCalls.ts';

export const contract = {
  app,
  agents,
  chat: { ...chat, ...turnReverification },
  plan: { ...plan, ...snapshotRoutes, ...graphRoutes, ...historyRoutes },
  tools,
  memory: { ...memoryRoutes, ...memoryReverification },
  audit: { ...audit, ...scorecardRoutes, ...canaryRoutes, review: auditReview },
  review,
  settings,
  backups,
  health,
  metrics,
  egress,
};
export type Contract = typeof contract;
