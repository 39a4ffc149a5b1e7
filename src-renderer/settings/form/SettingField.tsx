/** The control of one setting, with the words that stand beside it. */
import type { ReactNode } from 'react';
import { CheckField, SelectField, TextField } from '../../ui/Field.tsx';
import { FromEnvironment } from '../../ui/Section.tsx';
import type { SettingName } from '../../words/settings/settingNames.ts';
import { useSay, type Word } from '../../words/words.ts';
import type { Field, TypedField } from './fields.ts';
import { type Problem, rangeOf } from './typed.ts';

interface ControlProps {
  /** The environment decides. */
  readonly isLocked?: boolean;
  /** What the core refused. */
  readonly refusal?: string | null;
}

interface TypedControlProps extends ControlProps {
  readonly field: TypedField;
  readonly text: string;
  readonly isChanged: boolean;
  readonly problem: Problem | null;
  readonly onText: (text: string) => void;
}

// Every setting has its words, what is typed a hint, what is chosen its options: `settingsWords` does not compile without.
const labelOf = (name: SettingName) => name as Word;
const hintOf = (name: SettingName) => `${name}Hint` as Word;
const optionOf = (name: SettingName, option: string) => `${name}.${option}` as Word;

/** Room for a path or an address. */
const LONG_CHARS = 200;

export function TypedControl({ field, text, isChanged, problem, refusal = null, isLocked = false, onText }: TypedControlProps) {
  const say = useSay();
  const { name, kind } = field;
  const range = rangeOf(field);
  const unit = kind.at === 'number' && kind.unit !== null ? say(`unit.${kind.unit}`) : null;
  const hint: ReactNode = isLocked ? (
    <FromEnvironment />
  ) : (
    <>
      {say(hintOf(name))} {range === null ? null : <span className="inline-block">{`(${say(range.word, range.values)})`}</span>}
    </>
  );
  return (
    <div className={kind.at === 'text' && kind.mostChars > LONG_CHARS ? 'col-span-full' : ''}>
      <TextField
        label={say(labelOf(name))}
        unit={unit}
        hint={hint}
        problem={problem === null ? refusal : say(problem.word, problem.values)}
        inputMode={kind.at === 'number' ? (kind.isWhole ? 'numeric' : 'decimal') : 'text'}
        value={text}
        readOnly={isLocked}
        className={isChanged ? 'border-accent' : undefined}
        onChange={(event) => onText(event.target.value)}
      />
    </div>
  );
}

interface ChosenControlProps extends ControlProps {
  readonly field: Field;
  readonly value: unknown;
  readonly onValue: (value: unknown) => void;
}

export function ChosenControl({ field: { name, kind }, value, refusal = null, isLocked = false, onValue }: ChosenControlProps) {
  const say = useSay();
  if (kind.at === 'switch') {
    return (
      <CheckField
        label={
          <>
            {say(labelOf(name))} {isLocked ? <FromEnvironment /> : null}
          </>
        }
        problem={refusal}
        checked={value === true}
        disabled={isLocked}
        onChange={(event) => onValue(event.target.checked)}
      />
    );
  }
  if (kind.at !== 'choice') return null;
  return (
    <SelectField
      label={say(labelOf(name))}
      hint={isLocked ? <FromEnvironment /> : null}
      problem={refusal}
      value={String(value)}
      disabled={isLocked}
      onChange={(event) => onValue(event.target.value)}
    >
      {kind.options.map((option) => (
        <option key={option} value={option}>
          {say(optionOf(name, option))}
        </option>
      ))}
    </SelectField>
  );
}
