/** How far the record can be trusted: a stretch in which nothing was recorded is said loudly, for silence would read as "nothing happened". */
import type { PlanChanges } from '../../../src-preload/contract/plan/planHistory.ts';
import { Glyph } from '../../ui/marks/Glyph.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { useSay } from '../../words/words.ts';

export function Recorded({ changes: { recording, since, rollovers } }: { readonly changes: PlanChanges }) {
  const say = useSay();
  const startsLate = recording.since !== null && recording.since > since;
  return (
    <>
      {recording.since === null || startsLate || recording.gaps.length > 0 ? (
        <div role="note" className="flex gap-3 border-b border-warn/40 bg-warn-soft px-4 py-2 text-xs">
          <span className="translate-y-0.5 text-warn">
            <Glyph shape="half" />
          </span>
          <ul>
            {recording.since === null ? <li className="font-medium">{say('changes.neverRecorded')}</li> : null}
            {startsLate && recording.since !== null ? (
              <li className="font-medium">
                {say('changes.recordedSince')} <Time at={recording.since} hasZone />
              </li>
            ) : null}
            {recording.gaps.map(({ from, until, why }) => (
              <li key={from}>
                <span className="font-medium">{say('changes.gapWord')}</span> <Time at={from} hasZone /> – <Time at={until} hasZone />: {say(`gap.${why}`)}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {rollovers.length > 0 ? (
        <p className="border-b px-4 py-1.5 text-xs text-dim">
          {rollovers.map(({ at, toPlanId }) => (
            <span key={at} className="mr-4">
              {say('changes.rollover', { plan: toPlanId })} <Time at={at} hasZone />
            </span>
          ))}
        </p>
      ) : null}
    </>
  );
}
