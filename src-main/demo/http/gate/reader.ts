/** Answers reads: finds the plan a request is about, how its rows may be listed, and the route that answers. */
import type { SimulatedPlan } from '../../plan/planModel.ts';
import type { PlanShelf } from '../../plan/planShelf.ts';
import { type Answer, type Ask, notFound } from '../answer.ts';
import type { FaultSwitches } from '../faultSwitches.ts';
import { listedPlan, narrowedPlan } from '../faults/listedPlan.ts';
import { createOldIds } from '../faults/oldIds.ts';
import { instantsShifted, withInstants, withoutHidden } from '../faults/reshape.ts';
import { orBadFilter } from '../pages.ts';
import { createRouter, type Profile, type Route } from '../route.ts';
import { v1Routes } from '../v1/routes.ts';
import { v2Routes } from '../v2/routes.ts';
import { qualifierTests, splitPlanFilter } from './planQualifiers.ts';
import { servedSpec } from './servedSpec.ts';
import { V2 } from './writes.ts';

interface ReaderDeps {
  readonly plans: PlanShelf;
  readonly profile: Profile;
  readonly faults: FaultSwitches;
}

const V1 = '/twsd';

/** Gives the answer to make, or null when there is no such read. Making it may raise Refused. */
export function createReader({ plans, profile, faults }: ReaderDeps): (ask: Ask) => (() => Answer) | null {
  let pagedReads = 0;
  const drift = () => pagedReads * faults.driftingRows;
  const routersOf = (plan: SimulatedPlan) => {
    const parts = { plan, plans, profile, faults };
    const v2 = v2Routes(parts);
    const spec: Route = { path: '/WA_API3_v2.json', answer: () => servedSpec(v2, profile) };
    return { v1: createRouter([...v1Routes(parts), spec], profile), v2: createRouter(v2, profile) };
  };
  const listed = remembered(faults, (plan) => listedPlan(plan, faults, drift));
  const routers = remembered(faults, (plan) => routersOf(listed(plan).plan));
  const oldIds = remembered(faults, createOldIds);

  /** With the rows that the qualifiers of its plan filter leave, where they are taken. */
  const qualified = (ask: Ask, plan: SimulatedPlan) => {
    const text = ask.query.get('plan_filter') ?? '';
    if (faults.planFilterQualifiers === 'refused' || !/[+~]/.test(text)) return null;
    const { names, qualifiers } = splitPlanFilter(text);
    const query = new URLSearchParams(ask.query);
    query.set('plan_filter', names);
    const tests = orBadFilter(() => qualifierTests(plan, qualifiers, ask.now));
    const shown = narrowedPlan(
      plan,
      { job: (job) => listed(plan).isShown.job(job) && tests.job(job), stream: (stream) => listed(plan).isShown.stream(stream) && tests.stream(stream) },
      drift,
    );
    return { ask: { ...ask, query }, find: routersOf(shown).v2 };
  };

  return (ask) => {
    const version = ask.path.startsWith(`${V2}/`) ? 'v2' : 'v1';
    if (!ask.path.startsWith(`${V1}/`) || faults.absent === version) return null;
    const target = version === 'v2' ? v2Target(plans, ask) : v1Target(plans, ask);
    const { plan } = target;
    const ids = version === 'v1' && faults.v1Ids === 'base64' ? oldIds(plan ?? plans.current()) : null;
    const path = ids?.path(target.path) ?? target.path;
    const found = routers(plan ?? plans.current())[version](ask.method, path);
    if (found === null || (faults.countAbsent && path === '/plan/job/count')) return null;
    return () => {
      if (plan === null) return notFound('plan');
      const { hides } = listed(plan);
      if (path.split('/').some((part) => hides(part))) return notFound('object');
      if (isPaged(ask)) pagedReads++;
      const seen = asSeen(ids === null ? ask : { ...ask, body: ids.body(ask.body) }, plan, faults);
      const narrowed = version === 'v2' ? qualified(seen, plan) : null;
      const answer = (narrowed?.find(ask.method, path) ?? found).route.answer(narrowed?.ask ?? seen, found.id);
      const shown = faults.hidden.length > 0 && IS_AROUND.test(path) ? withoutHidden(answer, hides) : answer;
      return ids?.write(ask, shown) ?? shown;
    };
  };
}

/** Rows that are reached from another one: lists do not go through them. */
const IS_AROUND = /predecessors|successors/;
const isPaged = ({ query, path }: Ask) => query.has('limit') || query.has('offset') || /\/query(_next)?$/.test(path);

interface Target {
  readonly plan: SimulatedPlan | null;
  readonly path: string;
}

const v2Target = (plans: PlanShelf, { query, path }: Ask): Target => ({ plan: planAsked(plans, query.get('plan_id')), path: path.slice(V2.length) });

/** v1 says the plan in its path; its routes are written for the current one. */
function v1Target(plans: PlanShelf, ask: Ask): Target {
  const path = ask.path.slice(V1.length);
  const [, id, rest] = /^\/plan\/([^/]+)(\/.*)$/.exec(path) ?? [];
  return id === undefined || rest === undefined ? { plan: plans.current(), path } : { plan: planAsked(plans, id), path: `/plan/current${rest}` };
}

function planAsked(plans: PlanShelf, id: string | null): SimulatedPlan | null {
  const current = plans.current();
  if (id === null || id === 'current' || id === current.id) return current;
  return (
    plans
      .archived()
      .find((one) => one.id === id)
      ?.open() ?? null
  );
}

/** An archived plan stands still at its end; a filter written by a wrong clock is read by the right one. */
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
