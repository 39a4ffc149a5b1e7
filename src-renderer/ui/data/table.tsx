/** Table parts that several screens share. */
import { clsx } from 'clsx';
import type { ReactNode } from 'react';

interface CellProps {
  readonly children: ReactNode;
  readonly isNumber?: boolean;
  readonly className?: string;
}

export function HeadCell({ children, isNumber = false, className }: CellProps) {
  return (
    <th
      scope="col"
      className={clsx(
        'border-b border-line-strong py-1.5 pr-4 text-xs font-medium whitespace-nowrap text-dim',
        isNumber ? 'text-right' : 'text-left',
        className,
      )}
    >
      {children}
    </th>
  );
}

export function Cell({ children, isNumber = false, className }: CellProps) {
  return <td className={clsx('border-b py-1.5 pr-4 align-top', isNumber && 'text-right whitespace-nowrap', className)}>{children}</td>;
}
