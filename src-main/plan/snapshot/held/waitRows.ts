/** What a row of the engine waits for, as the graph wants it: members by id, before anyone knows which node they are. */
import { dependencyConditions } from '../../../../src-preload/contract/plan/planFacts.ts';
import { isSatisfied, neededOf, toldDependencies } from '../../../tws/rows/dependencyRows.ts';
import type { WireDependency, WireJob } from '../../../tws/rows/wire/wire.ts';
import { conditionBit, NOT_SATISFIED, SATISFACTION_UNKNOWN, SATISFIED } from '../../graph/planGraph.ts';

export interface MemberRow {
  /** `outside`: a file, a prompt, another network: nobody here knows when it comes. */
  readonly kind: 'job' | 'stream' | 'outside';
  readonly id: string;
  /** Bits of `conditionBit`. */
  readonly conditions: number;
}
export interface WaitRow {
  readonly members: readonly MemberRow[];
  readonly needed: number;
  readonly satisfied: number;
}

/** Resources are left out: they come and go within the night. */
export const waitRowsOf = (told: readonly WireDependency[]): readonly WaitRow[] => told.flatMap((dependency) => waitRowOf(dependency) ?? []);

/** What a row of a list tells of its waits. */
export interface ToldByRow {
  /** null: it leaves out what it waits for. */
  readonly waits: readonly WaitRow[] | null;
  /** It names a dependency, of any kind, or counts them, so that none is none. */
  readonly isSpeaking: boolean;
}

export function toldByRow(wire: Pick<WireJob, 'dependencies' | 'dependenciesStats'>): ToldByRow {
  const told = toldDependencies(wire);
  if (told === null) return { waits: null, isSpeaking: false };
  return { waits: waitRowsOf(told), isSpeaking: told.length > 0 || wire.dependenciesStats?.numberOfDependencies === told.length };
}

function waitRowOf(wire: WireDependency): WaitRow | null {
  const said = isSatisfied(wire);
  const satisfied = said === null ? SATISFACTION_UNKNOWN : said ? SATISFIED : NOT_SATISFIED;
  switch (wire.dependencyType.toUpperCase()) {
    case 'RESOURCE':
      return null;
    case 'JOIN': {
      const members = (wire.members ?? []).map((member) => memberOf(member, wire));
      return members.length === 0 ? null : { members, needed: neededOf(wire), satisfied };
    }
    default:
      return { members: [memberOf(wire, wire)], needed: 1, satisfied };
  }
}

type Follows = Pick<WireDependency, 'jobId' | 'jobStreamId' | 'statusConditions' | 'outputConditions'>;

function memberOf(follows: Follows, { dependencyType }: WireDependency): MemberRow {
  const conditions = maskOf(follows);
  const isStream = dependencyType.toUpperCase() === 'EXTERNAL_JOBSTREAM';
  if (!isStream && follows.jobId !== null && follows.jobId !== undefined) return { kind: 'job', id: follows.jobId, conditions };
  if (follows.jobStreamId !== null && follows.jobStreamId !== undefined && (isStream || dependencyType.toUpperCase() === 'JOIN'))
    return { kind: 'stream', id: follows.jobStreamId, conditions };
  return { kind: 'outside', id: '', conditions };
}

/** Spellings differ by layer. */
const CONDITION_OF: Readonly<Record<string, (typeof dependencyConditions)[number]>> = {
  STARTED: 'STARTED',
  START: 'STARTED',
  EXEC: 'STARTED',
  SUCC: 'SUCC',
  SUCCESSFUL: 'SUCC',
  ABEND: 'ABEND',
  FAIL: 'FAIL',
  FAILED: 'FAIL',
  SUPPR: 'SUPPR',
  SUPPRESS: 'SUPPR',
};

/** A condition in a word nobody knows is one that only the engine can tell, like an output condition. */
function maskOf({ statusConditions, outputConditions }: Follows): number {
  const words = statusConditions ?? [];
  const outputs = (outputConditions ?? []).length > 0 ? conditionBit('OUTPUT') : 0;
  return words.reduce((mask, word) => mask | conditionBit(CONDITION_OF[word.trim().toUpperCase()] ?? 'OUTPUT'), outputs);
}
