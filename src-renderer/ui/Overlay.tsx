/** A dialog over the screen: focus is trapped in it and goes back where it came from. */
import { Dialog } from '@base-ui/react/dialog';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';

interface OverlayProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** A title that is said but not drawn, for dialogs that explain themselves. */
  readonly isTitleHidden?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Overlay({ isOpen, onClose, title, isTitleHidden = false, className, children }: OverlayProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-(--veil)" />
        <Dialog.Popup
          className={clsx(
            'fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-140 max-w-[92vw] -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line-strong bg-raised shadow-float outline-none',
            className,
          )}
        >
          <Dialog.Title className={isTitleHidden ? 'sr-only' : 'px-5 pt-4 text-base font-semibold'}>{title}</Dialog.Title>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
