/** How far what is shown can be trusted: when it was read, from which plan, and what is missing. */
import type { Freshness } from '../../src-preload/contract/plan.ts';
import { DemoStamp } from '../ui/DemoStamp.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Time, useAgo } from '../ui/Time.tsx';
import { useSay } from '../words/words.ts';

interface FreshnessLineProps {
  readonly freshness: Freshness;
  readonly shown: number;
  /** Sentences about what could not be read. */
  readonly missing: readonly string[];
}

export function FreshnessLine({ freshness, shown, missing }: FreshnessLineProps) {
  const say = useSay();
  const ago = useAgo();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-dim">
      {freshness.isDemo ? <DemoStamp /> : null}
      <span>
        {say('plan.readAt', { age: ago(freshness.observedAt) })} (<Time at={freshness.observedAt} hasZone />)
      </span>
      {freshness.planId ? <span>{say('plan.plan', { id: freshness.planId })}</span> : null}
      {freshness.isTruncated ? (
        <Mark shape="half" tone="warn" className="font-medium" word={say('plan.truncated', { shown, total: freshness.total ?? say('notKnown') })} />
      ) : null}
      {freshness.isComplete ? null : <Mark shape="half" tone="warn" className="font-medium" word={say('plan.incomplete')} />}
      {missing.map((what) => (
        <Mark key={what} shape="half" tone="warn" className="font-medium" word={say('plan.missing', { what })} />
      ))}
    </div>
  );
}
