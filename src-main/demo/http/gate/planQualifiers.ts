/** conman's qualifiers of a plan filter, `+state=abend~critical`: which of them the REST filter takes is not documented, so they are a switch. */

import { OqlError } from '../../oql/tokens.ts';
import { isLike } from '../../oql/wildcards.ts';
import { known, type PlanDependency, type PlanJob, type PlanStream, type SimulatedPlan } from '../../plan/planModel.ts';
import { jobStateAt } from '../../plan/state.ts';
import { streamStateAt } from '../../plan/streamState.ts';

interface Qualifier {
  /** `~` leaves out what fits. */
  readonly isExcluding: boolean;
  readonly name: string;
  /** Empty when only the name was said. */
  readonly values: readonly string[];
}

/** The part that names things, and its qualifiers. */
export function splitPlanFilter(text: string): { readonly names: string; readonly qualifiers: readonly Qualifier[] } {
  const [names = '', ...parts] = text.split(/(?=[+~])/);
  return {
    names,
    qualifiers: parts.map((part) => {
      const [name = '', said = ''] = part.slice(1).split(/=(.*)/s);
      return { isExcluding: part.startsWith('~'), name: name.trim().toLowerCase(), values: said === '' ? [] : said.split(',').map((one) => one.trim()) };
    }),
  };
}

interface Tests {
  readonly job: (job: PlanJob) => boolean;
  readonly stream: (stream: PlanStream) => boolean;
}

/** Raises OqlError for a qualifier that the simulator does not know. */
export function qualifierTests(plan: SimulatedPlan, qualifiers: readonly Qualifier[], now: number): Tests {
  const tests = qualifiers.map(({ isExcluding, name, values }) => {
    const make = Object.hasOwn(QUALIFIERS, name) ? QUALIFIERS[name] : undefined;
    if (make === undefined) throw new OqlError(`the plan filter uses the qualifier "${name}", which is not supported`);
    const { job, stream } = make({ plan, values, now });
    return { job: (one: PlanJob) => job(one) !== isExcluding, stream: (one: PlanStream) => stream(one) !== isExcluding };
  });
  return { job: (one) => tests.every((test) => test.job(one)), stream: (one) => tests.every((test) => test.stream(one)) };
}

interface Said {
  readonly plan: SimulatedPlan;
  readonly values: readonly string[];
  readonly now: number;
}

const onlyJobs = (job: Tests['job']): Tests => ({ job, stream: () => false });
const onlyStreams = (stream: Tests['stream']): Tests => ({ job: () => false, stream });
const fits = (values: readonly string[], text: string) => values.length === 0 || values.some((one) => isLike(one, text));
const waiting = ({ values }: Said, nameOf: (one: PlanDependency) => string | null): Tests => {
  const test = ({ dependencies }: { readonly dependencies: readonly PlanDependency[] }) =>
    dependencies.map(nameOf).some((name) => name !== null && fits(values, name));
  return { job: test, stream: test };
};

const QUALIFIERS: Readonly<Record<string, (said: Said) => Tests>> = {
  state({ plan, values, now }) {
    const wanted = new Set(values.map((one) => one.toUpperCase()));
    return {
      job(job) {
        const { status, isCanceled } = jobStateAt(plan, job, now);
        return isCanceled ? wanted.has('CANCL') : wanted.has(status);
      },
      stream: (stream) => wanted.has(streamStateAt(plan, stream, now).status),
    };
  },
  critical: () => onlyJobs(({ isCritical }) => isCritical),
  priority({ values }) {
    const test = ({ priority }: { readonly priority: number }) => isInRange(priority, values);
    return { job: test, stream: test };
  },
  limit: ({ values }) => onlyStreams(({ limit }) => isInRange(limit, values)),
  carriedforward: () => onlyStreams(({ isCarriedForward }) => isCarriedForward),
  started: ({ plan, now }) => onlyJobs((job) => jobStateAt(plan, job, now).runs.some(({ startedMs }) => startedMs !== null)),
  finished: ({ plan, now }) => onlyJobs((job) => (jobStateAt(plan, job, now).runs.at(-1)?.endedMs ?? null) !== null),
  deadline: () => onlyJobs(({ deadlineMs }) => deadlineMs !== null),
  at: () => onlyJobs(({ startTimeMs }) => startTimeMs !== null),
  logon: ({ values }) => onlyJobs(({ user }) => fits(values, user)),
  scriptname: ({ values }) => onlyJobs(({ script }) => fits(values, script)),
  needs: (said) => waiting(said, (one) => (one.kind === 'resource' ? known(said.plan.resources, one.resourceId).name : null)),
  opens: (said) => waiting(said, (one) => (one.kind === 'file' ? known(said.plan.files, one.fileId).name : null)),
  prompt: (said) => waiting(said, (one) => (one.kind === 'prompt' ? known(said.plan.prompts, one.promptId).name : null)),
  follows: (said) =>
    waiting(said, (one) =>
      one.kind === 'job' ? known(said.plan.jobs, one.jobId).name : one.kind === 'stream' ? known(said.plan.streams, one.streamId).name : null,
    ),
};

const NAMED_PRIORITIES: Readonly<Record<string, number>> = { hi: 100, go: 101 };

/** `10`, `10,50`, `10,` or `,50`. */
function isInRange(value: number, values: readonly string[]): boolean {
  const numberOf = (text: string, otherwise: number) => (text === '' ? otherwise : (NAMED_PRIORITIES[text.toLowerCase()] ?? Number(text)));
  const [low = '', high = low] = values;
  return value >= numberOf(low, -Infinity) && value <= numberOf(high, Infinity);
}
