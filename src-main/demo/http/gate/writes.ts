/** What would change something, and how the engine turns it down. The simulator knows no write that succeeds. */
import { type Answer, type Ask, refusal } from '../answer.ts';
import { type FaultSwitches, statusMessage } from '../faultSwitches.ts';

export const V2 = '/twsd/api/v2';
/** A GET with one of these changes something. */
const CHANGING_PARAMETERS = ['lock', 'unlock', 'force', 'scratch'];
/** GETs that change something whatever their parameters: one creates a token, one is said to cancel a job. */
const CHANGING_GETS = new Set([`${V2}/auth/id`, `${V2}/plan/job/issues`]);
/** By which a GET asks to be taken for another verb. */
const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override'];

/** What is neither a GET nor one of the queries of v1 is taken for a write, known or not. */
export function isWrite(ask: Ask, isKnownRead: boolean): boolean {
  if (CHANGING_GETS.has(ask.path) || CHANGING_PARAMETERS.some((name) => ask.query.has(name))) return true;
  if (OVERRIDES.some((name) => ask.headers[name] !== undefined)) return true;
  return ask.method !== 'GET' && ask.method !== 'HEAD' && !isKnownRead && !/\/query(_next)?$/.test(ask.path);
}

/** POST on an action is the wrong verb; a PUT or PATCH needs its content type; then this user is simply not allowed to. */
export function refusedWrite(ask: Ask, faults: FaultSwitches): Answer {
  if (ask.method === 'POST' && ask.path.startsWith(`${V2}/`) && ask.path.includes('/action/')) return refusal(405, 'The method POST is not allowed here.');
  const type = String(ask.headers['content-type'] ?? '');
  if (['PUT', 'PATCH', 'POST'].includes(ask.method) && Number(ask.headers['content-length'] ?? 0) > 0 && !type.startsWith('application/json'))
    return refusal(415, 'The content type of the request is not supported.');
  return refusal(403, statusMessage(403, faults));
}
