/** Tests an engine connection step by step, with values that need not be saved, so that a person sees which step fails and why. */
import type { ConnectionTest } from '../../src-preload/contract/settings.ts';
import type { Clock } from '../base/clock.ts';
import type { Outlet } from '../base/egress/gate.ts';
import { asFault, type Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import { createTwsClient } from './client.ts';
import { engineBase } from './connection/engineBase.ts';
import { checkCertificate, type HostLook, reach, type TestedCertificate } from './connection/lookAtHost.ts';
import type { Credentials, EngineConnection } from './http/transport.ts';
import type { TwsClient } from './types/types.ts';

interface ConnectionTestDeps {
  readonly engine: EngineConnection;
  readonly credentials: () => Promise<Credentials>;
  readonly caPem: string | null;
  readonly log: Log;
  readonly clock: Clock;
  readonly outlet: Outlet;
}

type Step = ConnectionTest['steps'][number];
interface NamedStep {
  readonly name: string;
  /** One sentence of what was found. */
  readonly run: () => Promise<string>;
}

/**
 * Never raises: what fails is in the result, the steps after it are `skipped`. The connection works when one of the hosts does:
 * a backup master that is down shows as a failed step.
 */
export async function testEngineConnection(deps: ConnectionTestDeps): Promise<ConnectionTest> {
  const certificates: TestedCertificate[] = [];
  const hosts = await Promise.all(looksOf(deps).map((look, index) => inTurn(hostSteps(look, index, deps.clock, certificates))));
  const steps = hosts.flatMap((host) => host.steps);
  const failed = hosts.every(({ fault }) => fault !== null) ? (hosts[0]?.fault ?? null) : null;
  const opened: { client: TwsClient | null } = { client: null };
  const client = () => (opened.client ??= createTwsClient(deps));
  const reading = await inTurn(readingSteps(client), failed);
  await opened.client?.close();
  return { isOk: reading.fault === null, steps: [...steps, ...reading.steps], fault: reading.fault?.toData() ?? null, certificates };
}

/** An address that is none is found by the first step. */
function looksOf({ engine, outlet, caPem }: ConnectionTestDeps): (() => HostLook)[] {
  return [engine.baseUrl, ...(engine.fallbackUrls ?? [])].map((url) => () => ({
    base: engineBase(url),
    outlet,
    policy: engine,
    caPem,
    connectTimeoutMs: engine.connectTimeoutMs,
  }));
}

/** One after the other until one fails. @param before a fault that leaves nothing to do */
async function inTurn(named: readonly NamedStep[], before: Fault | null = null): Promise<{ steps: Step[]; fault: Fault | null }> {
  const steps: Step[] = [];
  let fault = before;
  for (const { name, run } of named) {
    if (fault !== null) {
      steps.push({ name, outcome: 'skipped', detail: 'An earlier step failed.', durationMs: 0 });
      continue;
    }
    const startedAt = performance.now();
    const outcome = await attempt(run);
    fault = outcome.fault;
    steps.push({ name, outcome: fault === null ? 'ok' : 'failed', detail: outcome.detail, durationMs: Math.round(performance.now() - startedAt) });
  }
  return { steps, fault };
}

async function attempt(run: () => Promise<string>): Promise<{ detail: string; fault: Fault | null }> {
  try {
    return { detail: await run(), fault: null };
  } catch (error) {
    const fault = asFault(error);
    return { detail: fault.message, fault };
  }
}

function hostSteps(look: () => HostLook, index: number, clock: Clock, certificates: TestedCertificate[]): NamedStep[] {
  const ofBackup = index === 0 ? '' : ` (backup ${index})`;
  return [
    { name: `Reach the host${ofBackup}`, run: async () => reach(look()) },
    { name: `Certificate${ofBackup}`, run: async () => checkCertificate(look(), clock.now(), (certificate) => certificates.push(certificate)) },
  ];
}

function readingSteps(client: () => TwsClient): NamedStep[] {
  const options = { why: 'connection test', maxAgeMs: 0 };
  return [
    {
      name: 'Sign in',
      run: async () => {
        const info = await client().engineInfo(options);
        return `Signed in at ${client().connection().host}; the engine's time zone is ${info.data.timeZone ?? 'not said'}.`;
      },
    },
    {
      name: 'Version',
      run: async () => {
        const info = await client().engineInfo({ why: options.why });
        return `Version ${info.data.version}${info.data.runNumber === null ? '' : `, plan run ${info.data.runNumber}`}.`;
      },
    },
    {
      name: 'Read the plan',
      run: async () => {
        const jobs = await client().jobs({ limit: 1 }, options);
        return jobs.total === null ? 'The current plan can be read.' : `The current plan can be read: ${jobs.total} jobs.`;
      },
    },
  ];
}
