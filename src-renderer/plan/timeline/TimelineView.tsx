/** The night by job stream: what ran when, what runs, and when the rest is forecast to run. */

import { clsx } from 'clsx';
import { useContext, useEffect, useMemo } from 'react';
import { VList } from 'virtua';
import type { Timeline } from '../../../src-preload/contract/plan/planGraph.ts';
import { lastOf } from '../../bridge/remote.ts';
import { Mark } from '../../ui/marks/Mark.tsx';
import { number } from '../../ui/text/number.ts';
import { Empty, Failed, Loading, StaleBar } from '../../ui/data/States.tsx';
import { useAgo, ZoneContext } from '../../ui/time/Time.tsx';
import { calendarDay, zoneName } from '../../ui/time/time.ts';
import { useLanguage, useSay } from '../../words/words.ts';
import type { QueryProps } from '../planQuery.ts';
import { usePlan } from '../planStore.ts';
import { spanOf } from './spanOf.ts';
import { TimelineLane } from './TimelineLane.tsx';
import { readTimeline, useTimeline } from './timelineStore.ts';
import { hourTicks, percentAt, type TimeSpan } from './timeScale.ts';

const WINDOWS = [6, 12, 24] as const;
const USUAL_HOURS = 12;
/** In the address, more than a day means all there is. */
const WHOLE = 168;

function WindowSwitch({ hours, onChange }: { readonly hours: number; readonly onChange: (hours: number) => void }) {
  const say = useSay();
  return (
    <div role="group" aria-label={say('timeline.window')} className="flex rounded-[5px] border border-line-strong">
      {[...WINDOWS, WHOLE].map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={hours === one}
          onClick={() => onChange(one)}
          className={clsx(
            'h-6 px-2 text-xs first:rounded-l-[4px] last:rounded-r-[4px]',
            hours === one ? 'bg-accent-soft font-medium text-accent' : 'bg-raised text-dim hover:text-ink',
          )}
        >
          {one === WHOLE ? say('timeline.whole') : say('timeline.hours', { hours: one })}
        </button>
      ))}
    </div>
  );
}

function Axis({ span, nowMs }: { readonly span: TimeSpan; readonly nowMs: number }) {
  const say = useSay();
  const language = useLanguage();
  const zone = useContext(ZoneContext);
  const ticks = useMemo(() => hourTicks(span, zone), [span, zone]);
  const nameAt = (ms: number) => zoneName(new Date(ms).toISOString(), { language, zone });
  const names = [...new Set([nameAt(span.fromMs), nameAt(span.toMs)])];
  const now = percentAt(nowMs, span);
  return (
    <div className="flex border-b border-line-strong text-2xs text-dim">
      <div className="w-56 shrink-0 truncate border-r px-4 py-1.5" title={zone}>
        {`${zone} (${names.join(' → ')})`}
      </div>
      <div className="relative min-w-0 flex-1 overflow-hidden">
        {ticks.map(({ atMs, hour }) => (
          <span key={atMs} className="absolute top-0 bottom-0 border-l pt-1.5 pl-1 whitespace-nowrap" style={{ left: `${percentAt(atMs, span)}%` }}>
            {hour === 0 ? calendarDay(new Date(atMs).toISOString(), nowMs, { language, zone }) : `${String(hour).padStart(2, '0')}:00`}
            {names.length > 1 ? ` ${nameAt(atMs)}` : ''}
          </span>
        ))}
        <span
          className="absolute bottom-0 rounded-t-sm bg-accent px-1 font-medium text-on-accent"
          style={{ left: `${now}%`, transform: now > 90 ? 'translateX(-100%)' : 'translateX(-50%)' }}
        >
          {say('timeline.now')}
        </span>
      </div>
    </div>
  );
}

interface LanesProps extends QueryProps {
  readonly timeline: Timeline;
  readonly isWhole: boolean;
}

function Lanes({ timeline, isWhole, query, change }: LanesProps) {
  const say = useSay();
  const span = useMemo(() => spanOf(timeline, isWhole), [timeline, isWhole]);
  const nowMs = Date.parse(timeline.nowAt);
  const now = percentAt(nowMs, span);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Axis span={span} nowMs={nowMs} />
      <div className="relative flex min-h-0 flex-1 flex-col">
        <div role="table" aria-label={say('plan.timeline')} className="flex min-h-0 flex-1 flex-col">
          <VList data={timeline.lanes} role="rowgroup" className="min-h-0 flex-1" tabIndex={0}>
            {(lane) => (
              <TimelineLane
                key={lane.streamId}
                lane={lane}
                span={span}
                nowMs={nowMs}
                chosenJobId={query.jobId}
                onChoose={(jobId) => change({ jobId: jobId === query.jobId ? null : jobId })}
              />
            )}
          </VList>
        </div>
        <div aria-hidden="true" className="pointer-events-none absolute inset-y-0 right-0 left-56">
          <span className="absolute inset-y-0 border-l border-accent" style={{ left: `${now}%` }} />
        </div>
      </div>
    </div>
  );
}

export function TimelineView({ query, change }: QueryProps) {
  const say = useSay();
  const ago = useAgo();
  const language = useLanguage();
  const observedAt = usePlan(({ snapshot }) => lastOf(snapshot)?.observedAt ?? null);
  const remote = useTimeline((state) => state.timeline);
  const wanted = query.hours ?? USUAL_HOURS;
  const isWhole = wanted > 24;
  const read = () => void readTimeline({ hours: isWhole ? null : wanted, text: query.text });
  // Read again when the plan was.
  useEffect(read, [isWhole, wanted, query.text, observedAt]);
  const known = lastOf(remote);
  if (known === null) return remote.at === 'failed' ? <Failed fault={remote.fault} onRetry={read} /> : <Loading what={say('timeline.reading')} />;
  const { data, freshness } = known;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {remote.at === 'failed' ? <StaleBar fault={remote.fault} onRetry={read} /> : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-1.5 text-xs text-dim">
        <WindowSwitch hours={isWhole ? WHOLE : wanted} onChange={(hours) => change({ hours })} />
        <span>{say('timeline.sum', { shown: number(data.lanes.length, language), total: number(data.matchingLanes, language) })}</span>
        <span>{say('timeline.key')}</span>
        <span>{say('plan.readAt', { age: ago(freshness.observedAt) })}</span>
        {freshness.isTruncated ? <Mark shape="half" tone="warn" word={say('timeline.cut')} /> : null}
        {freshness.isComplete ? null : <Mark shape="half" tone="warn" word={say('plan.incomplete')} />}
      </div>
      {data.lanes.length === 0 ? <Empty title={say('timeline.none')} /> : <Lanes timeline={data} isWhole={isWhole} query={query} change={change} />}
    </div>
  );
}
