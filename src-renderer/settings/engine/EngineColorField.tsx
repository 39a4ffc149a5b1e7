/** Picks the colour an engine is recognised by: a swatch and its name. */
import { clsx } from 'clsx';
import { type EngineColor, engineColors } from '../../../src-preload/contract/settings.ts';
import { EngineSwatch } from '../../ui/marks/EngineSwatch.tsx';
import { useSay } from '../../words/words.ts';

export function EngineColorField({ color, onColor }: { readonly color: EngineColor; readonly onColor: (color: EngineColor) => void }) {
  const say = useSay();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-xs font-medium text-dim">{say('engine.color')}</legend>
      <div className="flex flex-wrap gap-1.5">
        {engineColors.map((one) => (
          <label
            key={one}
            className={clsx(
              'flex h-7 cursor-pointer items-center gap-1.5 rounded-[5px] border px-2 text-xs has-focus-visible:outline-2 has-focus-visible:outline-accent',
              one === color ? 'border-ink bg-sunk font-medium' : 'border-line-strong bg-raised text-dim',
            )}
          >
            <input type="radio" name="engine-color" value={one} checked={one === color} onChange={() => onColor(one)} className="sr-only" />
            <EngineSwatch color={one} />
            {say(`color.${one}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
