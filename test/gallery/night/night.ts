/** What the demo core answered at a kept night, as `record.ts` wrote it down. */
import type { InferContractRouterOutputs } from '@orpc/contract';
import type { TurnEvent } from '../../../src-preload/contract/chat.ts';
import type { Contract } from '../../../src-preload/contract/index.ts';

type Outputs = InferContractRouterOutputs<Contract>;

interface JobReplies {
  readonly details: Outputs['plan']['job'];
  readonly why: Outputs['plan']['why'];
  readonly impact: Outputs['plan']['impact'];
  readonly path: Outputs['plan']['criticalPath'];
}

interface Recorded {
  readonly status: Outputs['app']['status'];
  readonly settings: Outputs['settings']['get'];
  readonly agents: Outputs['agents']['list'];
  readonly conversations: Outputs['chat']['conversations'];
  /** Of the first turn, as they streamed. */
  readonly why: readonly TurnEvent[];
  readonly turns: Outputs['chat']['conversation']['turns'];
  readonly refused: Outputs['chat']['turn'];
  readonly log: Outputs['chat']['turn'];
  readonly unknown: Outputs['chat']['turn'];
  readonly reverified: Outputs['chat']['reverify'];
  readonly snapshot: Outputs['plan']['snapshot'];
  readonly summary: Outputs['plan']['summary'];
  readonly workstations: Outputs['plan']['workstations'];
  readonly table: Outputs['plan']['table'];
  readonly failedJob: JobReplies & { readonly log: Outputs['plan']['jobLog'] };
  readonly waitingJob: JobReplies;
  readonly graph: Outputs['plan']['graph'];
  readonly timeline: Outputs['plan']['timeline'];
  readonly handover: Outputs['plan']['handover'];
  readonly watches: Outputs['plan']['watches'];
  readonly queue: Outputs['review']['list'];
  readonly decided: Outputs['review']['list'];
  readonly desks: readonly Outputs['review']['get'][];
  readonly scorecard: Outputs['audit']['scorecard'];
  readonly memories: Outputs['memory']['list'];
  readonly findings: readonly { readonly memoryId: string; readonly findings: Outputs['audit']['findings'] }[];
  readonly retrieved: Outputs['memory']['retrieve'];
  readonly health: Outputs['health']['list'];
  readonly egress: Outputs['egress']['list'];
  readonly backups: Outputs['backups']['list'];
  readonly preview: Outputs['backups']['preview'];
}

// The contract parses each of them when the fake core sends it.
export const night = (await (await fetch(new URL('../fixtures/night-1.json', import.meta.url))).json()) as Recorded;
