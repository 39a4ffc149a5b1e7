/** Draws the notices, and says them. */
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { useSay } from '../words/words.ts';
import { Button, IconButton } from './Button.tsx';
import { dismissToast, useToasts } from './toasts.ts';

export function Toasts() {
  const say = useSay();
  const toasts = useToasts((state) => state.toasts);
  return (
    <section aria-label={say('toast.region')} aria-live="polite" className="fixed right-4 bottom-4 z-60 flex w-90 flex-col gap-2">
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className={clsx(
            'flex items-center gap-3 rounded-md border bg-raised py-2 pr-2 pl-3 shadow-float',
            toast.tone === 'bad' ? 'border-bad text-bad' : 'border-line-strong',
          )}
        >
          <p className="min-w-0 flex-1 wrap-anywhere">{toast.text}</p>
          {toast.action ? (
            <Button
              isSmall
              onClick={() => {
                toast.action?.run();
                dismissToast(toast.id);
              }}
            >
              {toast.action.label}
            </Button>
          ) : null}
          <IconButton label={say('do.close')} onClick={() => dismissToast(toast.id)}>
            <X size={14} />
          </IconButton>
        </div>
      ))}
    </section>
  );
}
