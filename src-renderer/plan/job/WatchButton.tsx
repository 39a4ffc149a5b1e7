/** "Tell me when": what to be told of, chosen and set in one go. */
import { useState } from 'react';
import { type WatchRule, watchEvents } from '../../../src-preload/contract/plan/planHistory.ts';
import { Button } from '../../ui/Button.tsx';
import { useSay } from '../../words/words.ts';
import { watchFor } from '../changes/changesStore.ts';

export function WatchButton({ jobKey }: Pick<WatchRule, 'jobKey'>) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button isSmall aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {say('watch.when')}
      </Button>
      {isOpen ? (
        <div role="group" aria-label={say('watch.when')} className="flex w-full flex-wrap gap-1.5">
          {watchEvents.map((event) => (
            <Button
              key={event}
              isSmall
              onClick={() => {
                setOpen(false);
                void watchFor({ jobKey, event });
              }}
            >
              {say(`watch.${event}`)}
            </Button>
          ))}
        </div>
      ) : null}
    </>
  );
}
