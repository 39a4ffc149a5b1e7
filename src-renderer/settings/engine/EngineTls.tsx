/** Which certificates an engine's hosts may show: an authority, pins, and the development exception, which is loud. */
import { X } from 'lucide-react';
import { IconButton } from '../../ui/Button.tsx';
import { CheckField, TextField } from '../../ui/Field.tsx';
import { Glyph } from '../../ui/marks/Glyph.tsx';
import { useSay } from '../../words/words.ts';
import type { EngineForm } from './engineForm.ts';
import type { Secrets } from '../settingsStore.ts';
import { Unencrypted } from '../Unencrypted.tsx';

interface EngineTlsProps {
  readonly form: EngineForm;
  readonly secrets: Secrets;
  readonly onForm: (part: Partial<EngineForm>) => void;
  readonly onSecrets: (part: Partial<Secrets>) => void;
}

function Pins({ form: { certificatePins, isPinTrusted }, onForm }: Pick<EngineTlsProps, 'form' | 'onForm'>) {
  const say = useSay();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-xs font-medium text-dim">{say('engine.pins')}</legend>
      {certificatePins.length === 0 ? <p className="text-xs text-faint">{say('engine.noPins')}</p> : null}
      <ul className="flex flex-col gap-1">
        {certificatePins.map((pin) => (
          <li key={pin} className="flex items-start gap-2">
            <span className="min-w-0 flex-1 font-mono text-2xs wrap-anywhere">{pin}</span>
            <IconButton
              label={say('engine.unpin', { pin: pin.slice(0, 11) })}
              onClick={() => onForm({ certificatePins: certificatePins.filter((other) => other !== pin) })}
            >
              <X size={13} />
            </IconButton>
          </li>
        ))}
      </ul>
      {certificatePins.length === 0 ? null : (
        <CheckField label={say('engine.pinTrusted')} checked={isPinTrusted} onChange={(event) => onForm({ isPinTrusted: event.target.checked })} />
      )}
    </fieldset>
  );
}

export function EngineTls({ form, secrets, onForm, onSecrets }: EngineTlsProps) {
  const say = useSay();
  return (
    <>
      <TextField
        label={say('engine.ca')}
        hint={say('engine.caHint')}
        value={secrets.caPath ?? ''}
        onChange={(event) => onSecrets({ caPath: event.target.value })}
      />
      <Pins form={form} onForm={onForm} />
      <Unencrypted isAllowed={form.isUnencryptedAllowed} onAllow={(isUnencryptedAllowed) => onForm({ isUnencryptedAllowed })} />
      <div className={form.isTlsUnverified ? 'border-l-2 border-bad bg-bad-soft px-3 py-2 text-bad' : ''}>
        <CheckField label={say('engine.unverified')} checked={form.isTlsUnverified} onChange={(event) => onForm({ isTlsUnverified: event.target.checked })} />
        {form.isTlsUnverified ? (
          <p className="mt-1 flex gap-2 text-xs">
            <Glyph shape="square" />
            {say('engine.unverifiedWarning')}
          </p>
        ) : null}
      </div>
    </>
  );
}
