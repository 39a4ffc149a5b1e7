/** A kept night is, at every instant and in every answer of its engine, what was written down beside it, and it never becomes another. */
import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clockAt } from '../../../src-main/base/clock.ts';
import { nightAt } from '../../../src-main/demo/nights/catalogue.ts';
import { readStoredNights } from '../../../src-main/demo/nights/storedNights.ts';
import { type Simulator, startSimulator } from '../../../src-main/demo/simulator.ts';
import { resourcesDir } from '../../../src-main/hosts/cli/places.ts';
import { waitRowsOf } from '../../../src-main/plan/snapshot/held/waitRows.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import type { NodeRef, Reading, TwsClient } from '../../../src-main/tws/types/types.ts';
import type { Job } from '../../../src-preload/contract/plan/plan.ts';
import { clientDeps } from '../../fakes/engine/engineClient.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';
import type { JobTruth, MomentTruth, NightTruth } from '../../nights/truth.ts';

const NIGHT = 'night-1';
const EXAMPLE = '2026-11-30T14:58:00.000Z';
const file = (name: string) => readFileSync(join(resourcesDir, 'nights', `${name}.json.br`));
const truth = JSON.parse(brotliDecompressSync(file(`${NIGHT}.truth`)).toString()) as NightTruth; // written by writeNight.ts
const why = 'test';
const ALL = { limit: 5_000 };

let simulator: Simulator;
let client: TwsClient;
/** The engine alone, as `simulate --night` runs it. */
async function startAt(at: string): Promise<void> {
  simulator = await startSimulator({ night: { ...nightAt(NIGHT, at), directory: resourcesDir } });
  const credentials = async () => ({ kind: 'basic', user: simulator.user, password: simulator.password }) as const;
  client = createTwsClient(clientDeps(simulator, { credentials, clock: clockAt(Date.parse(at)), requestTimeoutMs: 20_000, logTimeoutMs: 20_000 }));
}
async function stop(): Promise<void> {
  await client.close();
  await simulator.close();
}

