/** The v1 reads of workstations, resources, prompts, files and domains. */
import { promptStatusAt } from '../../plan/state.ts';
import { wireFile } from '../../wire/dependencies.ts';
import { wirePrompt, wireResource } from '../../wire/smallObjects.ts';
import { workstationRowV1 } from '../../wire/v1/workstations.ts';
import { machineName } from '../../wire/values.ts';
import { type Answer, json, notFound, Refused } from '../answer.ts';
import { noMonitoring } from '../noMonitoring.ts';
import type { Route, RouteParts } from '../route.ts';
import { filtersOf, isMachineNamed, isNamed } from './filters.ts';
import { queryRoutes, rows } from './rows.ts';

const DOMAIN = { id: 'MASTERDM', domainInPlanKey: { name: 'MASTERDM' }, managerWorkstationKey: { name: machineName('MDM1') } };

export function smallRoutes({ plan }: RouteParts): Route[] {
  const byId = new Map([...plan.workstations.values()].map((machine) => [machine.id, machine]));
  const one = <T>(items: ReadonlyMap<string, T>, id: string | undefined, what: string): T => {
    const found = items.get(id ?? '');
    if (found === undefined) throw new Refused(notFound(what));
    return found;
  };
  const workstation = (id: string | undefined) => one(byId, id, 'workstation');
  const domain = (id: string | undefined): Answer => {
    if (id !== DOMAIN.id) throw new Refused(notFound('domain'));
    return json(DOMAIN);
  };
  return [
    ...queryRoutes('/plan/current/workstation', (ask, said) => {
      const filter = filtersOf(said).workstationInPlanFilter ?? {};
      const found = [...plan.workstations.values()]
        .filter(({ name }) => isMachineNamed(filter.workstationName, name))
        .map((machine) => workstationRowV1(plan, machine))
        .filter((row) => (filter.typeList?.includes(String(row['type'])) ?? true) && (filter.linkStatusList?.includes(String(row['linkStatus'])) ?? true));
      return rows(ask, found, (row) => row);
    }),
    { path: '/plan/current/workstation/{id}', answer: (_, id) => json(workstationRowV1(plan, workstation(id))) },
    { path: '/plan/current/workstation/{id}/action/health_status', answer: (_, id) => json({ id: workstation(id).id }) },
    { path: '/plan/current/workstation/{id}/action/monitoring_configuration', answer: noMonitoring },
    ...queryRoutes('/plan/current/resource', (ask, said) => {
      const filter = filtersOf(said).resourceInPlanFilter ?? {};
      const found = [...plan.resources.values()].filter(
        (each) => isNamed(filter.resourceName, each.name) && isMachineNamed(filter.workstatioName, each.workstation),
      );
      return rows(ask, found, (each) => wireResource(plan, each, ask.now));
    }),
    { path: '/plan/current/resource/{id}', answer: (ask, id) => json(wireResource(plan, one(plan.resources, id, 'resource'), ask.now)) },
    ...queryRoutes('/plan/current/prompt', (ask, said) => {
      const filter = filtersOf(said).promptInPlanFilter ?? {};
      const found = [...plan.prompts.values()].filter(
        (each) => isNamed(filter.promptName, each.name) && (filter.statusList?.includes(promptStatusAt(plan, each, ask.now)) ?? true),
      );
      return rows(ask, found, (each) => wirePrompt(plan, each, ask.now));
    }),
    { path: '/plan/current/prompt/{id}', answer: (ask, id) => json(wirePrompt(plan, one(plan.prompts, id, 'prompt'), ask.now)) },
    ...queryRoutes('/plan/current/file', (ask, said) => {
      const filter = filtersOf(said).fileInPlanFilter ?? {};
      const found = [...plan.files.values()].filter((each) => isNamed(filter.fileName, each.name) && isMachineNamed(filter.workstationName, each.workstation));
      return rows(ask, found, ({ id }) => wireFile(plan, id, ask.now));
    }),
    { path: '/plan/current/file/{id}', answer: (ask, id) => json(wireFile(plan, one(plan.files, id, 'file').id, ask.now)) },
    ...queryRoutes('/plan/current/domain', (ask, said) => {
      const filter = filtersOf(said).domainInPlanFilter ?? {};
      return rows(ask, isNamed(filter.domainName, DOMAIN.id) ? [DOMAIN] : [], (each) => each);
    }),
    { path: '/plan/current/domain/{id}', answer: (_, id) => domain(id) },
  ];
}
