/** The queue: counters that filter, a search, the items in order of value. */
import { clsx } from 'clsx';
import type { KeyboardEvent, RefObject } from 'react';
import { type ReviewItem, reviewStates } from '../../../src-preload/contract/review/review.ts';
import { lastOf } from '../../bridge/remote.ts';
import { DemoStamp } from '../../ui/marks/DemoStamp.tsx';
import { SearchBox } from '../../ui/Field.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Empty, Failed, Loading, StaleBar } from '../../ui/data/States.tsx';
import { number } from '../../ui/text/number.ts';
import { Ago } from '../../ui/time/Time.tsx';
import { useLanguage, useSay } from '../../words/words.ts';
import { BulkBar } from '../bulk/BulkBar.tsx';
import { chooseItem, filterQueue, readQueue, useReview } from '../reviewStore.ts';
import { QueueFilters } from './QueueFilters.tsx';
import { countChoices, EVERYTHING_OPEN } from './queueFilter.ts';
import { toggleSelected, useSelection } from './selection.ts';

function Counters() {
  const say = useSay();
  const counters = useReview(({ queue }) => lastOf(queue)?.counters ?? null);
  const shown = useReview(({ filter }) => filter.state);
  return (
    <div role="group" aria-label={say('review.states')} className="grid grid-cols-4 divide-x overflow-hidden rounded-[5px] border border-line-strong">
      {reviewStates.map((state) => (
        <button
          key={state}
          type="button"
          aria-pressed={state === shown}
          onClick={() => void filterQueue({ state })}
          className={clsx('flex flex-col items-center py-1 text-2xs', state === shown ? 'bg-accent-soft text-accent' : 'bg-raised text-dim hover:text-ink')}
        >
          <span className="text-base leading-5 font-semibold">{counters ? counters[state] : '–'}</span>
          {say(`review.counted.${state}`, { count: counters ? counters[state] : 0 })}
        </button>
      ))}
    </div>
  );
}

interface RowProps {
  readonly item: ReviewItem;
  readonly isChosen: boolean;
  readonly isSelected: boolean;
}

function Row({ item, isChosen, isSelected }: RowProps) {
  const say = useSay();
  const isProposal = item.memory.purpose === 'rule-change';
  return (
    <li
      ref={isChosen ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
      className={clsx('flex border-b border-l-2', isChosen ? 'border-l-accent bg-accent-soft' : 'border-l-transparent hover:bg-sunk')}
    >
      {item.state === 'pending' ? (
        <input
          type="checkbox"
          // The key for it is x; a stop for each of hundreds of rows would be in the way of the keyboard.
          tabIndex={-1}
          aria-label={`${say('review.select')}: ${item.memory.question}`}
          checked={isSelected}
          onChange={() => toggleSelected(item.id)}
          className="mt-3 ml-2 size-3.5 shrink-0 accent-accent"
        />
      ) : null}
      <button
        type="button"
        aria-current={isChosen ? 'true' : undefined}
        onClick={() => void chooseItem(item.id)}
        className="flex min-w-0 flex-1 flex-col gap-0.5 px-2 py-2 text-left"
      >
        <span className="flex w-full items-baseline gap-2">
          <span className="truncate font-medium">{item.memory.question}</span>
          {item.memory.isDemo ? <DemoStamp /> : null}
        </span>
        <span className="line-clamp-2 text-xs text-dim">{item.reason}</span>
        <span className={clsx('flex flex-wrap gap-x-2 text-2xs', isChosen ? 'text-dim' : 'text-faint')}>
          <Ago at={item.decidedAt ?? item.createdAt} />
          {isProposal ? <Mark shape="delta" tone="accent" word={say('review.purpose.rule-change')} /> : null}
          {item.auditorVerdict === 'reject' && !isProposal ? (
            <Mark shape="square" tone="bad" word={say('review.auditor', { verdict: say('audit.reject') })} />
          ) : null}
          {item.similar > 0 ? <span>{say('review.similarCount', { count: item.similar })}</span> : null}
          {item.state !== 'pending' && item.decidedBy ? <span>{item.decidedBy}</span> : null}
          {item.claimedBy ? <Mark shape="half" tone="accent" word={say('review.claimedBy', { who: item.claimedBy })} /> : null}
        </span>
      </button>
    </li>
  );
}

function Items() {
  const say = useSay();
  const language = useLanguage();
  const queue = useReview((state) => state.queue);
  const chosenId = useReview((state) => state.chosenId);
  const isPlain = useReview(({ filter }) => filter.search.trim() === '' && countChoices(filter) === 0 && filter.state === EVERYTHING_OPEN.state);
  const selected = useSelection(({ ids }) => ids);
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
          <Row key={item.id} item={item} isChosen={item.id === chosenId} isSelected={selected.has(item.id)} />
        ))}
      </ul>
      {shown.total > shown.items.length ? (
        <p className="border-t px-3 py-1 text-xs text-dim">
          {say('memory.showing', { shown: number(shown.items.length, language), total: number(shown.total, language) })}
        </p>
      ) : null}
    </>
  );
}

/** Enter and Escape leave the box, so that the keys act on the item again. */
function onSearchKey(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter' && event.key !== 'Escape') return;
  event.preventDefault();
  if (event.key === 'Escape') void filterQueue({ search: '' });
  const desk = document.getElementById('review-desk');
  if (desk) desk.focus();
  else event.currentTarget.blur();
}

export function QueueList({ searchRef }: { readonly searchRef: RefObject<HTMLInputElement | null> }) {
  const say = useSay();
  const search = useReview(({ filter }) => filter.search);
  return (
    <aside aria-label={say('review.queue')} className="flex w-80 shrink-0 flex-col border-r bg-ground">
      <div className="flex flex-col gap-2 border-b p-2">
        <Counters />
        <SearchBox
          ref={searchRef}
          label={say('review.search')}
          value={search}
          onKeyDown={onSearchKey}
          onChange={(event) => void filterQueue({ search: event.target.value })}
        />
        <QueueFilters />
      </div>
      <Items />
      <BulkBar />
    </aside>
  );
}
