/** Every setting, validated in one place. Secrets go in through `setSecret` and never come out. */
import * as z from 'zod';
import { conformance } from './conformance.ts';
import { faultSchema } from './fault.ts';
import { engineId } from './ids.ts';
import { forAdministrator, forOperator } from './procedure.ts';

/** What a number counts. Forms say it, and write `ms` as seconds and `share` as per cent. */
export type Unit = 'ms' | 's' | 'minutes' | 'days' | 'hour' | 'perHour' | 'perDay' | 'share';
/** What a schema cannot say of a setting, for forms. `cron`: text of five parts. */
export const fieldNotes = z.registry<{ readonly unit?: Unit; readonly isCron?: boolean }>();

const whole = (min: number, max: number, unit?: Unit) =>
  z
    .number()
    .int()
    .min(min)
    .max(max)
    .register(fieldNotes, unit === undefined ? {} : { unit });
const ms = (min: number, max: number) => whole(min, max, 'ms');
const days = () => whole(1, 3_650, 'days');
const share = () => z.number().min(0).max(1).register(fieldNotes, { unit: 'share' });
const cron = () => z.string().trim().min(1).max(100).register(fieldNotes, { isCron: true });

/** Shown, stored in a file and logged, hence never with a secret in it. */
export const address = z
  .url({ protocol: /^https?$/ })
  .max(500)
  // What stands before an @ in the host part, as lenient about slashes and blanks as URL parsers are.
  .refine((text) => !/^[^:]*:[\\/]*[^\\/?#]*@/.test(text.replaceAll(/\s/g, '')), {
    message: 'Leave user and password out of the address: they have fields of their own',
  });

const DEMO_ID = 'demo';

/** The numbers of the client, per engine. Defaults: gentle to the engine, kept connections between questions. */
export const engineTuning = z.strictObject({
  /** Connections to one host at most. */
  connections: whole(3, 30).default(6),
  /** How long an idle connection is kept. */
  keepAliveMs: ms(1_000, 600_000).default(150_000),
  /** A connection older than this is not used again: certificates and load balancers are looked at anew. */
  lifetimeMs: ms(10_000, 86_400_000).default(3_600_000),
  /** How often the engine in use is asked how it is; and, away from the primary host, whether that is back. */
  probeEveryMs: ms(5_000, 600_000).default(30_000),
  /** Further tries after a network error, 429 or 5xx. A refused sign-in is never tried again. */
  retries: whole(0, 10).default(2),
  /** Unreachable this many times in a row: the engine is left alone. */
  breakAfter: whole(1, 100).default(5),
  /** After this long one request tries again. */
  halfOpenAfterMs: ms(100, 600_000).default(15_000),
  /** Requests in flight at once, by kind: lists are slow on the engine, logs come from agents and may hang. */
  listsAtOnce: whole(1, 8).default(1),
  readsAtOnce: whole(1, 30).default(3),
  logsAtOnce: whole(1, 8).default(2),
});
export type EngineTuning = z.infer<typeof engineTuning>;

/** Told apart from each other in both themes, and none of them a colour of a status. */
export const engineColors = ['slate', 'blue', 'violet', 'magenta', 'teal', 'brown'] as const;
export type EngineColor = (typeof engineColors)[number];

/** As certificates are shown: 32 bytes in upper-case hexadecimal, colons between them. Other spellings are taken and written so. */
const fingerprint = z
  .string()
  .transform((text) => text.replaceAll(/[\s:]/g, '').toUpperCase())
  .pipe(z.string().regex(/^[0-9A-F]{64}$/, { message: 'A SHA-256 fingerprint has 64 hexadecimal digits' }))
  .transform((digits) => digits.replaceAll(/..(?!$)/g, '$&:'));

