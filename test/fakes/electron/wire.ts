/** How messages travel between the page and this process: JSON, with bytes as base64. */
export type Wired = { readonly s: string } | { readonly b: string } | { readonly j: unknown };

export type FromPage =
  | { readonly kind: 'ipc'; readonly channel: string; readonly message: Wired }
  | { readonly kind: 'port-message'; readonly port: number; readonly message: Wired }
  | { readonly kind: 'port-close'; readonly port: number };

export type ToPage =
  | { readonly kind: 'ipc'; readonly channel: string; readonly message: Wired; readonly ports: readonly number[] }
  | { readonly kind: 'port-message'; readonly port: number; readonly message: Wired }
  | { readonly kind: 'port-close'; readonly port: number };

export function wire(value: unknown): Wired {
  if (typeof value === 'string') return { s: value };
  if (value instanceof ArrayBuffer) return { b: Buffer.from(value).toString('base64') };
  if (ArrayBuffer.isView(value)) return { b: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
  return { j: value };
}

export function unwire(wired: Wired): unknown {
  if ('s' in wired) return wired.s;
  if ('b' in wired) return new Uint8Array(Buffer.from(wired.b, 'base64'));
  return wired.j;
}
