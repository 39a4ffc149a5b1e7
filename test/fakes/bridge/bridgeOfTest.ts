/** A fake core for one test, its line open: the test fails when the page called what no script answers, or anybody broke the contract. */
import { expect, onTestFinished } from 'vitest';
import { useConnection } from '../../../src-renderer/bridge/connection.ts';
import { type FakeBridge, fakeBridge } from './fakeBridge.ts';

export function bridgeOfTest(): FakeBridge {
  const bridge = fakeBridge();
  bridge.connect();
  onTestFinished(async () => {
    await bridge.quiet();
    useConnection.setState(useConnection.getInitialState(), true);
    bridge.close();
    // What still waited fails now, and what that leads to must not meet the bridge of the next test.
    await bridge.quiet();
    expect(bridge.complaints).toEqual([]);
  });
  return bridge;
}
