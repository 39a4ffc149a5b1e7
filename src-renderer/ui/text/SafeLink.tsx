/** A link out of text Resync did not write: shows where it goes and asks before it opens. */
import { type ReactNode, useState } from 'react';
import { useSay } from '../../words/words.ts';
import { Button } from '../Button.tsx';
import { Overlay } from '../Overlay.tsx';

interface SafeLinkProps {
  readonly href: string | undefined;
  readonly children?: ReactNode;
}

/** As much as a person can read before saying yes. */
const LONGEST_ADDRESS = 2_048;

/** Only web addresses can be opened at all, and none that hides its host behind a user name. As the browser will read it, not as it was written. */
function webAddress(href: string | undefined): string | null {
  if (href === undefined || href.length > LONGEST_ADDRESS || !URL.canParse(href)) return null;
  const url = new URL(href);
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '' ? url.href : null;
}

export function SafeLink({ href, children }: SafeLinkProps) {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const address = webAddress(href);
  if (address === null) return <span>{children}</span>;
  const open = () => {
    setAsking(false);
    window.open(address, '_blank', 'noopener,noreferrer');
  };
  return (
    <>
      <button type="button" className="inline text-accent underline underline-offset-2" onClick={() => setAsking(true)}>
        {children} <span className="font-mono text-xs">({new URL(address).host})</span>
      </button>
      <Overlay isOpen={isAsking} onClose={() => setAsking(false)} title={say('link.asks')}>
        <div className="flex flex-col gap-3 p-5">
          <p className="rounded bg-sunk p-2 font-mono text-xs wrap-anywhere">{address}</p>
          <p className="text-dim">{say('link.warning')}</p>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>{say('do.cancel')}</Button>
            <Button kind="primary" onClick={open}>
              {say('link.open')}
            </Button>
          </div>
        </div>
      </Overlay>
    </>
  );
}
