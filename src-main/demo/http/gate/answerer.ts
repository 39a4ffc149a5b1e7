/** Decides what each request gets: sign-in first, then reads by their routes, and a refusal for everything that would change something. */
import type { PlanShelf } from '../../plan/planShelf.ts';
import { type Answer, type Ask, badRequest, noSuchPath, Refused, refusal } from '../answer.ts';
import { type FaultSwitches, statusMessage } from '../faultSwitches.ts';
import { reshaped } from '../faults/reshape.ts';
import { metricsAnswer } from '../metrics/metrics.ts';
import type { Profile } from '../route.ts';
import { createReader } from './reader.ts';
import { type Credentials, createSignIn } from './signIn.ts';
import { isWrite, refusedWrite } from './writes.ts';

export interface Verdict {
  readonly answer: Answer;
  readonly isRefusedWrite: boolean;
  readonly isJobLog: boolean;
}

interface AnswererDeps {
  readonly plans: PlanShelf;
  readonly profile: Profile;
  readonly faults: FaultSwitches;
  readonly credentials: Credentials;
}

export function createAnswerer({ plans, profile, faults, credentials }: AnswererDeps): (ask: Ask) => Verdict {
  const isWelcome = createSignIn(credentials);
  const findRead = createReader({ plans, profile, faults });

  const decide = (ask: Ask): { answer: Answer; isRefusedWrite: boolean } => {
    const isMetrics = ask.path === '/metrics' && ask.method === 'GET';
    if (!(isMetrics && !faults.metricsNeedSignIn) && !isWelcome(ask.headers['authorization'])) return read(refused(401, faults));
    const injected = injectedRefusal(ask, faults);
    if (injected !== null) return read(injected);
    if (isMetrics) return read(metricsAnswer(plans.current(), ask.now));
    const makeAnswer = findRead(ask);
    if (isWrite(ask, makeAnswer !== null)) return { answer: refusedWrite(ask, faults), isRefusedWrite: true };
    if (makeAnswer !== null && faults.extending && IS_OF_PLAN.test(ask.path)) return read(refusal(500, ...WHILE_EXTENDING));
    return read(makeAnswer === null ? noSuchPath() : makeAnswer());
  };

  return (ask) => {
    const isJobLog = ask.path.endsWith('/joblog');
    try {
      const { answer, isRefusedWrite } = decide(ask);
      return { answer: reshaped(answer, faults), isRefusedWrite, isJobLog };
    } catch (thrown) {
      if (thrown instanceof Refused) return { answer: reshaped(thrown.answer, faults), isRefusedWrite: false, isJobLog };
      throw thrown;
    }
  };
}

const IS_OF_PLAN = /^\/twsd\/(api\/v2\/)?plan\//;
/** Which message the engine gives meanwhile is not documented: the planner's own is the nearest. */
const WHILE_EXTENDING = [
  'AWSJSY404E The operation on the plan failed.',
  'AWSJPL017E The production plan cannot be read: a previous action on it is not complete.',
];

const read = (answer: Answer) => ({ answer, isRefusedWrite: false });

/** Whether the faults of answers are for this request. */
export const isHit = ({ only }: Pick<FaultSwitches, 'only'>, target: string): boolean => only === null || target.includes(only);

function injectedRefusal(ask: Ask, faults: FaultSwitches): Answer | null {
  const { status } = faults;
  if (status === null || !isHit(faults, `${ask.path}?${ask.sentQuery.toString()}`)) return null;
  return refused(status, faults);
}

function refused(status: NonNullable<FaultSwitches['status']>, faults: FaultSwitches): Answer {
  const answer = refusal(status, statusMessage(status, faults));
  if (status === 401) return { ...answer, headers: { 'WWW-Authenticate': 'Basic realm="twsd"' } };
  return status === 429 || status === 503 ? { ...answer, headers: { 'Retry-After': faults.retryAfter } } : answer;
}

/** Raises Refused for a body that is no JSON. */
export function parsedBody(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(badRequest('The body of the request is not valid JSON.'));
  }
}
