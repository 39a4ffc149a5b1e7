/** Keeps a command running until the person or the system ends it. */

/** A part that does not end in time is left to its crash safety. */
const STOP_WITHIN_MS = 10_000;

/** Resolves after SIGINT or SIGTERM and `stop`; a second signal ends the process at once. */
export async function untilStopped(stop: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const timer = setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await stop();
  clearTimeout(timer);
}
