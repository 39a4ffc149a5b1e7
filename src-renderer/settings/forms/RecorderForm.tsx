/** The recorder: on or off, how often the plan is read, and how long what happened is kept. */
import { useState } from 'react';
import type { Settings, SettingsView } from '../../../src-preload/contract/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField, TextField } from '../../ui/Field.tsx';
import { useSay } from '../../words/words.ts';
import { FromEnvironment, isFromEnvironment, Section } from '../../ui/Section.tsx';
import { saveRecorder } from '../settingsStore.ts';

type NumberName = Exclude<keyof Settings['recorder'], 'isEnabled'>;
/** As the contract bounds them. */
const BOUNDS: Readonly<Record<NumberName, readonly [least: number, most: number]>> = {
  intervalS: [60, 3_600],
  runRetentionDays: [1, 3_650],
  eventRetentionDays: [1, 3_650],
};
const NAMES = ['intervalS', 'runRetentionDays', 'eventRetentionDays'] as const;

/** null for what is not a whole number within the bounds. */
function parseNumber(name: NumberName, text: string): number | null {
  const value = Number(text.trim());
  const [least, most] = BOUNDS[name];
  return text.trim() === '' || !Number.isInteger(value) || value < least || value > most ? null : value;
}

export function RecorderForm({ view }: { readonly view: SettingsView }) {
  const say = useSay();
  const { recorder } = view.settings;
  const [typed, setTyped] = useState<Readonly<Record<NumberName, string>>>({
    intervalS: String(recorder.intervalS),
    runRetentionDays: String(recorder.runRetentionDays),
    eventRetentionDays: String(recorder.eventRetentionDays),
  });
  const [intervalS, runRetentionDays, eventRetentionDays] = NAMES.map((name) => parseNumber(name, typed[name]));
  const isLocked = isFromEnvironment(view.fromEnvironment, 'recorder');
  return (
    <Section title={say('recorder.title')}>
      {isLocked ? <FromEnvironment /> : null}
      <CheckField
        label={say('recorder.enabled')}
        checked={recorder.isEnabled}
        disabled={isLocked}
        onChange={(event) => void saveRecorder({ isEnabled: event.target.checked })}
      />
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (intervalS != null && runRetentionDays != null && eventRetentionDays != null)
            void saveRecorder({ intervalS, runRetentionDays, eventRetentionDays });
        }}
      >
        <div className="grid grid-cols-3 gap-3">
          {NAMES.map((name) => (
            <TextField
              key={name}
              label={say(`recorder.${name}`)}
              inputMode="numeric"
              hint={say(`recorder.${name}Hint`)}
              value={typed[name]}
              readOnly={isLocked}
              problem={parseNumber(name, typed[name]) === null ? say('recorder.bad', { least: BOUNDS[name][0], most: BOUNDS[name][1] }) : null}
              onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
            />
          ))}
        </div>
        <div>
          <Button kind="primary" type="submit" disabled={isLocked || NAMES.some((name) => parseNumber(name, typed[name]) === null)}>
            {say('do.save')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
