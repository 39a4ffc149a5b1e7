/** Every setting of a group that is not drawn elsewhere, as the contract describes it. A new one appears here by itself. */
import type { SettingsView } from '../../../src-preload/contract/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { FaultLine } from '../../ui/data/FaultLine.tsx';
import { isFromEnvironment } from '../../ui/Section.tsx';
import { sayFault } from '../../words/faultSay.ts';
import type { SettingName } from '../../words/settings/settingNames.ts';
import { useSay } from '../../words/words.ts';
import { type FormName, isTyped } from './fields.ts';
import { ChosenControl, TypedControl } from './SettingField.tsx';
import { useSettingsForm } from './useSettingsForm.ts';

type Form = ReturnType<typeof useSettingsForm>;

function Foot({ form: { changed, wrong, canSave, discard } }: { readonly form: Form }) {
  const say = useSay();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button kind="primary" type="submit" disabled={!canSave}>
        {say('do.save')}
      </Button>
      {changed === 0 ? null : (
        <Button kind="quiet" onClick={discard}>
          {say('form.discard')}
        </Button>
      )}
      <p role="status" className={wrong > 0 ? 'text-xs text-bad' : 'text-xs text-dim'}>
        {wrong > 0 ? say('form.wrong', { count: wrong }) : changed > 0 ? say('form.unsaved', { count: changed }) : ''}
      </p>
    </div>
  );
}

interface SettingsFormProps {
  readonly form: FormName;
  readonly title: string;
  readonly view: SettingsView;
}

export function SettingsForm({ form: formName, title, view }: SettingsFormProps) {
  const form = useSettingsForm(formName, view);
  const common = (name: SettingName) => {
    const fault = form.faultOf(name);
    return { isLocked: isFromEnvironment(view.fromEnvironment, name), refusal: fault === null ? null : sayFault(fault) };
  };
  const chosen = form.fields.filter((field) => !isTyped(field));
  return (
    <form
      aria-label={title}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (form.canSave) void form.save();
      }}
    >
      {['switch', 'choice'].map((kind) => {
        const those = chosen.filter((field) => field.kind.at === kind);
        return those.length === 0 ? null : (
          <div key={kind} className={kind === 'choice' ? 'grid grid-cols-2 gap-3' : 'flex flex-col gap-2'}>
            {those.map((field) => (
              <ChosenControl
                key={field.name}
                field={field}
                value={form.valueOf(field)}
                onValue={(value) => void form.choose(field, value)}
                {...common(field.name)}
              />
            ))}
          </div>
        );
      })}
      {form.rows.length === 0 ? null : (
        <div className="grid items-start gap-x-3 gap-y-4 sm:grid-cols-2">
          {form.rows.map((row) => (
            <TypedControl key={row.field.name} {...row} onText={(text) => form.type(row, text)} {...common(row.field.name)} />
          ))}
        </div>
      )}
      {form.otherFault === null ? null : (
        <p className="text-bad">
          <FaultLine fault={form.otherFault} />
        </p>
      )}
      {form.rows.length === 0 ? null : <Foot form={form} />}
    </form>
  );
}
