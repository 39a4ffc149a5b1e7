/** What a change makes of the settings: pure, so that every rule about file and environment can be tested without either. */
import { isAbsolute } from 'node:path';
import { type Settings, settingsSchema } from '../../src-preload/contract/settings.ts';
import { canonicalJson } from '../base/text/canonicalJson.ts';
import { Fault } from '../base/fault.ts';
import { type EnvironmentSettings, shownRedisUrl } from './environment.ts';
import { scheduleProblem } from './schedule.ts';

type GivenGroups<T> = { readonly [K in keyof T]?: T[K] | undefined };
export interface SettingsPatch extends GivenGroups<Omit<Settings, 'llm' | 'auditor' | 'recorder' | 'backup'>> {
  readonly llm?: GivenGroups<Settings['llm']> | undefined;
  readonly auditor?: GivenGroups<Settings['auditor']> | undefined;
  readonly recorder?: GivenGroups<Settings['recorder']> | undefined;
  readonly backup?: GivenGroups<Settings['backup']> | undefined;
}

/** What is in force: the environment over what is stored. */
export function withEnvironment(stored: Settings, { engine, llm, redisUrl, isRedisUnencryptedAllowed }: EnvironmentSettings): Settings {
  const auditor =
    redisUrl === null ? stored.auditor : { ...stored.auditor, redisUrl: shownRedisUrl(redisUrl), isUnencryptedAllowed: isRedisUnencryptedAllowed };
  const settings = { ...stored, llm: { ...stored.llm, ...llm }, auditor };
  if (engine === null) return settings;
  return { ...settings, engines: [engine, ...stored.engines.filter(({ id }) => id !== engine.id)], activeEngineId: engine.id };
}

/** Raises CONFLICT for a value the environment decides; sending it back unchanged is fine. */
export function refuseEnvironmentChange(patch: SettingsPatch, current: Settings, { engine, llm, redisUrl }: EnvironmentSettings): void {
  const refuse = (what: string, field: string) => {
    throw new Fault('CONFLICT', `${what} is set where Resync was started (an environment variable, or --demo); start it without to change this here.`, {
      field,
    });
  };
  if (engine !== null) {
    if (patch.activeEngineId !== undefined && patch.activeEngineId !== engine.id) refuse('The active engine', 'activeEngineId');
    const given = patch.engines?.find(({ id }) => id === engine.id);
    if (given !== undefined && canonicalJson(given) !== canonicalJson(engine)) refuse('This engine', 'engines');
  }
  if (llm.url !== undefined && patch.llm?.url !== undefined && patch.llm.url !== current.llm.url) refuse('The model address', 'llm.url');
  if (llm.model !== undefined && patch.llm?.model !== undefined && patch.llm.model !== current.llm.model) refuse('The model', 'llm.model');
  if (redisUrl !== null && patch.auditor?.redisUrl !== undefined && patch.auditor.redisUrl !== current.auditor.redisUrl)
    refuse('The audit queue', 'auditor.redisUrl');
}

/** What the file holds after the patch; the environment's own values stay out of it. Raises INVALID_INPUT. */
export function applyPatch(stored: Settings, patch: SettingsPatch, environment: EnvironmentSettings): Settings {
  const givenLlm = Object.entries(given(patch.llm ?? {})).filter(([key]) => !Object.hasOwn(environment.llm, key));
  const groups = {
    ...stored,
    ...given(patch),
    llm: { ...stored.llm, ...Object.fromEntries(givenLlm) },
    auditor: {
      ...stored.auditor,
      ...given(patch.auditor ?? {}),
      ...(environment.redisUrl === null ? {} : { redisUrl: stored.auditor.redisUrl, isUnencryptedAllowed: stored.auditor.isUnencryptedAllowed }),
    },
    recorder: { ...stored.recorder, ...given(patch.recorder ?? {}) },
    backup: { ...stored.backup, ...given(patch.backup ?? {}) },
  };
  const givenId = environment.engine?.id;
  // An engine of the same id in the file (the demo, chosen earlier) stays as the file has it.
  const engines = [...groups.engines.filter(({ id }) => id !== givenId), ...stored.engines.filter(({ id }) => id === givenId)];
  const activeEngineId = groups.activeEngineId === givenId ? stored.activeEngineId : groups.activeEngineId;
  if (new Set(engines.map(({ id }) => id)).size !== engines.length) throw new Fault('INVALID_INPUT', 'Two engines have the same id.');
  const isKnown = activeEngineId === null || engines.some(({ id }) => id === activeEngineId);
  if (!isKnown && patch.activeEngineId !== undefined) throw new Fault('INVALID_INPUT', 'The active engine is not one of the engines.');
  const parsed = settingsSchema.safeParse({ ...groups, engines, activeEngineId: isKnown ? activeEngineId : null });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Fault('INVALID_INPUT', `These settings are not valid: ${issue?.message ?? ''}.`, { field: issue?.path.join('.') });
  }
  const { auditor, backup } = parsed.data;
  refuseProblem('auditor.schedule', scheduleProblem(auditor.schedule));
  refuseProblem('backup.folder', folderProblem(backup.folder));
  refuseProblem('backup.schedule', scheduleProblem(backup.schedule));
  return parsed.data;
}

function refuseProblem(field: string, problem: string | null): void {
  if (problem !== null) throw new Fault('INVALID_INPUT', problem, { field });
}

/** Another folder on each start is no place for backups. */
const folderProblem = (folder: string | null): string | null =>
  folder === null || isAbsolute(folder) ? null : `The backup folder ${folder} is not an absolute path; write it from the root on.`;

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Only what was really given: an explicit `undefined` must not erase what is stored. */
function given<T extends object>(patch: T): Given<T> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Given<T>;
}
