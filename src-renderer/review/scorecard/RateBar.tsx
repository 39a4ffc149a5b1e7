/** A share with its 95 % interval: the interval as a band, the share as a tick, both as numbers. */
import type { Rate } from '../../../src-preload/contract/review/scorecard.ts';
import { useSay } from '../../words/words.ts';

const percent = (share: number): number => Math.round(share * 100);
const WIDTH = 64;

export function RateBar({ rate }: { readonly rate: Rate | null }) {
  const say = useSay();
  // Nobody knows, which is not zero.
  if (rate === null) return <span className="text-faint">{say('scorecard.notEnough')}</span>;
  const { value, low, high, n } = rate;
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <svg width={WIDTH} height="10" viewBox={`0 0 ${WIDTH} 10`} aria-hidden="true" className="shrink-0">
        <rect x="0" y="4" width={WIDTH} height="2" className="fill-line-strong" />
        <rect x={low * WIDTH} y="2" width={Math.max(1, (high - low) * WIDTH)} height="6" className="fill-accent opacity-40" />
        <rect x={Math.min(WIDTH - 2, Math.max(0, value * WIDTH - 1))} y="0" width="2" height="10" className="fill-accent" />
      </svg>
      <span>
        <span className="font-medium">{percent(value)} %</span>{' '}
        <span className="text-2xs text-dim">{say('scorecard.interval', { low: percent(low), high: percent(high), n })}</span>
      </span>
    </span>
  );
}
