/** What `/twsd/WA_API3_v2.json` tells here: which reads of v2 this simulator serves. It is its own list, not the engine's file. */
import { type Answer, json } from '../answer.ts';
import type { Profile, Route } from '../route.ts';

export function servedSpec(routes: readonly Route[], profile: Profile): Answer {
  const served = routes.filter(({ only }) => only === undefined || only === profile);
  const paths = Object.fromEntries(
    served.map(({ path, method = 'GET' }) => [`/twsd/api/v2${path}`, { [method.toLowerCase()]: { responses: { 200: { description: '' } } } }]),
  );
  const info = { title: 'Simulated scheduler', version: profile === '10.2.8' ? '2.1.6.0' : '10.1.0.1' };
  return json({ openapi: '3.1.0', info, paths });
}
