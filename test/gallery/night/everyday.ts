/** What the core answers in an ordinary night: every screen is ready. A state says what is different. */
import type { Replies, Streams } from '../states/state.ts';
import { fails } from '../states/state.ts';
import { history } from './history.ts';
import { night } from './night.ts';

const { failedJob, waitingJob, turns } = night;
export const failedId = failedJob.details.data.id;
export const waitingId = waitingJob.details.data.id;
const [firstTurn] = turns;
if (firstTurn === undefined) throw new Error('The recorded night has no turn');
export const whyTurn = firstTurn;
const conversation = night.conversations.find(({ id }) => id === whyTurn.conversationId);
if (conversation === undefined) throw new Error('The recorded night has no conversation');
export const whyConversation = conversation;
const [desk] = night.desks;
if (desk === undefined) throw new Error('The recorded night has no review item');

const jobOf = (id: string) => (id === waitingId ? waitingJob : failedJob);

export const everyday = {
  'settings.get': night.settings,
  'agents.list': night.agents,
  'chat.conversations': night.conversations,
  'chat.conversation': { conversation: whyConversation, turns },
  'chat.turn': whyTurn,
  'chat.reverify': night.reverified,
  'plan.refresh': night.snapshot,
  'plan.snapshot': night.snapshot,
  'plan.summary': night.summary,
  'plan.workstations': night.workstations,
  'plan.table': night.table,
  'plan.job': ({ id }) => jobOf(id).details,
  'plan.why': ({ id }) => jobOf(id).why,
  'plan.jobLog': ({ id }) =>
    id === waitingId ? fails('TWS_NOT_FOUND', { message: 'It has not run in this plan yet (HOLD): there is no log.', detail: 'HOLD' }) : failedJob.log,
  'plan.impact': ({ id }) => jobOf(id).impact,
  'plan.criticalPath': ({ id }) => jobOf(id).path,
  'plan.history': history,
  'plan.graph': night.graph,
  'plan.timeline': night.timeline,
  'plan.handover': night.handover,
  'plan.watches': night.watches,
  'review.list': night.queue,
  'review.get': ({ id }) => night.desks.find(({ item }) => item.id === id) ?? desk,
  'audit.scorecard': night.scorecard,
  'memory.list': night.memories,
  'audit.findings': ({ memoryId }) => night.findings.find((one) => one.memoryId === memoryId)?.findings ?? [],
  'memory.retrieve': night.retrieved,
  'health.list': night.health,
  'egress.list': night.egress,
  'backups.list': night.backups,
  'backups.preview': night.preview,
} as const satisfies Replies;

export const everydayStreams = { 'app.watch': [night.status], 'chat.watch': night.why } as const satisfies Streams;
