/** An engine written by somebody else: it keeps to the reference, and wherever the reference leaves a choice, a test makes it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type FakeEngine, startFakeEngine } from './engine.ts';
import { parseOql, Refused } from './strangerOql.ts';
import { NOW_MS, type Row, type Spelling, spelledBy } from './strangerPlan.ts';

export interface Stranger extends Spelling {
  /** In lists; by id all is told, except `nowhere`. */
  readonly dependencies: 'lists' | 'empty-in-lists' | 'left-out-of-lists' | 'nowhere';
  readonly hasRunsInLists: boolean;
  readonly count: 'total' | 'left-out' | 'null' | 'of-the-page' | 'text';
  readonly next: 'absolute' | 'relative' | 'other-host' | 'left-out' | 'by-what-was-asked';
  /** Rows of a page at most, whatever is asked. */
  readonly mostRows: number;
  readonly counts: 'internal' | 'common' | 'by-workstation' | 'left-out' | 'no-groups' | 'missing' | 'refused';
  readonly refused: RegExp | null;
  readonly blind: RegExp | null;
  /** What `@` matches in a LIKE, as a regular expression. */
  readonly like: string;
  readonly errors: 'messages' | 'message' | 'error' | 'text' | 'html';
  readonly hasV1: boolean;
  readonly info: 'full' | 'empty';
  readonly transport: 'plain' | 'gzip' | 'chunked' | 'http-1.0' | 'cookies' | 'no-date';
}

const PLAIN: Stranger = {
  instants: 'seconds',
  durations: 'iso',
  statuses: 'v2',
  workstations: 'slash',
  hasNulls: false,
  hasStats: true,
  hasTimeLimits: true,
  dependencies: 'lists',
  hasRunsInLists: true,
  count: 'total',
  next: 'absolute',
  mostRows: 10_000,
  counts: 'common',
  refused: null,
  blind: null,
  like: '.+',
  errors: 'messages',
  hasV1: true,
  info: 'full',
  transport: 'plain',
};

