/** The calls of the contract by their dotted names, with what goes in and what comes out. */
import {
  type AnyContractProcedure,
  type ContractProcedure,
  getEventIteratorSchemaDetails,
  type InferSchemaInput,
  type InferSchemaOutput,
  isContractProcedure,
  type SchemaIssue,
} from '@orpc/contract';
import { type Contract, contract } from '../../../src-preload/contract/index.ts';

type Leaves<T, Before extends string = ''> = {
  [K in keyof T & string]: T[K] extends AnyContractProcedure ? `${Before}${K}` : Leaves<T[K], `${Before}${K}.`>;
}[keyof T & string];

type At<T, Name extends string> = Name extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? At<T[Head], Rest>
    : never
  : Name extends keyof T
    ? T[Name]
    : never;

/** As a fixture writes it: the contract's parser takes it from there. */
type Written<Name extends string> =
  At<Contract, Name> extends ContractProcedure<infer _Input, infer Output, infer _Errors, infer _Meta> ? InferSchemaInput<Output> : never;

/** Every route, `chat.start` and `app.watch` alike. */
export type RouteName = Leaves<Contract>;
export type StreamName = { [N in RouteName]: Written<N> extends AsyncIterator<unknown, unknown, unknown> ? N : never }[RouteName];
export type CallName = Exclude<RouteName, StreamName>;

/** What the core would be handed: parsed, defaults filled in. */
export type InputOf<N extends RouteName> =
  At<Contract, N> extends ContractProcedure<infer Input, infer _Output, infer _Errors, infer _Meta> ? InferSchemaOutput<Input> : never;
export type OutputOf<N extends CallName> = Written<N>;
export type EventOf<N extends StreamName> = Written<N> extends AsyncIterator<infer Event, unknown, unknown> ? Event : never;

/** Each procedure of the contract, by name. */
export const procedures: ReadonlyMap<string, AnyContractProcedure> = new Map(leavesOf(contract, ''));

function leavesOf(part: object, before: string): [string, AnyContractProcedure][] {
  return Object.entries(part).flatMap(([key, inner]: [string, unknown]): [string, AnyContractProcedure][] => {
    const name = `${before}${key}`;
    if (isContractProcedure(inner)) return [[name, inner]];
    return typeof inner === 'object' && inner !== null ? leavesOf(inner, `${name}.`) : [];
  });
}

/** Throws when the core could never send this: the schema is the contract's own. */
export function refuseUnlessSendable(name: RouteName, value: unknown): void {
  const schema = procedures.get(name)?.['~orpc'].outputSchema;
  const what = getEventIteratorSchemaDetails(schema)?.yields ?? schema;
  const result = what?.['~standard'].validate(value);
  if (result === undefined || result instanceof Promise || result.issues === undefined) return;
  throw new TypeError(`The core could never send this for ${name}: ${issuesText(result.issues)}`);
}

export const issuesText = (issues: readonly SchemaIssue[]): string =>
  issues.map(({ path = [], message }) => `${path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.')}: ${message}`).join('; ');
