/** A real thread that hangs from the start on while the test says so. */
import { HANG, REAL } from './hangs.ts';

// Each thread has a copy of the environment as it was when it started.
if (process.env[HANG] !== undefined) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
await import(process.env[REAL] ?? '');
