/** The v2 reads of workstations in the plan. */
import { workstationFields } from '../../oql/planFields.ts';
import { parsePlanFilter } from '../../oql/planFilter.ts';
import type { PlanWorkstation, SimulatedPlan } from '../../plan/planModel.ts';
import { machineName } from '../../wire/values.ts';
import { wireWorkstation } from '../../wire/workstations.ts';
import { type Answer, type Ask, json, notFound, Refused } from '../answer.ts';
import { noMonitoring } from '../noMonitoring.ts';
import { filtered, orBadFilter, pageOf } from '../pages.ts';
import type { Route, RouteParts } from '../route.ts';

export function workstationRoutes({ plan }: RouteParts): Route[] {
  const byId = new Map([...plan.workstations.values()].map((machine) => [machine.id, machine]));
  const listed = (ask: Ask) => filtered(ask, machinesNamed(plan, ask), workstationFields());
  const one = (id: string | undefined): PlanWorkstation => {
    const found = byId.get(id ?? '');
    if (found === undefined) throw new Refused(notFound('workstation'));
    return found;
  };
  // The action only starts the check; the engine answers whom it asked.
  const asked = ({ id, name }: PlanWorkstation) => ({ id, url: `/twsd/api/v2/plan/workstation/${id}`, message: machineName(name), isError: false });
  return [
    { path: '/plan/workstation', answer: (ask) => pageOf(ask, listed(ask), (machine) => wireWorkstation(plan, machine)) },
    { path: '/plan/workstation/{id}', answer: (_, id) => json(wireWorkstation(plan, one(id))) },
    {
      path: '/plan/workstation/action/health-status',
      answer: (ask): Answer => {
        const [reached, unreached] = [true, false].map((isLinked) => listed(ask).filter((machine) => machine.isLinked === isLinked));
        return json({
          successfulResourceResponses: reached?.map(asked),
          failedResourceResponses: unreached?.map((machine) => ({ ...asked(machine), isError: true })),
        });
      },
    },
    { path: '/plan/workstation/{id}/action/health-status', answer: (_, id) => json({ id: one(id).id, url: `/twsd/api/v2/plan/workstation/${one(id).id}` }) },
    { path: '/plan/workstation/action/monitoring-configuration', answer: noMonitoring },
    { path: '/plan/workstation/{id}/action/monitoring-configuration', answer: noMonitoring },
  ];
}

function machinesNamed(plan: SimulatedPlan, ask: Ask): readonly PlanWorkstation[] {
  const text = ask.query.get('plan_filter');
  const all = [...plan.workstations.values()];
  if (text === null || text === '') return all;
  const filter = orBadFilter(() => parsePlanFilter(text.includes('#') ? text : `${text}#`));
  return all.filter(({ name }) => filter.workstation(name));
}
