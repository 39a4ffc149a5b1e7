/** Where components stand by themselves: the page's ground, and each with its name. */
import { type ReactNode, useEffect } from 'react';
import { useApp, followStatus } from '../../../src-renderer/frame/appStore.ts';
import { Toasts } from '../../../src-renderer/ui/Toasts.tsx';
import { zoneOf } from '../../../src-preload/shared/zone.ts';
import { ZoneContext } from '../../../src-renderer/ui/time/Time.tsx';

export function PartsPage({ children }: { readonly children: ReactNode }) {
  const zone = useApp(({ status }) => status?.engine.timeZone ?? null);
  useEffect(followStatus, []);
  return (
    <ZoneContext value={zoneOf(zone)}>
      <main className="flex min-h-full flex-col gap-6 bg-panel p-6">{children}</main>
      <Toasts />
    </ZoneContext>
  );
}

export function Sample({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col items-start gap-2 border-t pt-2">
      <h2 lang="en" className="font-mono text-xs text-faint">
        {name}
      </h2>
      {children}
    </section>
  );
}
