/** What the job usually takes: its recorded runs as a small chart, what stood out, and how far the record reaches. */
import { useContext } from 'react';
import type { RunHistory } from '../../../src-preload/contract/plan/planHistory.ts';
import { localText, wallClock } from '../../../src-preload/shared/zone.ts';
import type { Remote } from '../../bridge/remote.ts';
import { Mark } from '../../ui/marks/Mark.tsx';
import { useMinute } from '../../ui/time/now.ts';
import { Time, ZoneContext } from '../../ui/time/Time.tsx';
import { clockTime, durationText } from '../../ui/time/time.ts';
import { useLanguage, useSay } from '../../words/words.ts';
import { CHART_HEIGHT, CHART_WIDTH, chartOf } from './historyChart.ts';
import { Part } from './Part.tsx';

function DurationChart({ history }: { readonly history: RunHistory }) {
  const say = useSay();
  const language = useLanguage();
  const zone = useContext(ZoneContext);
  const now = useMinute();
  const { dots, medianY, p90Y } = chartOf(history);
  if (dots.length === 0) return null;
  const label = say('history.chart', { runs: dots.length, failed: dots.filter(({ isFailed }) => isFailed).length });
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${CHART_WIDTH} ${CHART_HEIGHT}`} className="my-2 w-full rounded-[3px] border bg-sunk">
      {p90Y === null ? null : <line x1={0} x2={CHART_WIDTH} y1={p90Y} y2={p90Y} stroke="var(--warn)" strokeDasharray="2 4" />}
      {medianY === null ? null : <line x1={0} x2={CHART_WIDTH} y1={medianY} y2={medianY} stroke="var(--dim)" strokeDasharray="6 3" />}
      {dots.map(({ run, x, y, isFailed }) => {
        const key = `${run.runId ?? ''} ${run.startedAt ?? ''} ${run.attempt ?? ''}`;
        const at = run.startedAt === null ? '' : clockTime(run.startedAt, now, { language, zone });
        const title = `${at}: ${run.status}, ${durationText(run.durationMs)}`;
        return isFailed ? (
          <path key={key} d={`M${x - 3.5} ${y - 3.5}l7 7M${x + 3.5} ${y - 3.5}l-7 7`} stroke="var(--bad)" strokeWidth={2} fill="none">
            <title>{title}</title>
          </path>
        ) : (
          <circle
            key={key}
            cx={x}
            cy={y}
            r={run.anomaly === null ? 2.5 : 4}
            fill={run.anomaly === null ? 'var(--accent)' : 'none'}
            stroke={run.anomaly === null ? 'none' : 'var(--warn)'}
            strokeWidth={2}
          >
            <title>{title}</title>
          </circle>
        );
      })}
    </svg>
  );
}

/** The usual duration on this weekday, where it differs by a tenth or more from the usual one. */
function WeekdayNote({ baseline }: Pick<RunHistory, 'baseline'>) {
  const say = useSay();
  const language = useLanguage();
  const zone = useContext(ZoneContext);
  const now = useMinute();
  if (baseline === null || baseline.medianMs === null) return null;
  const { weekday } = wallClock(now, zone);
  const today = baseline.byWeekday.find((one) => one.weekday === weekday);
  if (today === undefined || Math.abs(today.medianMs - baseline.medianMs) < baseline.medianMs / 10) return null;
  const name = localText(now, { language, zone }, { weekday: 'long' });
  return <p className="text-xs">{say('history.weekday', { day: name, time: durationText(today.medianMs), runs: today.runs })}</p>;
}

function Anomalies({ runs }: Pick<RunHistory, 'runs'>) {
  const say = useSay();
  const odd = runs.filter(({ anomaly }) => anomaly !== null).slice(0, 3);
  return (
    <ul className="text-xs">
      {odd.map((run) => (
        <li key={`${run.runId ?? ''} ${run.startedAt ?? ''}`}>
          <Mark
            shape="delta"
            tone="warn"
            word={say(run.anomaly === 'slower' ? 'history.slower' : 'history.faster', {
              took: run.durationMs === null ? '?' : durationText(run.durationMs),
              usual: run.usualMs === null ? '?' : durationText(run.usualMs),
            })}
          />{' '}
          <Time at={run.startedAt} />
        </li>
      ))}
    </ul>
  );
}

function Recorded({ recording, isEmpty }: Pick<RunHistory, 'recording'> & { readonly isEmpty: boolean }) {
  const say = useSay();
  if (recording.since === null) return <p className="text-xs text-dim">{say('history.nothingRecorded')}</p>;
  return (
    <p className="text-xs text-dim">
      {isEmpty ? `${say('history.noRuns')} ` : null}
      {say('history.recordedSince')} <Time at={recording.since} hasZone />
      {recording.gaps.length === 0 ? null : <Mark shape="half" tone="warn" word={say('history.gaps', { count: recording.gaps.length })} className="ml-3" />}
    </p>
  );
}

function History({ history }: { readonly history: RunHistory }) {
  const say = useSay();
  const { baseline, runs, total, failed, recording } = history;
  return (
    <>
      {total === 0 ? null : (
        <p className="text-xs">
          {say('history.sum', { runs: total, failed })}
          {baseline === null || baseline.medianMs === null ? null : (
            <>
              {' '}
              ·{' '}
              {say('history.usual', {
                median: durationText(baseline.medianMs),
                p90: baseline.p90Ms === null ? '?' : durationText(baseline.p90Ms),
                runs: baseline.runs,
              })}
            </>
          )}
        </p>
      )}
      <DurationChart history={history} />
      <WeekdayNote baseline={baseline} />
      <Anomalies runs={runs} />
      <Recorded recording={recording} isEmpty={runs.length === 0} />
    </>
  );
}

export function HistoryPart({ part }: { readonly part: Remote<RunHistory> }) {
  return (
    <Part title="history.title" part={part}>
      {(history) => <History history={history} />}
    </Part>
  );
}
