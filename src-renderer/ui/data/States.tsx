/** What a view shows when it has no data to show: loading, empty, failed, stale. Never a blank, never a lone spinner. */
import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FaultView } from '../../bridge/fault.ts';
import { useSay } from '../../words/words.ts';
import { Button } from '../Button.tsx';
import { FaultLine } from './FaultLine.tsx';
import { Glyph } from '../marks/Glyph.tsx';

interface LoadingProps {
  readonly what?: string;
}

export function Loading({ what }: LoadingProps) {
  const say = useSay();
  return (
    <p role="status" className="flex items-center gap-2 p-6 text-dim">
      <span className="pulse">
        <Glyph shape="half" />
      </span>
      {what ?? say('state.loading')}
    </p>
  );
}

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
}

export function Empty({ title, children }: EmptyProps) {
  return (
    <div className="flex flex-col items-start gap-2 p-6 text-dim">
      <p className="font-medium text-ink">{title}</p>
      {children}
    </div>
  );
}

interface FailedProps {
  readonly fault: FaultView;
  readonly onRetry?: () => void;
}

export function Failed({ fault, onRetry }: FailedProps) {
  const say = useSay();
  return (
    <div role="alert" className="m-4 flex flex-col items-start gap-2 border-l-2 border-bad bg-bad-soft px-4 py-3">
      <p className="flex items-center gap-2 font-medium text-bad">
        <Glyph shape="square" />
        {say('state.failed')}
      </p>
      <p className="wrap-anywhere">
        <FaultLine fault={fault} />
      </p>
      <p className="text-xs text-dim">
        {say('state.unknownNotEmpty')} <span className="font-mono">{fault.code}</span>
        {fault.requestId ? <span className="font-mono"> · {say('state.request', { id: fault.requestId })}</span> : null}
      </p>
      {onRetry ? (
        <Button isSmall onClick={onRetry}>
          <RotateCw size={12} />
          {say('state.retry')}
        </Button>
      ) : null}
    </div>
  );
}

/** Above data that could not be read again. */
export function StaleBar({ fault, onRetry }: FailedProps) {
  const say = useSay();
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-warn/40 bg-warn-soft px-4 py-1.5 text-xs">
      <span className="flex items-center gap-1.5 font-medium text-warn">
        <Glyph shape="clock" />
        {say('state.stale')}
      </span>
      <span className="min-w-0 flex-1 wrap-anywhere">
        <FaultLine fault={fault} />
      </span>
      {onRetry ? (
        <Button isSmall onClick={onRetry}>
          {say('state.retry')}
        </Button>
      ) : null}
    </div>
  );
}
