/** `resync simulate`: the simulated scheduler alone, over real HTTPS, for trying clients and scripts against it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../../base/fault.ts';
import { loadSimulator, type SimulatorOptions } from '../../../demo/index.ts';
import { faultsTyped } from './simulatedFaults.ts';
import { untilStopped } from '../untilStopped.ts';

/**
 * Prints one JSON line when ready; `ca` is the path of a PEM file, as `RESYNC_TWS_CA` takes it.
 * Faults may be typed on stdin while it runs. Each request is a JSON line on stderr; the last line there counts them, and the writes that were refused.
 */
export async function simulate(options: SimulatorOptions): Promise<number> {
  let requests = 0;
  const onRequest: SimulatorOptions['onRequest'] = (record, isRefusedWrite) => {
    requests++;
    say({ ...record, isRefusedWrite });
  };
  const { startSimulator } = await loadSimulator();
  const simulator = await startSimulator({ ...options, onRequest }).catch((thrown: unknown) => {
    throw thrown instanceof RangeError ? new Fault('INVALID_INPUT', thrown.message) : thrown;
  });
  const directory = mkdtempSync(join(tmpdir(), 'resync-simulator-'));
  const ca = join(directory, 'ca.pem');
  writeFileSync(ca, simulator.ca);
  const { url, user, password, apiKey } = simulator;
  process.stdout.write(`${JSON.stringify({ url, user, password, apiKey, ca, pid: process.pid })}\n`);
  const stopTyping = faultsTyped(simulator.faults, say);
  await untilStopped(async () => {
    stopTyping();
    await simulator.close();
    say({ requests, refusedWrites: simulator.refusedWrites });
    rmSync(directory, { recursive: true, force: true });
  });
  return 0;
}

function say(line: object): void {
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
