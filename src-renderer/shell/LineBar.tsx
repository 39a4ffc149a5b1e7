/** Says that the line to the core is down, and that the screen is from before. */
import { retryNow, useConnection } from '../bridge/connection.ts';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/marks/Glyph.tsx';
import { useRunningNow } from '../ui/time/now.ts';
import { useSay } from '../words/words.ts';

export function LineBar() {
  const say = useSay();
  const line = useConnection((state) => state.line);
  const now = useRunningNow();
  if (line.at !== 'lost') return null;
  const seconds = Math.max(0, Math.ceil((line.retryAtMs - now) / 1000));
  return (
    <div role="status" className="flex items-center gap-3 border-b border-bad/40 bg-bad-soft px-4 py-1.5 text-xs text-bad">
      <Glyph shape="square" />
      <span className="flex-1">{say('line.lost', { seconds })}</span>
      <Button isSmall onClick={retryNow}>
        {say('line.retry')}
      </Button>
    </div>
  );
}
