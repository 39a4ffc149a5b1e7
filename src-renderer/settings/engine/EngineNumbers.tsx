/** The numbers of an engine's client: time limits, connections, retries, how many questions at once. Few ever need them. */
import { TextField } from '../../ui/Field.tsx';
import { useSay } from '../../words/words.ts';
import { type EngineForm, tuningNames } from './engineForm.ts';

interface EngineNumbersProps {
  readonly form: EngineForm;
  readonly wrong: ReadonlySet<string>;
  readonly onForm: (part: Partial<EngineForm>) => void;
}

const TIMEOUTS = [
  ['connectTimeoutMs', 'engine.connectTimeout'],
  ['requestTimeoutMs', 'engine.requestTimeout'],
  ['logTimeoutMs', 'engine.logTimeout'],
] as const;

export function EngineNumbers({ form, wrong, onForm }: EngineNumbersProps) {
  const say = useSay();
  const isWrong = [...wrong].some((name) => name.startsWith('tuning.') || name.endsWith('TimeoutMs'));
  const problemOf = (name: string) => (wrong.has(name) ? say('engine.numberBad') : null);
  return (
    // A field that is wrong must be seen.
    <details open={isWrong || undefined}>
      <summary className="text-xs font-medium text-dim">{say('engine.numbers')}</summary>
      <div className="mt-2 grid grid-cols-3 items-start gap-3">
        {TIMEOUTS.map(([name, word]) => (
          <TextField
            key={name}
            label={say(word)}
            inputMode="numeric"
            problem={problemOf(name)}
            value={form[name]}
            onChange={(event) => onForm({ [name]: event.target.value })}
          />
        ))}
        {tuningNames.map((name) => (
          <TextField
            key={name}
            label={say(`tuning.${name}`)}
            inputMode="numeric"
            problem={problemOf(`tuning.${name}`)}
            value={form.tuning[name]}
            onChange={(event) => onForm({ tuning: { ...form.tuning, [name]: event.target.value } })}
          />
        ))}
      </div>
    </details>
  );
}
