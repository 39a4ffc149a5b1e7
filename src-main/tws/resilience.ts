/** Retry with jitter inside a circuit breaker, deciding on exchanges as data. */
import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, DelegateBackoff, handleWhenResult, retry, wrap } from 'cockatiel';
import { Fault } from '../base/fault.ts';
import { type Exchange, failed } from './exchange.ts';

export interface Resilience {
  run(send: (signal: AbortSignal) => Promise<Exchange>, signal: AbortSignal, isCountedByBreaker: boolean): Promise<Exchange>;
  isBreakerOpen(): boolean;
}

const RETRIES = 2;
const FIRST_DELAY_MS = 200;
/** A Retry-After beyond this is not waited for: the fault goes to the person instead. */
const LONGEST_WAIT_MS = 10_000;
const BREAK_AFTER = 5;
const HALF_OPEN_AFTER_MS = 15_000;

const isExchange = (result: unknown): result is Exchange => typeof result === 'object' && result !== null && 'kind' in result;
const isWorthRetrying = (result: unknown) =>
  isExchange(result) && result.kind === 'failed' && result.isTransient && (result.retryAfterMs === null || result.retryAfterMs <= LONGEST_WAIT_MS);
const isUnreachable = (result: unknown) => isExchange(result) && result.kind === 'failed' && result.isConnectivity;

/** Full jitter: anything between nothing and the exponential step, so that many clients do not come back together. */
function delayMs(attempt: number, result: unknown): number {
  if (isExchange(result) && result.kind === 'failed' && result.retryAfterMs !== null) return result.retryAfterMs;
  return Math.random() * FIRST_DELAY_MS * 2 ** attempt;
}

export function createResilience(host: string): Resilience {
  const retries = retry(handleWhenResult(isWorthRetrying), {
    maxAttempts: RETRIES,
    backoff: new DelegateBackoff((context) => delayMs(context.attempt, 'value' in context.result ? context.result.value : null)),
  });
  const breaker = circuitBreaker(handleWhenResult(isUnreachable), { breaker: new ConsecutiveBreaker(BREAK_AFTER), halfOpenAfter: HALF_OPEN_AFTER_MS });
  const both = wrap(retries, breaker);
  let last = new Fault('TWS_UNREACHABLE', `${host} did not answer.`, { detail: host });
  return {
    async run(send, signal, isCountedByBreaker) {
      const sendOnce = async (context: { readonly signal: AbortSignal }) => {
        const exchange = await send(context.signal);
        if (exchange.kind === 'failed' && exchange.isConnectivity) last = exchange.fault;
        return exchange;
      };
      try {
        return await (isCountedByBreaker ? both : retries).execute(sendOnce, signal);
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error;
        // What a person can do about it is in the failure before, not in the breaker.
        const sentence = `${last.message} That happened ${BREAK_AFTER} times in a row; Resync asks again within ${HALF_OPEN_AFTER_MS / 1_000} s.`;
        return failed(new Fault('TWS_UNREACHABLE', sentence, { detail: last.detail, cause: error }), { isConnectivity: true });
      }
    },
    isBreakerOpen: () => breaker.state === CircuitState.Open,
  };
}
