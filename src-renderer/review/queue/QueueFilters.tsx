/** Narrows the queue by what the auditor said, which check asked, who wrote it and who holds it; and orders it. */
import { type ReactNode, useId } from 'react';
import { auditVerdict } from '../../../src-preload/contract/review/audit.ts';
import { lastOf } from '../../bridge/remote.ts';
import { Button } from '../../ui/Button.tsx';
import { useSay, type Word } from '../../words/words.ts';
import { checkName } from '../checks.ts';
import { filterQueue, useReview } from '../reviewStore.ts';
import { countChoices, EVERYTHING_OPEN, type QueueFilter } from './queueFilter.ts';

const ORIGINS = ['rules', 'model', 'human'] as const;
const PURPOSES = ['knowledge', 'rule-change'] as const;
const CLAIMED = ['mine', 'free'] as const;
const SORTS = ['value', 'newest', 'oldest'] as const;

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T | null;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onChoose: (value: T | null) => void;
  /** The choice that is no filter; without it one of the options is always chosen. */
  readonly any?: ReactNode;
}

function Choice<T extends string>({ label, value, options, onChoose, any }: ChoiceProps<T>) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="text-dim">
        {label}
      </label>
      <select
        id={id}
        value={value ?? ''}
        onChange={({ target }) => onChoose(options.find((option) => option.value === target.value)?.value ?? null)}
        className="h-6 w-full rounded-[5px] border border-line-strong bg-raised px-1"
      >
        {any === undefined ? null : <option value="">{any}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </>
  );
}

/** Every check an item of the list names; the chosen one stays, also when nothing is left of it. */
function useCheckNames(chosen: string | null): string[] {
  const items = useReview(({ queue }) => lastOf(queue)?.items ?? null);
  const names = new Set((items ?? []).flatMap(({ checks }) => checks));
  if (chosen !== null) names.add(chosen);
  return [...names].sort();
}

function Choices({ filter }: { readonly filter: QueueFilter }) {
  const say = useSay();
  const checks = useCheckNames(filter.check);
  const change = (next: Partial<QueueFilter>) => void filterQueue(next);
  const said = <T extends string>(values: readonly T[], word: (value: T) => Word) => values.map((value) => ({ value, text: say(word(value)) }));
  const any = say('review.any');
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-1 pt-2 text-xs">
      <Choice
        label={say('review.by.sort')}
        value={filter.sort}
        options={said(SORTS, (sort) => `review.sort.${sort}`)}
        onChoose={(sort) => change({ sort: sort ?? 'value' })}
      />
      <Choice
        label={say('review.by.verdict')}
        any={any}
        value={filter.verdict}
        options={said(auditVerdict.options, (verdict) => `audit.${verdict}`)}
        onChoose={(verdict) => change({ verdict })}
      />
      <Choice
        label={say('review.by.check')}
        any={any}
        value={filter.check}
        options={checks.map((value) => ({ value, text: checkName(value, say) }))}
        onChoose={(check) => change({ check })}
      />
      <Choice
        label={say('review.by.origin')}
        any={any}
        value={filter.origin}
        options={said(ORIGINS, (origin) => `origin.${origin}`)}
        onChoose={(origin) => change({ origin })}
      />
      <Choice
        label={say('review.by.purpose')}
        any={any}
        value={filter.purpose}
        options={said(PURPOSES, (purpose) => `review.purpose.${purpose}`)}
        onChoose={(purpose) => change({ purpose })}
      />
      <Choice
        label={say('review.by.claimed')}
        any={any}
        value={filter.claimed}
        options={said(CLAIMED, (claimed) => `review.claimed.${claimed}`)}
        onChoose={(claimed) => change({ claimed })}
      />
      {countChoices(filter) > 0 ? (
        <Button isSmall className="col-start-2 justify-self-start" onClick={() => change({ ...EVERYTHING_OPEN, state: filter.state, search: filter.search })}>
          {say('review.filters.clear')}
        </Button>
      ) : null}
    </div>
  );
}

export function QueueFilters() {
  const say = useSay();
  const filter = useReview((state) => state.filter);
  const count = countChoices(filter);
  return (
    <details className="text-xs">
      <summary className="cursor-default text-dim">{count === 0 ? say('review.filters') : say('review.filters.chosen', { count })}</summary>
      <Choices filter={filter} />
    </details>
  );
}
