/** One plan, one answer: what a job blocks and what it keeps from running at all, asked in chat, by tool, as the screen does and over REST. */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Contract } from '../../src-preload/contract/index.ts';
import type { Freshness, ImpactResult, WaitReason } from '../../src-preload/contract/plan.ts';
import type { ToolCall } from '../../src-preload/contract/toolCalls.ts';
import { type Core, startCore } from '../fakes/core.ts';
import type { FakeEngine } from '../fakes/engine.ts';
import { startStrangerEngine } from '../fakes/strangerEngine.ts';
import type { Row } from '../fakes/strangerPlan.ts';
import { temporaryDirectory } from '../fakes/temporaryDirectory.ts';

const NAMES = ['JOB_A', 'JOB_B', 'JOB_C', 'JOB_D'];
const idOf = (name: string) => `00000001-c9da-3799-96ed-${String(NAMES.indexOf(name)).padStart(12, '0')}`;
const streamIdOf = (name: string) => idOf(name).replace('00000001', '00000002');
const COMMON: Readonly<Record<string, string>> = { ABEND: 'ERROR', EXEC: 'RUNNING', HOLD: 'WAITING' };

const follows = (name: string, ...statusConditions: string[]): Row => ({
  dependencyType: 'EXTERNAL_JOB',
  dependencyStatus: 'UNSATISFIED',
  jobId: idOf(name),
  jobName: name,
  jobStreamId: streamIdOf(name),
  jobStreamName: `S_${name}`,
  jobStreamWorkstation: '/AGT01',
  jobStreamFolder: '/BANK',
  ...(statusConditions.length === 0 ? {} : { conditional: true, statusConditions }),
});
const job = (name: string, status: string, ...dependencies: Row[]): Row => ({
  id: idOf(name),
  planId: 'plan-1',
  name,
  folder: '/BANK',
  workstation: '/AGT01',
  jobStreamId: streamIdOf(name),
  jobStreamName: `S_${name}`,
  jobStreamWorkstation: '/AGT01',
  priority: 10,
  schedTime: '2026-03-10T01:00:00Z',
  lastRunCompositeStatus: { status, canceled: false },
  lastRunCommonStatus: COMMON[status],
  dependencies,
  dependenciesStats: { numberOfDependencies: dependencies.length, numberOfUnresolvedDependencies: dependencies.length },
});
const stream = ({ id, name }: Row): Row => ({
  id: streamIdOf(String(name)),
  planId: 'plan-1',
  name: `S_${String(name)}`,
  folder: '/BANK',
  workstation: '/AGT01',
  schedTime: '2026-03-10T01:00:00Z',
  compositeStatus: { status: 'HOLD' },
  commonStatus: 'WAITING',
  dependencies: [],
  dependenciesStats: { numberOfDependencies: 0 },
  of: id,
});
const planOf = (...jobs: Row[]) => ({
  jobs,
  streams: jobs.map(stream),
  workstations: [
    { id: '00000005-c9da-3799-96ed-000000000001', name: '/AGT01', folder: '/', type: 'AGENT', limit: '20', fence: '0', activeStates: ['LINKED', 'JOBMAN_UP'] },
  ],
});

/** The answer is HCL's rule: the sources stand in src-main/plan/graph/phases.ts. */
const PLANS = [
  {
    name: 'A in ABEND, and B follows it if it ends in ABEND: B is released',
    rows: planOf(job('JOB_A', 'ABEND'), job('JOB_B', 'HOLD', follows('JOB_A', 'ABEND'))),
    blocked: [],
    suppressed: [],
    said: [/Nothing else in the plan waits for/],
  },
  {
    name: 'A runs, and B needs one of A and C, which is in ABEND: all hangs on A',
    rows: planOf(
      job('JOB_A', 'EXEC'),
      job('JOB_C', 'ABEND'),
      job('JOB_B', 'HOLD', { dependencyType: 'JOIN', joinName: 'ANY', criteria: 'AT_LEAST', joinQuantity: 1, members: [follows('JOB_A'), follows('JOB_C')] }),
    ),
    blocked: ['JOB_B'],
    suppressed: [],
    said: [/1 job in 1 job stream cannot run/],
  },
  {
    name: 'A in ABEND, B follows it if it ends in SUCC, and D follows B: neither will run at all',
    rows: planOf(job('JOB_A', 'ABEND'), job('JOB_B', 'HOLD', follows('JOB_A', 'SUCC')), job('JOB_D', 'HOLD', follows('JOB_B'))),
    blocked: [],
    suppressed: ['JOB_B SUCC of /AGT01#/BANK/S_JOB_A.JOB_A in ABEND', 'JOB_D  of /AGT01#/BANK/S_JOB_B.JOB_B in HOLD'],
    said: [/2 jobs will not run at all because of/, /it asks .*JOB_A.* to end well/, /it follows .*JOB_B.*, which will not run either/],
  },
] as const;

