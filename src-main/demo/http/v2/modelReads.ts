/** The v2 reads of database objects: lists by `oql` or `model_filter`, one by id, and the days a stream runs on. */

import { jobDefinitions, type ModelObject, streamDefinitions } from '../../model/definitions.ts';
import { streamModelId } from '../../model/modelIds.ts';
import {
  calendarDefinitions,
  domainDefinitions,
  folderDefinitions,
  promptDefinitions,
  resourceDefinitions,
  runCycleGroupDefinitions,
  variableDefinitions,
  variableTableDefinitions,
  workstationDefinitions,
} from '../../model/otherDefinitions.ts';
import { runDates } from '../../model/runCycles.ts';
import type { OqlFields } from '../../oql/applyOql.ts';
import { parsePlanFilter } from '../../oql/planFilter.ts';
import type { PlanStream, SimulatedPlan } from '../../plan/planModel.ts';
import { instant, machineName } from '../../wire/values.ts';
import { type Answer, type Ask, badRequest, json, notFound, Refused } from '../answer.ts';
import { filtered, orBadFilter, pageOf, wholeNumber } from '../pages.ts';
import type { Route, RouteParts } from '../route.ts';

const NONE = (): ModelObject[] => [];
/** Object of the path, kind of the answer, and where its objects come from. */
const KINDS: readonly (readonly [string, string, (plan: SimulatedPlan) => ModelObject[]])[] = [
  ['jobstream', 'JobStream', streamDefinitions],
  ['jobdefinition', 'JobDefinition', jobDefinitions],
  ['workstation', 'Workstation', workstationDefinitions],
  ['folder', 'Folder', folderDefinitions],
  ['calendar', 'Calendar', calendarDefinitions],
  ['runcyclegroup', 'RunCycleGroup', runCycleGroupDefinitions],
  ['variabletable', 'VariableTable', variableTableDefinitions],
  ['variable', 'Variable', variableDefinitions],
  ['domain', 'Domain', domainDefinitions],
  ['prompt', 'Prompt', promptDefinitions],
  ['resource', 'Resource', resourceDefinitions],
  ['workstationclass', 'WorkstationClass', NONE],
  ['workloadapplicationtemplate', 'WorkloadApplicationTemplate', NONE],
];

export function modelRoutes({ plan }: RouteParts): Route[] {
  return KINDS.flatMap(([path, kind, make]): Route[] => {
    const objects = once(() => make(plan));
    const byId = once(() => new Map(objects().map((object) => [object.id, object])));
    const one = (id: string | undefined) => {
      const found = byId().get(id ?? '');
      if (found === undefined) throw new Refused(notFound(kind));
      return found;
    };
    const routes: Route[] = [
      { path: `/model/${path}`, answer: (ask) => pageOf(ask, filtered(ask, named(ask, objects()), FIELDS), (object) => wire(plan, kind, object, ask)) },
      { path: `/model/${path}/{id}`, answer: (ask, id) => json(wire(plan, kind, one(id), ask)) },
    ];
    if (path !== 'jobstream' && path !== 'runcyclegroup') return routes;
    const evaluate = (ask: Ask, id: string | undefined, shape: (date: string) => unknown) => {
      const streamId = one(id).id;
      const stream = [...plan.streams.values()].find((each) => streamModelId(each) === streamId) ?? null;
      return evaluation(plan, stream, ask, shape);
    };
    // New in 10.2.8. What the engine answers is not documented; dates are what is asked for.
    return [
      ...routes,
      { path: `/model/${path}/{id}/rc-evaluation`, only: '10.2.8', answer: (ask, id) => evaluate(ask, id, (date) => date) },
      { path: `/model/${path}/{id}/rc-evaluation-details`, only: '10.2.8', answer: (ask, id) => evaluate(ask, id, (date) => ({ date, runCycle: 'NIGHT' })) },
    ];
  });
}

const FIELDS: OqlFields<ModelObject> = {
  isEqualityOnly: () => false,
  sort: { 'key.name': ({ name }) => name },
  filter: {
    id: ({ id }) => id,
    name: ({ name }) => name,
    folder: ({ folder }) => folder,
    workstation: ({ workstation }) => (workstation === null ? null : machineName(workstation)),
  },
};

/** composer's way to name objects: `/@/@#/@/NAME`, or without a workstation `/@/NAME`. */
function named(ask: Ask, objects: readonly ModelObject[]): readonly ModelObject[] {
  const text = ask.query.get('model_filter');
  if (text === null || text === '') return objects;
  const filter = orBadFilter(() => parsePlanFilter(text.includes('#') ? text : `/@/@#${text.startsWith('/') ? text : `/${text}`}`));
  return objects.filter(({ name, folder, workstation }) => filter.workstation(workstation ?? '') && filter.folder(folder) && filter.stream(name));
}

const ONLY_HEADER = new Set(['id', 'abstractId', 'folderId', 'folder', 'name', 'workstationId', 'workstation', 'type', 'description']);

function wire(plan: SimulatedPlan, kind: string, object: ModelObject, ask: Ask): Record<string, unknown> {
  const def = object.def();
  const isHeader = String(ask.headers['only-header'] ?? 'false').toLowerCase() === 'true';
  return {
    kind,
    key: object.key,
    def: isHeader ? Object.fromEntries(Object.entries(def).filter(([name]) => ONLY_HEADER.has(name))) : def,
    status: { modifyData: { modifiedBy: 'scheduler', modifiedTime: instant(plan.startMs), version: 1 }, permissions: ['DISPLAY', 'LIST'] },
    actions: [],
  };
}

const MOST_DAYS = 400;

/** `from` and `to` as `yyyy-mm-dd`; default: the week that begins with the plan. */
function evaluation(plan: SimulatedPlan, stream: PlanStream | null, ask: Ask, shape: (date: string) => unknown): Answer {
  const day = (name: string, otherwise: number) => {
    const said = ask.query.get(name) ?? new Date(otherwise).toISOString().slice(0, 10);
    if (!/^\d{4}-\d\d-\d\d$/.test(said) || Number.isNaN(Date.parse(said))) throw new Refused(badRequest(`The value of the parameter ${name} is not valid.`));
    return said;
  };
  const from = day('from', plan.startMs);
  const to = day('to', Date.parse(from) + 6 * 24 * 60 * 60_000);
  const most = Math.min(wholeNumber(ask.query, 'maxResults', MOST_DAYS), MOST_DAYS);
  return json(runDates(plan, stream, { from, to, most }).map(shape));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
