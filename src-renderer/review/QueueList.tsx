/** The queue: counters that filter, a search, the items in order of value. */
import { clsx } from 'clsx';
import type { RefObject } from 'react';
import { type ReviewItem, reviewStates } from '../../src-preload/contract/review.ts';
import { lastOf } from '../bridge/remote.ts';
import { DemoStamp } from '../ui/DemoStamp.tsx';
import { SearchBox } from '../ui/Field.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Empty, Failed, Loading, StaleBar } from '../ui/States.tsx';
import { Ago } from '../ui/Time.tsx';
import { useSay } from '../words/words.ts';
import { chooseItem, filterQueue, readQueue, useReview } from './reviewStore.ts';

function Counters() {
  const say = useSay();
  const counters = useReview(({ queue }) => lastOf(queue)?.counters ?? null);
  const shown = useReview((state) => state.state);
  return (
    <div role="group" aria-label={say('review.states')} className="grid grid-cols-4 divide-x overflow-hidden rounded-[5px] border border-line-strong">
      {reviewStates.map((state) => (
        <button
          key={state}
          type="button"
          aria-pressed={state === shown}
          onClick={() => filterQueue({ state })}
          className={clsx('flex flex-col items-center py-1 text-2xs', state === shown ? 'bg-accent-soft text-accent' : 'bg-raised text-dim hover:text-ink')}
        >
          <span className="text-base leading-5 font-semibold">{counters ? counters[state] : '–'}</span>
          {say(`review.${state}`)}
        </button>
      ))}
    </div>
  );
}

function Row({ item, isChosen }: { readonly item: ReviewItem; readonly isChosen: boolean }) {
  const say = useSay();
  return (
    <li>
      <button
        type="button"
        aria-current={isChosen ? 'true' : undefined}
        ref={isChosen ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
        onClick={() => void chooseItem(item.id)}
        className={clsx(
          'flex w-full flex-col gap-0.5 border-b border-l-2 px-3 py-2 text-left',
          isChosen ? 'border-l-accent bg-accent-soft' : 'border-l-transparent hover:bg-sunk',
        )}
      >
        <span className="flex items-baseline gap-2">
          <span className="truncate font-medium">{item.memory.question}</span>
          {item.memory.isDemo ? <DemoStamp /> : null}
        </span>
        <span className="line-clamp-2 text-xs text-dim">{item.reason}</span>
        <span className={clsx('flex gap-2 text-2xs', isChosen ? 'text-dim' : 'text-faint')}>
          <Ago at={item.createdAt} />
          {item.auditorVerdict === 'reject' ? <Mark shape="square" tone="bad" word={say('review.auditor', { verdict: say('audit.reject') })} /> : null}
          {item.claimedBy ? <span>{say('review.claimedBy', { who: item.claimedBy })}</span> : null}
        </span>
      </button>
    </li>
  );
}

function Items() {
  const say = useSay();
  const queue = useReview((state) => state.queue);
  const chosenId = useReview((state) => state.chosenId);
  const isPlain = useReview((state) => state.state === 'pending' && state.search.trim() === '');
  const shown = lastOf(queue);
  const retry = () => void readQueue();
  if (!shown) return queue.at === 'failed' ? <Failed fault={queue.fault} onRetry={retry} /> : <Loading />;
  return (
    <>
      {queue.at === 'failed' ? <StaleBar fault={queue.fault} onRetry={retry} /> : null}
      {shown.items.length === 0 ? (
        <Empty title={say(isPlain ? 'review.empty' : 'review.noneFound')}>{isPlain ? <p>{say('review.emptyText')}</p> : null}</Empty>
      ) : null}
      <ul className="min-h-0 flex-1 overflow-auto">
        {shown.items.map((item) => (
          <Row key={item.id} item={item} isChosen={item.id === chosenId} />
        ))}
      </ul>
      {shown.total > shown.items.length ? (
        <p className="border-t px-3 py-1 text-xs text-dim">{say('memory.showing', { shown: shown.items.length, total: shown.total })}</p>
      ) : null}
    </>
  );
}

export function QueueList({ searchRef }: { readonly searchRef: RefObject<HTMLInputElement | null> }) {
  const say = useSay();
  const search = useReview((state) => state.search);
  return (
    <aside aria-label={say('review.queue')} className="flex w-76 shrink-0 flex-col border-r bg-ground">
      <div className="flex flex-col gap-2 border-b p-2">
        <Counters />
        <SearchBox ref={searchRef} label={say('review.search')} value={search} onChange={(event) => filterQueue({ search: event.target.value })} />
      </div>
      <Items />
    </aside>
  );
}