interface Said {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const json = (body: unknown, status = 200): Said => ({ status, type: 'application/json', body: JSON.stringify(body) });

/** @param handMade rows of another plan than the night of strangerPlan.ts */
export async function startStrangerEngine(choices: Partial<Stranger> = {}, handMade?: ReturnType<typeof spelledBy>): Promise<FakeEngine> {
  const stranger: Stranger = { ...PLAIN, ...choices };
  const plan = handMade ?? spelledBy(stranger);
  return startFakeEngine((request, response) => send(response, answer(stranger, plan, request), stranger.transport));
}

function answer(stranger: Stranger, plan: ReturnType<typeof spelledBy>, request: IncomingMessage): Said {
  const url = new URL(request.url ?? '', `https://${request.headers.host ?? 'engine'}`);
  const path = url.pathname;
  if (path === '/twsd/engine/info') return stranger.hasV1 ? json({ synphonyRunNumber: '42', synphonyBatchManStatus: null }) : refusal(stranger, 404);
  if (path === '/twsd/plan/current/criticaljob/query') return stranger.hasV1 ? json([], 202) : refusal(stranger, 404);
  if (path === '/twsd/api/v2/engine/info') return json(stranger.info === 'empty' ? {} : { displayVersion: '10.2.9', timezone: 'UTC', capabilities: null });
  if (path === '/twsd/api/v2/plan/job/count') return countAnswer(stranger, plan.jobs);
  const [, object = '', id] = /^\/twsd\/api\/v2\/plan\/(job|jobstream|workstation)(?:\/([^/]+))?$/.exec(path) ?? [];
  if (path.endsWith('/joblog')) return json({ log: 'line 1\n= Exit Status           : 8\n', pageNumber: 0 });
  const rows = { job: plan.jobs, jobstream: plan.streams, workstation: plan.workstations }[object];
  if (rows === undefined) return refusal(stranger, 404);
  if (id === undefined) return listAnswer(stranger, rows, url);
  const row = rows.find((one) => one.id === decodeURIComponent(id));
  return row === undefined ? refusal(stranger, 404) : json(stranger.dependencies === 'nowhere' ? without(row, ['dependencies', 'dependenciesStats']) : row);
}

function listAnswer(stranger: Stranger, all: readonly Row[], url: URL): Said {
  let rows = all;
  const oql = url.searchParams.get('oql');
  try {
    if (oql !== null)
      rows = all.filter(
        parseOql(oql, {
          at: stranger.like,
          isRefused: (field) => stranger.refused?.test(field) === true,
          isBlind: (field) => stranger.blind?.test(field) === true,
        }),
      );
  } catch (error) {
    if (error instanceof Refused) return refusal(stranger, 400, 'OQL_FILTER_SYNTAX_ERROR');
    throw error;
  }
  const asked = Number(url.searchParams.get('limit') ?? 10_000);
  const offset = Number(url.searchParams.get('offset') ?? 0);
  const page = rows.slice(offset, offset + Math.min(asked, stranger.mostRows));
  const end = offset + page.length;
  const envelope = {
    count: { total: rows.length, 'left-out': undefined, null: null, 'of-the-page': page.length, text: String(rows.length) }[stranger.count],
    results: page.map((row) => listed(stranger, row)),
    next:
      end < rows.length ? nextOf(stranger, url, stranger.next === 'by-what-was-asked' ? offset + asked : end) : stranger.next === 'left-out' ? undefined : null,
  };
  return json(envelope);
}

function nextOf({ next }: Stranger, url: URL, offset: number): string | undefined {
  if (next === 'left-out') return undefined;
  const query = new URLSearchParams(url.searchParams);
  query.set('offset', String(offset));
  const path = `${url.pathname}?${query.toString()}`;
  if (next === 'relative') return path;
  return `${next === 'other-host' ? 'https://inside.invalid:31116' : url.origin}${path}`;
}

function listed(stranger: Stranger, row: Row): Row {
  const runs = stranger.hasRunsInLists ? [] : ['jobruns'];
  if (stranger.dependencies === 'lists') return without(row, runs);
  if (stranger.dependencies === 'empty-in-lists') return { ...without(row, runs), dependencies: [] };
  return without(row, [...runs, 'dependencies', ...(stranger.dependencies === 'nowhere' ? ['dependenciesStats'] : [])]);
}

const without = (row: Row, fields: readonly string[]): Row => Object.fromEntries(Object.entries(row).filter(([field]) => !fields.includes(field)));

function countAnswer(stranger: Stranger, jobs: readonly Row[]): Said {
  if (stranger.counts === 'missing') return refusal(stranger, 404);
  if (stranger.counts === 'refused') return refusal(stranger, 400);
  if (stranger.counts === 'no-groups') return json({ count: jobs.length });
  if (stranger.counts === 'left-out') return json({ count: jobs.length, groupedCount: {} });
  if (stranger.counts === 'by-workstation') return json({ count: jobs.length, groupedCount: { '/AGT01': jobs.length } });
  const groupedCount: Record<string, number> = {};
  for (const job of jobs) {
    const key = stranger.counts === 'internal' ? String((job['lastRunCompositeStatus'] as Row)['status']) : String(job['lastRunCommonStatus']);
    groupedCount[key] = (groupedCount[key] ?? 0) + 1;
  }
  return json({ count: jobs.length, groupedCount });
}

function refusal({ errors }: Stranger, status: number, code = 'AWSJSY404E'): Said {
  const sentence = `${code} The request cannot be processed.`;
  if (errors === 'text') return { status, type: 'text/plain', body: sentence };
  if (errors === 'html') return { status, type: 'text/html', body: `<!DOCTYPE html><html><body>${sentence}</body></html>` };
  return json(errors === 'messages' ? { exceptionName: 'X', messages: [sentence] } : { [errors]: sentence }, status);
}

function send(response: ServerResponse, { status, type, body }: Said, transport: Stranger['transport']): void {
  if (transport === 'http-1.0') {
    response.socket?.end(`HTTP/1.0 ${status} Fine\r\ncontent-type: ${type}\r\ndate: ${new Date(NOW_MS).toUTCString()}\r\n\r\n${body}`);
    return;
  }
  if (transport === 'no-date') response.sendDate = false;
  else response.setHeader('date', new Date(NOW_MS).toUTCString());
  if (transport === 'cookies') response.setHeader('set-cookie', ['LtpaToken2=abc; Secure; HttpOnly', 'XSRF-TOKEN=x']);
  if (transport === 'gzip') {
    response.writeHead(status, { 'content-type': type, 'content-encoding': 'gzip' }).end(gzipSync(body));
    return;
  }
  response.writeHead(status, { 'content-type': `${type}; charset=UTF-8` });
  if (transport === 'chunked') for (let at = 0; at < body.length; at += 1_000) response.write(body.slice(at, at + 1_000));
  response.end(transport === 'chunked' ? undefined : `${transport === 'cookies' ? '\uFEFF' : ''}${body}`);
}
