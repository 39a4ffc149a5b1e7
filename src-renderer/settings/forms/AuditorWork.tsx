/** When the auditor works, what it may ask of a judge and of people, and whose queue it works from. */
import { useState } from 'react';
import type { Settings, SettingsView } from '../../../src-preload/contract/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { useSay } from '../../words/words.ts';
import { isFromEnvironment } from '../../ui/Section.tsx';
import { saveAuditor } from '../settingsStore.ts';
import { Unencrypted } from '../Unencrypted.tsx';

const NAMES = ['schedule', 'judgeCallsPerHour', 'spotChecksPerDay', 'canaryHour', 'redisUrl'] as const;
type Name = (typeof NAMES)[number];
type Work = Pick<Settings['auditor'], Name>;
/** As the contract bounds them. */
const BOUNDS = { judgeCallsPerHour: [1, 10_000], spotChecksPerDay: [0, 50], canaryHour: [0, 23] } as const;

/** null: not a whole number within the bounds. */
function numberIn(name: keyof typeof BOUNDS, text: string): number | null {
  const [least, most] = BOUNDS[name];
  const value = Number(text.trim());
  return text.trim() === '' || !Number.isInteger(value) || value < least || value > most ? null : value;
}

/** What is typed as settings, or the fields that cannot be. Whether a schedule can be kept only the core knows; it refuses one that cannot. */
function workOf(typed: Readonly<Record<Name, string>>): { readonly work: Work; readonly bad: readonly Name[] } {
  const judgeCallsPerHour = numberIn('judgeCallsPerHour', typed.judgeCallsPerHour);
  const spotChecksPerDay = numberIn('spotChecksPerDay', typed.spotChecksPerDay);
  const isNever = typed.canaryHour.trim() === '';
  const canaryHour = numberIn('canaryHour', typed.canaryHour);
  const bad: Name[] = [
    ...(typed.schedule.trim().split(/\s+/).length === 5 ? [] : (['schedule'] as const)),
    ...(judgeCallsPerHour === null ? (['judgeCallsPerHour'] as const) : []),
    ...(spotChecksPerDay === null ? (['spotChecksPerDay'] as const) : []),
    ...(canaryHour === null && !isNever ? (['canaryHour'] as const) : []),
  ];
  const work = {
    schedule: typed.schedule.trim(),
    judgeCallsPerHour: judgeCallsPerHour ?? 0,
    spotChecksPerDay: spotChecksPerDay ?? 0,
    canaryHour,
    redisUrl: typed.redisUrl.trim() || null,
  };
  return { work, bad };
}

export function AuditorWork({ view }: { readonly view: SettingsView }) {
  const say = useSay();
  const { auditor } = view.settings;
  const [typed, setTyped] = useState<Readonly<Record<Name, string>>>({
    schedule: auditor.schedule,
    judgeCallsPerHour: String(auditor.judgeCallsPerHour),
    spotChecksPerDay: String(auditor.spotChecksPerDay),
    canaryHour: auditor.canaryHour === null ? '' : String(auditor.canaryHour),
    redisUrl: auditor.redisUrl ?? '',
  });
  const [isUnencryptedAllowed, allowUnencrypted] = useState(auditor.isUnencryptedAllowed);
  const { work, bad } = workOf(typed);
  const isLocked = isFromEnvironment(view.fromEnvironment, 'auditor');
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (bad.length === 0) void saveAuditor({ ...work, isUnencryptedAllowed });
      }}
    >
      <div className="grid grid-cols-2 gap-3">
        {NAMES.map((name) => (
          <TextField
            key={name}
            label={say(`auditor.${name}`)}
            hint={say(`auditor.${name}Hint`)}
            value={typed[name]}
            readOnly={isLocked}
            problem={bad.includes(name) ? say('auditor.badValue') : null}
            onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
          />
        ))}
      </div>
      <Unencrypted isAllowed={isUnencryptedAllowed} isLocked={isLocked} onAllow={allowUnencrypted} />
      <div>
        <Button type="submit" disabled={bad.length > 0 || isLocked}>
          {say('do.save')}
        </Button>
      </div>
    </form>
  );
}
