/** The one door of the simulated scheduler. */
export { type FaultSwitches, faultsOf } from './http/faultSwitches.ts';
export { type Night, NIGHTS_SAID, nightAt } from './nights/catalogue.ts';
export type { SimulatorOptions } from './simulator.ts';
export { startSimulatorThread } from './startSimulatorThread.ts';

/** The simulator in this very thread, for a process that is nothing else. Loaded when it is wanted: whoever has a real engine never pays for it. */
export async function loadSimulator() {
  const [{ startSimulator }, { CERTIFICATE_KINDS }] = await Promise.all([import('./simulator.ts'), import('./http/certificate.ts')]);
  return { startSimulator, CERTIFICATE_KINDS };
}