/** Of one engine; what holds between them is in `engineSettings`. */
export const engineFields = z.strictObject({
  id: engineId,
  name: z.string().trim().min(1).max(60),
  /** `demo` is the simulated scheduler: chosen by a person, labelled everywhere, never a fallback. */
  kind: z.enum(['live', 'demo']),
  /** `https://host:31116`; null for the demo. The path `/twsd` is added when missing. */
  url: address.nullable(),
  /** Backup masters, asked in this order when those before them cannot be reached. */
  fallbackUrls: z.array(address).max(8).default([]),
  color: z.enum(engineColors).default('slate'),
  user: z.string().max(200).nullable(),
  auth: z.enum(['basic', 'api-key']),
  /** Development exception: accepts any certificate for this engine only. Shown in red. */
  isTlsUnverified: z.boolean().default(false),
  /** Exception: `http://` to another computer, for this engine only. Shown in red. */
  isUnencryptedAllowed: z.boolean().default(false),
  /** SHA-256 of the certificates this engine's hosts may show, checked on every new connection; none: any that is trusted. */
  certificatePins: z.array(fingerprint).max(16).default([]),
  /** A pinned certificate needs no authority behind it, and its name and dates do not matter: for self-signed ones. */
  isPinTrusted: z.boolean().default(false),
  connectTimeoutMs: ms(100, 120_000).default(20_000),
  requestTimeoutMs: ms(100, 600_000).default(30_000),
  logTimeoutMs: ms(100, 600_000).default(60_000),
  tuning: engineTuning.prefault({}),
});
/** Memories belong to an engine's id: a live engine must not inherit what the demo taught, nor the demo what a live one did. */
export const engineSettings = engineFields.refine(({ id, kind }) => (kind === 'demo') === (id === DEMO_ID), {
  path: ['id'],
  message: `The id ${DEMO_ID} belongs to the demo alone`,
});
export type EngineSettings = z.infer<typeof engineSettings>;

/** Kept in a file and shown: a user and password for Redis are given by RESYNC_REDIS_URL alone. */
const redisAddress = z
  .url({ protocol: /^rediss?$/ })
  .max(500)
  .refine((text) => !text.includes('@'), { message: 'Leave user and password out of the address: RESYNC_REDIS_URL may carry them' });

const llmFields = {
  /** OpenAI-compatible base, e.g. `http://127.0.0.1:11434/v1`; null: answers are built without a model. */
  url: address.nullable().default(null),
  model: z.string().max(200).nullable().default(null),
  /** Exception: `http://` to another computer. Shown in red. */
  isUnencryptedAllowed: z.boolean().default(false),
  /** Longest silence of the stream before it counts as hung. */
  idleTimeoutMs: ms(100, 600_000).default(30_000),
  /** Readings the model may ask for in one answer. */
  maxToolCalls: whole(1, 50).default(12),
};
const auditorFields = {
  isEnabled: z.boolean().default(true),
  /** Local time: when the auditor looks at what waits, besides after each turn. */
  schedule: cron().default('*/15 * * * *'),
  /** Questions to the judge in any hour; beyond them, what needs it waits. */
  judgeCallsPerHour: whole(1, 10_000, 'perHour').default(240),
  /** Judge confidence strictly above this flags. */
  flagAbove: share().default(0.6),
  /** Judge confidence strictly above this proposes rejection. */
  rejectAbove: share().default(0.85),
  /** The judge failing this many times in a row rests. */
  judgeRestAfter: whole(1, 100).default(5),
  /** For how long; what needs it waits. */
  judgeRestMinutes: whole(1, 1_440, 'minutes').default(10),
  /** Passed memories shown to a person every day by lot, so that what the auditor misses can be measured; 0 shows none. */
  spotChecksPerDay: whole(0, 50, 'perDay').default(2),
  /** Local hour from which on the day's canaries are planted; null plants none. */
  canaryHour: whole(0, 23, 'hour').nullable().default(4),
  /** The queue of a team, `redis://host:6379`; null: the store itself is the queue. */
  redisUrl: redisAddress.nullable().default(null),
  /** Exception: `redis://` to another computer. Shown in red. */
  isUnencryptedAllowed: z.boolean().default(false),
};
const recorderFields = {
  isEnabled: z.boolean().default(true),
  /** Between two readings of the plan; the engine is never asked more often than every minute. */
  intervalS: whole(60, 3_600, 's').default(60),
  /** How long runs are kept: what a job usually takes is measured from them. */
  runRetentionDays: days().default(60),
  /** How long changes of status are kept. */
  eventRetentionDays: days().default(14),
};
const backupFields = {
  isEnabled: z.boolean().default(true),
  /** Local time. One that was missed because Resync was off is made soon after the next start. */
  schedule: cron().default('0 12 * * *'),
  /** Backups kept; older ones go, those of migrations and the last rich one excepted. */
  keep: whole(1, 1_000).default(14),
  /** Absolute path of a folder that is there; null: `backups` in the data directory. */
  folder: z.string().trim().min(1).max(1_000).nullable().default(null),
};
const languageField = z.enum(['system', 'en', 'pt-BR', 'es']);
const themeField = z.enum(['system', 'light', 'dark']);

