/** The simulator's thread: starts it, says where it is, and closes it when told to. */
import { parentPort, workerData } from 'node:worker_threads';
import { type SimulatorOptions, startSimulator } from './simulator.ts';
import type { SimulatorMessage } from './simulatorMessages.ts';

const say = (message: SimulatorMessage) => parentPort?.postMessage(message);

try {
  const simulator = await startSimulator(workerData as SimulatorOptions); // written by startSimulatorThread.ts
  const { url, user, password, apiKey, ca } = simulator;
  parentPort?.once('message', () => {
    void simulator.close().then(() => say({ kind: 'closed' }));
  });
  say({ kind: 'started', url, user, password, apiKey, ca });
} catch (thrown) {
  say({ kind: 'failed', reason: thrown instanceof Error ? thrown.message : String(thrown) });
}