/** All of it, or the comparison says nothing. */
function whole<T>({ data, isComplete, isTruncated }: Reading<T>): T {
  expect({ isComplete, isTruncated }).toEqual({ isComplete: true, isTruncated: false });
  return data;
}
const bare = (name: string) => name.replace(/^\//, '');

async function momentRead(): Promise<MomentTruth> {
  const [jobs, counts, streams, resources, prompts] = await Promise.all([
    client.jobs(ALL, { why }),
    client.jobCounts({ why }),
    client.streams(ALL, { why }),
    client.resources({ why }),
    client.prompts({ why }),
  ]);
  return {
    jobs: Object.fromEntries(
      whole(jobs).map((job): [string, JobTruth] => {
        const { internal, common } = job.status;
        return [job.id, [internal, common, job.isCanceled, job.isLate === true, job.startedAt, job.endedAt, job.returnCode]];
      }),
    ),
    counts: Object.fromEntries(Object.entries(whole(counts).byStatus).filter(([, count]) => count > 0)),
    streams: Object.fromEntries(
      whole(streams).map(({ name, status, jobs: of }) => [name, [status.internal, of?.total ?? -1, of?.done ?? -1, of?.running ?? -1, of?.failed ?? -1]]),
    ),
    available: Object.fromEntries(whole(resources).map(({ name, available }) => [name, available ?? -1])),
    prompts: Object.fromEntries(whole(prompts).map(({ name, status }) => [name ?? '', status])),
  };
}

test('its file, and the truth beside it, are the ones that were written', () => {
  const sha256 = (name: string) => hash('sha256', file(name), 'hex');
  expect(sha256(NIGHT)).toBe('875fb00224da77a570e3d1e71b0d69c822a512d8e2878f5d16a0e02193ec8a72');
  expect(sha256(`${NIGHT}.truth`)).toBe('c16f5a479fb07e56eec650db594dd6123a3a53e63c60f8aa749a2877c6212509');
});

test('a file that was changed is refused, not served', async () => {
  await using directory = temporaryDirectory('resync-night-');
  expect(() => readStoredNights(directory.path, NIGHT)).toThrow(/ENOENT/);
  mkdirSync(join(directory.path, 'nights'));
  const changed = file(NIGHT);
  changed[changed.length - 1] = changed.at(-1)! ^ 1;
  writeFileSync(join(directory.path, 'nights', `${NIGHT}.json.br`), changed);
  expect(() => readStoredNights(directory.path, NIGHT)).toThrow(/not the one that was written/);
});

test('it is the night of the handed cases: 700 jobs, 249 done, 426 waiting, 4 failed, and LOAD_DWH from 12:54 to 13:02', () => {
  const { counts, jobs } = truth.moments[EXAMPLE]!;
  expect(Object.keys(truth.jobs)).toHaveLength(700);
  expect(counts).toMatchObject({ SUCCESSFUL: 249, WAITING: 426, ERROR: 4 });
  const [loadId] = Object.entries(truth.jobs).find(([, { key }]) => key.endsWith('/DWH_NIGHT.LOAD_DWH'))!;
  expect(jobs[loadId]).toEqual(['ABEND', 'ERROR', false, false, '2026-11-30T12:54:12.000Z', '2026-11-30T13:02:12.000Z', 8]);
  expect(truth.blocked[loadId]).toMatchObject({ jobs: 14, critical: expect.toSatisfy((names: readonly string[]) => names.length === 2) });
  expect(truth.planId).toBe('a2c0c21f-3674-38e1-a7f2-ac6b63b278a4');
});

describe.each(Object.keys(truth.moments))('at %s', (at) => {
  beforeEach(() => startAt(at));
  afterEach(stop);

  test('the engine answers what is true', async () => {
    expect(await momentRead()).toEqual(truth.moments[at]);
    expect(client.engineNowMs()).toBe(Date.parse(at));
  });
});

describe('at its example', () => {
  beforeEach(() => startAt(EXAMPLE));
  afterEach(stop);

  test('names, priorities, deadlines and what waits for what are those written down', async () => {
    const jobs = whole(await client.jobs(ALL, { why }));
    const named = await namesAwaited(jobs);
    const read = Object.fromEntries(
      jobs.map((job) => [
        job.id,
        {
          key: job.key,
          workstation: bare(job.workstation),
          priority: job.priority,
          isCritical: job.isCritical,
          deadline: job.deadlineAt,
          scheduled: job.scheduledAt,
          estimatedMs: job.estimatedMs,
          waitsFor: named.get(job.id) ?? [],
        },
      ]),
    );
    // What is no job and no stream is not part of the network.
    const isNode = (one: string) => /^[0-9a-f]{8}-/.test(one);
    expect(read).toEqual(Object.fromEntries(Object.entries(truth.jobs).map(([id, job]) => [id, { ...job, waitsFor: job.waitsFor.filter(isNode) }])));
  });

  test('every log is word for word the one written down', async () => {
    const read: Record<string, readonly string[]> = {};
    for (const runId of Object.keys(truth.logs)) {
      const { lines } = whole(await client.logLines(runId, { from: 1, to: 500 }, { why }));
      read[runId] = lines.map(({ text }) => text);
    }
    expect(read).toEqual(truth.logs);
  });

  test('workstations with their limits, fences and links, resources, prompts and files are those written down', async () => {
    const stations = whole(await client.workstations(ALL, { why }));
    for (const { name, limit, fence, isLinked } of stations) {
      const real = truth.workstations[bare(name)]!;
      expect({ name, limit: limit ?? -1, fence }).toEqual({ name, limit: real.limit, fence: real.fence });
      if (isLinked !== null) expect(isLinked).toBe(real.isLinked);
    }
    expect(stations).toHaveLength(Object.keys(truth.workstations).length);
    expect(Object.fromEntries(whole(await client.resources({ why })).map(({ name, quantity }) => [name, quantity]))).toEqual(truth.resources);
    expect(Object.fromEntries(whole(await client.prompts({ why })).map(({ name, text }) => [name, text]))).toEqual(truth.prompts);
    expect(
      whole(await client.files({ why }))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(truth.files).sort());
    expect(
      whole(await client.criticalJobs({ why }))
        .map(({ key }) => key)
        .sort(),
    ).toEqual(
      Object.values(truth.jobs)
        .flatMap(({ isCritical, key }) => (isCritical ? [key] : []))
        .sort(),
    );
  });

  test('its time stands still, no plan follows it, and the night before can be read', async () => {
    const before = await momentRead();
    expect(simulator.clock.now()).toBe(Date.parse(EXAMPLE));
    simulator.clock.advance(48 * 3_600_000);
    expect(simulator.plan.id).toBe(truth.planId);
    expect(() => simulator.rollOver()).toThrow(/No plan follows/);
    simulator.clock.advance(-48 * 3_600_000);
    expect(await momentRead()).toEqual(before);
    const [archived] = whole(await client.plans(['ARCHIVED'], { why }));
    expect(whole(await client.jobs(ALL, { why, planId: archived!.id }))).toHaveLength(700);
  });
});

/** Jobs and streams that each job waits for with its stream, as the engine tells it by id. */
async function namesAwaited(jobs: readonly Job[]): Promise<Map<string, string[]>> {
  const names = async (node: NodeRef) =>
    waitRowsOf(whole(await client.dependencies(node, { why })) ?? []).flatMap(({ members }) =>
      members.flatMap(({ kind, id }) => (kind === 'outside' ? [] : id)),
    );
  const ofStream = new Map<string, string[]>();
  for (const streamId of new Set(jobs.map((job) => job.streamId))) ofStream.set(streamId, await names(`stream:${streamId}`));
  const awaited = new Map<string, string[]>();
  for (const { id, streamId } of jobs) awaited.set(id, [...(await names(`job:${id}`)), ...(ofStream.get(streamId) ?? [])].sort());
  return awaited;
}
