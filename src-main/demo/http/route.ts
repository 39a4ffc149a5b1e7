/** A read the simulator knows: a path template and its answer. */

import type { SimulatedPlan } from '../plan/planModel.ts';
import type { PlanShelf } from '../plan/planShelf.ts';
import type { Answer, Ask } from './answer.ts';
import type { FaultSwitches } from './faultSwitches.ts';

export type Profile = '10.2.8' | '10.1.0.1';

/** What the routes of one plan are made of. */
export interface RouteParts {
  /** As this user may list it. */
  readonly plan: SimulatedPlan;
  readonly plans: PlanShelf;
  readonly profile: Profile;
  readonly faults: FaultSwitches;
}

export interface Route {
  /** Below `/twsd/api/v2` or, for v1, below `/twsd`; `{id}` stands for one segment. */
  readonly path: string;
  /** Default GET; the queries of v1 are POSTs. */
  readonly method?: 'POST';
  /** Served by one version of the engine only. */
  readonly only?: Profile;
  readonly answer: (ask: Ask, id: string | undefined) => Answer;
}

/** Finds the route by method and path: exact words win over `{id}`. */
export function createRouter(
  routes: readonly Route[],
  profile: Profile,
): (method: string, path: string) => { readonly route: Route; readonly id: string | undefined } | null {
  const served = routes.filter(({ only }) => only === undefined || only === profile);
  const exact = new Map(served.filter(({ path }) => !path.includes('{')).map((route) => [`${route.method ?? 'GET'} ${route.path}`, route]));
  const templates = served.filter(({ path }) => path.includes('{')).map((route) => ({ route, idOf: idReader(route.path) }));
  return (method, path) => {
    const plain = exact.get(`${method} ${path}`);
    if (plain !== undefined) return { route: plain, id: undefined };
    for (const { route, idOf } of templates) {
      const id = (route.method ?? 'GET') === method ? idOf(path) : null;
      if (id !== null) return { route, id };
    }
    return null;
  };
}

/** What stands in a path where the template has `{id}`; null for a path of another form. */
function idReader(template: string): (path: string) => string | null {
  const [before = '', after = ''] = template.split('{id}');
  return (path) => {
    if (!path.startsWith(before) || !path.endsWith(after)) return null;
    const id = path.slice(before.length, path.length - after.length);
    return id === '' || id.includes('/') ? null : id;
  };
}
