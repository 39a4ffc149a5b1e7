/** Answers of known truth that were planted: how many of the wrong ones the auditor found, day by day. And what the spot checks say. */
import type { Scorecard } from '../../../src-preload/contract/review/scorecard.ts';
import { Cell, HeadCell } from '../../ui/data/table.tsx';
import { useSay } from '../../words/words.ts';
import { RateBar } from './RateBar.tsx';

export function Canaries({ canaries }: Pick<Scorecard, 'canaries'>) {
  const say = useSay();
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h2 className="eyebrow">{say('scorecard.canaries')}</h2>
      <p className="text-xs text-dim">{say('scorecard.canaries.what')}</p>
      <p className="flex items-center gap-3">
        {say('scorecard.recall')} <RateBar rate={canaries.recall} />
      </p>
      {canaries.days.length === 0 ? (
        <p className="text-xs text-dim">{say('scorecard.canaries.none')}</p>
      ) : (
        <div className="max-h-64 overflow-auto rounded-[5px] border border-line-strong" role="region" aria-label={say('scorecard.canaries')} tabIndex={0}>
          <table className="w-full text-xs">
            <thead>
              <tr className="bg-ground">
                <HeadCell className="pl-3">{say('scorecard.day')}</HeadCell>
                <HeadCell isNumber>{say('scorecard.planted')}</HeadCell>
                <HeadCell isNumber>{say('scorecard.caught')}</HeadCell>
                <HeadCell isNumber>{say('scorecard.missed')}</HeadCell>
                <HeadCell isNumber>{say('scorecard.falseAlarms')}</HeadCell>
              </tr>
            </thead>
            <tbody className="[&>tr:last-child>td]:border-0">
              {canaries.days.map(({ day, planted, caught, missed, falseAlarms }) => (
                <tr key={day}>
                  <Cell className="pl-3">{day}</Cell>
                  <Cell isNumber>{planted}</Cell>
                  <Cell isNumber>{caught}</Cell>
                  <Cell isNumber>
                    <span className={missed > 0 ? 'font-semibold text-bad' : undefined}>{missed}</span>
                  </Cell>
                  <Cell isNumber>
                    <span className={falseAlarms > 0 ? 'font-semibold text-warn' : undefined}>{falseAlarms}</span>
                  </Cell>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

export function SpotChecks({ spotChecks }: Pick<Scorecard, 'spotChecks'>) {
  const say = useSay();
  const { drawn, decided, wrong, missRate } = spotChecks;
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h2 className="eyebrow">{say('scorecard.spotChecks')}</h2>
      <p className="text-xs text-dim">{say('scorecard.spotChecks.what')}</p>
      <p className="flex items-center gap-3">
        {say('scorecard.missRate')} <RateBar rate={missRate} />
      </p>
      <p className="text-xs">{say('scorecard.spotChecks.counts', { drawn, decided, wrong })}</p>
    </section>
  );
}
