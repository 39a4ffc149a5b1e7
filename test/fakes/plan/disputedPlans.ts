/** Three plans on which two engines of Resync once disagreed, as an engine tells them, with the answer HCL's rules give. */
import type { Row } from '../engine/strangerPlan.ts';

const NAMES = ['JOB_A', 'JOB_B', 'JOB_C', 'JOB_D'];
/** Of a job, by its name. */
export const disputedId = (name: string) => `00000001-c9da-3799-96ed-${String(NAMES.indexOf(name)).padStart(12, '0')}`;
const streamOf = (name: string) => disputedId(name).replace('00000001', '00000002');
const COMMON: Readonly<Record<string, string>> = { ABEND: 'ERROR', EXEC: 'RUNNING', HOLD: 'WAITING' };

const follows = (name: string, ...statusConditions: string[]): Row => ({
  dependencyType: 'EXTERNAL_JOB',
  dependencyStatus: 'UNSATISFIED',
  jobId: disputedId(name),
  jobName: name,
  jobStreamId: streamOf(name),
  jobStreamName: `S_${name}`,
  jobStreamWorkstation: '/AGT01',
  jobStreamFolder: '/BANK',
  ...(statusConditions.length === 0 ? {} : { conditional: true, statusConditions }),
});
const job = (name: string, status: string, ...dependencies: Row[]): Row => ({
  id: disputedId(name),
  planId: 'plan-1',
  name,
  folder: '/BANK',
  workstation: '/AGT01',
  jobStreamId: streamOf(name),
  jobStreamName: `S_${name}`,
  jobStreamWorkstation: '/AGT01',
  priority: 10,
  schedTime: '2026-03-10T01:00:00Z',
  lastRunCompositeStatus: { status, canceled: false },
  lastRunCommonStatus: COMMON[status],
  dependencies,
  dependenciesStats: { numberOfDependencies: dependencies.length, numberOfUnresolvedDependencies: dependencies.length },
});
const stream = ({ id, name }: Row): Row => ({
  id: streamOf(String(name)),
  planId: 'plan-1',
  name: `S_${String(name)}`,
  folder: '/BANK',
  workstation: '/AGT01',
  schedTime: '2026-03-10T01:00:00Z',
  compositeStatus: { status: 'HOLD' },
  commonStatus: 'WAITING',
  dependencies: [],
  dependenciesStats: { numberOfDependencies: 0 },
  of: id,
});
const planOf = (...jobs: Row[]) => ({
  jobs,
  streams: jobs.map(stream),
  workstations: [
    { id: '00000005-c9da-3799-96ed-000000000001', name: '/AGT01', folder: '/', type: 'AGENT', limit: '20', fence: '0', activeStates: ['LINKED', 'JOBMAN_UP'] },
  ],
});

/** The answer is HCL's rule: the sources stand in src-main/plan/graph/phases.ts. */
export const DISPUTED_PLANS = [
  {
    name: 'A in ABEND, and B follows it if it ends in ABEND: B is released',
    rows: planOf(job('JOB_A', 'ABEND'), job('JOB_B', 'HOLD', follows('JOB_A', 'ABEND'))),
    blocked: [],
    suppressed: [],
    said: [/Nothing else in the plan waits for/],
  },
  {
    name: 'A runs, and B needs one of A and C, which is in ABEND: all hangs on A',
    rows: planOf(
      job('JOB_A', 'EXEC'),
      job('JOB_C', 'ABEND'),
      job('JOB_B', 'HOLD', { dependencyType: 'JOIN', joinName: 'ANY', criteria: 'AT_LEAST', joinQuantity: 1, members: [follows('JOB_A'), follows('JOB_C')] }),
    ),
    blocked: ['JOB_B'],
    suppressed: [],
    said: [/1 job in 1 job stream cannot run/],
  },
  {
    name: 'A in ABEND, B follows it if it ends in SUCC, and D follows B: neither will run at all',
    rows: planOf(job('JOB_A', 'ABEND'), job('JOB_B', 'HOLD', follows('JOB_A', 'SUCC')), job('JOB_D', 'HOLD', follows('JOB_B'))),
    blocked: [],
    suppressed: ['JOB_B SUCC of /AGT01#/BANK/S_JOB_A.JOB_A in ABEND', 'JOB_D  of /AGT01#/BANK/S_JOB_B.JOB_B in HOLD'],
    said: [/2 jobs will not run at all because of/, /it asks .*JOB_A.* to end well/, /it follows .*JOB_B.*, which will not run either/],
  },
] as const;