export const settingsSchema = z.strictObject({
  language: languageField.default('system'),
  theme: themeField.default('system'),
  engines: z.array(engineSettings).max(50).default([]),
  activeEngineId: engineId.nullable().default(null),
  llm: z.strictObject(llmFields).prefault({}),
  auditor: z.strictObject(auditorFields).prefault({}),
  recorder: z.strictObject(recorderFields).prefault({}),
  backup: z.strictObject(backupFields).prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;
export type RecorderSettings = Settings['recorder'];

/** A group in a patch: without defaults, since a field that is not given stays as it is. */
function patchOf<F extends Readonly<Record<string, z.ZodDefault>>>(fields: F) {
  const bare = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.unwrap()]));
  // The same names, each with what its default stands around.
  return z.strictObject(bare as { [K in keyof F]: ReturnType<F[K]['unwrap']> }).partial();
}

export const secretKinds = ['password', 'api-key', 'ca-path', 'llm-api-key'] as const;
export type SecretKind = (typeof secretKinds)[number];

const settingsView = z.strictObject({
  settings: settingsSchema,
  /** Dotted paths set by environment variables: shown, not editable. */
  fromEnvironment: z.array(z.string()),
  /** Which secrets are stored, never their values (a CA path is not secret: it is shown). */
  secrets: z.array(
    z.strictObject({
      kind: z.enum(secretKinds),
      engineId: engineId.nullable(),
      /** Stored, and for the address of the settings. */
      isSet: z.boolean(),
      /** `elsewhere`: entered for another address, and not sent to this one. `unbound`: of a version that did not say for which; sent nowhere. */
      standing: z.enum(['none', 'ready', 'elsewhere', 'unbound']),
      /** The origins it was entered for, when they are others than those of the settings. */
      boundTo: z.array(z.string()),
      shown: z.string().nullable(),
    }),
  ),
  /** Addresses that came from a file and that no person has confirmed: nothing is sent there. */
  unconfirmed: z.array(
    z.strictObject({
      /** `llm`, `queue`, or `engine:` and the engine's id. */
      party: z.string(),
      name: z.string(),
      what: z.enum(['new', 'address', 'protection', 'secret']),
      /** Stands for all that is shown here: sent back to confirm exactly this. */
      seen: z.string(),
      origins: z.array(z.string()),
      /** What was confirmed last. */
      before: z.array(z.string()),
      isTlsUnverified: z.boolean(),
      isUnencryptedAllowed: z.boolean(),
      /** Confirming lets a secret of an older version go there. */
      hasUnbound: z.boolean(),
      /** In English. */
      sentence: z.string(),
    }),
  ),
  secretStore: z.strictObject({ kind: z.enum(['keychain', 'session']), reason: z.string().nullable() }),
  /** A settings file that could not be read; defaults or the last good values are in force. */
  problems: z.array(z.string()),
});
export type SettingsView = z.infer<typeof settingsView>;

