/** What a failure blocks and what follows a job: the graph rules that an operator relies on at night. */
import { describe, expect, test } from 'vitest';
import { blockedBy, graphOf, successorsOf } from '../../src-main/plan/graph.ts';
import type { NodeRef, PlanNetwork, Wait } from '../../src-main/tws/types.ts';
import type { Job } from '../../src-preload/contract/plan.ts';
import { BLANK_JOB } from '../fakes/plan.ts';

const job = (id: string, stream: string, common: Job['status']['common'] = 'WAITING', more: Partial<Job> = {}): Job => ({
  ...BLANK_JOB,
  id,
  name: id,
  key: `/WS#/${stream}.${id}`,
  folder: '/',
  workstation: '/WS',
  streamId: stream,
  streamName: stream,
  streamWorkstation: '/WS',
  status: { internal: common, common, substatus: null },
  ...more,
});
const on = (...refs: NodeRef[]): Wait => ({ on: refs, needed: refs.length, isSatisfied: false });
const stream = (id: string, ...waits: Wait[]) => ({ id, key: `/WS#/${id}`, waits });
const node = (one: Job, ...waits: Wait[]) => ({ job: one, waits });

function blockedNames(network: PlanNetwork, id: string): string[] {
  const graph = graphOf(network);
  return blockedBy(graph, graph.jobs.get(id)!, (jobId) => graph.jobs.get(jobId)).map((reached) => `${reached.depth} ${reached.job.id}`);
}

describe('impact', () => {
  test('follows jobs, and job streams as wholes, nearest first', () => {
    const network = {
      jobs: [
        node(job('A', 'S1', 'ERROR')),
        node(job('B', 'S1'), on('job:A')),
        node(job('C', 'S2')),
        node(job('D', 'S2'), on('job:C')),
        node(job('E', 'S3'), on('job:D')),
        node(job('F', 'S4')),
      ],
      streams: [stream('S1'), stream('S2', on('stream:S1')), stream('S3'), stream('S4')],
    };
    expect(blockedNames(network, 'A')).toEqual(['1 B', '1 C', '1 D', '2 E']);
  });

  test('leaves out what has run or runs, and does not go on behind it', () => {
    const network = {
      jobs: [
        node(job('A', 'S1', 'ERROR')),
        node(job('B', 'S2', 'SUCCESSFUL'), on('job:A')),
        node(job('C', 'S2', 'RUNNING'), on('job:A')),
        node(job('D', 'S3'), on('job:C')),
      ],
      streams: [stream('S1'), stream('S2'), stream('S3')],
    };
    expect(blockedNames(network, 'A')).toEqual([]);
  });

  test('a job that ended well, or was canceled, blocks nothing', () => {
    const network = (status: Job['status']['common']) => ({
      jobs: [node(job('A', 'S1', status)), node(job('B', 'S2'), on('job:A'))],
      streams: [stream('S1'), stream('S2')],
    });
    expect(blockedNames(network('SUCCESSFUL'), 'A')).toEqual([]);
    expect(blockedNames(network('CANCELED'), 'A')).toEqual([]);
    expect(blockedNames(network('WAITING'), 'A')).toEqual(['1 B']);
  });

  test('a join that needs one of two is blocked only when both are lost', () => {
    const join: Wait = { on: ['job:A', 'job:B'], needed: 1, isSatisfied: false };
    const jobs = [node(job('A', 'S1', 'ERROR')), node(job('C', 'S3'), join)];
    const streams = [stream('S1'), stream('S2'), stream('S3')];
    expect(blockedNames({ jobs: [...jobs, node(job('B', 'S2'))], streams }, 'A')).toEqual([]);
    expect(blockedNames({ jobs: [...jobs, node(job('B', 'S2'), on('job:A'))], streams }, 'A')).toEqual(['1 B', '2 C']);
  });

  test('a circle and an edge out of the plan end the walk', () => {
    const network = { jobs: [node(job('A', 'S1'), on('job:B')), node(job('B', 'S2'), on('job:A'), on('job:GONE'))], streams: [stream('S1'), stream('S2')] };
    expect(blockedNames(network, 'A')).toEqual(['1 B']);
  });

  test('the statuses of now count, not those of the graph', () => {
    const graph = graphOf({ jobs: [node(job('A', 'S1', 'ERROR')), node(job('B', 'S2'), on('job:A')), node(job('C', 'S3'), on('job:B'))], streams: [] });
    const now = (id: string) => (id === 'B' ? job('B', 'S2', 'SUCCESSFUL') : graph.jobs.get(id));
    expect(blockedBy(graph, graph.jobs.get('A')!, now)).toEqual([]);
  });
});

test('successors go step by step and enter a stream by its first jobs', () => {
  const graph = graphOf({
    jobs: [node(job('A', 'S1', 'SUCCESSFUL')), node(job('B', 'S2', 'SUCCESSFUL')), node(job('C', 'S2'), on('job:B')), node(job('D', 'S3'), on('job:C'))],
    streams: [stream('S1'), stream('S2', on('job:A')), stream('S3')],
  });
  const named = (depth: number) => successorsOf(graph, graph.jobs.get('A')!, depth).map((reached) => `${reached.depth} ${reached.job.id} via ${reached.via}`);
  expect(named(1)).toEqual(['1 B via /WS#/S1.A']);
  expect(named(3)).toEqual(['1 B via /WS#/S1.A', '2 C via /WS#/S2.B', '3 D via /WS#/S2.C']);
});
