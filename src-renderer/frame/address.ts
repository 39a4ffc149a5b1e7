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

/** Where each screen was left (conversation, filters, chosen item), until the window closes. */
const places = new Map<string, string>();
const screenOf = (place: string) => `/${place.split(/[/?]/, 2)[1] ?? ''}`;

/** Notes every place the address bar shows from now on; returns its undo. */
export function rememberPlaces(): () => void {
  const note = () => void places.set(screenOf(whole()), whole());
  note();
  return subscribe(note);
}

/** The place a screen was left at; the screen itself when it was not opened yet. */
export const placeOf = (screenPath: string): string => places.get(screenPath) ?? screenPath;
