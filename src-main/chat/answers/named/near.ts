/** Names of the plan that are a slip of the finger away from one that is not there. */
import type { Ask } from '../ask.ts';
import { slipsBetween } from './alike.ts';
import type { Kind } from './thing.ts';

export interface Near {
  readonly kind: Kind;
  readonly name: string;
  readonly slips: number;
}

const LIMIT = 200;
const MOST = 5;

/** The nearest ones alone, of whatever kind. Asked for by the parts of the name, so that no plan has to be listed whole. */
export async function namesNear(ask: Ask, asked: string): Promise<Near[]> {
  const name = asked.replace(/^.*[/#.]/, '');
  const found: Near[] = [];
  const add = (kind: Kind, names: readonly string[]) => {
    for (const one of new Set(names)) {
      const slips = slipsBetween(name, one);
      if (slips !== null) found.push({ kind, name: one, slips });
    }
  };
  for (const pattern of patternsOf(name)) {
    const jobs = await ask.call('find_jobs', { name: pattern, limit: LIMIT });
    add(
      'job',
      (jobs.result?.jobs ?? []).map((job) => job.name),
    );
    const streams = await ask.call('find_streams', { name: pattern, limit: LIMIT });
    add(
      'stream',
      (streams.result?.streams ?? []).map((stream) => stream.name),
    );
  }
  const workstations = await ask.call('workstations', { only_problems: false });
  add(
    'workstation',
    (workstations.result?.workstations ?? []).map((one) => one.name),
  );
  const resources = await ask.call('resources', {});
  add(
    'resource',
    (resources.result?.resources ?? []).map((one) => one.name),
  );
  const prompts = await ask.call('prompts', { only_open: false });
  add(
    'prompt',
    (prompts.result?.prompts ?? []).flatMap((one) => one.name ?? []),
  );
  const least = Math.min(...found.map(({ slips }) => slips));
  return found.filter(({ slips }) => slips === least).slice(0, MOST);
}

const MOST_PATTERNS = 3;
const LEAST_PART = 3;

/** A slip is in one part of a name; the other parts find it. A name of one part is found by its beginning or its end. */
function patternsOf(name: string): string[] {
  const parts = name.split(/[_\W]+/).filter((part) => part.length >= LEAST_PART);
  if (parts.length > 1)
    return parts.slice(0, MOST_PATTERNS).map((part, index) => (index === 0 ? `${part}@` : `@${part}${index === parts.length - 1 ? '' : '@'}`));
  const one = parts[0];
  return one === undefined || one.length <= LEAST_PART ? [] : [`${one.slice(0, LEAST_PART)}@`, `@${one.slice(-LEAST_PART)}`];
}
