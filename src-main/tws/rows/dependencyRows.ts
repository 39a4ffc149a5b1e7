/** What a job or stream waits for, as people read it, and what of it an answer of the engine tells. */
import type { Dependency } from '../../../src-preload/contract/plan/plan.ts';
import type { DependencyFact } from '../../../src-preload/contract/plan/planFacts.ts';
import { dependencyWords } from '../../../src-preload/shared/words/planSentences.ts';
import { jobKey, lastSegment, streamKey } from './displayKey.ts';
import type { WireDependency, WireJob } from './wire/wire.ts';

type FlowNode = Pick<
  WireDependency,
  'jobId' | 'jobName' | 'jobStreamId' | 'jobStreamName' | 'jobStreamWorkstation' | 'jobStreamFolder' | 'dependencyStatus' | 'satisfied' | 'predecessorStatus'
>;

const KINDS: Readonly<Record<string, Dependency['kind']>> = {
  INTERNAL: 'job',
  EXTERNAL_JOB: 'job',
  EXTERNAL_JOBSTREAM: 'stream',
  JOIN: 'join',
  FILE: 'file',
  RESOURCE: 'resource',
  PROMPT: 'prompt',
  INTERNETWORK: 'internetwork',
};

/** Where the waiting job lives: the engine leaves that out for predecessors in the same stream. */
export interface Home {
  readonly jobStreamWorkstation: string;
  readonly jobStreamFolder: string;
  readonly jobStreamName: string;
}

export function dependencyOf(dependency: WireDependency, home: Home | null = null): Dependency {
  const wire = dependency.dependencyType.toUpperCase() === 'INTERNAL' && home !== null ? { ...dependency, ...home } : dependency;
  const kind = KINDS[wire.dependencyType.toUpperCase()] ?? 'unknown';
  const { target, state, text, fact } = wordsOf(kind, wire);
  return {
    kind,
    target: target ?? '(not named by the engine)',
    targetJobId: kind === 'job' ? (wire.jobId ?? null) : null,
    targetStreamId: kind === 'stream' ? (wire.jobStreamId ?? null) : null,
    isSatisfied: isSatisfied(wire),
    state,
    detail: fact === null ? text : dependencyWords(fact, 'en'),
    fact,
  };
}

/** null: not told. */
export function isSatisfied(node: Pick<FlowNode, 'dependencyStatus' | 'satisfied'>): boolean | null {
  // The word first: a flag that nobody set reads false.
  const word = node.dependencyStatus?.trim().toUpperCase();
  if (word === 'SATISFIED') return true;
  return word === 'UNSATISFIED' ? false : (node.satisfied ?? null);
}

interface Words {
  readonly target: string | null | undefined;
  readonly state: string | null;
  /** Of a prompt. */
  readonly text: string | null;
  readonly fact: DependencyFact | null;
}

function wordsOf(kind: Dependency['kind'], wire: WireDependency): Words {
  switch (kind) {
    case 'job':
    case 'stream':
      return { target: nodeName(wire), state: wire.predecessorStatus?.status ?? null, text: null, fact: linkFact(wire) };
    case 'join':
      return { target: wire.joinName, state: null, text: null, fact: joinFact(wire) };
    case 'file':
      return { target: fileName(wire), state: wire.file?.status ?? null, text: null, fact: null };
    case 'resource':
      return { target: placed(wire.workstation, wire.name), state: null, text: null, fact: resourceFact(wire) };
    case 'prompt':
      return {
        target: wire.promptName ?? (wire.number === null || wire.number === undefined ? null : `prompt ${wire.number}`),
        state: wire.promptStatus ?? null,
        text: wire.text ?? null,
        fact: null,
      };
    case 'internetwork':
      return { target: placed(wire.networkAgent, wire.dependency), state: null, text: null, fact: null };
    case 'unknown':
      return { target: wire.dependencyType, state: null, text: null, fact: null };
  }
}

function nodeName(node: FlowNode): string | null {
  const { jobName, jobStreamName } = node;
  if (jobStreamName === null || jobStreamName === undefined) return jobName ?? null;
  const workstation = node.jobStreamWorkstation ?? '/?';
  const folder = node.jobStreamFolder ?? '/';
  if (jobName === null || jobName === undefined) return streamKey(workstation, folder, jobStreamName);
  return node.jobStreamWorkstation === null || node.jobStreamWorkstation === undefined
    ? `${jobStreamName}.${jobName}`
    : jobKey(workstation, folder, jobStreamName, jobName);
}

const placed = (workstation: string | null | undefined, name: string | null | undefined): string | null | undefined =>
  workstation === null || workstation === undefined || name === null || name === undefined ? name : `${lastSegment(workstation)}#${name}`;
const fileName = (wire: WireDependency) => placed(wire.file?.workstation, wire.file?.name);

function linkFact(wire: WireDependency): DependencyFact | null {
  if (wire.zombie === true) return { code: 'orphaned' };
  return wire.pending === true ? { code: 'pending' } : null;
}

function joinFact(wire: WireDependency): DependencyFact {
  const members = wire.members ?? [];
  const satisfied = members.filter((member) => isSatisfied(member) === true).length;
  return { code: 'join', satisfied, members: members.length, needed: neededOf(wire) };
}

/**
 * How many members of a join have to come: `JoinDependencyInPlanV2` of HCL's API description has `criteria` ALL or AT_LEAST and
 * `joinQuantity`, neither required. Without a criterion a quantity is believed where the join has as many members, else all are needed,
 * as `join` without a number in a definition means ALL; AT_LEAST without a quantity is taken as one. Both are our reading.
 */
export function neededOf({ criteria, joinQuantity, members }: WireDependency): number {
  const all = (members ?? []).length;
  const said = criteria?.trim().toUpperCase() ?? '';
  if (said === 'AT_LEAST') return joinQuantity ?? 1;
  const quantity = joinQuantity ?? 0;
  return said === '' && quantity >= 1 && quantity <= all ? quantity : all;
}

function resourceFact(wire: WireDependency): DependencyFact | null {
  if (wire.quantity === null || wire.quantity === undefined) return null;
  return { code: 'resource', needed: wire.quantity, available: wire.available ?? null };
}

/** The dependencies an item comes with; null when the engine leaves them out of this answer, which is not the same as none. */
export function toldDependencies(wire: Pick<WireJob, 'dependencies' | 'dependenciesStats'>): readonly WireDependency[] | null {
  const counted = wire.dependenciesStats?.numberOfDependencies ?? wire.dependenciesStats?.numberOfUnresolvedDependencies ?? null;
  if (wire.dependencies === null || wire.dependencies === undefined) return wire.dependenciesStats?.numberOfDependencies === 0 ? [] : null;
  return wire.dependencies.length === 0 && counted !== null && counted > 0 ? null : wire.dependencies;
}
