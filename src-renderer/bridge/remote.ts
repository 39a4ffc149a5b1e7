/** Something read from the core, in every state a screen must be able to draw. */
import { core } from './connection.ts';
import { type FaultView, faultOf } from './fault.ts';
import type { Core } from './line.ts';

/** `last` keeps the previous value on screen while it is read again, or after that failed (then it is shown as stale). */
export type Remote<T> =
  | { readonly at: 'loading'; readonly last: T | null }
  | { readonly at: 'failed'; readonly fault: FaultView; readonly last: T | null }
  | { readonly at: 'ready'; readonly value: T };

export const LOADING = { at: 'loading', last: null } as const;

/** The newest value known, however old. */
export function lastOf<T>(remote: Remote<T>): T | null {
  return remote.at === 'ready' ? remote.value : remote.last;
}

/** A part of what is shown has changed; how old the rest is stays said. */
export function changeLast<T>(remote: Remote<T>, change: (last: T) => T): Remote<T> {
  if (remote.at === 'ready') return { at: 'ready', value: change(remote.value) };
  return remote.last === null ? remote : { ...remote, last: change(remote.last) };
}

type Answer<T> = { readonly isOk: true; readonly value: T } | { readonly isOk: false; readonly fault: FaultView };

/** Makes one call; never throws. */
export async function ask<T>(call: (core: Core) => Promise<T>): Promise<Answer<T>> {
  try {
    return { isOk: true, value: await call(core()) };
  } catch (error) {
    return { isOk: false, fault: faultOf(error) };
  }
}

/** Reads into a store's field: keeps the last value while loading and after a failure. */
export async function readInto<T>(get: () => Remote<T>, set: (next: Remote<T>) => void, call: (core: Core) => Promise<T>): Promise<void> {
  set({ at: 'loading', last: lastOf(get()) });
  const answer = await ask(call);
  set(answer.isOk ? { at: 'ready', value: answer.value } : { at: 'failed', fault: answer.fault, last: lastOf(get()) });
}

/**
 * For a field that is read again before the last reading has come: call it when asking. What it returns says, when the answer is there, whether
 * nothing newer was asked for meanwhile. A slow answer to an older question must not replace what is shown for the newer one.
 */
export function lastAsked(): () => () => boolean {
  let asked = 0;
  return () => {
    asked += 1;
    const mine = asked;
    return () => mine === asked;
  };
}
