/** The auditor: on or off, and how sure the judge must be. */
import { useState } from 'react';
import type { SettingsView } from '../../../src-preload/contract/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField, TextField } from '../../ui/Field.tsx';
import { useSay } from '../../words/words.ts';
import { AuditorWork } from './AuditorWork.tsx';
import { FromEnvironment, isFromEnvironment, Section } from '../../ui/Section.tsx';
import { saveAuditor } from '../settingsStore.ts';

/** A share from 0 to 1, with a comma or a point; null for anything else. */
function parseShare(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || Number.isNaN(value) || value < 0 || value > 1 ? null : value;
}

export function AuditorForm({ view }: { readonly view: SettingsView }) {
  const say = useSay();
  const { auditor } = view.settings;
  const [rejectAbove, setRejectAbove] = useState(String(auditor.rejectAbove));
  const [flagAbove, setFlagAbove] = useState(String(auditor.flagAbove));
  const [reject, flag] = [parseShare(rejectAbove), parseShare(flagAbove)];
  const isBad = reject === null || flag === null || reject < flag;
  const isLocked = isFromEnvironment(view.fromEnvironment, 'auditor');
  return (
    <Section title={say('auditor.title')}>
      {isLocked ? <FromEnvironment /> : null}
      <CheckField
        label={say('auditor.enabled')}
        checked={auditor.isEnabled}
        disabled={isLocked}
        onChange={(event) => void saveAuditor({ isEnabled: event.target.checked })}
      />
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBad) void saveAuditor({ rejectAbove: reject, flagAbove: flag });
        }}
      >
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label={say('auditor.flagAbove')}
            inputMode="decimal"
            hint={say('auditor.hint')}
            value={flagAbove}
            readOnly={isLocked}
            onChange={(event) => setFlagAbove(event.target.value)}
          />
          <TextField
            label={say('auditor.rejectAbove')}
            inputMode="decimal"
            value={rejectAbove}
            readOnly={isLocked}
            problem={isBad ? say('auditor.bad') : null}
            onChange={(event) => setRejectAbove(event.target.value)}
          />
        </div>
        <div>
          <Button kind="primary" type="submit" disabled={isBad || isLocked}>
            {say('do.save')}
          </Button>
        </div>
      </form>
      <AuditorWork view={view} />
    </Section>
  );
}
