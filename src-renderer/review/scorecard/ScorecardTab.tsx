/** The scorecard: how often the auditor is right, what it may do alone because of that, and what waits for a person's word. */
import { useCallback, useEffect, useState } from 'react';
import type { Scorecard } from '../../../src-preload/contract/review/scorecard.ts';
import { lastOf } from '../../bridge/remote.ts';
import { useOnline } from '../../bridge/useOnline.ts';
import { useApp } from '../../frame/appStore.ts';
import { Button } from '../../ui/Button.tsx';
import { Failed, Loading, StaleBar } from '../../ui/data/States.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { useSay } from '../../words/words.ts';
import { Canaries, SpotChecks } from './Canaries.tsx';
import { CheckTable } from './CheckTable.tsx';
import { type ExportFormat, exportReview } from './exportReview.ts';
import { LevelHistory, Proposals } from './RuleChanges.tsx';
import { choosePeriod, PERIODS, readScorecard, useScorecard } from './scorecardStore.ts';

function ExportButtons() {
  const say = useSay();
  const [isBusy, setBusy] = useState(false);
  const save = async (format: ExportFormat) => {
    if (isBusy) return;
    setBusy(true);
    await exportReview(format);
    setBusy(false);
  };
  return (
    <div role="group" aria-label={say('scorecard.export')} className="flex items-center gap-2">
      <span className="text-xs text-dim">{say('scorecard.export')}</span>
      <Button isSmall aria-disabled={isBusy || undefined} onClick={() => void save('jsonl')}>
        JSONL
      </Button>
      <Button isSmall aria-disabled={isBusy || undefined} onClick={() => void save('csv')}>
        CSV
      </Button>
    </div>
  );
}

function PeriodChoice() {
  const say = useSay();
  const chosen = useScorecard(({ sinceDays }) => sinceDays);
  return (
    <label className="flex items-center gap-2 text-xs text-dim">
      {say('scorecard.period')}
      <select
        value={chosen}
        onChange={({ target }) => {
          const period = PERIODS.find((days) => String(days) === target.value);
          if (period !== undefined) choosePeriod(period);
        }}
        className="h-6 rounded-[5px] border border-line-strong bg-raised px-1 text-ink"
      >
        {PERIODS.map((days) => (
          <option key={days} value={days}>
            {say('scorecard.days', { count: days })}
          </option>
        ))}
      </select>
    </label>
  );
}

function Content({ scorecard }: { readonly scorecard: Scorecard }) {
  const say = useSay();
  const { overall, from, to } = scorecard;
  return (
    <>
      <p className="text-xs text-dim">
        <Time at={from} /> – <Time at={to} hasZone />
      </p>
      {overall.decided === 0 ? <p className="rounded-[5px] border bg-sunk px-4 py-3">{say('scorecard.nothingYet')}</p> : null}
      <Proposals proposals={scorecard.proposals} />
      <section className="flex flex-col gap-2">
        <h2 className="eyebrow">{say('scorecard.checks')}</h2>
        <CheckTable checks={scorecard.checks} judge={scorecard.judge} overall={overall} />
        <p className="max-w-200 text-xs text-dim">{say('scorecard.howToRead')}</p>
      </section>
      <div className="grid grid-cols-1 gap-8 xl:grid-cols-2">
        <Canaries canaries={scorecard.canaries} />
        <SpotChecks spotChecks={scorecard.spotChecks} />
      </div>
      <LevelHistory changes={scorecard.changes} />
    </>
  );
}

export function ScorecardTab() {
  const say = useSay();
  const scorecard = useScorecard((state) => state.scorecard);
  const pending = useApp(({ status }) => status?.review.pending ?? null);
  const read = useCallback(() => void readScorecard(), []);
  useOnline(read);
  // A decision changes what is measured.
  useEffect(() => {
    if (pending !== null) read();
  }, [pending, read]);
  const shown = lastOf(scorecard);
  return (
    <div className="min-h-0 flex-1 overflow-auto" tabIndex={0} role="group" aria-label={say('scorecard.title')}>
      <div className="mx-auto flex max-w-340 flex-col gap-6 px-6 py-5">
        <div className="flex flex-wrap items-center gap-4">
          <PeriodChoice />
          <span className="flex-1" />
          <ExportButtons />
        </div>
        {scorecard.at === 'failed' && shown ? <StaleBar fault={scorecard.fault} onRetry={read} /> : null}
        {shown ? <Content scorecard={shown} /> : scorecard.at === 'failed' ? <Failed fault={scorecard.fault} onRetry={read} /> : <Loading />}
      </div>
    </div>
  );
}
