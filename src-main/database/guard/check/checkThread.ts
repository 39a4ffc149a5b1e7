/** Looks through a large store behind the start, on a connection of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../../open.ts';
import { quickCheck } from './quickCheck.ts';

/** null: nothing is wrong. */
export type CheckAnswer = string | null;
export interface CheckThreadData {
  readonly databasePath: string;
}

const { databasePath } = workerData as CheckThreadData; // written by checkBehind.ts
const db = openDatabase({ path: databasePath, isReadOnly: true });
const answer: CheckAnswer = quickCheck(db);
db.close();
parentPort?.postMessage(answer, []);
