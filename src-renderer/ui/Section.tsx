/** A group of settings with its title, and a line when the environment decides instead. */
import type { ReactNode } from 'react';
import { Mark } from './marks/Mark.tsx';
import { useSay } from '../words/words.ts';

interface SectionProps {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}

export function Section({ title, text, children }: SectionProps) {
  return (
    <section className="grid gap-x-10 gap-y-3 border-t py-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <div>
        <h2 className="text-base font-semibold">{title}</h2>
        {text ? <p className="mt-1 text-xs text-dim">{text}</p> : null}
      </div>
      <div className="flex min-w-0 flex-col gap-3">{children}</div>
    </section>
  );
}

/** Said beside a field that an environment variable sets. */
export function FromEnvironment() {
  const say = useSay();
  return <Mark shape="line" tone="quiet" word={say('settings.fromEnvironment')} className="text-xs" />;
}

/** Whether the path itself, or the group it stands in, is set by the environment. */
export const isFromEnvironment = (paths: readonly string[], path: string): boolean =>
  paths.some((set) => path === set || path.startsWith(`${set}.`) || set.startsWith(`${path}.`));
