/** Form fields: a visible label, a hint, and the reason a value is refused, tied together for screen readers. */
import { clsx } from 'clsx';
import { type ComponentProps, type ReactNode, useId } from 'react';

const BOX = 'w-full rounded-[5px] border border-line-strong bg-raised text-ink text-sm disabled:bg-sunk disabled:text-dim';

interface LabelledProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problem?: string | null;
}

function Around({ id, label, hint, problem, children }: LabelledProps & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-xs font-medium text-dim">
        {label}
      </label>
      {children}
      {/* One over the other: a field that turns out wrong does not move what stands below it. */}
      <div className="grid text-xs empty:hidden *:col-start-1 *:row-start-1">
        {hint ? (
          <p id={`${id}-hint`} className={clsx('text-faint', problem && 'invisible')}>
            {hint}
          </p>
        ) : null}
        {problem ? (
          <p id={`${id}-problem`} className="text-bad" role="alert">
            {problem}
          </p>
        ) : null}
      </div>
    </div>
  );
}

const describedBy = (id: string, { hint, problem }: Pick<LabelledProps, 'hint' | 'problem'>) =>
  clsx(hint && `${id}-hint`, problem && `${id}-problem`) || undefined;

interface TextFieldProps extends LabelledProps, ComponentProps<'input'> {
  /** What a number counts: stands at the end of its box. */
  readonly unit?: string | null;
}

export function TextField({ label, hint, problem, unit = null, className, ...rest }: TextFieldProps) {
  const id = useId();
  const described = clsx(unit && `${id}-unit`, describedBy(id, { hint, problem: problem ?? null })) || undefined;
  return (
    <Around id={id} label={label} hint={hint} problem={problem ?? null}>
      <div className="relative">
        <input
          id={id}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem ? true : undefined}
          aria-describedby={described}
          className={clsx(BOX, 'h-7.5 px-2 read-only:bg-sunk', unit && 'pr-20', className)}
          {...rest}
        />
        {unit ? (
          <span id={`${id}-unit`} className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-xs text-dim">
            {unit}
          </span>
        ) : null}
      </div>
    </Around>
  );
}

export function TextAreaField({ label, hint, problem, className, ...rest }: LabelledProps & ComponentProps<'textarea'>) {
  const id = useId();
  return (
    <Around id={id} label={label} hint={hint} problem={problem ?? null}>
      <textarea
        id={id}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy(id, { hint, problem: problem ?? null })}
        className={clsx(BOX, 'resize-y px-2 py-1', className)}
        {...rest}
      />
    </Around>
  );
}

export function SelectField({ label, hint, problem, className, children, ...rest }: LabelledProps & ComponentProps<'select'>) {
  const id = useId();
  return (
    <Around id={id} label={label} hint={hint} problem={problem ?? null}>
      <select id={id} aria-describedby={describedBy(id, { hint, problem: problem ?? null })} className={clsx(BOX, 'h-7.5 px-1.5', className)} {...rest}>
        {children}
      </select>
    </Around>
  );
}

interface CheckFieldProps extends Omit<ComponentProps<'input'>, 'type'> {
  readonly label: ReactNode;
  readonly problem?: string | null;
}

export function CheckField({ label, problem, ...rest }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2">
      <input id={id} type="checkbox" aria-describedby={problem ? `${id}-problem` : undefined} className="mt-0.5 size-4 accent-accent" {...rest} />
      <label htmlFor={id}>{label}</label>
      {problem ? (
        <p id={`${id}-problem`} className="col-start-2 text-xs text-bad" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  );
}

/** A search box without a visible label: its name is said and stands as the placeholder. */
export function SearchBox({ label, className, ...rest }: ComponentProps<'input'> & { readonly label: string }) {
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      autoComplete="off"
      spellCheck={false}
      className={clsx(BOX, 'h-7.5 px-2', className)}
      {...rest}
    />
  );
}
