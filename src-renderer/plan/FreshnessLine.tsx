/** How far what is shown can be trusted: when it was read, from which plan, and what is missing. */
import type { SnapshotState } from '../../src-preload/contract/plan/planSnapshot.ts';
import { useApp } from '../frame/appStore.ts';
import { DemoStamp } from '../ui/marks/DemoStamp.tsx';
import { Mark } from '../ui/marks/Mark.tsx';
import { Time, useAgo } from '../ui/time/Time.tsx';
import { useSay } from '../words/words.ts';
import { ReadingLine } from './ReadingLine.tsx';

interface FreshnessLineProps {
  readonly state: SnapshotState;
  /** Sentences about what could not be read. */
  readonly missing: readonly string[];
}

export function FreshnessLine({ state, missing }: FreshnessLineProps) {
  const say = useSay();
  const ago = useAgo();
  const isDemo = useApp(({ status }) => status?.engine.isDemo ?? false);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-dim">
      {isDemo ? <DemoStamp /> : null}
      {state.observedAt === null ? null : (
        <span>
          {say('plan.readAt', { age: ago(state.observedAt) })} (<Time at={state.observedAt} hasZone />)
        </span>
      )}
      {state.planId ? <span>{say('plan.plan', { id: state.planId })}</span> : null}
      {state.isComplete ? null : <Mark shape="half" tone="warn" className="font-medium" word={say('plan.incomplete')} />}
      {state.cycles > 0 ? <Mark shape="differs" tone="warn" className="font-medium" word={say('plan.cycles', { count: state.cycles })} /> : null}
      {missing.map((what) => (
        <Mark key={what} shape="half" tone="warn" className="font-medium !whitespace-normal" word={say('plan.missing', { what })} />
      ))}
      {state.progress && state.progress.rows > 0 ? <ReadingLine progress={state.progress} /> : null}
    </div>
  );
}
