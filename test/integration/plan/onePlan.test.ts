/** One plan, one answer: what a job blocks and what it keeps from running at all, asked in chat, by tool, as the screen does and over REST. */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Contract } from '../../../src-preload/contract/index.ts';
import type { Freshness, ImpactResult, WaitReason } from '../../../src-preload/contract/plan/plan.ts';
import type { ToolCall } from '../../../src-preload/contract/toolCalls.ts';
import { type Core, startCore } from '../../fakes/core.ts';
import { DISPUTED_PLANS, disputedId } from '../../fakes/plan/disputedPlans.ts';
import type { FakeEngine } from '../../fakes/engine/engine.ts';
import { startStrangerEngine } from '../../fakes/engine/strangerEngine.ts';
import { temporaryDirectory } from '../../fakes/temporaryDirectory.ts';

const answerOf = ({ blocked, suppressed }: ImpactResult) => ({
  blocked: blocked.map(({ name }) => name),
  suppressed: suppressed.map(({ name, missed: { on, status, conditions } }) => `${name} ${conditions.join('|')} of ${on} in ${status}`),
});

describe.each(DISPUTED_PLANS)('$name', ({ rows, blocked, suppressed, said }) => {
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
      const rest = await core.call<{ data: ImpactResult; freshness: Freshness }>('GET', `/plan/jobs/${disputedId('JOB_A')}/impact`);
      expect({ ...answerOf(rest.data), isComplete: rest.freshness.isComplete }).toEqual({ blocked, suppressed, isComplete: true });

      const socket = new WebSocket(`${core.url.replace('http', 'ws').replace(/\/$/, '')}/rpc`, { headers: { authorization: `Bearer ${core.token}` } });
      // The link asks for the browser's WebSocket; `ws` offers the parts it uses.
      const screen = createORPCClient<ContractRouterClient<Contract>>(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
      expect((await screen.plan.impact({ id: disputedId('JOB_A') })).data).toEqual(rest.data);
      const tool = (await screen.tools.run({ name: 'impact', args: { job: 'JOB_A' } })) satisfies ToolCall;
      expect(tool).toMatchObject({ outcome: 'ok', data: { kind: 'found', impact: rest.data } });
      socket.close();

      const turn = await core.ask('/impact JOB_A');
      for (const words of said) expect(turn.answer).toMatch(words);
      expect(turn.receipts.find((receipt) => receipt.tool === 'impact')?.data).toMatchObject({ impact: rest.data });
      for (const claim of turn.claims) expect(claim.verdict).not.toBe('contradicted');
    });

    test.skipIf(suppressed.length === 0)('why a job behind it is not running: it will not run, and which condition was missed', async () => {
      const { data } = await core.call<{ data: WaitReason[] }>('GET', `/plan/jobs/${disputedId('JOB_B')}/why`);
      expect(data[0]).toMatchObject({ kind: 'suppressed', fact: { code: 'will-not-run', missed: { status: 'ABEND', conditions: ['SUCC'] } } });
      const behind = await core.call<{ data: WaitReason[] }>('GET', `/plan/jobs/${disputedId('JOB_D')}/why`);
      expect(behind.data[0]).toMatchObject({ kind: 'suppressed', fact: { code: 'will-not-run', missed: { conditions: [] } } });
    });
  });
});
