/** v1 ids that are not those of v2: `WS;JSID` and `WS;JSID;JOB`, plain or in Base64, as engines without a database plan write them. */
import { known, type PlanStream, type SimulatedPlan } from '../../plan/planModel.ts';
import type { Answer, Ask } from '../answer.ts';

export interface OldIds {
  /** The path with the ids of the plan. */
  path(said: string): string;
  /** The body of a query likewise. */
  body(said: unknown): unknown;
  /** The answer with the ids that v1 would write, plain when the request says `Id-Encoding: 0`. */
  write(ask: Ask, answer: Answer): Answer;
}

export function createOldIds(plan: SimulatedPlan): OldIds {
  const streams = new Map<string, PlanStream>();
  for (const stream of plan.streams.values()) streams.set(stream.internalIdentifier, stream);

  const oldOf = (id: string): string | null => {
    const job = plan.jobs.get(id);
    const stream = plan.streams.get(job?.streamId ?? id);
    return stream === undefined ? null : [stream.workstation, stream.internalIdentifier, ...(job === undefined ? [] : [job.name])].join(';');
  };
  const idOf = (old: string): string => {
    const plain = old.includes(';') ? old : Buffer.from(old, 'base64url').toString();
    const [, identifier = '', name] = plain.split(';');
    const stream = streams.get(identifier);
    if (stream === undefined) return old;
    return name === undefined ? stream.id : (stream.jobIds.find((id) => known(plan.jobs, id).name === name) ?? old);
  };
  const written = (value: unknown, isPlain: boolean): unknown => {
    if (Array.isArray(value)) return value.map((one) => written(one, isPlain));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        const old = (name === 'id' || name === 'jobId' || name === 'jobStreamId') && typeof inner === 'string' ? oldOf(inner) : null;
        return [name, old === null ? written(inner, isPlain) : isPlain ? old : Buffer.from(old).toString('base64url')];
      }),
    );
  };
  const read = (value: unknown): unknown => {
    if (typeof value === 'string') return idOf(value);
    if (Array.isArray(value)) return value.map(read);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, read(inner)]));
  };
  return {
    path: (said) => said.split('/').map(idOf).join('/'),
    body: read,
    write(ask, answer) {
      if (typeof answer.body !== 'string' || answer.contentType !== 'application/json') return answer;
      return { ...answer, body: JSON.stringify(written(JSON.parse(answer.body), ask.headers['id-encoding'] === '0')) };
    },
  };
}
