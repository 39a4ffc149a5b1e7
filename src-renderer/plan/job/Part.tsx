/** One part of the job panel, in every state it can be in. */
import type { ReactNode } from 'react';
import { lastOf, type Remote } from '../../bridge/remote.ts';
import { Failed, Loading } from '../../ui/data/States.tsx';
import { useSay, type Word } from '../../words/words.ts';

interface PartProps<T> {
  readonly title: Word;
  readonly part: Remote<T>;
  readonly children: (value: T) => ReactNode;
}

export function Part<T>({ title, part, children }: PartProps<T>) {
  const say = useSay();
  const known = lastOf(part);
  return (
    <section className="border-b px-4 py-3">
      <h3 className="eyebrow mb-1.5">{say(title)}</h3>
      {known ? children(known) : null}
      {part.at === 'loading' && !known ? <Loading /> : null}
      {part.at === 'failed' ? <Failed fault={part.fault} /> : null}
    </section>
  );
}
