/** A change of one field never resets its neighbours: the doorway adds no defaults to a patch. What is refused is named. */
import { expect, it } from 'vitest';
import { contract } from '../../../src-preload/contract/index.ts';
import { settingsSchema } from '../../../src-preload/contract/settings.ts';
import { readEnvironment } from '../../../src-main/config/environment.ts';
import { applyPatch, refuseEnvironmentChange, type SettingsPatch } from '../../../src-main/config/settingsPatch.ts';

it('a patch that names one field arrives with that field alone', async () => {
  const schema = contract.settings.update['~orpc'].inputSchema;
  const input = { patch: { llm: { model: 'qwen3' }, auditor: { flagAbove: 0.7 } } };
  expect(await schema?.['~standard'].validate(input)).toEqual({ value: input });
});

const DEFAULTS = settingsSchema.parse({});

it.each<[string, SettingsPatch]>([
  ['auditor.schedule', { auditor: { schedule: '99 * * * *' } }],
  ['backup.schedule', { backup: { schedule: '0 0 31 2 *' } }],
  ['backup.folder', { backup: { folder: 'backups' } }],
  ['recorder.intervalS', { recorder: { intervalS: 1 } }],
])('what cannot be is refused by the name of its setting: %s', (field, patch) => {
  expect(() => applyPatch(DEFAULTS, patch, readEnvironment({}, false))).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', field }));
});

it('what was said where Resync was started is refused by name too', () => {
  const environment = readEnvironment({ RESYNC_LLM_MODEL: 'qwen3' }, false);
  expect(() => refuseEnvironmentChange({ llm: { model: 'other' } }, DEFAULTS, environment)).toThrow(
    expect.objectContaining({ code: 'CONFLICT', field: 'llm.model' }),
  );
});
