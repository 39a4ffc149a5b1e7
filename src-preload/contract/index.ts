/** The doorway: everything the UI (and REST) can ask of the core. */
import { audit } from './audit.ts';
import { backups } from './backup.ts';
import { agents, chat } from './chat.ts';
import { app, egress, health, metrics } from './health.ts';
import { memoryRoutes } from './memory.ts';
import { plan } from './plan.ts';
import { graphRoutes } from './planGraph.ts';
import { historyRoutes } from './planHistory.ts';
import { snapshotRoutes } from './planSnapshot.ts';
import { memoryReverification, turnReverification } from './reverify.ts';
import { auditReview, review } from './review.ts';
import { canaryRoutes, scorecardRoutes } from './scorecard.ts';
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
