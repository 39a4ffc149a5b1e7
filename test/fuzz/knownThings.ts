/** A core with a past: ids that exist and words that mean something, so that requests get beyond the door. */
import type { Core } from '../fakes/core.ts';
import { jobOf } from '../fakes/reviewQueue.ts';
import type { Known } from './fromSchema.ts';
import type { Operation } from './requests.ts';

/** Nobody listens there, and nothing is asked twice: such an engine is known to be away at once. */
const CLOSED_ENGINE = { id: 'closed', name: 'Closed', kind: 'live', url: 'https://127.0.0.1:9', user: 'operator', auth: 'basic', tuning: { retries: 0 } };
const DEMO_ENGINE = { id: 'demo', name: 'Demo', kind: 'demo', url: null, user: null, auth: 'basic' };
const TRUTH = [true, 'false'];

interface JobRow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly streamId: string;
  readonly streamName: string;
  readonly workstation: string;
}

/** What the fields and parameters of an operation may hold, by their name. */
export type KnownThings = (operation: Pick<Operation, 'path'>) => Known;

/** Asks a question, plants canaries and sets a watch, so that there is one of each thing. The core has review items. */
export async function makeKnownThings({ ask, call }: Core): Promise<KnownThings> {
  const turn = await ask('Which jobs failed?');
  await call('POST', '/audit/canaries');
  const { data: rows } = await call<{ data: JobRow[] }>('GET', '/plan/jobs?limit=12');
  const { items } = await call<{ items: { id: string; memory: { id: string } }[] }>('GET', '/review?limit=100');
  const watch = await call<{ id: string }>('POST', '/plan/watches', { jobKey: rows[0]!.key, event: 'failed' });
  const backup = await call<{ name: string }>('POST', '/backups');
  const tools = await call<{ name: string }[]>('GET', '/tools');
  const known: Readonly<Record<string, readonly unknown[]>> = {
    turnId: [turn.id],
    conversationId: [turn.conversationId],
    memoryId: [turn.memoryId, ...items.slice(0, 12).map(({ memory }) => memory.id)],
    jobKey: rows.map(({ key }) => key),
    job: rows.flatMap(({ id, key, name }) => [id, key, name]),
    stream: rows.map(({ streamName }) => streamName),
    streamId: rows.map(({ streamId }) => streamId),
    workstation: rows.map(({ workstation }) => workstation),
    statuses: [['ABEND', 'FAIL'], ['ERROR']],
    isLate: TRUTH,
    isCritical: TRUTH,
    question: ['Which jobs failed?', `Why did ${jobOf(0)} abend?`, 'What failed since 9999-12-31?', '/late', '/job @', 'e hoje?'],
    engineId: ['demo', 'closed'],
    activeEngineId: ['demo', 'closed', null],
    engines: [[CLOSED_ENGINE], [DEMO_ENGINE], [DEMO_ENGINE, CLOSED_ENGINE], []],
    engine: [CLOSED_ENGINE, { ...CLOSED_ENGINE, id: 'other', url: 'https://nowhere.invalid:31116' }],
    url: ['http://127.0.0.1:9/v1', null],
    redisUrl: ['redis://127.0.0.1:9', null],
    schedule: ['*/15 * * * *', '0 0 31 2 *', '* * * * * *', '@hourly'],
  };
  const ids = (path: string): readonly unknown[] => {
    if (path.startsWith('/review'))
      return itemsFor(
        path,
        items.map(({ id }) => id),
      );
    if (path.startsWith('/plan/graph')) return rows.flatMap(({ id, streamId }) => [`job:${id}`, `stream:${streamId}`]);
    if (path.startsWith('/plan/watches')) return [watch.id];
    return path.startsWith('/plan') ? rows.map(({ id }) => id) : [];
  };
  // A restore begins the core anew: it has tests of its own.
  const namesFor = (path: string): readonly unknown[] =>
    path === '/tools/{name}' ? tools.map(({ name }) => name) : path === '/backups/preview' ? [backup.name] : [];
  return ({ path }) => {
    const own: Readonly<Record<string, readonly unknown[]>> = {
      id: ids(path),
      ids: [],
      name: namesFor(path),
      version: versionsFor(path),
    };
    return (name) => own[name] ?? known[name] ?? [];
  };
}

/** A decision depends on those before it: each kind has items of its own, and undo those of approve, release those of claim. */
const KINDS = [['approve', 'undo'], ['claim', 'release'], ['correct'], ['reject'], ['bulk', 'preview']];
const ITEMS_EACH = 5;

/** A version moves on with each decision: claims stop short of where releases could no longer follow. */
const versionsFor = (path: string): readonly unknown[] => (path.endsWith('/claim') ? [0, 1] : [0, 1, 2]);

function itemsFor(path: string, items: readonly unknown[]): readonly unknown[] {
  const last = path.split('/').at(-1) ?? '';
  const at = KINDS.findIndex((kind) => kind.includes(last)) + 1;
  return items.slice(at * ITEMS_EACH, (at + 1) * ITEMS_EACH);
}
