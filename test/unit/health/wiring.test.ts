/** The small functions between features keep what each side promised. */
import { expect, it } from 'vitest';
import type { Tools } from '../../../src-main/chat/tools/tools.ts';
import type { Engines } from '../../../src-main/engines/engines.ts';
import { rereadWith } from '../../../src-main/compose/wiring.ts';
import { engineId } from '../../../src-preload/contract/ids.ts';

it('a receipt is never compared with another engine, also when that one was connected in the middle of the reading', async () => {
  const bank = engineId.parse('bank');
  let connected = bank;
  const engines = { describe: () => ({ engine: { id: connected } }) } as unknown as Engines;
  let onRun = () => {};
  const tools = {
    run: async () => {
      onRun();
      return { outcome: 'ok', data: { jobs: [] }, isComplete: true, isTruncated: false, observedAtMs: 0 };
    },
  } as unknown as Tools;
  const reread = () => rereadWith(engines, tools)({ engineId: bank, tool: 'find_jobs', args: {} }, new AbortController().signal);
  expect(await reread()).toMatchObject({ outcome: 'ok' });
  onRun = () => {
    connected = engineId.parse('other');
  };
  expect(await reread()).toBeNull();
  expect(await reread()).toBeNull();
});
