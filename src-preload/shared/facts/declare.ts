/**
 * What each field of what is read says, one declaration a field. A field that is new in the contract does not compile until it is declared here:
 * as an attribute, or as no statement of its own with the reason.
 */
import type { Job, JobDetails, Stream, Workstation } from '../../contract/plan/plan.ts';
import type { LateJob } from '../../contract/plan/planGraph.ts';
import type { RecordedRun } from '../../contract/plan/planHistory.ts';
import type { ToolResult } from '../../contract/tools.ts';
import type { Attribute } from './attributes.ts';
import type { FactValue } from './fact.ts';

/** Raw value and the row it stands in, to a value; null: the reading does not know. */
type Read<Row, Value> = (value: Value, row: Row) => FactValue | null;
type Declared<Row, Value> =
  | { readonly says: Attribute; readonly read: Read<Row, Value> }
  | { readonly says: null; readonly why: 'identity' | 'told by another field' | 'read apart' };
export type Declaration<Row> = { readonly [Field in keyof Required<Row>]: Declared<Row, Required<Row>[Field]> };

const identity = { says: null, why: 'identity' } as const;
const elsewhere = { says: null, why: 'told by another field' } as const;
/** Lists, which `tools.ts` reads into facts, sets and tallies. */
const apart = { says: null, why: 'read apart' } as const;

const NONE: FactValue = { is: 'none' };
const number = (says: Attribute) => ({ says, read: (value: number | null): FactValue | null => (value === null ? null : { is: 'number', number: value }) });
const numberOrNone = (says: Attribute) => ({ says, read: (value: number | null): FactValue => (value === null ? NONE : { is: 'number', number: value }) });
const flag = (says: Attribute) => ({ says, read: (value: boolean | null): FactValue | null => (value === null ? null : { is: 'flag', isSet: value }) });
const text = (says: Attribute) => ({
  says,
  read: (value: string | null): FactValue | null => (value === null || value === '' ? null : { is: 'text', text: value }),
});
const textOrNone = (says: Attribute) => ({
  says,
  read: (value: string | null): FactValue => (value === null || value === '' ? NONE : { is: 'text', text: value }),
});
const span = (says: Attribute) => ({ says, read: (value: number | null): FactValue | null => (value === null ? null : { is: 'span', ms: value }) });
const place = (says: Attribute) => ({ says, read: (value: string | null): FactValue | null => (value === null ? null : { is: 'text', text: leafOf(value) }) });
const zoneOf = (row: object): string | null => ('timeZone' in row && typeof row.timeZone === 'string' ? row.timeZone : null);
const instantOrNone = (says: Attribute) => ({
  says,
  read: (value: string | null, row: object): FactValue => (value === null ? NONE : { is: 'instant', at: value, zone: zoneOf(row) }),
});
const status = {
  says: 'status',
  read: (value: Job['status'], row: object): FactValue => ({ is: 'status', status: value, isCanceled: 'isCanceled' in row && row.isCanceled === true }),
} as const;

/** `/FOLDER/WS#` and `WS` are the same workstation. */
export const leafOf = (path: string): string => (path.split('#', 1)[0] ?? '').split('/').findLast((part) => part !== '') ?? path;

export const jobFields: Declaration<Job> = {
  id: identity,
  name: identity,
  key: identity,
  folder: text('folder'),
  workstation: place('workstation'),
  streamId: identity,
  streamName: text('stream'),
  streamWorkstation: identity,
  status,
  isCanceled: elsewhere,
  isCritical: flag('critical'),
  isLate: flag('late'),
  priority: number('priority'),
  scheduledAt: instantOrNone('scheduled'),
  startedAt: instantOrNone('start'),
  endedAt: instantOrNone('end'),
  deadlineAt: instantOrNone('deadline'),
  estimatedMs: span('estimate'),
  elapsedMs: span('duration'),
  returnCode: numberOrNone('rc'),
  runId: identity,
  runAttempt: number('attempt'),
  actualWorkstation: place('ran-on'),
  unresolvedDependencies: number('open-dependencies'),
  timeZone: elsewhere,
};

export const jobDetailsFields: Declaration<JobDetails> = {
  ...jobFields,
  dependencies: apart,
  task: textOrNone('task'),
  user: textOrNone('user'),
  recovery: textOrNone('recovery'),
  successCondition: textOrNone('success-condition'),
  runs: apart,
};

export const streamFields: Declaration<Stream> = {
  id: identity,
  name: identity,
  key: identity,
  folder: text('folder'),
  workstation: place('workstation'),
  status,
  isLate: flag('late'),
  isCarriedForward: flag('carried-forward'),
  scheduledAt: instantOrNone('scheduled'),
  limit: number('limit'),
  priority: number('priority'),
  jobs: apart,
};

