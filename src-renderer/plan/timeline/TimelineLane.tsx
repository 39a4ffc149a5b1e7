/** One job stream of the night: its runs as bars, forecasts dashed. */
import { clsx } from 'clsx';
import { type KeyboardEvent, useContext, useMemo } from 'react';
import type { Timeline } from '../../../src-preload/contract/plan/planGraph.ts';
import { Glyph } from '../../ui/marks/Glyph.tsx';
import { useMinute } from '../../ui/time/now.ts';
import { ZoneContext } from '../../ui/time/Time.tsx';
import { clockTime, durationText } from '../../ui/time/time.ts';
import { useLanguage, useSay } from '../../words/words.ts';
import { jobLook } from '../jobLook.ts';
import { classOf, type JobClass } from '../planFilter.ts';
import { percentAt, type TimeSpan } from './timeScale.ts';
import { inTracks } from './tracks.ts';

type Lane = Timeline['lanes'][number];
type LaneBar = Lane['bars'][number];

const MOST_TRACKS = 8;
const TRACK_PX = 16;
/** What a bar is wide at least, as a share of the span. */
const LEAST_SHARE = 0.004;

const LOOK: Record<JobClass, string> = {
  failed: 'border-bad bg-bad-soft text-bad',
  running: 'border-accent bg-accent-soft text-accent',
  blocked: 'border-warn bg-warn-soft text-warn',
  waiting: 'border-dim bg-panel text-dim',
  done: 'border-good/60 bg-good-soft text-good',
  other: 'border-line-strong bg-sunk text-dim',
};

interface Placed {
  readonly bar: LaneBar;
  readonly startMs: number;
  readonly endMs: number;
}

interface LaneProps {
  readonly lane: Lane;
  readonly span: TimeSpan;
  readonly nowMs: number;
  readonly chosenJobId: string | null;
  readonly onChoose: (jobId: string) => void;
}

function useBarText(): (bar: LaneBar, word: string) => string {
  const say = useSay();
  const language = useLanguage();
  const zone = useContext(ZoneContext);
  const minute = useMinute();
  return (bar, word) => {
    const clock = (at: string) => clockTime(at, minute, { language, zone });
    const end = bar.endAt === null ? say('notKnown') : clock(bar.endAt);
    const long = bar.endAt === null ? '' : ` (${durationText(Date.parse(bar.endAt) - Date.parse(bar.startAt))})`;
    const kind = bar.isForecast ? `, ${say('timeline.forecast')}` : '';
    return `${bar.name}: ${bar.status.internal} · ${word}, ${clock(bar.startAt)} – ${end}${long}${kind}`;
  };
}

/** Left and right walk along the lane; only its first bar is a stop of the Tab key. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
  const bars = [...(event.currentTarget.closest('[data-lane]')?.querySelectorAll<HTMLElement>('[data-bar]') ?? [])].toSorted(
    (a, b) => Number(a.dataset['bar']) - Number(b.dataset['bar']),
  );
  const at = bars.findIndex((bar) => bar === document.activeElement);
  const next = bars[at + (event.key === 'ArrowRight' ? 1 : -1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

export function TimelineLane({ lane, span, nowMs, chosenJobId, onChoose }: LaneProps) {
  const say = useSay();
  const { tracks, left } = useMemo(() => {
    const placed = lane.bars.map(
      (bar): Placed => ({
        bar,
        startMs: Date.parse(bar.startAt),
        endMs: Date.parse(bar.endAt ?? new Date(Math.max(nowMs, Date.parse(bar.startAt))).toISOString()),
      }),
    );
    return inTracks(placed, { most: MOST_TRACKS, gapMs: (span.toMs - span.fromMs) * LEAST_SHARE });
  }, [lane, span, nowMs]);
  const hidden = lane.hiddenBars + left;
  const firstMs = tracks[0]?.[0]?.startMs;
  return (
    <div role="row" className="flex border-b hover:bg-sunk/60">
      <div role="rowheader" className="flex w-56 shrink-0 flex-col justify-center border-r px-4 py-1">
        <span className="flex items-center gap-1.5 text-xs">
          {lane.hasFailed ? (
            <span className="text-bad" title={say('job.failed')}>
              <Glyph shape="square" />
              <span className="sr-only">{say('job.failed')}</span>
            </span>
          ) : null}
          <span className="truncate font-mono font-medium" title={lane.key}>
            {lane.name}
          </span>
        </span>
        {hidden > 0 ? <span className="text-2xs text-warn">{say('timeline.hidden', { count: hidden })}</span> : null}
      </div>
      <div role="cell" data-lane className="relative my-1 min-w-0 flex-1" style={{ height: tracks.length * TRACK_PX }}>
        {tracks.flatMap((track, row) =>
          track.map((placed) => (
            <BarButton
              key={placed.bar.jobId}
              {...placed}
              row={row}
              span={span}
              isStop={row === 0 && placed.startMs === firstMs}
              isChosen={placed.bar.jobId === chosenJobId}
              onChoose={onChoose}
            />
          )),
        )}
      </div>
    </div>
  );
}

interface BarButtonProps extends Placed {
  readonly row: number;
  readonly span: TimeSpan;
  readonly isStop: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (jobId: string) => void;
}

function BarButton({ bar, startMs, endMs, row, span, isStop, isChosen, onChoose }: BarButtonProps) {
  const say = useSay();
  const textOf = useBarText();
  const kind = classOf({ status: bar.status, isCanceled: bar.status.common === 'CANCELED' });
  const { shape, word } = jobLook[kind];
  const text = textOf(bar, say(word));
  const from = percentAt(startMs, span);
  const width = Math.max(LEAST_SHARE * 100, percentAt(endMs, span) - from);
  return (
    <button
      type="button"
      data-bar={startMs}
      onKeyDown={walk}
      tabIndex={isStop ? 0 : -1}
      title={text}
      aria-label={text}
      onClick={() => onChoose(bar.jobId)}
      style={{ left: `${Math.min(from, 100 - LEAST_SHARE * 100)}%`, width: `${width}%`, top: row * TRACK_PX + 1, height: TRACK_PX - 2 }}
      className={clsx(
        'absolute flex items-center gap-1 overflow-hidden rounded-[2px] border px-0.5 text-left text-[10px] leading-none',
        LOOK[kind],
        bar.isForecast && 'border-dashed',
        kind === 'failed' && 'min-w-3.5',
        isChosen && 'ring-2 ring-accent',
      )}
    >
      {kind === 'failed' || width > 1.5 ? <Glyph shape={shape} size={9} /> : null}
      {width > 4 ? <span className="truncate font-mono">{bar.name}</span> : null}
    </button>
  );
}
