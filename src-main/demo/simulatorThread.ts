/** The simulator's thread: starts it, says where it is, and closes it when told to. */
import { openThread } from '../base/thread/inThread.ts';
import { startSimulator } from './simulator.ts';
import type { SimulatorSide, ThreadOptions } from './startSimulatorThread.ts';

const { data, serve } = openThread<ThreadOptions>();
let close = async (): Promise<void> => {};

serve<SimulatorSide>({
  start: async () => {
    const simulator = await startSimulator(data);
    close = simulator.close;
    const { url, user, password, apiKey, ca } = simulator;
    return { url, user, password, apiKey, ca };
  },
  close: () => close(),
});
