/** A search thread that dies on its first question. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', () => {
  throw new Error('crash on purpose');
});
