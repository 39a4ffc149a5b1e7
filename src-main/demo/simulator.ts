/** The simulated scheduler: a bank's night behind HCL's REST API, over real HTTPS, for the demo and for tests. It can only be read. */
import { randomBytes } from 'node:crypto';
import { type CertificateKind, createCertificate } from './http/certificate.ts';
import { type FaultOptions, type FaultSwitches, faultsOf } from './http/faultSwitches.ts';
import { createAnswerer } from './http/gate/answerer.ts';
import type { Profile } from './http/route.ts';
import { type RequestRecord, startServer } from './http/server.ts';
import { createPlanEditor, type PlanEditor } from './life/planEditor.ts';
import { generatedNights } from './night/generatedNights.ts';
import type { Night } from './nights/catalogue.ts';
import { readStoredNights } from './nights/storedNights.ts';
import type { SimulatedPlan } from './plan/planModel.ts';
import { createPlanShelf } from './plan/planShelf.ts';
import { createSimulatedClock, type SimulatedClock } from './simulatedClock.ts';

export interface SimulatorOptions {
  /** 0 = any free port. */
  readonly port?: number | undefined;
  /** About how many jobs the plan has; default one bank's night. */
  readonly jobs?: number | undefined;
  /** The same seed and start give the same plan. */
  readonly seed?: number | undefined;
  /** With the streams that hold what an operator rarely meets; default: in plans larger than one bank's night. */
  readonly oddities?: boolean | undefined;
  /** A kept night instead of one that is made: it stands still at its instant, and moves by `advance` only. `directory`: the resources. */
  readonly night?: (Night & { readonly directory: string }) | undefined;
  /** Which version of the engine it behaves like. */
  readonly profile?: Profile | undefined;
  /** Default: the real time at its real speed. Speed 0 stands still and moves by `advance` only. */
  readonly clock?: { readonly startAtMs?: number | undefined; readonly speed?: number | undefined } | undefined;
  readonly certificate?: CertificateKind | undefined;
  /** What goes wrong from the start on. */
  readonly faults?: FaultOptions | undefined;
  readonly user?: string | undefined;
  /** Default: made at start. */
  readonly password?: string | undefined;
  /** Told of every request as it is answered. */
  readonly onRequest?: ((record: RequestRecord, isRefusedWrite: boolean) => void) | undefined;
}

export interface Simulator {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** For `Authorization: Bearer`. */
  readonly apiKey: string;
  /** PEM: its own certificate is its authority. */
  readonly ca: string;
  /** What is really true: tests compare answers with it. Another one after a rollover. */
  readonly plan: SimulatedPlan;
  readonly clock: SimulatedClock;
  /** The last requests, oldest first, at most `MOST_REQUESTS_KEPT`. */
  readonly requests: readonly RequestRecord[];
  /** How many requests tried to change something; none did. */
  readonly refusedWrites: number;
  readonly faults: FaultSwitches;
  /** Changes single facts of the current plan, seen by the next request. */
  readonly edit: PlanEditor;
  /** Ends the plan now: a new one with new ids and the next run number, and what is unfinished carried into it. */
  rollOver(): void;
  /** While JnextPlan runs, batchman is down and the plan cannot be read; at its end there is a new plan. */
  extendPlan(step: 'begin' | 'end'): void;
  /** From the next connection on. Gives the PEM to trust from then on. */
  presentCertificate(kind: CertificateKind): Promise<string>;
  close(): Promise<void>;
}

const ONE_NIGHT_JOBS = 700;
const MOST_JOBS = 500_000;
const MOST_REQUESTS_KEPT = 5_000;

/** Raises RangeError for a number of jobs out of range or a fault it does not have, Error for a night that cannot be read, and what `listen` raises. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { jobs = ONE_NIGHT_JOBS, seed = 1, oddities, profile = '10.2.8', user = 'operator' } = options;
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > MOST_JOBS) throw new RangeError(`The simulator makes plans of 1 to ${MOST_JOBS} jobs, not ${jobs}.`);
  const { night } = options;
  const startAtMs = night?.atMs ?? options.clock?.startAtMs ?? Date.now();
  const certificate = await createCertificate(options.certificate ?? 'valid');
  const nights = night === undefined ? generatedNights({ jobs, seed, oddities, anchorMs: startAtMs }) : readStoredNights(night.directory, night.name);
  // After the plan is made, so that its making does not eat simulated time.
  const clock = createSimulatedClock({ startAtMs, speed: night === undefined ? (options.clock?.speed ?? 1) : 0 });
  const password = options.password ?? randomBytes(12).toString('base64url');
  const apiKey = createApiKey(user);
  const faults = faultsOf(options.faults);
  const isStopped = () => faults.extending || faults.batchman !== 'LIVES';
  const plans = createPlanShelf({ nights, now: () => clock.now(), isStopped });
  const requests: RequestRecord[] = [];
  let refusedWrites = 0;
  const server = await startServer({
    port: options.port ?? 0,
    certificate,
    faults,
    now: () => clock.now(),
    answer: createAnswerer({ plans, profile, faults, credentials: { user, password, apiKey } }),
    onRequest: (record, isRefusedWrite) => {
      requests.push(record);
      if (requests.length > MOST_REQUESTS_KEPT) requests.shift();
      if (isRefusedWrite) refusedWrites++;
      options.onRequest?.(record, isRefusedWrite);
    },
  });
  return {
    url: server.url,
    user,
    password,
    apiKey,
    ca: certificate.ca,
    get plan() {
      return plans.current();
    },
    clock,
    requests,
    get refusedWrites() {
      return refusedWrites;
    },
    faults,
    edit: createPlanEditor({ plan: () => plans.current(), now: () => clock.now() }),
    rollOver: () => plans.rollOver(),
    extendPlan(step) {
      if (step === 'end' && faults.extending) plans.rollOver();
      faults.extending = step === 'begin';
      faults.batchman = step === 'begin' ? 'down' : 'LIVES';
    },
    async presentCertificate(kind) {
      const next = await createCertificate(kind);
      server.present(next);
      return next.ca;
    },
    close: () => server.close(),
  };
}

/** Looks like the engine's key, a JSON Web Token; only this simulator knows it. */
function createApiKey(user: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ sub: user, iss: 'resync-simulator' })}.${randomBytes(32).toString('base64url')}`;
}
