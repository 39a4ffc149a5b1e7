/** Buttons: one loud kind, one plain, one that only appears on hover of its row, one that warns. */
import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

const LOOK: Record<ButtonKind, string> = {
  primary: 'bg-accent text-on-accent border-accent hover:brightness-110 font-medium',
  plain: 'bg-raised text-ink border-line-strong hover:border-faint',
  quiet: 'bg-transparent text-dim border-transparent hover:bg-sunk hover:text-ink',
  danger: 'bg-raised text-bad border-bad/50 hover:bg-bad-soft',
};

interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: ButtonKind;
  readonly isSmall?: boolean;
}

export function Button({ kind = 'plain', isSmall = false, className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={clsx(
        'inline-flex items-center justify-center gap-1.5 rounded-[5px] border whitespace-nowrap disabled:cursor-not-allowed disabled:opacity-55',
        isSmall ? 'h-6 px-2 text-xs' : 'h-7.5 px-3 text-sm',
        LOOK[kind],
        className,
      )}
      {...rest}
    />
  );
}

interface IconButtonProps extends ComponentProps<'button'> {
  /** The accessible name, also the tooltip. */
  readonly label: string;
}

export function IconButton({ label, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={clsx('inline-flex size-6 items-center justify-center rounded-[5px] text-dim hover:bg-sunk hover:text-ink disabled:opacity-50', className)}
      {...rest}
    >
      {children}
    </button>
  );
}
