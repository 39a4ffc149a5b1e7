/** Retry with jitter inside a circuit breaker, deciding on exchanges as data; and silence for as long as the engine asks for it. */
import { setTimeout as wait } from 'node:timers/promises';
import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, DelegateBackoff, handleWhenResult, retry, wrap } from 'cockatiel';
import type { EngineTuning } from '../../../src-preload/contract/settings.ts';
import type { Clock } from '../../base/clock.ts';
import { Fault } from '../../base/fault.ts';
import { type Exchange, type Failed, failed } from './exchange.ts';

export interface Resilience {
  /** Everything sent through here is a read (the allow-list sees to it), so that sending it twice does no harm. */
  run(send: (signal: AbortSignal) => Promise<Exchange>, signal: AbortSignal, isCountedByBreaker: boolean): Promise<Exchange>;
  isBreakerOpen(): boolean;
}

interface ResilienceDeps {
  readonly tuning: Pick<EngineTuning, 'retries' | 'breakAfter' | 'halfOpenAfterMs'>;
  readonly clock: Clock;
}

const FIRST_DELAY_MS = 200;
/** A Retry-After beyond this is not waited for: the fault goes to the person, and so does every question until then. */
const LONGEST_WAIT_MS = 10_000;
/** A date of next year must not silence the engine for a year. */
const LONGEST_SILENCE_MS = 300_000;

const isExchange = (result: unknown): result is Exchange => typeof result === 'object' && result !== null && 'kind' in result;
const isWorthRetrying = (result: unknown) =>
  isExchange(result) && result.kind === 'failed' && result.isTransient && (result.retryAfterMs === null || result.retryAfterMs <= LONGEST_WAIT_MS);
const isUnreachable = (result: unknown) => isExchange(result) && result.kind === 'failed' && result.isConnectivity;

/** Full jitter: anything between nothing and the exponential step, so that many clients do not come back together. */
function delayMs(attempt: number, result: unknown): number {
  if (isExchange(result) && result.kind === 'failed' && result.retryAfterMs !== null) return result.retryAfterMs;
  return Math.random() * FIRST_DELAY_MS * 2 ** attempt;
}

export function createResilience({ tuning, clock }: ResilienceDeps): Resilience {
  const retries = retry(handleWhenResult(isWorthRetrying), {
    maxAttempts: tuning.retries,
    backoff: new DelegateBackoff((context) => delayMs(context.attempt, 'value' in context.result ? context.result.value : null)),
  });
  const breaker = circuitBreaker(handleWhenResult(isUnreachable), {
    breaker: new ConsecutiveBreaker(tuning.breakAfter),
    halfOpenAfter: tuning.halfOpenAfterMs,
  });
  const both = wrap(retries, breaker);
  const silence = createSilence(clock);
  let last: Fault | null = null;
  return {
    async run(send, signal, isCountedByBreaker) {
      const sendOnce = async (context: { readonly signal: AbortSignal }) => {
        const exchange = (await silence.kept(context.signal)) ?? silence.noted(await send(context.signal));
        if (exchange.kind === 'failed' && exchange.isConnectivity) last = exchange.fault;
        return exchange;
      };
      try {
        return await (isCountedByBreaker ? both : retries).execute(sendOnce, signal);
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error;
        return leftAlone(last, tuning, error);
      }
    },
    isBreakerOpen: () => breaker.state === CircuitState.Open,
  };
}

/** What a person can do about it is in the failure before, not in the breaker. */
function leftAlone(last: Fault | null, { breakAfter, halfOpenAfterMs }: ResilienceDeps['tuning'], cause: Error): Failed {
  const often = breakAfter === 1 ? '' : `That happened ${breakAfter} times in a row; `;
  const sentence = `${last?.message ?? 'The engine did not answer.'} ${often}Resync asks again within ${Math.ceil(halfOpenAfterMs / 1_000)} s.`;
  return failed(new Fault('TWS_UNREACHABLE', sentence, { detail: last?.detail, cause }), { isConnectivity: true });
}

/** The engine said when it wants to be asked again. A short while is waited for, by everyone; a long one is told instead. */
function createSilence(clock: Clock) {
  let untilMs = 0;
  let asked: Failed | null = null;
  return {
    /** Null: go ahead. Raises when the signal aborts. */
    async kept(signal: AbortSignal): Promise<Failed | null> {
      const leftMs = untilMs - clock.now();
      if (asked === null || leftMs <= 0) return null;
      if (leftMs > LONGEST_WAIT_MS) return stillSilent(asked, leftMs);
      await wait(leftMs, undefined, { signal });
      return null;
    },
    noted(exchange: Exchange): Exchange {
      if (exchange.kind === 'failed' && exchange.retryAfterMs !== null && exchange.retryAfterMs > 0) {
        untilMs = clock.now() + Math.min(exchange.retryAfterMs, LONGEST_SILENCE_MS);
        asked = exchange;
      }
      return exchange;
    },
  };
}

function stillSilent(asked: Failed, leftMs: number): Failed {
  const { code, message, detail } = asked.fault;
  const sentence = `${message} Resync asks again in ${Math.ceil(leftMs / 1_000)} s.`;
  return failed(new Fault(code, sentence, { detail, cause: asked.fault }), { retryAfterMs: leftMs, httpStatus: asked.httpStatus });
}
