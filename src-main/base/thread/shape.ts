/** What the two sides of a thread serve to each other: plain functions, written down once, as a type. */

/** Their last argument may be an `AbortSignal`: it is carried across, and ends the work on the other side. */
export type ServedBy<S> = { readonly [N in keyof S]: (...args: never[]) => unknown };

/** The same functions as the other side calls them. */
export type Calls<S extends ServedBy<S>> = { readonly [N in keyof S]: (...args: Parameters<S[N]>) => Promise<Awaited<ReturnType<S[N]>>> };

/**
 * Of the thread's own time, in ms: what the core takes to answer the thread's questions meanwhile does not count.
 * `silentMs` is for work of any length that asks or tells the core something now and then: it begins anew each time.
 */
export type Deadline = number | { readonly silentMs: number };
export type Deadlines<S> = { readonly [N in keyof S]: Deadline };

/** Of a side that is only asked. */
export type NoCalls = Readonly<Record<string, never>>;

/** One call as it crosses. */
export interface Call {
  readonly args: readonly unknown[];
  /** The signal was its last argument; oRPC carries it beside the message. */
  readonly isStoppable: boolean;
}

/**
 * The one place where a type is taken at its word: both sides of a thread are compiled together from the same types, and what crosses between them is
 * not checked again. So a call comes back as what the served function of that name gave, and a thread gets the data its starter handed over.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- a cast with a name, so that there is one
export const asAgreed = <T>(crossed: unknown): T => crossed as T;

/** @param ask makes the call of that name on the other side */
export const callsOver = <S extends ServedBy<S>>(names: readonly string[], ask: (name: string, args: readonly unknown[]) => Promise<unknown>): Calls<S> =>
  asAgreed(Object.fromEntries(names.map((name) => [name, (...args: readonly unknown[]) => ask(name, args)])));
