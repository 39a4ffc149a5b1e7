/** Threads that hang while a test says so, and are the real ones after. */
export const HANG = 'RESYNC_TEST_HANG';
export const REAL = 'RESYNC_TEST_THREAD';

/** One at a time: which is real is told by the environment. @param file of the real thread, below `src-main` */
export function hangingWhileTold(file: string): URL {
  process.env[REAL] = new URL(`../../../src-main/${file}`, import.meta.url).href;
  return new URL('./hangingWhileTold.ts', import.meta.url);
}

/** From now on threads hang as they start, until it is disposed of. */
export function letThreadsHang(): Disposable {
  process.env[HANG] = '1';
  return { [Symbol.dispose]: () => void delete process.env[HANG] };
}