const stepOutcome = z.enum(['ok', 'failed', 'skipped']);
/** A connection test, step by step, so that a person sees which one failed. */
const connectionTest = z.strictObject({
  isOk: z.boolean(),
  steps: z.array(z.strictObject({ name: z.string(), outcome: stepOutcome, detail: z.string(), durationMs: z.number() })),
  fault: faultSchema.nullable(),
  /** What each host showed, accepted or not, so that a person can look at it and pin it. */
  certificates: z.array(
    z.strictObject({
      host: z.string(),
      subject: z.string(),
      issuer: z.string(),
      validTo: z.string(),
      sha256: z.string(),
      /** By the authorities of this computer and the CA file. */
      isTrusted: z.boolean(),
      isPinned: z.boolean(),
    }),
  ),
});
export type ConnectionTest = z.infer<typeof connectionTest>;

export const settings = {
  get: forOperator.route({ method: 'GET', path: '/settings', summary: 'Settings, without secrets' }).output(settingsView),
  /** Replaces the given top-level groups; the rest stays. */
  update: forAdministrator
    .route({ method: 'PATCH', path: '/settings', summary: 'Change settings' })
    .input(
      z.strictObject({
        patch: z
          .strictObject({
            language: languageField,
            theme: themeField,
            engines: z.array(engineSettings).max(50),
            activeEngineId: engineId.nullable(),
            llm: patchOf(llmFields),
            auditor: patchOf(auditorFields),
            recorder: patchOf(recorderFields),
            backup: patchOf(backupFields),
          })
          .partial(),
      }),
    )
    .output(settingsView),
  setSecret: forAdministrator
    .route({ method: 'POST', path: '/settings/secret', summary: 'Store a secret (null removes it)' })
    .input(z.strictObject({ kind: z.enum(secretKinds), engineId: engineId.nullable(), value: z.string().max(8_000).nullable() }))
    .output(settingsView),
  /** A person has looked at what `unconfirmed` shows. */
  confirm: forAdministrator
    .route({ method: 'POST', path: '/settings/confirm', summary: 'Confirm addresses that came from a settings file' })
    .input(
      z.strictObject({
        shown: z
          .array(z.strictObject({ party: z.string().max(300), seen: z.string().max(100) }))
          .min(1)
          .max(60),
      }),
    )
    .output(settingsView),
  testEngine: forAdministrator
    .route({ method: 'POST', path: '/settings/test-engine', summary: 'Test an engine connection, with unsaved values if given' })
    .input(
      z.strictObject({
        engine: engineSettings,
        password: z.string().max(8_000).optional(),
        apiKey: z.string().max(8_000).optional(),
        caPath: z.string().max(2_000).optional(),
      }),
    )
    .output(connectionTest),
  /** Without `apiKey` the stored key is used, where it is for this address; null: this endpoint needs none. */
  testLlm: forAdministrator
    .route({ method: 'POST', path: '/settings/test-llm', summary: 'Test the language model endpoint, with unsaved values if given' })
    .input(
      z.strictObject({
        url: address,
        model: z.string().min(1).max(200),
        isUnencryptedAllowed: z.boolean().default(false),
        apiKey: z.string().max(8_000).nullable().optional(),
      }),
    )
    .output(connectionTest),
  /** Of the model in force; null when there is none, or when it was not checked yet. */
  llmConformance: forOperator
    .route({ method: 'GET', path: '/settings/llm-conformance', summary: 'What the language model can be relied on for, as last found out' })
    .output(conformance.nullable()),
  runLlmConformance: forAdministrator
    .route({ method: 'POST', path: '/settings/llm-conformance', summary: 'Check the language model with ten canned exchanges' })
    .output(conformance),
  /** A person chooses the simulated scheduler. */
  chooseDemo: forAdministrator.route({ method: 'POST', path: '/settings/demo', summary: 'Explore the simulated scheduler' }).output(settingsView),
};
