/** Promise: doubles, odd names, hostile logs, hidden rows, a plan that is being made: a right answer or an honestly partial one, and follow-ups that mean what they point at. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src-main/chat/answers/asked/commands.ts';
import { readQuestion } from '../../../src-main/chat/answers/asked/intent.ts';
import type { PlanJob } from '../../../src-main/demo/plan/planModel.ts';
import type { Job } from '../../../src-preload/contract/plan/plan.ts';
import { type Answered, type AskedPlan, startAskedPlan } from '../../fakes/plan/askedPlan.ts';
import { type Truth, truthOf } from '../../fakes/plan/planTruth.ts';

const NOW = Date.parse('2026-11-20T23:30:00Z');
let plan: AskedPlan;
let truth: Truth;

beforeAll(async () => {
  plan = await startAskedPlan({ jobs: 400, seed: 5, oddities: true, clock: { startAtMs: NOW } }, 0);
  truth = truthOf(plan.simulator.plan, NOW);
}, 60_000);
afterEach(() => {
  Object.assign(plan.simulator.faults, { batchman: 'LIVES', hostileLog: false, extending: false, status: null });
});
afterAll(async () => {
  expect(plan.simulator.refusedWrites).toBe(0);
  await plan.close();
});

const failed = (): PlanJob => truth.failed.find((job) => truth.unique.includes(job) && truth.state(job).status === 'ABEND')!;
const candidatesOf = ({ receipts }: Answered): Job[] => (receipts.at(-1)!.data as { candidates: Job[] }).candidates;
/** A job name that several streams have. */
function double(): string {
  const counts = new Map<string, number>();
  for (const { name } of truth.jobs) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].find(([, count]) => count > 1 && count < 10)![0];
}

describe('a name that several jobs have', () => {
  it.each([
    [(name: string) => `status of ${name}`, 'the second', /Which one do you mean/],
    [(name: string) => `qual o status do job ${name}?`, 'o segundo', /Qual deles/],
    [(name: string) => `¿cuál es el estado de ${name}?`, 'la segunda', /Cuál de ellos/],
    [(name: string) => `why did ${name} fail?`, '2', /Which one do you mean/],
  ])('is asked back once, and "%s" then answers the pending question', async (question, reply, asksBack) => {
    const first = await plan.ask(question(double()));
    expect(first.answer).toMatch(asksBack);
    const [, second] = candidatesOf(first);
    const then = await plan.ask(reply, first);
    expect(then.receipts[0]).toMatchObject({ args: { job: second!.id }, data: { kind: 'found', job: { key: second!.key } } });
    expect(then.answer).not.toMatch(asksBack);
  });

  it('is chosen by what tells it apart, and only when that is one', async () => {
    // In Lisbon and in New York.
    const first = await plan.ask('status of job OPEN');
    const candidates = candidatesOf(first);
    const one = candidates.find((job) => candidates.filter(({ streamName }) => streamName === job.streamName).length === 1)!;
    expect((await plan.ask(`the one in ${one.streamName}`, first)).receipts[0]).toMatchObject({ data: { job: { id: one.id } } });
  });

  it('is never rerun by a guess', async () => {
    const { answer } = await plan.ask(`rerun ${double()}`);
    expect(answer).toMatch(/only reads/);
    expect(answer).not.toContain('conman "');
  });
});

