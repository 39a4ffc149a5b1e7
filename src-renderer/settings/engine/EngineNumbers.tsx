/** The numbers of an engine's client: time limits, connections, retries, how many questions at once. Few ever need them. */
import { useState } from 'react';
import type { EngineSettings } from '../../../src-preload/contract/settings.ts';
import { useSay } from '../../words/words.ts';
import { TypedControl } from '../form/SettingField.tsx';
import { type EngineForm, numberRows } from './engineForm.ts';

interface EngineNumbersProps {
  readonly form: EngineForm;
  readonly engine: EngineSettings;
  readonly onForm: (part: Partial<EngineForm>) => void;
}

export function EngineNumbers({ form, engine, onForm }: EngineNumbersProps) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const rows = numberRows(form, engine);
  // A number that is wrong must be seen.
  const isWrong = rows.some(({ problem }) => problem !== null);
  return (
    <details open={isOpen || isWrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="text-xs font-medium text-dim">{say('engine.numbers')}</summary>
      <div className="mt-2 grid grid-cols-3 items-start gap-3">
        {rows.map((row) => (
          <TypedControl key={row.field.name} {...row} onText={(text) => onForm({ numbers: { ...form.numbers, [row.field.name]: text } })} />
        ))}
      </div>
    </details>
  );
}
