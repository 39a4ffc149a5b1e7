/** Settings: engines, model, auditor, look; and where credentials are kept. */
import { useCallback } from 'react';
import type { SettingsView } from '../../src-preload/contract/settings.ts';
import { BackupSection } from './backup/BackupSection.tsx';
import { useOnline } from '../bridge/useOnline.ts';
import { readSettings, type Theme, useApp } from '../frame/appStore.ts';
import { LANGUAGE_NAMES } from '../frame/commands.ts';
import { saveLook } from '../frame/saveLook.ts';
import { SelectField } from '../ui/Field.tsx';
import { Mark } from '../ui/marks/Mark.tsx';
import { Loading } from '../ui/data/States.tsx';
import { type Language, languages, useSay } from '../words/words.ts';
import { AuditorForm } from './forms/AuditorForm.tsx';
import { EngineList } from './engine/EngineList.tsx';
import { LlmForm } from './forms/LlmForm.tsx';
import { RecorderForm } from './forms/RecorderForm.tsx';
import { Section } from '../ui/Section.tsx';
import { Unconfirmed } from './Unconfirmed.tsx';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const LANGUAGES: readonly (Language | 'system')[] = ['system', ...languages];

function Look({ view }: { readonly view: SettingsView }) {
  const say = useSay();
  const { language, theme } = view.settings;
  return (
    <Section title={say('settings.look')}>
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label={say('settings.language')}
          value={language}
          onChange={(event) => void saveLook({ language: LANGUAGES.find((known) => known === event.target.value) ?? 'system' })}
        >
          {LANGUAGES.map((known) => (
            <option key={known} value={known}>
              {known === 'system' ? say('settings.asSystem') : LANGUAGE_NAMES[known]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={say('settings.theme')}
          value={theme}
          onChange={(event) => void saveLook({ theme: THEMES.find((known) => known === event.target.value) ?? 'system' })}
        >
          {THEMES.map((known) => (
            <option key={known} value={known}>
              {say(`theme.${known}`)}
            </option>
          ))}
        </SelectField>
      </div>
    </Section>
  );
}

function SecretStore({ view }: { readonly view: SettingsView }) {
  const say = useSay();
  const { kind, reason } = view.secretStore;
  return (
    <Section title={say('secret.store')}>
      {kind === 'keychain' ? (
        <Mark shape="check" tone="good" word={say('secret.keychain')} />
      ) : (
        <p className="border-l-2 border-warn bg-warn-soft px-3 py-2">{say('secret.session', { reason: reason ?? say('notKnown') })}</p>
      )}
    </Section>
  );
}

export function SettingsScreen() {
  const say = useSay();
  const view = useApp(({ settings }) => settings);
  const read = useCallback(() => void readSettings(), []);
  useOnline(read);
  return (
    <div className="h-full overflow-auto">
      <div className="mx-auto max-w-260 px-8 pt-6 pb-12">
        <h1 className="pb-5 text-lg font-semibold">{say('settings.title')}</h1>
        {view === null ? <Loading /> : null}
        {view?.problems.map((problem) => (
          <p key={problem} className="mb-4 border-l-2 border-bad bg-bad-soft px-3 py-2">
            <strong className="font-medium text-bad">{say('settings.problems')}:</strong> {problem}
          </p>
        ))}
        {view ? (
          <>
            <Unconfirmed view={view} />
            <EngineList view={view} />
            <LlmForm view={view} />
            <SecretStore view={view} />
            <AuditorForm view={view} />
            <RecorderForm view={view} />
            <BackupSection view={view} />
            <Look view={view} />
          </>
        ) : null}
      </div>
    </div>
  );
}
