/** How long a server that is over its limit asks to be left alone. Pure. */
import { APIError } from 'openai';

/** `Retry-After` in seconds or as a date, or `retry-after-ms`; null when the server did not say. */
export function askedToWaitMs(thrown: unknown, nowMs: number = Date.now()): number | null {
  if (!(thrown instanceof APIError) || (thrown.status !== 429 && thrown.status !== 503)) return null;
  const exact = Number(thrown.headers?.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(exact) && exact >= 0) return exact;
  const said = thrown.headers?.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}(?:\.\d{1,3})?$/.test(said)) return Number(said) * 1_000;
  const at = said === '' ? Number.NaN : Date.parse(said);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