type StreamDetails = Extract<ToolResult<'stream_details'>, { kind: 'found' }>['stream'];
export const streamDetailsFields: Declaration<StreamDetails> = {
  ...streamFields,
  dependencies: apart,
  startAt: instantOrNone('earliest'),
  latestStartAt: instantOrNone('latest'),
  deadlineAt: instantOrNone('deadline'),
  startedAt: instantOrNone('start'),
  endedAt: instantOrNone('end'),
  estimatedMs: span('estimate'),
  timeZone: elsewhere,
  submitter: text('submitter'),
  internalId: identity,
};

export const workstationFields: Declaration<Workstation> = {
  id: identity,
  name: identity,
  folder: text('folder'),
  type: text('type'),
  isLinked: flag('link'),
  isJobmanUp: flag('jobman'),
  limit: number('limit'),
  fence: number('fence'),
  isIgnored: flag('ignored'),
  states: elsewhere,
  flags: elsewhere,
  problem: textOrNone('problem'),
  problemFact: elsewhere,
};

type WorkstationDetails = Extract<ToolResult<'workstation_details'>, { kind: 'found' }>['workstation'];
export const workstationDetailsFields: Declaration<WorkstationDetails> = {
  ...workstationFields,
  description: text('description'),
  os: text('os'),
  nodeName: elsewhere,
  domain: text('domain'),
  host: text('host'),
  version: text('version'),
  timeZone: elsewhere,
  runNumber: number('run-number'),
  startedAt: { says: 'start', read: (value, row) => (value === null ? null : { is: 'instant', at: value, zone: row.timeZone }) },
  stateText: elsewhere,
  certificateExpiresAt: elsewhere,
  health: elsewhere,
  missing: elsewhere,
};

type Resource = ToolResult<'resources'>['resources'][number];
export const resourceFields: Declaration<Resource> = {
  name: identity,
  workstation: place('workstation'),
  quantity: number('quantity'),
  available: number('available'),
  inUse: number('in-use'),
  status: text('resource-status'),
  holders: apart,
};

type Prompt = ToolResult<'prompts'>['prompts'][number];
export const promptFields: Declaration<Prompt> = {
  name: identity,
  number: number('prompt-number'),
  text: text('prompt-text'),
  status: text('prompt-status'),
  kind: elsewhere,
  askedAt: instantOrNone('start'),
  jobKey: elsewhere,
  streamKey: elsewhere,
};

type File = ToolResult<'files'>['files'][number];
export const fileFields: Declaration<File> = {
  name: identity,
  workstation: place('workstation'),
  qualifier: elsewhere,
  status: text('file-status'),
};

export const lateFields: Declaration<LateJob> = {
  job: apart,
  isLateNow: flag('late'),
  deadlineAt: elsewhere,
  forecastEndAt: { says: 'forecast', read: (value, { job }) => (value === null ? NONE : { is: 'instant', at: value, zone: job.timeZone }) },
  lateByMs: span('lateness'),
  certainty: text('certainty'),
  reason: elsewhere,
  becauseOf: apart,
};

type PathResult = Extract<ToolResult<'critical_path'>, { kind: 'found' }>['path'];
export const pathFields: Declaration<PathResult> = {
  jobKey: identity,
  deadlineAt: instantOrNone('deadline'),
  forecastEndAt: instantOrNone('forecast'),
  lateForecastEndAt: instantOrNone('late-forecast'),
  slackMs: span('slack'),
  blockedBy: apart,
  steps: apart,
};

export const recordedFields: Declaration<RecordedRun> = {
  jobKey: identity,
  jobName: identity,
  streamName: text('stream'),
  workstation: place('ran-on'),
  planId: identity,
  runId: identity,
  attempt: elsewhere,
  status: { says: 'status', read: (value) => ({ is: 'status', status: { internal: value, common: 'UNKNOWN', substatus: null }, isCanceled: false }) },
  returnCode: numberOrNone('rc'),
  startedAt: instantOrNone('start'),
  endedAt: instantOrNone('end'),
  durationMs: span('duration'),
  anomaly: elsewhere,
  usualMs: span('usual'),
};

type ChainRun = JobDetails['runs'][number];
export const chainFields: Declaration<ChainRun> = {
  id: identity,
  attempt: elsewhere,
  status: { says: 'status', read: (value) => ({ is: 'status', status: { internal: value, common: 'UNKNOWN', substatus: null }, isCanceled: false }) },
  returnCode: numberOrNone('rc'),
  startedAt: instantOrNone('start'),
  endedAt: instantOrNone('end'),
  kind: elsewhere,
  isLast: elsewhere,
};
