/** The engine form: from settings to text fields and back, with the reason a value is refused. Pure. */
import { engineId } from '../../../src-preload/contract/ids.ts';
import { type EngineColor, type EngineSettings, engineSettings } from '../../../src-preload/contract/settings.ts';
import type { SettingName } from '../../words/settings/settingNames.ts';
import { engineNumbers, engineValueIn } from '../form/fields.ts';
import { type Problem, readText, shownText } from '../form/typed.ts';

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
  /** What was typed over the numbers of the engine. */
  readonly numbers: Readonly<Partial<Record<SettingName, string>>>;
}

export const newEngine = (): EngineSettings =>
  engineSettings.parse({ id: engineId.parse(`engine-${crypto.randomUUID()}`), name: 'engine', kind: 'live', url: null, user: null, auth: 'basic' });

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
  numbers: {},
});

type Parsed = { readonly isOk: true; readonly engine: EngineSettings } | { readonly isOk: false; readonly wrong: ReadonlySet<string> };

/** Each number as it is typed, what it is, and why it cannot be. */
export function numberRows({ numbers }: Pick<EngineForm, 'numbers'>, engine: EngineSettings) {
  return engineNumbers.map((field) => {
    const stored = engineValueIn(engine, field);
    const shown = shownText(field, stored);
    const text = numbers[field.name] ?? shown;
    const reading = readText(field, text, stored);
    const problem: Problem | null = reading.isOk ? null : reading.problem;
    return { field, text, isChanged: text !== shown, value: reading.isOk ? reading.value : stored, problem };
  });
}

/** The engine the form describes, or which fields are wrong (those of the numbers by the setting's name, as `tuning.retries`). */
export function parseForm(form: EngineForm, engine: EngineSettings): Parsed {
  const rows = numberRows(form, engine);
  const valuesOf = (group: string) => Object.fromEntries(rows.filter(({ field }) => field.group === group).map(({ field, value }) => [field.key, value]));
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
    ...valuesOf('engine'),
    tuning: { ...engine.tuning, ...valuesOf('tuning') },
  });
  const wrong = new Set([
    ...(parsed.error?.issues ?? []).map(({ path }) => String(path[0])),
    ...rows.filter(({ problem }) => problem !== null).map(({ field }) => field.name),
  ]);
  return parsed.success && wrong.size === 0 ? { isOk: true, engine: parsed.data } : { isOk: false, wrong };
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
