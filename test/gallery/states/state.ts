/** One state of a screen or of some components: where it is, what the core answers there, and what a person has done by then. */
import type { ReactNode } from 'react';
import type { FaultCode } from '../../../src-preload/contract/fault.ts';
import type { Connection } from '../../../src-renderer/bridge/connection.ts';
import type { CallName, EventOf, InputOf, OutputOf, StreamName } from '../../fakes/bridge/names.ts';
import type { FaultFacts } from '../../fakes/bridge/typedFault.ts';
import type { Hand } from '../page/hand.ts';

/** The call fails. */
export class Fails {
  readonly code: FaultCode;
  readonly facts: FaultFacts;
  constructor(code: FaultCode, facts: FaultFacts) {
    this.code = code;
    this.facts = facts;
  }
}
export const fails = (code: FaultCode, facts: FaultFacts = {}): Fails => new Fails(code, facts);

/** The call is never answered. */
export const WAITS = Symbol('never answered');

type One<N extends CallName> = OutputOf<N> | Fails | typeof WAITS;
export type Reply<N extends CallName> = One<N> | ((input: InputOf<N>) => One<N>);

/** One reply after the other; the last one stays. */
export function inTurn<const T extends readonly [unknown, ...unknown[]]>(...replies: T): () => T[number] {
  let at = 0;
  return () => {
    const reply: T[number] = replies[Math.min(at, replies.length - 1)];
    at += 1;
    return reply;
  };
}

export type Replies = { readonly [N in CallName]?: Reply<N> };
export type Streams = { readonly [N in StreamName]?: readonly EventOf<N>[] | ((input: InputOf<N>) => readonly EventOf<N>[]) };

interface Told {
  /** In place of the everyday replies of the same name. */
  readonly replies?: Replies;
  readonly streams?: Streams;
  /** What a person does once it is drawn. */
  readonly act?: (hand: Hand) => Promise<void>;
  /** Something is still under way in this state: its pulsing marks are meant. */
  readonly isUnderWay?: boolean;
  /** Selects what must be there before a state under way is drawn: what is pulsing before it may be something else. */
  readonly until?: string;
  /** A part of what the console says in this state, as it should. */
  readonly says?: string;
}

/** The whole window, at an address. */
interface ScreenState extends Told {
  readonly at: `/${string}`;
  /** The line to the core; open, unless said. */
  readonly line?: Exclude<Connection, { readonly at: 'open' }>;
  /** The line breaks once it is drawn. */
  readonly breaks?: Extract<Connection, { readonly at: 'lost' }>;
}

/** Components by themselves. */
interface PartState extends Told {
  readonly show: () => ReactNode;
}

export type State = ScreenState | PartState;
export type States = Readonly<Record<string, State>>;
