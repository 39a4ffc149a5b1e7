/** The language model: optional, any OpenAI-compatible endpoint. */
import { useState } from 'react';
import type { SettingsView } from '../../../src-preload/contract/settings.ts';
import type { Core } from '../../bridge/line.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField, TextField } from '../../ui/Field.tsx';
import { useSay } from '../../words/words.ts';
import { ConnectionTest } from '../engine/ConnectionTest.tsx';
import { ModelCheck } from './ModelCheck.tsx';
import { FromEnvironment, isFromEnvironment, Section } from '../../ui/Section.tsx';
import { secretHint } from '../engine/secretHint.ts';
import { SettingsForm } from '../form/SettingsForm.tsx';
import { saveLlm } from '../settingsStore.ts';
import { Unencrypted } from '../Unencrypted.tsx';

/** Over what is stored, which may change meanwhile. */
interface Typed {
  readonly url?: string;
  readonly model?: string;
  readonly isUnencryptedAllowed?: boolean;
}

function useLlmForm(view: SettingsView) {
  const { llm } = view.settings;
  const [typed, setTyped] = useState<Typed>({});
  const [key, setKey] = useState('');
  const [isKeyless, setKeyless] = useState(false);
  const url = typed.url ?? llm.url ?? '';
  const model = typed.model ?? llm.model ?? '';
  const isUnencryptedAllowed = typed.isUnencryptedAllowed ?? llm.isUnencryptedAllowed;
  const isHalf = (url.trim() === '') !== (model.trim() === '');
  const isBad = isHalf || (url.trim() !== '' && !/^https?:\/\//.test(url.trim()));
  const locked = (path: string) => isFromEnvironment(view.fromEnvironment, path);
  const typedKey = isKeyless ? null : key === '' ? undefined : key;
  const save = async () => {
    const place = locked('llm.url') ? {} : { url: url.trim() || null, isUnencryptedAllowed };
    const isSaved = await saveLlm({ ...place, ...(locked('llm.model') ? {} : { model: model.trim() || null }) }, typedKey);
    if (!isSaved) return;
    setTyped({});
    setKey('');
    setKeyless(false);
  };
  const type = (part: Typed) => setTyped({ ...typed, ...part });
  return { url, model, isUnencryptedAllowed, type, key, setKey, isKeyless, setKeyless, typedKey, isBad, locked, save };
}

export function LlmForm({ view }: { readonly view: SettingsView }) {
  const say = useSay();
  const { llm } = view.settings;
  const form = useLlmForm(view);
  const { url, model, type, key, setKey, typedKey, isUnencryptedAllowed, isBad, locked, save } = form;
  const stored = view.secrets.find(({ kind }) => kind === 'llm-api-key');
  const prepareTest = () => {
    if (isBad || url.trim() === '') return null;
    return (core: Core) =>
      core.settings.testLlm({ url: url.trim(), model: model.trim(), isUnencryptedAllowed, ...(typedKey === undefined ? {} : { apiKey: typedKey }) });
  };
  return (
    <Section title={say('llm.title')} text={say('llm.text')}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBad) void save();
        }}
      >
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label={say('llm.url')}
            value={url}
            readOnly={locked('llm.url')}
            hint={locked('llm.url') ? <FromEnvironment /> : say('llm.urlHint')}
            onChange={(event) => type({ url: event.target.value })}
          />
          <TextField
            label={say('llm.model')}
            value={model}
            readOnly={locked('llm.model')}
            hint={locked('llm.model') ? <FromEnvironment /> : undefined}
            problem={isBad ? say('llm.bad') : null}
            onChange={(event) => type({ model: event.target.value })}
          />
          <TextField
            label={say('llm.key')}
            type="password"
            autoComplete="new-password"
            hint={secretHint(say, stored)}
            disabled={form.isKeyless}
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
        </div>
        {stored === undefined || stored.standing === 'none' ? null : (
          <CheckField label={say('llm.noKey')} checked={form.isKeyless} onChange={(event) => form.setKeyless(event.target.checked)} />
        )}
        <Unencrypted isAllowed={isUnencryptedAllowed} isLocked={locked('llm.url')} onAllow={(allowed) => type({ isUnencryptedAllowed: allowed })} />
        <ConnectionTest prepare={prepareTest} isReady={!isBad && url.trim() !== ''}>
          <Button kind="primary" type="submit" disabled={isBad}>
            {say('do.save')}
          </Button>
        </ConnectionTest>
      </form>
      <div className="flex flex-col gap-3 border-t pt-4">
        <h3 className="font-medium">{say('llm.limits')}</h3>
        <SettingsForm form="llm" title={say('llm.limits')} view={view} />
      </div>
      {llm.url === null || llm.model === null ? null : <ModelCheck key={`${llm.url} ${llm.model}`} />}
    </Section>
  );
}
