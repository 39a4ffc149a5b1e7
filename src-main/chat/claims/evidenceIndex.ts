/** What the receipts of a turn hold, by name: which job, stream or workstation a word of the answer means, and which receipt shows it. */

import type { Receipt } from '../../../src-preload/contract/chat.ts';
import { type ToolName, type ToolResult, toolResults } from '../../../src-preload/contract/tools.ts';
import { trimEndOf } from '../../base/text/trimEnd.ts';
import { folded } from '../answers/folded.ts';
import { visible } from '../answers/said/visible.ts';

export interface ReadReceipt<N extends ToolName = ToolName> {
  readonly receipt: Receipt;
  readonly tool: N;
  readonly result: ToolResult<N>;
}
interface KnownThing {
  readonly kind: 'job' | 'stream' | 'workstation';
  readonly key: string;
  readonly name: string;
  /** Jobs only. */
  readonly stream: string | null;
}
export interface EvidenceIndex {
  readonly read: readonly ReadReceipt[];
  readonly things: readonly KnownThing[];
  /** `job:<key>`, `stream:<key>`, `workstation:<name>`, or `name:<words>` when nothing or nothing single answers to it. */
  reference(words: string): string;
  /** Things that answer to the words; several when a job name stands in several streams. */
  matches(words: string): KnownThing[];
  /** All text of the receipts, for "does this stand anywhere". */
  readonly text: string;
  /** The same without what scripts wrote into logs: a name that stands only there is not one the scheduler gave. */
  readonly stated: string;
  /** Why readings failed: what an answer says of a failure repeats it. */
  readonly faults: string;
  /** The words hold a failure as it was told, whole. */
  tellsFault(words: string): boolean;
  logLines(): readonly { readonly receipt: Receipt; readonly jobKey: string; readonly raw: string; readonly shown: string }[];
}

