/** Other items about the same things, so that all of them are decided alike. */
import { clsx } from 'clsx';
import type { SimilarItem } from '../../../src-preload/contract/review/review.ts';
import { Mark } from '../../ui/marks/Mark.tsx';
import { useSay } from '../../words/words.ts';
import { chooseItem } from '../reviewStore.ts';
import { stateLook } from '../stateLook.ts';

export function SimilarItems({ similar }: { readonly similar: readonly SimilarItem[] }) {
  const say = useSay();
  if (similar.length === 0) return null;
  return (
    <section>
      <h3 className="eyebrow mb-1">{say('review.similar')}</h3>
      <ul className="divide-y border-y">
        {similar.map(({ itemId, question, state }) => (
          <li key={itemId}>
            <button type="button" onClick={() => void chooseItem(itemId)} className="flex w-full items-baseline gap-3 px-1 py-1.5 text-left hover:bg-sunk">
              <span className={clsx('min-w-0 flex-1 truncate', state !== 'pending' && 'text-dim')}>{question}</span>
              <Mark {...stateLook[state]} word={say(`review.${state}`)} className="text-xs" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
