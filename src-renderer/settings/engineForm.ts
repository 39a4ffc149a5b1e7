/** The engine form: from settings to text fields and back, with the reason a value is refused. Pure. */
import { engineId } from '../../src-preload/contract/ids.ts';
import { type EngineSettings, engineSettings } from '../../src-preload/contract/settings.ts';

export interface EngineForm {
  readonly name: string;
  readonly url: string;
  readonly auth: EngineSettings['auth'];
  readonly user: string;
  readonly isTlsUnverified: boolean;
  readonly connectTimeoutMs: string;
  readonly requestTimeoutMs: string;
  readonly logTimeoutMs: string;
}

export const newEngine = (): EngineSettings =>
  engineSettings.parse({ id: engineId.parse(`engine-${crypto.randomUUID()}`), name: 'engine', kind: 'live', url: null, user: null, auth: 'basic' });

export const formOf = (engine: EngineSettings): EngineForm => ({
  name: engine.url === null ? '' : engine.name,
  url: engine.url ?? '',
  auth: engine.auth,
  user: engine.user ?? '',
  isTlsUnverified: engine.isTlsUnverified,
  connectTimeoutMs: String(engine.connectTimeoutMs),
  requestTimeoutMs: String(engine.requestTimeoutMs),
  logTimeoutMs: String(engine.logTimeoutMs),
});

type Parsed = { readonly isOk: true; readonly engine: EngineSettings } | { readonly isOk: false; readonly wrong: ReadonlySet<string> };

/** The engine the form describes, or which fields are wrong. */
export function parseForm(form: EngineForm, engine: EngineSettings): Parsed {
  const parsed = engineSettings.safeParse({
    ...engine,
    name: form.name,
    url: form.url.trim(),
    user: form.auth === 'basic' ? form.user.trim() || null : null,
    auth: form.auth,
    isTlsUnverified: form.isTlsUnverified,
    connectTimeoutMs: Number(form.connectTimeoutMs),
    requestTimeoutMs: Number(form.requestTimeoutMs),
    logTimeoutMs: Number(form.logTimeoutMs),
  });
  if (parsed.success) return { isOk: true, engine: parsed.data };
  return { isOk: false, wrong: new Set(parsed.error.issues.map(({ path }) => String(path[0]))) };
}
