/** How each part is doing, and every connection that left this machine. */
import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { faultSchema } from './fault.ts';
import { engineId, instant } from './ids.ts';
import { forOperator } from './procedure.ts';
import { reviewCounters } from './review/review.ts';
import { engineColors } from './settings.ts';

export const componentNames = ['engine', 'llm', 'store', 'backup', 'keychain', 'auditor', 'recorder', 'search', 'agents', 'threads'] as const;
const componentHealth = z.strictObject({
  component: z.enum(componentNames),
  /** `off`: not configured, by choice. `unknown`: not asked yet, or the question failed; never shown as healthy. */
  state: z.enum(['healthy', 'degraded', 'unhealthy', 'unknown', 'off']),
  latencyMs: z.number().nullable(),
  checkedAt: instant.nullable(),
  detail: z.string(),
  /** What it means for the operator, in English; empty when healthy. */
  meaning: z.string(),
  lastFault: faultSchema.nullable(),
});
export type ComponentHealth = z.infer<typeof componentHealth>;
export type ComponentName = (typeof componentNames)[number];

const storeState = z.strictObject({
  /** `doubtful`: kept, but not as it should be (its disk is nearly full, others can read it): Health says what. */
  state: z.enum(['ready', 'doubtful', 'failing']),
  kind: z.enum(['embedded']),
  /** Why what is asked and decided now is not kept. */
  trouble: z.enum(['deleted', 'replaced', 'log-lost', 'cut-off', 'damaged', 'full', 'read-only', 'unwritten']).nullable(),
  /** Where what it held was saved, after its file was taken away. */
  saved: z.string().nullable(),
  /** The newest backup, while it fails. */
  backup: z.string().nullable(),
});
export type StoreState = z.infer<typeof storeState>;

/** What the top bar shows. */
const appStatus = z.strictObject({
  version: z.string(),
  host: z.enum(['electron', 'server']),
  /** Why this is not the Electron window, when a launcher chose the browser. */
  hostReason: z.string().nullable(),
  /** The kept night shown instead of a real one, and the instant at which its time stands still: `now` for every age. */
  night: z.strictObject({ name: z.string(), at: instant }).nullable(),
  needsFirstRun: z.boolean(),
  engine: z.strictObject({
    id: engineId.nullable(),
    name: z.string().nullable(),
    isDemo: z.boolean(),
    state: z.enum(['none', 'live', 'stale', 'unreachable', 'unconfirmed', 'unknown']),
    lastReadAt: instant.nullable(),
    fault: faultSchema.nullable(),
    timeZone: z.string().nullable(),
    color: z.enum(engineColors).nullable(),
    /** `host:port` that answers, of the engine's hosts; null before there is a connection. */
    host: z.string().nullable(),
    /** The primary host, while a backup answers in its place, and why. */
    awayFrom: z.strictObject({ host: z.string(), fault: faultSchema.nullable(), since: instant }).nullable(),
    /** Development exception in force. */
    isTlsUnverified: z.boolean(),
    /** Exception in force: may be reached without encryption. */
    isUnencryptedAllowed: z.boolean(),
    /** The certificate in use that ends first, once that is within 30 days (`urgent`: 7). */
    certificateEnds: z
      .strictObject({ host: z.string(), validTo: z.string(), daysLeft: z.number().int(), at: z.enum(['soon', 'urgent', 'expired']) })
      .nullable(),
  }),
  llm: z.strictObject({
    state: z.enum(['off', 'ready', 'failing', 'unconfirmed', 'unknown']),
    model: z.string().nullable(),
    isUnencryptedAllowed: z.boolean(),
  }),
  store: storeState,
  auditor: z.strictObject({ state: z.string(), queued: z.number().int() }),
  review: reviewCounters,
});
export type AppStatus = z.infer<typeof appStatus>;

const egressEntry = z.strictObject({
  at: instant,
  host: z.string(),
  purpose: z.enum(['engine', 'llm', 'queue']),
  why: z.string(),
  bytesOut: z.number().int(),
  bytesIn: z.number().int(),
  outcome: z.string(),
});
export type EgressEntry = z.infer<typeof egressEntry>;

export const health = {
  list: forOperator
    .route({ method: 'GET', path: '/health', summary: 'Health of every component' })
    .output(z.strictObject({ overall: z.enum(['healthy', 'degraded', 'unhealthy']), components: z.array(componentHealth) })),
  component: forOperator
    .route({ method: 'GET', path: '/health/{component}', summary: 'Check one component now' })
    .input(z.strictObject({ component: z.enum(componentNames) }))
    .output(componentHealth),
};

export const app = {
  status: forOperator.route({ method: 'GET', path: '/status', summary: 'Engine, model, store and auditor at a glance' }).output(appStatus),
  /** The status now and after every change. */
  watch: forOperator.route({ method: 'GET', path: '/status/stream', summary: 'Status as server-sent events' }).output(eventIterator(appStatus)),
};

/** As a string in the typed contract; the server host sends it as `text/plain` on REST. */
export const metrics = forOperator.route({ method: 'GET', path: '/metrics', summary: 'Prometheus text' }).output(z.string());

export const egress = {
  list: forOperator
    .route({ method: 'GET', path: '/egress', summary: 'Connections made by this process, newest first, and totals per host' })
    .input(z.strictObject({ limit: z.coerce.number().int().min(1).max(1000).default(200) }))
    .output(
      z.strictObject({
        entries: z.array(egressEntry),
        byHost: z.array(
          z.strictObject({ host: z.string(), purpose: z.string(), calls: z.number().int(), bytesOut: z.number().int(), bytesIn: z.number().int() }),
        ),
      }),
    ),
};
