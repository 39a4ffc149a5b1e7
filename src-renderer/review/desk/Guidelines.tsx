/** Beside the item: what each check that asked means, and how to decide. */
import type { ReviewItem } from '../../../src-preload/contract/review/review.ts';
import { useSay } from '../../words/words.ts';
import { guidelinesFor } from '../checks.ts';

export function Guidelines({ item }: { readonly item: ReviewItem }) {
  const say = useSay();
  return (
    <section aria-label={say('review.guidelines')} className="flex flex-col gap-2">
      <h3 className="eyebrow">{say('review.guidelines')}</h3>
      {guidelinesFor({ ...item, purpose: item.memory.purpose }, say).map(({ key, title, means, decide }) => (
        <div key={key} className="flex flex-col gap-0.5 border-l-2 border-line-strong pl-3 text-xs">
          <h4 className="font-semibold">{title}</h4>
          <p className="text-dim">{means}</p>
          <p>{decide}</p>
        </div>
      ))}
    </section>
  );
}
