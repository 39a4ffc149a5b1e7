/** Tests an engine connection step by step, with values that need not be saved, so that a person sees which step fails and why. */
import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import type { ConnectionTest } from '../../src-preload/contract/settings.ts';
import type { Clock } from '../base/clock.ts';
import { asFault, Fault } from '../base/fault.ts';
import type { Log } from '../base/log.ts';
import { type Certificate, seeCertificate } from './certificate.ts';
import { createTwsClient } from './client.ts';
import { networkFailure } from './failures.ts';
import { type Credentials, type Egress, type EngineConnection, engineBase } from './transport.ts';
import type { TwsClient } from './types.ts';

interface ConnectionTestDeps {
  readonly engine: EngineConnection;
  readonly credentials: () => Promise<Credentials>;
  readonly caPem: string | null;
  readonly log: Log;
  readonly clock: Clock;
  readonly onEgress: (egress: Egress) => void;
}

type Step = ConnectionTest['steps'][number];
interface NamedStep {
  readonly name: string;
  /** One sentence of what was found. */
  readonly run: () => Promise<string>;
}

/** Never raises: what fails is in the result, the steps after it are `skipped`. */
export async function testEngineConnection(deps: ConnectionTestDeps): Promise<ConnectionTest> {
  const found: { certificate: Certificate | null } = { certificate: null };
  const opened: { client: TwsClient | null } = { client: null };
  const connected = () => {
    opened.client ??= createTwsClient(deps);
    return opened.client;
  };
  const steps: Step[] = [];
  let fault: Fault | null = null;
  for (const step of stepsOf(deps, found, connected)) {
    if (fault !== null) {
      steps.push({ name: step.name, outcome: 'skipped', detail: 'An earlier step failed.', durationMs: 0 });
      continue;
    }
    const startedAt = performance.now();
    const outcome = await attempt(step.run);
    fault = outcome.fault;
    steps.push({ name: step.name, outcome: fault === null ? 'ok' : 'failed', detail: outcome.detail, durationMs: Math.round(performance.now() - startedAt) });
  }
  await opened.client?.close();
  return { isOk: fault === null, steps, fault: fault?.toData() ?? null, certificate: found.certificate };
}

async function attempt(run: () => Promise<string>): Promise<{ detail: string; fault: Fault | null }> {
  try {
    return { detail: await run(), fault: null };
  } catch (error) {
    const fault = asFault(error);
    return { detail: fault.message, fault };
  }
}

function stepsOf(deps: ConnectionTestDeps, found: { certificate: Certificate | null }, client: () => TwsClient): NamedStep[] {
  const { engine } = deps;
  const options = { why: 'connection test', maxAgeMs: 0 };
  return [
    { name: 'Reach the host', run: () => reach(engine) },
    { name: 'Certificate', run: () => checkCertificate(deps, found) },
    {
      name: 'Sign in',
      run: async () => {
        const info = await client().engineInfo(options);
        return `Signed in; the engine's time zone is ${info.data.timeZone ?? 'not said'}.`;
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

async function reach(engine: EngineConnection): Promise<string> {
  const base = engineBase(engine.baseUrl);
  const url = new URL(base.origin);
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (url.protocol === 'https:' ? '443' : '80'));
  const limits = { connectMs: engine.connectTimeoutMs, answerMs: engine.connectTimeoutMs };
  try {
    const { address } = await lookup(hostname);
    await openAndClose(address, port, engine.connectTimeoutMs);
    return `${hostname} is ${address} and accepts connections on port ${port}.`;
  } catch (error) {
    throw networkFailure(error, { host: base.host, what: 'v1', engineVersion: null }, limits).fault;
  }
}

function openAndClose(host: string, port: number, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const timer = setTimeout(() => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })), timeoutMs);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.destroy();
      resolve();
    });
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

async function checkCertificate(deps: ConnectionTestDeps, found: { certificate: Certificate | null }): Promise<string> {
  const url = new URL(engineBase(deps.engine.baseUrl).origin);
  if (url.protocol !== 'https:') return 'No certificate: the address is http on this computer.';
  const seen = await seeCertificate(url, deps.caPem, deps.engine.connectTimeoutMs);
  found.certificate = seen.certificate;
  const validTo = seen.certificate === null ? 'an unknown date' : seen.certificate.validTo.slice(0, 10);
  if (seen.fault === null) return `Trusted, valid until ${validTo}.`;
  if (deps.engine.isTlsUnverified) return `Not verified, by the exception set for this engine. ${seen.fault.message}`;
  throw seen.fault;
}
