/** The exception for an address without encryption on another computer: loud while it is on. */
import { CheckField } from '../ui/Field.tsx';
import { Glyph } from '../ui/marks/Glyph.tsx';
import { useSay } from '../words/words.ts';

interface UnencryptedProps {
  readonly isAllowed: boolean;
  readonly isLocked?: boolean;
  readonly onAllow: (isAllowed: boolean) => void;
}

export function Unencrypted({ isAllowed, isLocked = false, onAllow }: UnencryptedProps) {
  const say = useSay();
  return (
    <div className={isAllowed ? 'border-l-2 border-bad bg-bad-soft px-3 py-2 text-bad' : ''}>
      <CheckField label={say('unencrypted.allow')} checked={isAllowed} disabled={isLocked} onChange={(event) => onAllow(event.target.checked)} />
      {isAllowed ? (
        <p className="mt-1 flex gap-2 text-xs">
          <Glyph shape="square" />
          {say('unencrypted.warning')}
        </p>
      ) : null}
    </div>
  );
}
