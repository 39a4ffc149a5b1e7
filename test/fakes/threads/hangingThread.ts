/** A thread that stands in the system for ever, as one does that reads from a network share that is gone. */
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
