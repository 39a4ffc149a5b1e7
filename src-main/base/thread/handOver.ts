/** Buffers that change hands with a message instead of being copied: whoever sends them has them no more. */
const given = new WeakMap<object, readonly ArrayBuffer[]>();

/** @returns the same value, whose bytes go with it when it crosses to another thread as an argument or an answer */
export function handOver<T extends object>(value: T, bytes: readonly Uint8Array[]): T {
  // Part of a larger buffer is copied: the rest of that may be anybody's.
  const whole = bytes.flatMap(({ buffer, byteLength }) => (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : []));
  given.set(value, whole);
  return value;
}

export function handedOverWith(values: readonly unknown[]): ArrayBuffer[] {
  return values.flatMap((value) => (typeof value === 'object' && value !== null ? (given.get(value) ?? []) : []));
}
