/** The address bar as the screens' memory: `#/plan?status=failed`. Both path and query live in the hash, so any host can serve it. */
import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

const whole = () => window.location.hash.replace(/^#?\/?/, '/');
const pathPart = () => whole().split('?', 1)[0] ?? '/';
const queryPart = () => whole().split('?')[1] ?? '';

interface GoOptions {
  /** Replaces the current entry instead of adding one: for filters, so that Back leaves the screen. */
  readonly replace?: boolean;
}

export function go(to: string, { replace = false }: GoOptions = {}): void {
  const oldURL = window.location.href;
  window.history[replace ? 'replaceState' : 'pushState'](null, '', `#${to}`);
  window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL, newURL: window.location.href }));
}

/** wouter's location hook over the path part. */
export function useHashPath(): [string, typeof go] {
  return [useSyncExternalStore(subscribe, pathPart), go];
}
useHashPath.hrefs = (href: string) => `#${href}`;

/** wouter's search hook over the query part. */
export const useHashQuery = (): string => useSyncExternalStore(subscribe, queryPart);