describe('a question that points back', () => {
  it.each([
    ['and why?', 'job_details', /ended in ABEND/],
    ['e por quê?', 'job_details', /terminou em ABEND/],
    ['¿y por qué?', 'job_details', /terminó en ABEND/],
    ['and its log?', 'job_log', /log/],
    ['what depends on it?', 'impact', /cannot run while|Nothing else/],
    ['rerun it', 'job_details', /conman "rr /],
  ])('"%s" is about the job of the turn before', async (question, tool, said) => {
    const job = failed();
    const first = await plan.ask(`status of ${truth.name(job)}`);
    const then = await plan.ask(question, first);
    expect(then.receipts[0]).toMatchObject({ tool, data: { kind: 'found', job: { name: job.name } } });
    expect(then.answer).toMatch(said);
  });

  it('without a turn before, one question comes back and nothing is guessed', async () => {
    expect((await plan.ask('why did it fail?')).answer).toMatch(/Which job do you mean/);
  });
});

describe('names as schedulers have them', () => {
  it('every job of the plan is found by its whole key, with its own status', async () => {
    const odd = truth.jobs.filter((job) => /[^A-Z0-9_]/.test(`${plan.simulator.plan.streams.get(job.streamId)!.name}${job.name}`));
    const wrong: unknown[] = [];
    for (const job of [...odd.slice(0, 12), ...truth.jobs.slice(0, 8)]) {
      const stream = plan.simulator.plan.streams.get(job.streamId)!;
      const key = `/${stream.workstation}#${stream.folder.replace(/\/$/, '')}/${stream.name}.${job.name}`;
      // A job that is named after a whole command of a shell has no key that can be taken apart: its id finds it.
      const { receipts, answer } = await plan.ask(`/job ${/[\s;]/.test(job.name) ? job.id : key}`);
      const data = receipts[0]?.data as { kind: string; job?: Job; candidates?: Job[] };
      const isRight =
        data.kind === 'found'
          ? data.job?.id === job.id && data.job.status.internal === truth.state(job).status
          : data.candidates!.some(({ id }) => id === job.id);
      if (!isRight) wrong.push({ key, answer });
    }
    expect(odd.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });
});

describe('every command', () => {
  it('answers without a stand-in, and the auditor finds nothing wrong in it', async () => {
    const job = truth.name(failed());
    const open = truth.name(truth.unique.find((one) => truth.state(one).status === 'HOLD' && truth.openFollows(one).length > 0)!);
    const stream = job.split('.')[0]!;
    const wrong: unknown[] = [];
    for (const command of COMMANDS) {
      for (const rest of TAKES[command] === undefined
        ? ['']
        : TAKES[command].map((take) => take.replace('JOB', job).replace('OPEN', open).replace('STREAM', stream))) {
        const answered = await plan.ask(`${command} ${rest}`.trim());
        if (answered.answer === '' || /undefined|NaN|\[object/.test(answered.answer)) wrong.push({ command, rest, answer: answered.answer });
        // What read nothing is not remembered, so that nobody checks it.
        if (answered.receipts.length > 0) wrong.push(...plan.complaints(answered));
      }
    }
    expect(wrong).toEqual([]);
  });
});
const EACH = ['JOB', 'OPEN'];
const TAKES: Readonly<Record<string, readonly string[]>> = {
  '/job': EACH,
  '/why': EACH,
  '/log': EACH,
  '/impact': EACH,
  '/pred': EACH,
  '/succ': EACH,
  '/path': EACH,
  '/history': ['JOB', 'OPEN', 'JOB 7d'],
  '/stream': ['', 'STREAM'],
  '/ws': ['', 'AGT_ODD', 'AGT_BRANCH'],
  '/failed': ['', '4h', 'hoje'],
  '/changes': ['', 'since 18:00'],
  '/handover': ['', '18:00'],
  '/watch': ['', 'JOB failed'],
  '/unwatch': ['', 'JOB'],
};

describe('an engine in trouble', () => {
  it.each([
    ['how is the system?', /^\*\*batchman is down \(the engine says DOWN\): nothing starts/],
    ['quais jobs falharam?', /^\*\*O batchman está parado/],
    ['¿cómo está el sistema?', /^\*\*batchman está caído/],
  ])('with batchman down, "%s" is told first that nothing starts', async (question, first) => {
    plan.simulator.faults.batchman = 'DOWN';
    expect((await plan.ask(question)).answer).toMatch(first);
  });

  it('a log full of controls comes out readable, and can hide nothing', async () => {
    plan.simulator.faults.hostileLog = true;
    const { answer } = await plan.ask(`/log ${truth.name(failed())}`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
    expect(answer).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/);
  });

  it.each(['extending', 500] as const)('%s: nothing that could not be read is told as none', async (trouble) => {
    const fresh = await startAskedPlan({ jobs: 60, seed: 3, clock: { startAtMs: NOW } }, 0);
    try {
      if (trouble === 'extending') fresh.simulator.faults.extending = true;
      else fresh.simulator.faults.status = trouble;
      fresh.simulator.clock.advance(10 * 60_000);
      for (const question of ['what failed?', '¿cómo están las estaciones?']) {
        const { answer } = await fresh.ask(question);
        expect(answer).not.toMatch(/No job failed|Não há jobs|ninguna informa|No prompt waits|No workstation reports/);
      }
    } finally {
      await fresh.close();
    }
  });

  it('rows that are hidden from this user make no healthy plan', async () => {
    const fresh = await startAskedPlan({ jobs: 250, seed: 11, faults: { hidden: ['DWH_@'] }, clock: { startAtMs: NOW } }, 0);
    try {
      const { answer } = await fresh.ask('status of DWH_NIGHT.LOAD_DWH');
      expect(answer).toMatch(/no job|not among what could be read/);
      expect(answer).not.toMatch(/SUCC/);
    } finally {
      await fresh.close();
    }
  });
});

describe('nights with a clock change', () => {
  const windowAt = (question: string, now: string, timeZone: string) => {
    const { intent } = readQuestion(question, { nowMs: Date.parse(now), timeZone });
    return 'window' in intent && intent.window !== null ? new Date(intent.window.sinceMs).toISOString() : null;
  };
  it.each([
    // Madrid springs forward on 29 March 2026 at 02:00: 18:00 is 16:00 UTC already.
    ['what failed since 18:00', '2026-03-29T20:00:00Z', '2026-03-29T16:00:00.000Z'],
    // And falls back on 25 October 2026 at 03:00.
    ['what failed since 18:00', '2026-10-25T20:00:00Z', '2026-10-25T17:00:00.000Z'],
    ['/handover 18:00', '2026-10-25T20:00:00Z', '2026-10-25T17:00:00.000Z'],
    ['what failed last night', '2026-03-30T05:00:00Z', '2026-03-29T16:00:00.000Z'],
    ['what failed yesterday', '2026-03-30T05:00:00Z', '2026-03-28T23:00:00.000Z'],
  ])('%s at %s begins at %s', (question, now, since) => {
    expect(windowAt(question, now, 'Europe/Madrid')).toBe(since);
  });
});
