/** How far the reading of the whole plan is, and a way to stop it. */
import type { SnapshotState } from '../../src-preload/contract/plan/planSnapshot.ts';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/marks/Glyph.tsx';
import { number } from '../ui/text/number.ts';
import { useLanguage, useSay } from '../words/words.ts';
import { cancelReading } from './planStore.ts';

type Progress = NonNullable<SnapshotState['progress']>;

export function ReadingLine({ progress: { rows, total } }: { readonly progress: Progress }) {
  const say = useSay();
  const language = useLanguage();
  const text =
    total === null
      ? say('plan.readingRows', { rows: number(rows, language) })
      : say('plan.readingOf', { rows: number(rows, language), total: number(total, language) });
  return (
    <span className="inline-flex items-center gap-2 text-xs text-dim">
      <span className="pulse">
        <Glyph shape="half" />
      </span>
      <span role="status">{text}</span>
      <Button isSmall kind="quiet" className="-my-1" onClick={() => void cancelReading()}>
        {say('do.cancel')}
      </Button>
    </span>
  );
}

/** In place of a view, while there is no plan to show yet. */
export function FirstReading({ progress }: { readonly progress: Progress }) {
  const { rows, total } = progress;
  return (
    <div className="flex flex-col gap-3 p-6">
      <ReadingLine progress={progress} />
      <div aria-hidden="true" className="h-1 max-w-md overflow-hidden rounded-full bg-line">
        <div className="h-full bg-accent" style={{ width: total === null || total === 0 ? '0%' : `${Math.min(100, (100 * rows) / total)}%` }} />
      </div>
    </div>
  );
}
