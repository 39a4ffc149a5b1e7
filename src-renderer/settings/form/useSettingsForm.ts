/** The state of a form: what is stored, what is typed over it, what of that cannot be saved, and what the core refused. */
import { useState } from 'react';
import type { Settings, SettingsView } from '../../../src-preload/contract/settings.ts';
import type { FaultView } from '../../bridge/fault.ts';
import type { SettingName } from '../../words/settings/settingNames.ts';
import { saveSettings } from '../settingsStore.ts';
import { dropDrafts, dropSaved, keepDraft, useDrafts } from './drafts.ts';
import { type Field, type FormName, fieldsOf, isTyped, type TypedField, valueIn } from './fields.ts';
import { patchOf, type Changes, withChanges } from './patch.ts';
import { ruleProblem } from './rules.ts';
import { type Problem, readText, shownText } from './typed.ts';

interface Row {
  readonly field: TypedField;
  readonly text: string;
  readonly isChanged: boolean;
  readonly value: unknown;
  readonly problem: Problem | null;
}

function rowOf(field: TypedField, stored: unknown, typed: string | undefined): Row {
  const shown = shownText(field, stored);
  const text = typed ?? shown;
  const reading = readText(field, text, stored);
  const isChanged = text !== shown;
  return reading.isOk ? { field, text, isChanged, value: reading.value, problem: null } : { field, text, isChanged, value: stored, problem: reading.problem };
}

/** Rows with what must hold between them. */
function rowsOf(fields: readonly TypedField[], settings: Settings, texts: Readonly<Partial<Record<SettingName, string>>>): Row[] {
  const rows = fields.map((field) => rowOf(field, valueIn(settings, field), texts[field.name]));
  const changes = rows.filter(({ isChanged }) => isChanged);
  if (changes.length === 0) return rows;
  const broken = ruleProblem(withChanges(settings, changes));
  return rows.map((row) => (row.problem === null && row.field.name === broken?.name ? { ...row, problem: broken.problem } : row));
}

/** The core names a field as it stands in the settings, the contract as it stands in the call. */
const isAbout = ({ field }: FaultView, name: SettingName): boolean => field === name || field === `patch.${name}`;

export function useSettingsForm(form: FormName, { settings }: SettingsView) {
  const texts = useDrafts((drafts) => drafts.texts);
  const [isSaving, setSaving] = useState(false);
  const [fault, setFault] = useState<FaultView | null>(null);
  const [chosen, setChosen] = useState<Changes[number] | null>(null);
  const fields = fieldsOf(form);
  const rows = rowsOf(fields.filter(isTyped), settings, texts);
  const changed = rows.filter(({ isChanged }) => isChanged);
  const wrong = rows.filter(({ problem }) => problem !== null);
  const names = fields.map(({ name }) => name);

  const send = async (changes: Changes) => {
    setSaving(true);
    const refused = await saveSettings(patchOf(changes));
    setSaving(false);
    setFault(refused);
    return refused === null;
  };
  return {
    fields,
    rows,
    changed: changed.length,
    wrong: wrong.length,
    canSave: changed.length > 0 && wrong.length === 0 && !isSaving,
    faultOf: (name: SettingName) => (fault !== null && isAbout(fault, name) ? fault : null),
    /** What was refused and is about no field of this form. */
    otherFault: fault !== null && !names.some((name) => isAbout(fault, name)) ? fault : null,
    type({ field }: Row, text: string) {
      if (fault !== null && isAbout(fault, field.name)) setFault(null);
      // Typed back to what is stored: no longer a draft, which would outlive a change of the file.
      if (text === shownText(field, valueIn(settings, field))) dropDrafts([field.name]);
      else keepDraft(field.name, text);
    },
    discard() {
      setFault(null);
      dropDrafts(names);
    },
    async save() {
      if (await send(changed)) dropSaved(changed.map(({ field, text }) => ({ name: field.name, text })));
    },
    /** What stands in a switch or choice: what was chosen, until the core has answered. */
    valueOf: (field: Field) => (chosen?.field.name === field.name ? chosen.value : valueIn(settings, field)),
    /** Switches and choices take effect at once; what is typed beside them stays typed. */
    async choose(field: Field, value: unknown) {
      setChosen({ field, value });
      await send([{ field, value }]);
      setChosen(null);
    },
  };
}
