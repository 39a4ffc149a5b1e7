/** What changed since the shift began: the handover brief, and what is watched for. */
import { clsx } from 'clsx';
import { useContext, useEffect } from 'react';
import type { Handover } from '../../../src-preload/contract/plan/planHistory.ts';
import { lastOf } from '../../bridge/remote.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { useMinute } from '../../ui/time/now.ts';
import { number } from '../../ui/text/number.ts';
import { Failed, Loading, StaleBar } from '../../ui/data/States.tsx';
import { Time, ZoneContext } from '../../ui/time/Time.tsx';
import { zonedTime } from '../../ui/time/time.ts';
import { useLanguage, useSay } from '../../words/words.ts';
import type { QueryProps } from '../planQuery.ts';
import { usePlan } from '../planStore.ts';
import { briefText, jobLists } from './briefText.ts';
import { ChangedJobs, ChangedStreams, ChangedWorkstations, DownNow, Knowledge } from './ChangeLists.tsx';
import { readChanges, useChanges } from './changesStore.ts';
import { Recorded } from './Recorded.tsx';
import { Watches } from './Watches.tsx';

const WINDOWS = [4, 8, 12, 24] as const;
const USUAL_HOURS = 8;

function SinceSwitch({ hours, onChange }: { readonly hours: number; readonly onChange: (hours: number) => void }) {
  const say = useSay();
  return (
    <div role="group" aria-label={say('changes.since')} className="flex items-center">
      <span className="mr-2">{say('changes.since')}</span>
      {WINDOWS.map((one, at) => (
        <button
          key={one}
          type="button"
          aria-pressed={hours === one}
          onClick={() => onChange(one)}
          className={clsx(
            'h-6 border border-line-strong px-2 text-xs not-first:-ml-px',
            at === 0 && 'rounded-l-[4px]',
            at === WINDOWS.length - 1 && 'rounded-r-[4px]',
            hours === one ? 'bg-accent-soft font-medium text-accent' : 'bg-raised text-dim hover:text-ink',
          )}
        >
          {say('changes.ago', { hours: one })}
        </button>
      ))}
    </div>
  );
}

function useBrief(handover: Handover | null): string {
  const say = useSay();
  const language = useLanguage();
  const zone = useContext(ZoneContext);
  const now = useMinute();
  if (handover === null) return '';
  return briefText(handover, { say, time: (at) => zonedTime(at, now, { language, zone }) });
}

export function ChangesView({ query, change }: QueryProps) {
  const say = useSay();
  const language = useLanguage();
  const hours = query.hours ?? USUAL_HOURS;
  const remote = useChanges((state) => state.handover);
  const observedAt = usePlan(({ snapshot }) => lastOf(snapshot)?.observedAt ?? null);
  const read = () => void readChanges(hours);
  useEffect(read, [hours, observedAt]);
  const handover = lastOf(remote);
  const counts = handover?.changes.counts ?? null;
  const text = useBrief(handover);
  return (
    <>
      {remote.at === 'failed' && handover !== null ? <StaleBar fault={remote.fault} onRetry={read} /> : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-1.5 text-xs text-dim">
        <SinceSwitch hours={hours} onChange={(next) => change({ hours: next })} />
        {handover === null ? null : (
          <>
            <span>
              <Time at={handover.changes.since} hasZone /> – <Time at={handover.changes.until} hasZone />
            </span>
            {counts === null ? null : (
              <span>
                {say('changes.counts', {
                  started: number(counts.started, language),
                  endedWell: number(counts.endedWell, language),
                  failed: number(counts.failed, language),
                })}
              </span>
            )}
            <span className="ml-auto inline-flex items-center gap-1">
              {say('changes.copy')} <CopyButton text={text} />
            </span>
          </>
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-auto" role="region" aria-label={say('plan.changes')} tabIndex={0}>
        {handover === null ? (
          remote.at === 'failed' ? (
            <Failed fault={remote.fault} onRetry={read} />
          ) : (
            <Loading what={say('changes.reading')} />
          )
        ) : (
          <Brief handover={handover} />
        )}
        <Watches />
      </div>
    </>
  );
}

function Brief({ handover }: { readonly handover: Handover }) {
  const { changes } = handover;
  return (
    <>
      <Recorded changes={changes} />
      <div className="gap-8 px-4 py-3 lg:columns-2">
        {jobLists.map(([key, title]) => (
          <ChangedJobs key={key} kind={key} title={title} changes={changes} />
        ))}
        <ChangedStreams changes={changes} />
        <ChangedWorkstations changes={changes} />
        <DownNow workstations={handover.workstationsDown} />
        <Knowledge openDoubts={handover.openDoubts} approved={handover.approved} />
      </div>
    </>
  );
}
