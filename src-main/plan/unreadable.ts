/** What of the engine's answers may be missing without taking the rest with it. */
import { Fault } from '../base/fault.ts';

/** Refused or garbled by the engine, or named by it in a way that cannot be asked for (a quote, a slash); not stopped, and no bug. */
const isUnreadablePart = (error: unknown): boolean =>
  error instanceof Fault && (error.code.startsWith('TWS_') || error.code === 'READ_ONLY' || error.code === 'INVALID_INPUT');

/** @returns `otherwise` where this part of the answer cannot be read. Raises STOPPED and bugs. */
export async function orElse<T, E>(read: Promise<T>, otherwise: E): Promise<T | E> {
  try {
    return await read;
  } catch (error) {
    if (isUnreadablePart(error)) return otherwise;
    throw error;
  }
}
