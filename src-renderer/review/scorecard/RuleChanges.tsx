/** Rule changes that wait for a person, each a step from its item; and every change of how far a check may go. */
import type { ReviewItemId } from '../../../src-preload/contract/ids.ts';
import type { Scorecard } from '../../../src-preload/contract/review/scorecard.ts';
import { go } from '../../frame/address.ts';
import { Button } from '../../ui/Button.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { useSay } from '../../words/words.ts';
import { checkName } from '../checks.ts';
import { chooseItem } from '../reviewStore.ts';
import { levelLook } from './CheckTable.tsx';

function openItem(itemId: ReviewItemId): void {
  void chooseItem(itemId);
  go('/review');
}

export function Proposals({ proposals }: Pick<Scorecard, 'proposals'>) {
  const say = useSay();
  if (proposals.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="eyebrow">{say('scorecard.proposals')}</h2>
      <ul className="divide-y rounded-[5px] border border-l-2 border-l-accent">
        {proposals.map(({ itemId, check, level, reason }) => (
          <li key={itemId} className="flex items-center gap-4 px-3 py-2">
            <span className="font-medium" title={check}>
              {checkName(check, say)}
            </span>
            <Mark {...levelLook[level]} word={say(`scorecard.level.${level}`)} className="text-xs" />
            <span className="min-w-0 flex-1 text-xs text-dim wrap-anywhere">{reason}</span>
            <Button isSmall onClick={() => openItem(itemId)}>
              {say('scorecard.openItem')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function LevelHistory({ changes }: Pick<Scorecard, 'changes'>) {
  const say = useSay();
  if (changes.length === 0) return null;
  return (
    <section>
      <h2 className="eyebrow mb-1">{say('scorecard.changes')}</h2>
      <ol className="text-xs">
        {changes.map(({ at, check, level, reason, by }) => (
          <li key={`${at} ${check} ${level}`} className="flex flex-wrap gap-x-3 border-b py-1">
            <span className="text-dim">
              <Time at={at} hasZone />
            </span>
            <span className="font-medium" title={check}>
              {checkName(check, say)}
            </span>
            <Mark {...levelLook[level]} word={say(`scorecard.level.${level}`)} />
            <span>{by}</span>
            <span className="text-dim wrap-anywhere">{reason}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