export function indexEvidence(receipts: readonly Receipt[]): EvidenceIndex {
  const read = receipts.flatMap(readReceipt);
  const known = distinct(read.flatMap(thingsIn));
  // The critical list spells keys its own way: it only adds jobs no other receipt knows.
  const listed = read
    .flatMap((one) => (isTool(one, 'plan_summary') ? (one.result.critical ?? []) : []))
    .filter(({ name }) => !known.some((thing) => thing.kind === 'job' && thing.name === name));
  const things = [
    ...known,
    ...distinct(listed.map(({ key, name }) => asJob({ key, name, streamName: key.slice(0, key.lastIndexOf('.')).split(/[/#.]/).at(-1) ?? '' }))),
  ];
  const spellings = things.map(spelled);
  const found = new Map<string, KnownThing[]>();
  const matches = (words: string): KnownThing[] => {
    const known = found.get(words) ?? spellings.filter(answersTo(words)).map(({ thing }) => thing);
    found.set(words, known);
    return known;
  };
  const logs = read.flatMap((one) =>
    isTool(one, 'job_log') && one.result.kind === 'found'
      ? one.result.log.lines.map(({ text }) => ({
          receipt: one.receipt,
          jobKey: one.result.kind === 'found' ? one.result.job.key : '',
          raw: text,
          shown: visible(text).trim(),
        }))
      : [],
  );
  return {
    read,
    things,
    matches,
    reference: (words) => {
      const answering = matches(words);
      const one = answering[0];
      if (one === undefined) return `name:${words}`;
      // A stream and its only job may share a name; the job is what people mean.
      const jobs = answering.filter(({ kind }) => kind === 'job');
      const meant = jobs.length > 0 ? jobs : answering;
      return meant.length === 1 ? `${meant[0]!.kind}:${meant[0]!.key}` : `${meant[0]!.kind}:${words}`;
    },
    tellsFault: (words) =>
      receipts.some(({ fault }) => fault !== null && folded(words).includes(trimEndOf(folded(fault.message), (character) => /\W/.test(character)))),
    faults: JSON.stringify(receipts.map(({ fault }) => fault)),
    text: read.map(({ result }) => JSON.stringify(result)).join('\n'),
    stated: read.map((one) => JSON.stringify(isTool(one, 'job_log') && one.result.kind === 'found' ? one.result.job : one.result)).join('\n'),
    logLines: () => logs,
  };
}

export const isTool = <N extends ToolName>(one: ReadReceipt, tool: N): one is ReadReceipt<N> => one.tool === tool;

/** A failed receipt holds no evidence; one whose data does not parse is treated the same. */
function readReceipt(receipt: Receipt): ReadReceipt[] {
  const tool = (Object.keys(toolResults) as ToolName[]).find((name) => name === receipt.tool);
  if (tool === undefined || receipt.outcome === 'failed') return [];
  const parsed = toolResults[tool].safeParse(receipt.data);
  return parsed.success ? [{ receipt, tool, result: parsed.data } satisfies ReadReceipt] : [];
}

type NamedJob = { readonly key: string; readonly name: string; readonly streamName: string };
const asJob = ({ key, name, streamName }: NamedJob): KnownThing => ({ kind: 'job', key, name, stream: streamName });
const asWorkstation = (path: string): KnownThing => ({ kind: 'workstation', key: lastPart(path), name: lastPart(path), stream: null });

/** A job also tells of its stream and its workstation. */
function withPlaces(job: NamedJob & { readonly workstation: string; readonly streamWorkstation: string; readonly folder: string }): KnownThing[] {
  const streamKey = job.key.endsWith(`.${job.name}`) ? job.key.slice(0, -job.name.length - 1) : job.streamName;
  return [
    asJob(job),
    { kind: 'stream', key: streamKey, name: job.streamName, stream: null },
    asWorkstation(job.workstation),
    asWorkstation(job.streamWorkstation),
  ];
}

/** A job or stream known only by its display key, as what something waits for. */
function awaited(target: string | null): KnownThing[] {
  const leaf = target?.includes('#') === true ? target.split(/[/#]/).at(-1) : '';
  if (target === null || leaf === undefined || leaf === '') return [];
  const [streamName = leaf, name] = leaf.split('.');
  return [name === undefined ? { kind: 'stream', key: target, name: leaf, stream: null } : asJob({ key: target, name, streamName })];
}

function thingsIn(one: ReadReceipt): KnownThing[] {
  if (isTool(one, 'find_jobs')) return one.result.jobs.flatMap(withPlaces);
  if (isTool(one, 'find_streams')) return one.result.streams.map(({ key, name }): KnownThing => ({ kind: 'stream', key, name, stream: null }));
  if (isTool(one, 'workstations')) return one.result.workstations.map(({ name }) => asWorkstation(name));
  if (isTool(one, 'plan_summary')) return (one.result.workstationProblems ?? []).map(({ name }) => asWorkstation(name));
  if (isTool(one, 'job_details'))
    return one.result.kind === 'found'
      ? [...withPlaces(one.result.job), ...one.result.job.dependencies.flatMap(({ target }) => awaited(target))]
      : one.result.candidates.flatMap(withPlaces);
  if (isTool(one, 'why_not_running'))
    return one.result.kind === 'found'
      ? [...withPlaces(one.result.job), ...one.result.reasons.flatMap(({ target }) => awaited(target))]
      : one.result.candidates.flatMap(withPlaces);
  if (isTool(one, 'job_log')) return one.result.kind === 'found' ? withPlaces(one.result.job) : one.result.candidates.flatMap(withPlaces);
  if (isTool(one, 'successors'))
    return one.result.kind === 'found'
      ? [...withPlaces(one.result.job), ...one.result.successors.flatMap(({ job }) => withPlaces(job))]
      : one.result.candidates.flatMap(withPlaces);
  return graphThings(one) ?? placeThings(one) ?? impactThings(one);
}

function graphThings(one: ReadReceipt): KnownThing[] | null {
  if (isTool(one, 'predecessors'))
    return one.result.kind === 'found'
      ? [...withPlaces(one.result.job), ...one.result.predecessors.flatMap(({ job }) => withPlaces(job))]
      : one.result.candidates.flatMap(withPlaces);
  if (isTool(one, 'critical_path'))
    return one.result.kind === 'found' ? [...withPlaces(one.result.job), ...one.result.path.steps.map(asJob)] : one.result.candidates.flatMap(withPlaces);
  if (isTool(one, 'late_jobs')) return one.result.late.flatMap(({ job, becauseOf }) => [...withPlaces(job), ...awaited(becauseOf?.key ?? null)]);
  return null;
}

const asStream = ({ key, name }: { readonly key: string; readonly name: string }): KnownThing => ({ kind: 'stream', key, name, stream: null });
const asRun = ({ jobKey, jobName, streamName }: { readonly jobKey: string; readonly jobName: string; readonly streamName: string }): KnownThing =>
  asJob({ key: jobKey, name: jobName, streamName });

function placeThings(one: ReadReceipt): KnownThing[] | null {
  if (isTool(one, 'stream_details'))
    return one.result.kind === 'found'
      ? [asStream(one.result.stream), asWorkstation(one.result.stream.workstation), ...one.result.jobs.flatMap(withPlaces)]
      : one.result.streams.map(asStream);
  if (isTool(one, 'workstation_details'))
    return one.result.kind === 'found' ? [asWorkstation(one.result.workstation.name)] : one.result.workstations.map(({ name }) => asWorkstation(name));
  if (isTool(one, 'run_history'))
    return one.result.kind === 'found'
      ? one.result.history.runs.flatMap((run) => [asRun(run), asWorkstation(run.workstation)])
      : one.result.candidates.flatMap(withPlaces);
  if (isTool(one, 'changes_since')) {
    const { newFailures, recovered, stillFailed, newlyLate, canceled, streamsInTrouble, workstations } = one.result;
    return [
      ...[...newFailures, ...recovered, ...stillFailed, ...newlyLate, ...canceled].map(asRun),
      ...streamsInTrouble.map(({ key }) => asStream({ key, name: lastPart(key.replace(/^.*#/, '')) })),
      ...workstations.map(({ name }) => asWorkstation(name)),
    ];
  }
  return null;
}

function impactThings(one: ReadReceipt): KnownThing[] {
  if (isTool(one, 'impact'))
    return one.result.kind === 'found'
      ? [
          ...withPlaces(one.result.job),
          ...one.result.impact.blocked.map(asJob),
          ...one.result.impact.suppressed.flatMap((job) => [asJob(job), ...awaited(job.missed.on)]),
        ]
      : one.result.candidates.flatMap(withPlaces);
  return [];
}

function distinct(things: readonly KnownThing[]): KnownThing[] {
  const seen = new Map(things.map((thing) => [`${thing.kind} ${thing.kind === 'workstation' ? lastPart(thing.key) : thing.key}`, thing]));
  return [...seen.values()];
}

const lastPart = (path: string): string => (path.split('#', 1)[0] ?? '').split('/').findLast((part) => part !== '') ?? path;

interface Spelled {
  readonly thing: KnownThing;
  /** Folded, made once: an answer of many names asks for each of them. */
  readonly key: string;
  readonly name: string;
  readonly full: string;
}

const spelled = (thing: KnownThing): Spelled => ({
  thing,
  key: folded(thing.key),
  name: folded(thing.name),
  full: folded(thing.kind === 'job' ? `${thing.stream ?? ''}.${thing.name}` : thing.name),
});

/** `/F/WS#S.J`, `/WS#/F/S.J`, `WS#S.J`, `S.J`, `J`: compared from the end, without regard to case. */
function answersTo(words: string): (known: Spelled) => boolean {
  const asked = folded(words);
  const end = lastPart(asked);
  const path =
    asked
      .replace(/^.*#/, '')
      .split('/')
      .findLast((part) => part !== '') ?? '';
  const workstation = /(?:^|\/)([^/#]+)#/.exec(asked)?.[1];
  return ({ thing, key, name, full }) => {
    if (asked === key || asked === name) return true;
    // Jobs spell a workstation with its folder, people mostly without.
    if (thing.kind === 'workstation') return end === lastPart(name);
    return path === full && (workstation === undefined || key.includes(`${workstation}#`));
  };
}
