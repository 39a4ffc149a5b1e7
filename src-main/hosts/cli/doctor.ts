/** `resync doctor`: asks every component now, a line each. */
import type { ComponentHealth } from '../../../src-preload/contract/health.ts';
import { componentNames } from '../../../src-preload/contract/health.ts';
import { type CoreOptions, openCoreBeside } from './core.ts';
import { terminalText } from './terminalText.ts';

/** Exit code 1 when something is unhealthy, or could not be asked. */
export async function doctor(options: CoreOptions): Promise<number> {
  const core = await openCoreBeside(options);
  try {
    const components = await Promise.all(componentNames.map((component) => core.client.health.component({ component })));
    process.stdout.write(`data directory  ${core.dataDir}\n`);
    for (const component of components) process.stdout.write(`${terminalText(line(component))}\n`);
    return components.some(({ state }) => state === 'unhealthy' || state === 'unknown') ? 1 : 0;
  } finally {
    await core.close();
  }
}

function line({ component, state, latencyMs, detail, meaning }: ComponentHealth): string {
  const latency = latencyMs === null ? '' : `${latencyMs} ms`;
  return `${component.padEnd(9)} ${state.padEnd(9)} ${latency.padStart(8)}  ${[detail, meaning].filter((text) => text !== '').join(' ')}`;
}
