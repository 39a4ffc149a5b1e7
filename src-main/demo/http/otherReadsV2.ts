/** The v2 reads of everything but jobs and job streams. */
import { fileFields, promptFields, resourceFields, workstationFields } from '../oql/planFields.ts';
import { parsePlanFilter } from '../oql/planFilter.ts';
import type { PlanWorkstation, SimulatedPlan } from '../planModel.ts';
import { wireFile } from '../wire/dependencies.ts';
import { engineInfoV2, wirePrompt, wireResource } from '../wire/smallObjects.ts';
import { wireWorkstation } from '../wire/workstations.ts';
import { type Answer, type Ask, json, notFound, refusal, Refused } from './answer.ts';
import { filtered, orBadFilter, pageOf } from './pages.ts';
import type { Profile, Route } from './route.ts';

export function otherRoutes(plan: SimulatedPlan, profile: Profile): Route[] {
  const machines = new Map([...plan.workstations.values()].map((machine) => [machine.id, machine]));
  const listed = (ask: Ask) => filtered(ask, machinesNamed(plan, ask), workstationFields());
  const byId = <T>(items: ReadonlyMap<string, T>, id: string | undefined, what: string): T => {
    const found = items.get(id ?? '');
    if (found === undefined) throw new Refused(notFound(what));
    return found;
  };
  const noMonitoring = (): Answer => refusal(500, 'AWSJSY404E The operation on the plan failed.', 'AWSBIN091E The workstation does not support monitoring.');
  return [
    { path: '/engine/info', answer: () => json(engineInfoV2(plan, profile)) },
    { path: '/objects-info', answer: () => json(OBJECTS_INFO) },
    { path: '/plan/workstation', answer: (ask) => pageOf(ask, listed(ask), (machine) => wireWorkstation(plan, machine)) },
    { path: '/plan/workstation/{id}', answer: (_, id) => json(wireWorkstation(plan, byId(machines, id, 'workstation'))) },
    { path: '/plan/workstation/action/monitoring-configuration', answer: noMonitoring },
    { path: '/plan/workstation/{id}/action/monitoring-configuration', answer: noMonitoring },
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

function machinesNamed(plan: SimulatedPlan, ask: Ask): readonly PlanWorkstation[] {
  const text = ask.query.get('plan_filter');
  const all = [...plan.workstations.values()];
  if (text === null || text === '') return all;
  const filter = orBadFilter(() => parsePlanFilter(text.includes('#') ? text : `${text}#`));
  return all.filter(({ name }) => filter.workstation(name));
}

const labelled = (keys: string) => keys.split(' ').map((key) => ({ key, label: `${key.charAt(0)}${key.slice(1).toLowerCase().replaceAll('_', ' ')}` }));
const COMMON = labelled('WAITING READY RUNNING SUCCESSFUL ERROR CANCELED HELD UNDECIDED BLOCKED SUPPRESS');
const NONE = { actions: [], status: [], substatus: [], commonStatus: [], activeStates: [], activeFlags: [], workstationType: [], expectedStatus: [] };

/** No actions: this user may only look. */
const OBJECTS_INFO = {
  JOB_IN_PLAN: {
    ...NONE,
    status: labelled('HOLD READY FENCE FAIL EXEC SUCC ABEND'),
    substatus: labelled(
      'HOLD_WAITING_FOR_PREDECESSOR HOLD_WAITING_FOR_TIME HOLD_WAITING_FOR_PROMPT HOLD_WAITING_FOR_FILE HOLD_PRIORITY_ZERO READY_WAITING_FOR_LIMIT READY_WAITING_FOR_AGENT READY_WAITING_FOR_USER_INTERVENTION SUCC_COMPLETED',
    ),
    commonStatus: COMMON,
  },
  JOBSTREAM_IN_PLAN: { ...NONE, status: labelled('HOLD READY EXEC STUCK ABEND SUCC'), commonStatus: COMMON },
  WORKSTATION_IN_PLAN: { ...NONE, workstationType: labelled('MANAGER WORKLOAD_BROKER FTA AGENT POOL D-POOL X-AGENT') },
  RESOURCE_IN_PLAN: { ...NONE, status: labelled('AVAILABLE NOT_AVAILABLE') },
  PROMPT_IN_PLAN: { ...NONE, status: labelled('NOT_ASKED ASKED ANSWERED_YES ANSWERED_NO') },
};
