/** The v2 reads of resources, prompts and files in the plan. */
import { fileFields, promptFields, resourceFields } from '../../oql/planFields.ts';
import { wireFile } from '../../wire/dependencies.ts';
import { wirePrompt, wireResource } from '../../wire/smallObjects.ts';
import { json, notFound, Refused } from '../answer.ts';
import { filtered, pageOf } from '../pages.ts';
import type { Route, RouteParts } from '../route.ts';

export function smallObjectRoutes({ plan }: RouteParts): Route[] {
  const byId = <T>(items: ReadonlyMap<string, T>, id: string | undefined, what: string): T => {
    const found = items.get(id ?? '');
    if (found === undefined) throw new Refused(notFound(what));
    return found;
  };
  return [
    {
      path: '/plan/resource',
      answer: (ask) => pageOf(ask, filtered(ask, [...plan.resources.values()], resourceFields(plan, ask.now)), (one) => wireResource(plan, one, ask.now)),
    },
    { path: '/plan/resource/{id}', answer: (ask, id) => json(wireResource(plan, byId(plan.resources, id, 'resource'), ask.now)) },
    // New in 10.2.8.
    {
      path: '/plan/prompt',
      only: '10.2.8',
      answer: (ask) => pageOf(ask, filtered(ask, [...plan.prompts.values()], promptFields(plan, ask.now)), (one) => wirePrompt(plan, one, ask.now)),
    },
    { path: '/plan/prompt/{id}', only: '10.2.8', answer: (ask, id) => json(wirePrompt(plan, byId(plan.prompts, id, 'prompt'), ask.now)) },
    {
      path: '/plan/file',
      only: '10.2.8',
      answer: (ask) => pageOf(ask, filtered(ask, [...plan.files.values()], fileFields()), ({ id }) => wireFile(plan, id, ask.now)),
    },
    { path: '/plan/file/{id}', only: '10.2.8', answer: (ask, id) => json(wireFile(plan, byId(plan.files, id, 'file').id, ask.now)) },
  ];
}
