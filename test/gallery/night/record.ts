/**
 * Records what a real core answers, so that the gallery shows nothing a core could not send: `npx node test/gallery/night/record.ts`.
 * It is the demo at a kept night, on a store with decisions of two people in it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { createRouterClient } from '@orpc/server';
import { createApp } from '../../../src-main/app.ts';
import { nightAt } from '../../../src-main/demo/index.ts';
import { resourcesDir } from '../../../src-main/hosts/cli/places.ts';
import { createRouter } from '../../../src-main/router.ts';
import type { Turn, TurnEvent } from '../../../src-preload/contract/chat.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const NIGHT = nightAt('night-1', '2026-11-30T14:58:00Z');

await using directory = temporaryDirectory('resync-gallery-');
process.env['XDG_STATE_HOME'] = join(directory.path, 'state');
const dataDir = join(directory.path, 'data');
mkdirSync(dataDir);
writeFileSync(join(dataDir, 'resync.db'), zstdDecompressSync(readFileSync(join(import.meta.dirname, '../../fixtures/stores/reviewed.db.zst'))));

const app = await createApp(
  { dataDir, env: {}, isDemo: true, night: NIGHT, version: '0.1.0', host: 'server', hostReason: null, resourcesDir, isStoreAccepted: true },
  { notify: () => undefined },
);
const core = createRouterClient(createRouter(app), { context: { user: { name: 'ana', role: 'administrator' } } });

async function ask(question: string, conversationId?: ConversationId): Promise<{ readonly turn: Turn; readonly events: readonly TurnEvent[] }> {
  const { turnId } = await core.chat.start({ question, ...(conversationId === undefined ? {} : { conversationId }) });
  const events: TurnEvent[] = [];
  for await (const event of await core.chat.watch({ turnId })) {
    events.push(event);
    if (event.type === 'ended') return { turn: event.turn, events };
  }
  throw new Error(`"${question}" was never answered`);
}

/** Until the auditor has nothing left to look at. */
async function audited(): Promise<void> {
  for (;;) {
    const { queued, leased } = await core.audit.wake();
    if (queued === 0 && leased === 0) return;
    await pause(200);
  }
}

const why = await ask('Why did LOAD_DWH abend?');
const { conversationId } = why.turn;
await ask('What is waiting for LOAD_DWH?', conversationId);
for (const question of ['Which jobs failed?', 'Quais jobs estão atrasados?', '¿Por qué no arranca INDEX_DWH?', 'How is AGT_TREAS?']) await ask(question);
const refused = await ask('Rerun LOAD_DWH now');
const log = await ask('Show the log of LOAD_DWH');
const unknown = await ask('Why did NO_SUCH_JOB fail?');
await audited();

const jobNamed = async (text: string) => {
  const { data } = await core.plan.table({ text, limit: 1 });
  const [row] = data.rows;
  if (row === undefined) throw new Error(`the night has no ${text}`);
  return row;
};
const failed = await jobNamed('LOAD_DWH');
const waiting = await jobNamed('RISK_VAR_REPORT');
await core.plan.watchJob({ jobKey: waiting.key, event: 'late' });
await core.plan.watchJob({ jobKey: failed.key, event: 'any-change' });
await core.backups.make();
const [backup] = (await core.backups.list({})).backups;
if (backup === undefined) throw new Error('the backup is not there');

const jobReplies = async ({ id }: { readonly id: string }) => ({
  details: await core.plan.job({ id }),
  why: await core.plan.why({ id }),
  impact: await core.plan.impact({ id }),
  path: await core.plan.criticalPath({ id }),
});
const hoursFromNow = (hours: number) => new Date(NIGHT.atMs + hours * 3_600_000).toISOString();
const queue = await core.review.list({ limit: 30 });
const decided = await core.review.list({ state: 'corrected', limit: 3 });
const memories = await core.memory.list({ limit: 50 });
/** One of each state that has findings to show. */
const looked = (['flagged', 'corrected', 'rejected', 'active'] as const).flatMap((state) =>
  memories.memories.filter((memory) => memory.state === state).slice(0, 1),
);

const recorded = {
  status: await core.app.status(),
  settings: await core.settings.get(),
  agents: await core.agents.list(),
  conversations: await core.chat.conversations({}),
  why: why.events,
  turns: (await core.chat.conversation({ conversationId })).turns,
  refused: await core.chat.turn({ turnId: refused.turn.id }),
  log: await core.chat.turn({ turnId: log.turn.id }),
  unknown: await core.chat.turn({ turnId: unknown.turn.id }),
  reverified: await core.chat.reverify({ turnId: why.turn.id }),
  snapshot: await core.plan.snapshot(),
  summary: await core.plan.summary(),
  workstations: await core.plan.workstations(),
  table: await core.plan.table({ limit: 60 }),
  failedJob: { ...(await jobReplies(failed)), log: await core.plan.jobLog({ id: failed.id }) },
  waitingJob: await jobReplies(waiting),
  graph: await core.plan.graph({ id: `job:${failed.id}`, up: 2, down: 2, limit: 40 }),
  timeline: await core.plan.timeline({ since: hoursFromNow(-8), until: hoursFromNow(4), limit: 26 }),
  handover: await core.plan.handover({ since: hoursFromNow(-8) }),
  watches: await core.plan.watches(),
  queue,
  decided,
  desks: await Promise.all([...queue.items.slice(0, 4), ...decided.items.slice(0, 1)].map(({ id }) => core.review.get({ id }))),
  scorecard: await core.audit.scorecard({ sinceDays: 90 }),
  memories,
  findings: await Promise.all(looked.map(async ({ id }) => ({ memoryId: id, findings: await core.audit.findings({ memoryId: id }) }))),
  retrieved: await core.memory.retrieve({ question: 'Why did LOAD_DWH abend?' }),
  health: await core.health.list(),
  egress: await core.egress.list({ limit: 25 }),
  backups: await core.backups.list({}),
  preview: await core.backups.preview({ folder: null, name: backup.name }),
};
await app.stop();

// One reply a line; and nobody's own folder.
const lines = Object.entries(recorded).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
const text = `{\n${lines.join(',\n')}\n}\n`.replaceAll(dataDir, '/home/ana/.local/share/resync').replaceAll(resourcesDir, '/opt/resync/resources');
writeFileSync(join(import.meta.dirname, '../fixtures/night-1.json'), text);
for (const line of lines) process.stdout.write(`${line.length} ${line.slice(0, 30)}\n`);
