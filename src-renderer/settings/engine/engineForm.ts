/** The engine form: from settings to text fields and back, with the reason a value is refused. Pure. */
import { engineId } from '../../../src-preload/contract/ids.ts';
import { type EngineColor, type EngineSettings, type EngineTuning, engineSettings, engineTuning } from '../../../src-preload/contract/settings.ts';

export type TuningName = keyof EngineTuning;
export const tuningNames = Object.keys(engineTuning.shape) as TuningName[];

export interface EngineForm {
  readonly name: string;
  readonly url: string;
  /** One address a line. */
  readonly fallbackUrls: string;
  readonly color: EngineColor;
  readonly auth: EngineSettings['auth'];
  readonly user: string;
  readonly isTlsUnverified: boolean;
  readonly isUnencryptedAllowed: boolean;
  readonly certificatePins: readonly string[];
  readonly isPinTrusted: boolean;
  readonly connectTimeoutMs: string;
  readonly requestTimeoutMs: string;
  readonly logTimeoutMs: string;
  readonly tuning: Readonly<Record<TuningName, string>>;
}

export const newEngine = (): EngineSettings =>
  engineSettings.parse({ id: engineId.parse(`engine-${crypto.randomUUID()}`), name: 'engine', kind: 'live', url: null, user: null, auth: 'basic' });

const textsOf = (tuning: EngineTuning) =>
  // Every name once, with its value as text.
  Object.fromEntries(tuningNames.map((name) => [name, String(tuning[name])])) as Record<TuningName, string>;

export const formOf = (engine: EngineSettings): EngineForm => ({
  name: engine.url === null ? '' : engine.name,
  url: engine.url ?? '',
  fallbackUrls: engine.fallbackUrls.join('\n'),
  color: engine.color,
  auth: engine.auth,
  user: engine.user ?? '',
  isTlsUnverified: engine.isTlsUnverified,
  isUnencryptedAllowed: engine.isUnencryptedAllowed,
  certificatePins: engine.certificatePins,
  isPinTrusted: engine.isPinTrusted,
  connectTimeoutMs: String(engine.connectTimeoutMs),
  requestTimeoutMs: String(engine.requestTimeoutMs),
  logTimeoutMs: String(engine.logTimeoutMs),
  tuning: textsOf(engine.tuning),
});

type Parsed = { readonly isOk: true; readonly engine: EngineSettings } | { readonly isOk: false; readonly wrong: ReadonlySet<string> };

/** An empty field is no number, and not zero. */
const numberIn = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** The engine the form describes, or which fields are wrong (those of the numbers as `tuning.retries`). */
export function parseForm(form: EngineForm, engine: EngineSettings): Parsed {
  const parsed = engineSettings.safeParse({
    ...engine,
    name: form.name,
    url: form.url.trim(),
    fallbackUrls: form.fallbackUrls.split(/[\s,]+/).filter((url) => url !== ''),
    color: form.color,
    user: form.auth === 'basic' ? form.user.trim() || null : null,
    auth: form.auth,
    isTlsUnverified: form.isTlsUnverified,
    isUnencryptedAllowed: form.isUnencryptedAllowed,
    certificatePins: form.certificatePins,
    // Without a pin there is nothing that could be trusted in place of an authority.
    isPinTrusted: form.isPinTrusted && form.certificatePins.length > 0,
    connectTimeoutMs: numberIn(form.connectTimeoutMs),
    requestTimeoutMs: numberIn(form.requestTimeoutMs),
    logTimeoutMs: numberIn(form.logTimeoutMs),
    tuning: Object.fromEntries(tuningNames.map((name) => [name, numberIn(form.tuning[name])])),
  });
  if (parsed.success) return { isOk: true, engine: parsed.data };
  return { isOk: false, wrong: new Set(parsed.error.issues.map(({ path }) => (path[0] === 'tuning' ? path.join('.') : String(path[0])))) };
}

/** The form with one more pin. One that no authority vouches for is trusted by its pin alone: nothing else could. */
export function withPin(
  form: EngineForm,
  certificate: { readonly sha256: string; readonly isTrusted: boolean },
): Pick<EngineForm, 'certificatePins' | 'isPinTrusted'> {
  return {
    certificatePins: [...new Set([...form.certificatePins, certificate.sha256])],
    isPinTrusted: form.isPinTrusted || !certificate.isTrusted,
  };
}
