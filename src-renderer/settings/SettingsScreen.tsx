/** Settings: engines, model, auditor, look; and where credentials are kept. */
import { useCallback, useEffect } from 'react';
import type { SettingsView } from '../../src-preload/contract/settings.ts';
import { useOnline } from '../bridge/useOnline.ts';
import { readSettings, useApp } from '../frame/appStore.ts';
import { Loading } from '../ui/data/States.tsx';
import { Mark } from '../ui/marks/Mark.tsx';
import { Section } from '../ui/Section.tsx';
import { useSay } from '../words/words.ts';
import { BackupSection } from './backup/BackupSection.tsx';
import { EngineList } from './engine/EngineList.tsx';
import { SettingsForm } from './form/SettingsForm.tsx';
import { LlmForm } from './model/LlmForm.tsx';
import { TeamQueue } from './TeamQueue.tsx';
import { Unconfirmed } from './Unconfirmed.tsx';

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

/** Who edited the file comes back to this window. */
function useReturn(run: () => void): void {
  useEffect(() => {
    window.addEventListener('focus', run);
    return () => window.removeEventListener('focus', run);
  }, [run]);
}

export function SettingsScreen() {
  const say = useSay();
  const view = useApp(({ settings }) => settings);
  const read = useCallback(() => void readSettings(), []);
  useOnline(read);
  useReturn(read);
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
            <Section title={say('auditor.title')}>
              <SettingsForm form="auditor" title={say('auditor.title')} view={view} />
              <TeamQueue view={view} />
            </Section>
            <Section title={say('recorder.title')}>
              <SettingsForm form="recorder" title={say('recorder.title')} view={view} />
            </Section>
            <BackupSection view={view} />
            <Section title={say('settings.look')}>
              <SettingsForm form="look" title={say('settings.look')} view={view} />
            </Section>
          </>
        ) : null}
      </div>
    </div>
  );
}