const answerOf = ({ blocked, suppressed }: ImpactResult) => ({
  blocked: blocked.map(({ name }) => name),
  suppressed: suppressed.map(({ name, missed: { on, status, conditions } }) => `${name} ${conditions.join('|')} of ${on} in ${status}`),
});

describe.each(PLANS)('$name', ({ rows, blocked, suppressed, said }) => {
  describe.each(['lists', 'left-out-of-lists'] as const)('dependencies told by %s', (dependencies) => {
    let engine: FakeEngine;
    let core: Core;
    const directory = temporaryDirectory('resync-one-plan-');
    beforeAll(async () => {
      engine = await startStrangerEngine({ dependencies }, rows);
      const env = { RESYNC_TWS_URL: engine.url, RESYNC_TWS_USER: 'reader', RESYNC_TWS_PASSWORD: 's3cret', RESYNC_TWS_CA: engine.ca };
      core = await startCore({ dataDir: directory.path, env: { ...env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } });
    });
    afterAll(async () => {
      await core.kill('SIGTERM');
      await engine.close();
      await directory[Symbol.asyncDispose]();
    });

    test('REST, the screen, the tool and the chat say the same', async () => {
      const rest = await core.call<{ data: ImpactResult; freshness: Freshness }>('GET', `/plan/jobs/${idOf('JOB_A')}/impact`);
      expect({ ...answerOf(rest.data), isComplete: rest.freshness.isComplete }).toEqual({ blocked, suppressed, isComplete: true });

      const socket = new WebSocket(`${core.url.replace('http', 'ws').replace(/\/$/, '')}/rpc`, { headers: { authorization: `Bearer ${core.token}` } });
      // The link asks for the browser's WebSocket; `ws` offers the parts it uses.
      const screen = createORPCClient<ContractRouterClient<Contract>>(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
      expect((await screen.plan.impact({ id: idOf('JOB_A') })).data).toEqual(rest.data);
      const tool = (await screen.tools.run({ name: 'impact', args: { job: 'JOB_A' } })) satisfies ToolCall;
      expect(tool).toMatchObject({ outcome: 'ok', data: { kind: 'found', impact: rest.data } });
      socket.close();

      const turn = await core.ask('/impact JOB_A');
      for (const words of said) expect(turn.answer).toMatch(words);
      expect(turn.receipts.find((receipt) => receipt.tool === 'impact')?.data).toMatchObject({ impact: rest.data });
      for (const claim of turn.claims) expect(claim.verdict).not.toBe('contradicted');
    });

    test.skipIf(suppressed.length === 0)('why a job behind it is not running: it will not run, and which condition was missed', async () => {
      const { data } = await core.call<{ data: WaitReason[] }>('GET', `/plan/jobs/${idOf('JOB_B')}/why`);
      expect(data[0]).toMatchObject({ kind: 'suppressed', fact: { code: 'will-not-run', missed: { status: 'ABEND', conditions: ['SUCC'] } } });
      const behind = await core.call<{ data: WaitReason[] }>('GET', `/plan/jobs/${idOf('JOB_D')}/why`);
      expect(behind.data[0]).toMatchObject({ kind: 'suppressed', fact: { code: 'will-not-run', missed: { conditions: [] } } });
    });
  });
});
