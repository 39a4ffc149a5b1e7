/** The v2 reads about the engine itself: who it is, and the words it uses. */
import { engineInfoV2 } from '../../wire/smallObjects.ts';
import { type Ask, badRequest, json, Refused } from '../answer.ts';
import type { Route, RouteParts } from '../route.ts';
import { objectsInfo } from './objectsInfo.ts';

export function engineRoutes({ plan, profile, faults }: RouteParts): Route[] {
  const info = () => {
    const { reportedVersion: version } = faults;
    return { ...engineInfoV2(plan, profile), ...(version === null ? {} : { displayVersion: version, fullVersion: version }) };
  };
  const words = (ask: Ask) => {
    const all = objectsInfo(String(ask.headers['accept-language'] ?? 'en'));
    const type = ask.query.get('object_type');
    if (type === null || type === '') return json(all);
    const one = Object.hasOwn(all, type) ? all[type] : undefined;
    if (one === undefined) throw new Refused(badRequest(`The object type ${type} is not known.`));
    return json({ [type]: one });
  };
  return [
    { path: '/engine/info', answer: () => json(info()) },
    { path: '/objects-info', answer: words },
    // Who may do what is an administrator's matter; this user may only look.
    { path: '/engine/read_permission', only: '10.1.0.1', answer: () => json({ plan: 'DISPLAY,LIST', model: 'DISPLAY,LIST' }) },
  ];
}
