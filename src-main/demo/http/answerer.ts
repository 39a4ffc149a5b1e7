/** Decides what each request gets: sign-in first, then reads by their routes, and a refusal for everything that would change something. */

import type { SimulatedPlan } from '../planModel.ts';
import type { PlanShelf } from '../planShelf.ts';
import { type Answer, type Ask, badRequest, noSuchPath, notFound, Refused, refusal } from './answer.ts';
import { type FaultSwitches, statusMessage } from './faultSwitches.ts';
import { type ListedPlan, listedPlan } from './faults/listedPlan.ts';
import { instantsShifted, reshaped, withInstants } from './faults/reshape.ts';
import { metricsAnswer } from './metrics.ts';
import { createRouter, type Profile, type Route } from './route.ts';
import { servedSpec } from './servedSpec.ts';
import { type Credentials, createSignIn } from './signIn.ts';
import { v1Routes } from './v1/routes.ts';
import { v2Routes } from './v2/routes.ts';
import { isWrite, refusedWrite, V2 } from './writes.ts';

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

const V1 = '/twsd';

export function createAnswerer({ plans, profile, faults, credentials }: AnswererDeps): (ask: Ask) => Verdict {
  const isWelcome = createSignIn(credentials);
  let pagedReads = 0;
  const drift = () => pagedReads * faults.driftingRows;
  const shown = remembered(faults, (plan) => listedPlan(plan, faults, drift));
  const routers = remembered(faults, (plan) => {
    const parts = { plan: shown(plan).plan, plans, profile, faults };
    const v2 = v2Routes(parts);
    const spec: Route = { path: '/WA_API3_v2.json', answer: () => servedSpec(v2, profile) };
    return { v1: createRouter([...v1Routes(parts), spec], profile), v2: createRouter(v2, profile) };
  });

  const decide = (ask: Ask): { answer: Answer; isRefusedWrite: boolean } => {
    const isMetrics = ask.path === '/metrics' && ask.method === 'GET';
    if (!(isMetrics && !faults.metricsNeedSignIn) && !isWelcome(ask.headers['authorization']))
      return read({ ...refusal(401, statusMessage(401, faults)), headers: { 'WWW-Authenticate': 'Basic realm="twsd"' } });
    const injected = injectedRefusal(ask, faults);
    if (injected !== null) return read(injected);
    if (isMetrics) return read(metricsAnswer(plans.current(), ask.now));
    const isV2 = ask.path.startsWith(`${V2}/`);
    const wanted = isV2 ? { plan: planAsked(plans, ask.query.get('plan_id')), path: ask.path.slice(V2.length) } : v1Plan(plans, ask.path.slice(V1.length));
    const router = routers(wanted.plan ?? plans.current());
    const found = ask.path.startsWith(`${V1}/`) && faults.absent !== (isV2 ? 'v2' : 'v1') ? router[isV2 ? 'v2' : 'v1'](ask.method, wanted.path) : null;
    if (isWrite(ask, found !== null)) return { answer: refusedWrite(ask, faults), isRefusedWrite: true };
    if (found === null || (faults.countAbsent && wanted.path === '/plan/job/count')) return read(noSuchPath());
    if (wanted.plan === null) return read(notFound('plan'));
    if (isHidden(shown(wanted.plan), wanted.path)) return read(notFound('object'));
    if (ask.query.has('limit') || ask.query.has('offset') || /\/query(_next)?$/.test(ask.path)) pagedReads++;
    return read(found.route.answer(asSeen(ask, wanted.plan, faults), found.id));
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

const read = (answer: Answer) => ({ answer, isRefusedWrite: false });

/** Whether the faults of answers are for this request. */
export const isHit = ({ only }: Pick<FaultSwitches, 'only'>, target: string): boolean => only === null || target.includes(only);

function injectedRefusal(ask: Ask, faults: FaultSwitches): Answer | null {
  const { status } = faults;
  if (status === null || !isHit(faults, `${ask.path}?${ask.query.toString()}`)) return null;
  const answer = refusal(status, statusMessage(status, faults));
  return status === 429 || status === 503 ? { ...answer, headers: { 'Retry-After': faults.retryAfter } } : answer;
}

function planAsked(plans: PlanShelf, id: string | null): SimulatedPlan | null {
  const current = plans.current();
  if (id === null || id === 'current' || id === current.id) return current;
  return plans.archived().find((one) => one.id === id) ?? null;
}

/** v1 says the plan in its path; its routes are written for the current one. */
function v1Plan(plans: PlanShelf, path: string): { plan: SimulatedPlan | null; path: string } {
  const [, id, rest] = /^\/plan\/([^/]+)(\/.*)$/.exec(path) ?? [];
  return id === undefined || rest === undefined ? { plan: plans.current(), path } : { plan: planAsked(plans, id), path: `/plan/current${rest}` };
}

const isHidden = (listed: ListedPlan, path: string) => path.split('/').some((part) => listed.hides(part));

/** An archived plan stands still at its end; a filter written by a wrong clock is read by it. */
function asSeen(ask: Ask, plan: SimulatedPlan, { clockSkewMs }: FaultSwitches): Ask {
  const now = plan.isArchived ? Math.min(ask.now, plan.endMs) : ask.now;
  if (clockSkewMs === 0) return now === ask.now ? ask : { ...ask, now };
  const query = new URLSearchParams(ask.query);
  const oql = query.get('oql');
  if (oql !== null) query.set('oql', instantsShifted(oql, -clockSkewMs));
  return { ...ask, now, query, body: withInstants(ask.body, -clockSkewMs) };
}

/** Made once for each plan and each way to list it. */
function remembered<T>(faults: FaultSwitches, make: (plan: SimulatedPlan) => T): (plan: SimulatedPlan) => T {
  const made = new WeakMap<SimulatedPlan, { readonly key: string; readonly value: T }>();
  return (plan) => {
    const key = `${faults.hidden.join(',')} ${faults.driftingRows > 0}`;
    const kept = made.get(plan);
    if (kept?.key === key) return kept.value;
    const value = make(plan);
    made.set(plan, { key, value });
    return value;
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
