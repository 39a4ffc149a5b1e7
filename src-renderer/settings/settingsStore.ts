/** Changes to settings: each is one call, and what the core confirms is what is shown. */
import type { EngineId } from '../../src-preload/contract/ids.ts';
import type { EngineSettings, SecretKind, Settings, SettingsView } from '../../src-preload/contract/settings.ts';
import type { FaultView } from '../bridge/fault.ts';
import type { Core } from '../bridge/line.ts';
import { ask } from '../bridge/remote.ts';
import { takeSettings, useApp } from '../frame/appStore.ts';
import { showToast } from '../ui/toasts.ts';
import { sayFault } from '../words/faultSay.ts';
import { say } from '../words/words.ts';

async function change(call: (core: Core) => Promise<SettingsView>): Promise<boolean> {
  const answer = await ask(call);
  if (answer.isOk) takeSettings(answer.value);
  else showToast(sayFault(answer.fault), { tone: 'bad' });
  return answer.isOk;
}

const said = (isSaved: boolean): boolean => {
  if (isSaved) showToast(say('settings.saved'));
  return isSaved;
};

/** The address first: a key is kept for the address it is entered for. @param key null: there is to be none; undefined: as it is */
export async function saveLlm(llm: Partial<Settings['llm']>, key: string | null | undefined): Promise<boolean> {
  const isSaved = (await change((core) => core.settings.update({ patch: { llm } }))) && (key === undefined || (await setSecret('llm-api-key', null, key)));
  return said(isSaved);
}
/** Exactly what was shown: an address that has changed since is not confirmed. */
export const confirmShown = (rows: SettingsView['unconfirmed']): Promise<boolean> =>
  change((core) => core.settings.confirm({ shown: rows.map(({ party, seen }) => ({ party, seen })) }));
export const saveAuditor = async (auditor: Partial<Settings['auditor']>): Promise<boolean> =>
  said(await change((core) => core.settings.update({ patch: { auditor } })));

export type SettingsPatch = Parameters<Core['settings']['update']>[0]['patch'];

/** For a form that says itself what was refused, at the field. null: saved. */
export async function saveSettings(patch: SettingsPatch): Promise<FaultView | null> {
  const answer = await ask((core) => core.settings.update({ patch }));
  if (!answer.isOk) return answer.fault;
  takeSettings(answer.value);
  said(true);
  return null;
}

const engines = (): readonly EngineSettings[] => useApp.getState().settings?.settings.engines ?? [];

export interface Secrets {
  readonly password: string;
  readonly apiKey: string;
  /** null: as it is. */
  readonly caPath: string | null;
}

const setSecret = (kind: SecretKind, engineId: EngineId | null, value: string | null): Promise<boolean> =>
  change((core) => core.settings.setSecret({ kind, engineId, value }));

/** Stores what was typed; an empty password or key keeps the stored one. */
async function saveSecrets(engineId: EngineId, { password, apiKey, caPath }: Secrets): Promise<boolean> {
  const writes: [SecretKind, string | null][] = [];
  if (password !== '') writes.push(['password', password]);
  if (apiKey !== '') writes.push(['api-key', apiKey]);
  if (caPath !== null) writes.push(['ca-path', caPath.trim() === '' ? null : caPath.trim()]);
  for (const [kind, value] of writes) if (!(await setSecret(kind, engineId, value))) return false;
  return true;
}

/** Saves an engine, then its secrets, then puts a first live engine in use. */
export async function saveEngine(engine: EngineSettings, secrets: Secrets): Promise<boolean> {
  const known = engines();
  const isNew = !known.some(({ id }) => id === engine.id);
  const next = isNew ? [...known, engine] : known.map((old) => (old.id === engine.id ? engine : old));
  const isSaved =
    (await change((core) => core.settings.update({ patch: { engines: next } }))) &&
    (await saveSecrets(engine.id, secrets)) &&
    (!isNew || (await change((core) => core.settings.update({ patch: { activeEngineId: engine.id } }))));
  return said(isSaved);
}

export async function deleteEngine({ id }: EngineSettings): Promise<void> {
  const isActive = useApp.getState().settings?.settings.activeEngineId === id;
  const patch = { engines: engines().filter((engine) => engine.id !== id), ...(isActive ? { activeEngineId: null } : {}) };
  said(await change((core) => core.settings.update({ patch })));
}

export const activateEngine = (id: EngineId): Promise<boolean> => change((core) => core.settings.update({ patch: { activeEngineId: id } }));
export const chooseDemo = (): Promise<boolean> => change((core) => core.settings.chooseDemo());
