/** What passes between the core and the record thread: calls of the store and their answers. */
import type { FaultData } from '../../../../src-preload/contract/fault.ts';
import type { RecordStore } from '../recordStore.ts';

export interface RecordThreadData {
  readonly databasePath: string;
}

export type RecordMethod = keyof RecordStore;
export type RecordArguments<M extends RecordMethod> = Parameters<RecordStore[M]>;
export type RecordResult<M extends RecordMethod> = Awaited<ReturnType<RecordStore[M]>>;

export interface RecordRequest {
  readonly id: number;
  readonly method: RecordMethod;
  readonly args: readonly unknown[];
}
export type RecordAnswer = { readonly id: number } & ({ readonly at: 'done'; readonly value: unknown } | { readonly at: 'failed'; readonly fault: FaultData });
