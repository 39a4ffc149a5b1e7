/** What a job waits for, as the next plan knows it: satisfied predecessors are left out, and those that do not go on become orphans. */
import { known, type PlanDependency, type PlanFollow, type SimulatedPlan } from '../plan/planModel.ts';
import { isSatisfied } from '../plan/state.ts';

interface Carrying {
  readonly old: SimulatedPlan;
  readonly dependencies: readonly PlanDependency[];
  /** Of the jobs and streams that go on. */
  readonly carriedIds: ReadonlySet<string>;
  readonly idOf: (id: string) => string;
  readonly now: number;
}

export function carriedDependencies({ old, dependencies, carriedIds, idOf, now }: Carrying): readonly PlanDependency[] {
  const goesOn = (one: PlanFollow) => carriedIds.has(one.kind === 'job' ? one.jobId : one.streamId);
  return dependencies.flatMap((one): PlanDependency[] => {
    switch (one.kind) {
      case 'job':
      case 'stream':
        if (goesOn(one)) return [renamed(one, idOf)];
        return isSatisfied(old, one, now) ? [] : [orphan(old, one, idOf)];
      case 'join': {
        if (isSatisfied(old, one, now)) return [];
        const met = one.members.filter((member) => !goesOn(member) && isSatisfied(old, member, now)).length;
        return [{ ...one, id: idOf(one.id), needed: one.needed - met, members: one.members.filter(goesOn).map((member) => renamed(member, idOf)) }];
      }
      case 'file':
        return [{ ...one, fileId: idOf(one.fileId) }];
      case 'prompt':
        return [{ ...one, promptId: idOf(one.promptId) }];
      case 'resource':
      case 'network':
      case 'absent':
        return [one];
    }
  });
}

const renamed = (one: PlanFollow, idOf: (id: string) => string): PlanFollow =>
  one.kind === 'job' ? { ...one, jobId: idOf(one.jobId) } : { ...one, streamId: idOf(one.streamId) };

function orphan(old: SimulatedPlan, one: PlanFollow, idOf: (id: string) => string): PlanDependency {
  const job = one.kind === 'job' ? known(old.jobs, one.jobId) : null;
  const stream = known(old.streams, one.kind === 'job' ? (job?.streamId ?? '') : one.streamId);
  const { folder, workstation, schedMs } = stream;
  return { kind: 'absent', id: idOf(job?.id ?? stream.id), state: 'zombie', streamName: stream.name, folder, workstation, jobName: job?.name ?? null, schedMs };
}
