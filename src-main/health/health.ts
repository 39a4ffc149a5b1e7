/** Asks every component how it is, every 30 s and on demand, and keeps the last answer. Not asked and not answered are `unknown`. */
import { type ComponentHealth, type ComponentName, componentNames } from '../../src-preload/contract/health.ts';
import { meaningOf } from '../../src-preload/shared/words/healthMeanings.ts';
import { type Clock, instantOf } from '../base/clock.ts';
import { asFault, Fault } from '../base/fault.ts';

/** What a component says of itself; `off` is a choice, not a failure. A check that cannot tell throws. */
export interface CheckAnswer {
  readonly state: 'healthy' | 'degraded' | 'unhealthy' | 'unknown' | 'off';
  readonly detail: string;
  readonly fault?: Fault | null;
}

/** Must end soon after the signal aborts. */
export type ComponentCheck = (signal: AbortSignal) => Promise<CheckAnswer>;

interface HealthDeps {
  readonly checks: Readonly<Record<ComponentName, ComponentCheck>>;
  readonly clock: Clock;
  readonly everyMs?: number;
  /** How often the engine is asked: a setting of each engine. */
  readonly engineEveryMs?: () => number;
  readonly answerWithinMs?: number;
}

interface HealthReport {
  readonly overall: 'healthy' | 'degraded' | 'unhealthy';
  readonly components: ComponentHealth[];
}

export interface Health {
  /** The last answers; waits only for components that were never asked. */
  readonly list: () => Promise<HealthReport>;
  /** Asks one component now. */
  readonly check: (component: ComponentName) => Promise<ComponentHealth>;
  /** Asks all now. */
  readonly checkAll: () => Promise<HealthReport>;
  /** The component was replaced or changed: what is known of it is about another one. The next to ask, asks anew. */
  readonly forget: (component: ComponentName) => void;
  /** Begins the rounds, the first one now; returns their end. */
  readonly start: (onRound: () => void) => () => void;
}

const EVERY_MS = 30_000;
const ANSWER_WITHIN_MS = 10_000;

export function createHealth({ checks, clock, everyMs = EVERY_MS, engineEveryMs, answerWithinMs = ANSWER_WITHIN_MS }: HealthDeps): Health {
  const latest = new Map<ComponentName, ComponentHealth>();
  /** One question at a time per component: whoever asks meanwhile gets the same answer. */
  const asking = new Map<ComponentName, Promise<ComponentHealth>>();

  const askNow = async (component: ComponentName): Promise<ComponentHealth> => {
    const startedAt = performance.now();
    const answer = await answerOf(checks[component], answerWithinMs);
    const health: ComponentHealth = {
      component,
      state: answer.state,
      latencyMs: answer.state === 'off' ? null : Math.round(performance.now() - startedAt),
      checkedAt: instantOf(clock.now()),
      detail: answer.detail,
      meaning: meaningOf(component, answer.state, 'en'),
      lastFault: answer.fault?.toData() ?? (answer.state === 'healthy' ? null : (latest.get(component)?.lastFault ?? null)),
    };
    return health;
  };
  const check = (component: ComponentName): Promise<ComponentHealth> => {
    const running = asking.get(component);
    if (running !== undefined) return running;
    const mine = askNow(component).then((health) => {
      // An answer about what has been replaced meanwhile is given to who asked, and not kept.
      if (asking.get(component) === mine) {
        asking.delete(component);
        latest.set(component, health);
      }
      return health;
    });
    asking.set(component, mine);
    return mine;
  };
  const checkAll = async () => summarise(await Promise.all(componentNames.map(check)));

  return {
    check,
    checkAll,
    forget: (component) => {
      asking.delete(component);
      latest.delete(component);
    },
    list: async () => summarise(await Promise.all(componentNames.map(async (component) => latest.get(component) ?? check(component)))),
    start: (onRound) => {
      const others = componentNames.filter((component) => component !== 'engine');
      const stops = [
        repeat(
          () => Promise.all(others.map(check)),
          () => everyMs,
          onRound,
        ),
        repeat(() => check('engine'), engineEveryMs ?? (() => everyMs), onRound),
      ];
      return () => stops.forEach((stop) => stop());
    },
  };
}

/** Asks now, and so long after each answer that one who is slow is not asked twice at once. Returns its end. */
function repeat(ask: () => Promise<unknown>, everyMs: () => number, onAnswer: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const round = async () => {
    await ask();
    if (isStopped) return;
    onAnswer();
    timer = setTimeout(() => void round(), everyMs()).unref();
  };
  void round();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

/** Never rejects. A fault is an answer (`unhealthy`); silence and surprises are not (`unknown`). */
async function answerOf(check: ComponentCheck, withinMs: number): Promise<CheckAnswer> {
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<CheckAnswer>((resolve) => {
    timer = setTimeout(() => {
      resolve({ state: 'unknown', detail: `no answer within ${withinMs / 1000} s` });
      giveUp.abort();
    }, withinMs);
  });
  try {
    return await Promise.race([check(giveUp.signal), silence]);
  } catch (thrown) {
    const fault = asFault(thrown);
    return { state: fault.code === 'INTERNAL' ? 'unknown' : 'unhealthy', detail: fault.message, fault };
  } finally {
    clearTimeout(timer);
  }
}

/** `unknown` lowers the whole: what could not be asked must not look well. */
function summarise(components: ComponentHealth[]): HealthReport {
  const has = (...states: ComponentHealth['state'][]) => components.some(({ state }) => states.includes(state));
  return { overall: has('unhealthy') ? 'unhealthy' : has('degraded', 'unknown') ? 'degraded' : 'healthy', components };
}
