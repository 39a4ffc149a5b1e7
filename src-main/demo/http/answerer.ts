/** Decides what each request gets: sign-in first, then reads by their routes, and a refusal for everything that would change something. */
import { timingSafeEqual, createHash } from 'node:crypto';
import type { SimulatedPlan } from '../planModel.ts';
import { type Answer, type Ask, badRequest, noSuchPath, refusal, Refused } from './answer.ts';
import { type FaultSwitches, STATUS_MESSAGES } from './faultSwitches.ts';
import { otherRoutes } from './otherReadsV2.ts';
import { jobAndStreamRoutes } from './planReadsV2.ts';
import { v1Routes } from './readsV1.ts';
import { createRouter, type Profile } from './route.ts';

export interface Verdict {
  readonly answer: Answer;
  readonly isRefusedWrite: boolean;
  readonly isJobLog: boolean;
}

interface AnswererDeps {
  readonly plan: SimulatedPlan;
  readonly profile: Profile;
  readonly faults: FaultSwitches;
  readonly credentials: { readonly user: string; readonly password: string; readonly apiKey: string };
}

const V2 = '/twsd/api/v2';
const V1 = '/twsd';
/** A GET with one of these changes something. */
const CHANGING_PARAMETERS = ['lock', 'unlock', 'force', 'scratch'];
/** GETs that change something whatever their parameters: one creates a token, one is said to cancel a job. */
const CHANGING_GETS = new Set([`${V2}/auth/id`, `${V2}/plan/job/issues`]);

export function createAnswerer({ plan, profile, faults, credentials }: AnswererDeps): (ask: Ask) => Verdict {
  const v2 = createRouter([...jobAndStreamRoutes(plan, profile), ...otherRoutes(plan, profile)], profile);
  const v1 = createRouter(v1Routes(plan, profile), profile);
  const isWelcome = signIn(credentials);

  const decide = (ask: Ask): { answer: Answer; isRefusedWrite: boolean } => {
    if (!isWelcome(ask.headers['authorization'])) return read({ ...refusal(401, STATUS_MESSAGES[401]), headers: { 'WWW-Authenticate': 'Basic realm="twsd"' } });
    if (faults.status !== null)
      return read({ ...refusal(faults.status, STATUS_MESSAGES[faults.status]), ...(faults.status === 429 ? { headers: { 'Retry-After': '1' } } : {}) });
    const found = ask.path.startsWith(`${V2}/`)
      ? v2(ask.method, ask.path.slice(V2.length))
      : ask.path.startsWith(`${V1}/`)
        ? v1(ask.method, ask.path.slice(V1.length))
        : null;
    if (isWrite(ask, found !== null)) return { answer: refusedWrite(ask), isRefusedWrite: true };
    if (found === null) return read(noSuchPath());
    const planId = ask.query.get('plan_id');
    if (planId !== null && planId !== 'current' && planId !== plan.id) return read(refusal(404, 'AWSJDB101E The plan cannot be found.'));
    return read(found.route.answer(ask, found.id));
  };

  return (ask) => {
    const isJobLog = ask.path.endsWith('/joblog');
    try {
      return { ...decide(ask), isJobLog };
    } catch (thrown) {
      if (thrown instanceof Refused) return { answer: thrown.answer, isRefusedWrite: false, isJobLog };
      throw thrown;
    }
  };
}

const read = (answer: Answer) => ({ answer, isRefusedWrite: false });

/** What is neither a GET nor one of the queries of v1 is taken for a write, known or not. */
function isWrite(ask: Ask, isKnownRead: boolean): boolean {
  if (CHANGING_GETS.has(ask.path) || CHANGING_PARAMETERS.some((name) => ask.query.has(name))) return true;
  return ask.method !== 'GET' && ask.method !== 'HEAD' && !isKnownRead && !/\/query(_next)?$/.test(ask.path);
}

/** POST on an action is the wrong verb; a PUT or PATCH needs its content type; then this user is simply not allowed to. */
function refusedWrite(ask: Ask): Answer {
  if (ask.method === 'POST' && ask.path.startsWith(`${V2}/`) && ask.path.includes('/action/')) return refusal(405, 'The method POST is not allowed here.');
  const type = String(ask.headers['content-type'] ?? '');
  if (['PUT', 'PATCH', 'POST'].includes(ask.method) && Number(ask.headers['content-length'] ?? 0) > 0 && !type.startsWith('application/json'))
    return refusal(415, 'The content type of the request is not supported.');
  return refusal(403, STATUS_MESSAGES[403]);
}

/** Compares in constant time: this code is also read as an example. */
function signIn({ user, password, apiKey }: AnswererDeps['credentials']): (header: string | string[] | undefined) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const accepted = [digest(`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`), digest(`Bearer ${apiKey}`)];
  return (header) => {
    if (typeof header !== 'string') return false;
    const said = digest(header);
    return accepted.some((one) => timingSafeEqual(one, said));
  };
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
