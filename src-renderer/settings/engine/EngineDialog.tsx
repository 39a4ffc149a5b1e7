/** Adds or edits an engine: its hosts, sign-in, certificates; can be tested before it is saved. */
import { useState } from 'react';
import type { EngineSettings, SettingsView } from '../../../src-preload/contract/settings.ts';
import type { Core } from '../../bridge/line.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextAreaField, TextField } from '../../ui/Field.tsx';
import { Overlay } from '../../ui/Overlay.tsx';
import { useSay } from '../../words/words.ts';
import { ConnectionTest } from './ConnectionTest.tsx';
import { EngineColorField } from './EngineColorField.tsx';
import { EngineNumbers } from './EngineNumbers.tsx';
import { EngineTls } from './EngineTls.tsx';
import { type StoredSecret, secretHint } from './secretHint.ts';
import { type EngineForm, formOf, parseForm, withPin } from './engineForm.ts';
import { type Secrets, saveEngine } from '../settingsStore.ts';

interface FieldsProps {
  /** As it is stored. */
  readonly engine: EngineSettings;
  readonly form: EngineForm;
  readonly secrets: Secrets;
  readonly wrong: ReadonlySet<string>;
  readonly stored: (kind: 'password' | 'api-key') => StoredSecret | undefined;
  readonly onForm: (part: Partial<EngineForm>) => void;
  readonly onSecrets: (part: Partial<Secrets>) => void;
}

function SignInFields({ form, secrets, stored, onForm, onSecrets }: FieldsProps) {
  const say = useSay();
  const hint = (kind: 'password' | 'api-key') => secretHint(say, stored(kind));
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)_minmax(0,1fr)] gap-3">
      <SelectField label={say('engine.auth')} value={form.auth} onChange={(event) => onForm({ auth: event.target.value === 'api-key' ? 'api-key' : 'basic' })}>
        <option value="basic">{say('engine.basic')}</option>
        <option value="api-key">{say('engine.apiKey')}</option>
      </SelectField>
      {form.auth === 'basic' ? (
        <>
          <TextField label={say('engine.user')} value={form.user} onChange={(event) => onForm({ user: event.target.value })} />
          <TextField
            label={say('engine.password')}
            type="password"
            autoComplete="new-password"
            hint={hint('password')}
            value={secrets.password}
            onChange={(event) => onSecrets({ password: event.target.value })}
          />
        </>
      ) : (
        <TextField
          label={say('engine.apiKey')}
          type="password"
          autoComplete="new-password"
          hint={hint('api-key')}
          value={secrets.apiKey}
          onChange={(event) => onSecrets({ apiKey: event.target.value })}
        />
      )}
    </div>
  );
}

function Fields(props: FieldsProps) {
  const say = useSay();
  const { form, wrong, onForm } = props;
  return (
    <>
      <TextField
        label={say('engine.name')}
        value={form.name}
        problem={wrong.has('name') ? say('engine.nameBad') : null}
        onChange={(event) => onForm({ name: event.target.value })}
      />
      <TextField
        label={say('engine.url')}
        hint={say('engine.urlHint')}
        value={form.url}
        problem={wrong.has('url') ? say('engine.urlBad') : null}
        onChange={(event) => onForm({ url: event.target.value })}
      />
      <TextAreaField
        label={say('engine.fallback')}
        hint={say('engine.fallbackHint')}
        rows={2}
        value={form.fallbackUrls}
        problem={wrong.has('fallbackUrls') ? say('engine.urlBad') : null}
        onChange={(event) => onForm({ fallbackUrls: event.target.value })}
      />
      <EngineColorField color={form.color} onColor={(color) => onForm({ color })} />
      <SignInFields {...props} />
      <EngineTls {...props} />
      <EngineNumbers {...props} />
    </>
  );
}

interface EngineDialogProps {
  readonly engine: EngineSettings;
  readonly view: SettingsView;
  readonly onClose: () => void;
}

const NONE: ReadonlySet<string> = new Set();

function useEngineForm({ engine, view, onClose }: EngineDialogProps) {
  const secretOf = (kind: string) => view.secrets.find((secret) => secret.kind === kind && secret.engineId === engine.id);
  const shownCa = secretOf('ca-path')?.shown ?? '';
  const [form, setForm] = useState(() => formOf(engine));
  const [secrets, setSecrets] = useState<Secrets>({ password: '', apiKey: '', caPath: shownCa });
  const [wrong, setWrong] = useState(NONE);
  const parse = () => {
    const parsed = parseForm(form, engine);
    setWrong(parsed.isOk ? NONE : parsed.wrong);
    return parsed.isOk ? parsed.engine : null;
  };
  const save = async () => {
    const parsed = parse();
    const changed = secrets.caPath === shownCa ? { ...secrets, caPath: null } : secrets;
    if (parsed && (await saveEngine(parsed, changed))) onClose();
  };
  const fields: FieldsProps = {
    engine,
    form,
    secrets,
    wrong,
    stored: secretOf,
    onForm: (part) => setForm({ ...form, ...part }),
    onSecrets: (part) => setSecrets({ ...secrets, ...part }),
  };
  return { fields, parse, save };
}

export function EngineDialog(props: EngineDialogProps) {
  const say = useSay();
  const { fields, parse, save } = useEngineForm(props);
  const { form, secrets } = fields;
  const prepareTest = () => {
    const engine = parse();
    if (!engine) return null;
    const typed = {
      ...(secrets.password === '' ? {} : { password: secrets.password }),
      ...(secrets.apiKey === '' ? {} : { apiKey: secrets.apiKey }),
      ...(secrets.caPath?.trim() ? { caPath: secrets.caPath.trim() } : {}),
    };
    return (core: Core) => core.settings.testEngine({ engine, ...typed });
  };
  return (
    <Overlay
      isOpen
      onClose={props.onClose}
      title={form.name === '' ? say('engines.add') : say('engines.editNamed', { name: form.name })}
      className="top-[6vh] max-h-[88vh]"
    >
      <form
        className="flex min-h-0 flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto px-5 py-4">
          <Fields {...fields} />
          <ConnectionTest prepare={prepareTest} pins={form.certificatePins} onPin={(certificate) => fields.onForm(withPin(form, certificate))} />
        </div>
        <footer className="flex justify-end gap-2 border-t px-5 py-3">
          <Button onClick={props.onClose}>{say('do.cancel')}</Button>
          <Button kind="primary" type="submit">
            {say('do.save')}
          </Button>
        </footer>
      </form>
    </Overlay>
  );
}
