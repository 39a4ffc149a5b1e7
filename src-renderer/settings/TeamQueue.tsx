/** Whose queue the auditor works from: an address that is saved together with its exception. */
import { useState } from 'react';
import { type SettingsView, settingsSchema } from '../../src-preload/contract/settings.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { FromEnvironment, isFromEnvironment } from '../ui/Section.tsx';
import { useSay } from '../words/words.ts';
import { saveAuditor } from './settingsStore.ts';
import { Unencrypted } from './Unencrypted.tsx';

const { redisUrl: address } = settingsSchema.shape.auditor.unwrap().shape;

interface Typed {
  readonly redisUrl?: string;
  readonly isUnencryptedAllowed?: boolean;
}

export function TeamQueue({ view }: { readonly view: SettingsView }) {
  const say = useSay();
  const { auditor } = view.settings;
  const [typed, setTyped] = useState<Typed>({});
  const text = typed.redisUrl ?? auditor.redisUrl ?? '';
  const isUnencryptedAllowed = typed.isUnencryptedAllowed ?? auditor.isUnencryptedAllowed;
  const redisUrl = text.trim() || null;
  const isBad = !address.safeParse(redisUrl).success;
  const isChanged = redisUrl !== auditor.redisUrl || isUnencryptedAllowed !== auditor.isUnencryptedAllowed;
  const isLocked = isFromEnvironment(view.fromEnvironment, 'auditor.redisUrl');
  const save = async () => {
    if (await saveAuditor({ redisUrl, isUnencryptedAllowed })) setTyped({});
  };
  return (
    <form
      aria-label={say('auditor.redisUrl')}
      className="flex flex-col gap-3 border-t pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && !isBad && !isLocked) void save();
      }}
    >
      <TextField
        label={say('auditor.redisUrl')}
        hint={isLocked ? <FromEnvironment /> : say('auditor.redisUrlHint')}
        value={text}
        readOnly={isLocked}
        problem={isBad ? say('form.unusable') : null}
        onChange={(event) => setTyped({ ...typed, redisUrl: event.target.value })}
      />
      <Unencrypted isAllowed={isUnencryptedAllowed} isLocked={isLocked} onAllow={(allowed) => setTyped({ ...typed, isUnencryptedAllowed: allowed })} />
      <div>
        <Button type="submit" disabled={!isChanged || isBad || isLocked}>
          {say('do.save')}
        </Button>
      </div>
    </form>
  );
}
