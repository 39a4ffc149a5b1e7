/** `resync doctor`: asks every component now, a line each. */
import type { ComponentHealth } from '../../../../src-preload/contract/health.ts';
import { type ComponentName, componentNames } from '../../../../src-preload/contract/health.ts';
import { type CoreOptions, directoryOf, openCoreBeside } from '../core.ts';
import { terminalText } from '../terminalText.ts';

/** Beside a running Resync these would be looked at in an empty directory. */
const OF_THE_DATA: ReadonlySet<ComponentName> = new Set<ComponentName>(['store', 'backup', 'auditor', 'recorder', 'search']);

/** Exit code 1 when something is unhealthy, or could not be asked. */
export async function doctor(options: CoreOptions): Promise<number> {
  const core = await openCoreBeside(options);
  try {
    const asked = componentNames.filter((component) => !core.isBeside || !OF_THE_DATA.has(component));
    const components = await Promise.all(asked.map((component) => core.client.health.component({ component })));
    process.stdout.write(`data directory  ${directoryOf(options)}\n`);
    if (core.isBeside)
      process.stdout.write(`not checked     ${[...OF_THE_DATA].join(', ')}: Resync is running on this data, and its Health screen says how they are.\n`);
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
