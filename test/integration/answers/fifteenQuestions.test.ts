/** Promise: the fifteen questions operators ask, in three languages, on three plans, are answered with the facts the scheduler holds. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobLogAt } from '../../../src-main/demo/plan/jobLog.ts';
import { createPlan } from '../../../src-main/demo/night/assemble.ts';
import { archivedAt } from '../../../src-main/demo/plan/planIndexes.ts';
import type { PlanJob } from '../../../src-main/demo/plan/planModel.ts';
import { type Answered, type AskedPlan, startAskedPlan } from '../../fakes/plan/askedPlan.ts';
import { type Truth, truthOf } from '../../fakes/plan/planTruth.ts';

const NOW = Date.parse('2026-11-20T23:30:00Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PLANS = [
  { jobs: 250, seed: 11 },
  { jobs: 700, seed: 7 },
  { jobs: 2_000, seed: 23 },
] as const;

/** What a question asks for, and what of an answer answers it: both as the same kind of text. */
interface Case {
  readonly number: number;
  readonly asked: readonly [en: string, pt: string, es: string];
  readonly expected: string;
  readonly answered: (answer: Answered) => string | Promise<string>;
}

const sorted = (names: Iterable<string>) => [...names].toSorted((a, b) => a.localeCompare(b)).join(' ');
const inTable = (answer: string) => [...answer.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1]!);
const firstNumber = (text: string | undefined) => /\d+/.exec(text ?? '')?.[0] ?? '0';
const paragraph = (answer: string, word: RegExp) => answer.split(/\n\n|(?<=\])\s+(?=\*\*|[A-Z¿])/).find((part) => word.test(part));
const FAILED = /failed|falh|fall/i;

describe.each(PLANS)('$jobs jobs, seed $seed', ({ jobs, seed }) => {
  let plan: AskedPlan;
  let truth: Truth;
  let cases: Case[];

  beforeAll(async () => {
    plan = await startAskedPlan({ jobs, seed, clock: { startAtMs: NOW } });
    truth = truthOf(plan.simulator.plan, NOW);
    cases = casesOf(plan, truth);
  }, 60_000);
  afterAll(() => plan.close());

  it('answers all of them in English, Portuguese and Spanish, and the auditor has nothing against it', async () => {
    const rows: string[] = [];
    const wrong: unknown[] = [];
    for (const { number, asked, expected, answered } of cases) {
      for (const question of asked) {
        const answer = await plan.ask(question);
        const said = await answered(answer);
        rows.push([number, question, short(expected), short(said), said === expected ? 'ok' : 'WRONG'].join(' | '));
        if (said !== expected) wrong.push({ number, question, expected, said, answer: answer.answer });
        wrong.push(...plan.complaints(answer));
        const cited = new Set([...answer.answer.matchAll(/\[(r\d+)\]/g)].map((match) => match[1]));
        const labels = new Set<string | undefined>(answer.receipts.map(({ label }) => label));
        if ([...cited].some((label) => !labels.has(label))) wrong.push({ question, problem: 'a citation points to nothing' });
      }
    }
    console.log(`question | asked | expected | answered (${jobs} jobs, seed ${seed})\n${rows.join('\n')}`);
    expect(new Set(cases.map(({ number }) => number)).size).toBe(15);
    expect(wrong).toEqual([]);
  }, 60_000);
});

const short = (text: string) => (text.length > 90 ? `${text.slice(0, 87)}...` : text);

function casesOf(plan: AskedPlan, truth: Truth): Case[] {
  return [...aboutNow(plan, truth), ...aboutOneJob(plan, truth), ...aboutThePast(plan, truth), ...withoutReading()];
}

function aboutNow({ simulator }: AskedPlan, truth: Truth): Case[] {
  const lastHours = truth.failed.filter((job) => truth.isWithin(job, 4));
  const failedNames = sorted(truth.failed.map(truth.name));
  const down = [...simulator.plan.workstations.values()].filter(({ isLinked }) => !isLinked).map(({ name }) => name);
  return [
    {
      number: 2,
      asked: ['What failed in the last 4 hours?', 'quais jobs falharam nas últimas 4 horas?', '¿qué jobs fallaron en las últimas 4 horas?'],
      expected: `${lastHours.length}: ${sorted(lastHours.map(truth.name))}`,
      answered: ({ answer }) => `${firstNumber(paragraph(answer, FAILED)?.replace(/4 ho/, ''))}: ${sorted(inTable(answer))}`,
    },
    {
      number: 3,
      asked: ['How is the system?', 'como está o sistema?', '¿cómo está el sistema?'],
      expected: `jobs ${truth.jobs.length}, failed ${truth.failed.length}`,
      answered: ({ answer }) =>
        `jobs ${/(?:holds|tem|tiene) (\d+) jobs/.exec(answer)?.[1]}, failed ${/\*\*(\d+) jobs? (?:failed|falh|fall)/.exec(answer)?.[1] ?? '0'}`,
    },
    {
      number: 4,
      asked: ['which jobs are in ABEND?', 'quais jobs estão em ABEND?', '¿qué jobs están en ABEND?'],
      expected: `says FAIL, ERROR, STUCK count too; ${failedNames}`,
      answered: ({ answer }) => `says ${/ABEND, (FAIL, ERROR) [aye]\w* (STUCK)/.exec(answer)?.slice(1).join(', ')} count too; ${sorted(inTable(answer))}`,
    },
    {
      number: 9,
      asked: ['how are the workstations?', 'como estão as estações?', '¿cómo están las estaciones?'],
      expected: `${simulator.plan.workstations.size} of them, not linked: ${sorted(down)}`,
      answered: ({ answer, receipts }) => {
        const rows = [...answer.matchAll(/^\| `([^`]+)` \| [^|]+ \| (\S+) \|/gm)];
        const off = rows.flatMap(([, name, linked]) => (/^(?:no|não)$/.test(linked ?? '') && isUnlinked(receipts, name!) ? [name!] : []));
        return `${/\*\*(\d+) /.exec(answer)?.[1]} of them, not linked: ${sorted(off)}`;
      },
    },
  ];
}

const isUnlinked = (receipts: Answered['receipts'], name: string) => JSON.stringify(receipts.map(({ data }) => data)).includes(`"name":"${name}"`);

function aboutOneJob({ simulator }: AskedPlan, truth: Truth): Case[] {
  const { plan } = simulator;
  const isUnique = new Set(truth.unique);
  const abended = truth.failed.filter((job) => isUnique.has(job) && truth.state(job).status === 'ABEND');
  const failed = pick(abended.toSorted((a, b) => truth.blockedBy(b).size - truth.blockedBy(a).size));
  const running = pick(truth.unique.filter((job) => truth.state(job).common === 'RUNNING'));
  const waiting = pick(truth.unique.filter((job) => truth.state(job).status === 'HOLD' && truth.openFollows(job).length > 0));
  const [x, r, w] = [truth.name(failed), truth.name(running), truth.name(waiting)];
  const last = truth.state(failed).runs.at(-1)!;
  const log = jobLogAt(plan, failed, last.run, NOW);
  const logText = [...(log?.header ?? []), ...(log?.body ?? []), ...(log?.trailer ?? [])];
  const blocked = truth.blockedBy(failed);
  const condition = failed.successCondition === '' ? 'only 0' : failed.successCondition;
  return [
    {
      number: 1,
      asked: [`status of ${r}`, `qual o status do job ${r}?`, `¿cuál es el estado de ${r}?`],
      expected: `${r} ${truth.state(running).status}`,
      answered: ({ answer }) => `${/\*\*`([^`]+)`/.exec(answer)?.[1]} ${/(?:status|estado) ([A-Z]+)/.exec(answer)?.[1]}`,
    },
    {
      number: 5,
      asked: [`why did ${x} fail?`, `por que o ${x} falhou?`, `¿por qué falló ${x}?`],
      expected: `${x} ${truth.state(failed).status} RC ${last.returnCode}, quotes its log`,
      answered({ answer }) {
        const head = /\*\*`([^`]+)` \S+ \S+ ([A-Z]+).*?(-?\d+)\.\*\*/.exec(answer);
        const quoted = /`([^`]+)` \[r2\]/.exec(answer)?.[1] ?? '';
        const isThere = logText.some((line) => line.trim() === quoted);
        return `${head?.[1]} ${head?.[2]} RC ${head?.[3]}, ${isThere ? 'quotes its log' : `quotes ${quoted}`}`;
      },
    },
    {
      number: 6,
      asked: [
        `rc=${last.returnCode} in job ${x}, what is it?`,
        `rc ${last.returnCode} no job ${x}, o que é?`,
        `código de retorno ${last.returnCode} en ${x}, ¿qué es?`,
      ],
      expected: `RC ${last.returnCode}; ${condition}`,
      answered({ answer }) {
        const own = /(?:success condition is|condição de sucesso do próprio job é|condición de éxito del propio job es) `([^`]+)`/.exec(answer)?.[1];
        return `RC ${/(?:return code|código de retorno) (-?\d+)/.exec(answer)?.[1]}; ${own ?? (/(?:only|só|solo) 0/.test(answer) ? 'only 0' : 'nothing')}`;
      },
    },
    {
      number: 7,
      asked: [`what is ${w} waiting for?`, `o que o ${w} está esperando?`, `¿qué espera ${w}?`],
      expected: sorted(new Set(truth.openFollows(waiting))),
      answered: ({ answer }) => sorted(new Set(truth.openFollows(waiting).filter((name) => answer.includes(name)))),
    },
    {
      number: 8,
      asked: [`what is affected if ${x} fails?`, `o que é afetado se o ${x} falhar?`, `¿qué se ve afectado si falla ${x}?`],
      expected: `${blocked.size} blocked`,
      answered: ({ answer }) => `${/\*\*(\d+) jobs?/.exec(answer)?.[1] ?? '0'} blocked`,
    },
    {
      number: 13,
      asked: [`rerun ${x}`, `reexecute o ${x}`, `reejecuta ${x}`],
      expected: `refused, conman "rr ${conmanName(plan, failed)}"`,
      answered: ({ answer }) => `${/only reads|só lê|solo lee/.test(answer) ? 'refused' : 'not refused'}, ${/^conman ".*"$/m.exec(answer)?.[0]}`,
    },
  ];
}

const pick = (jobs: readonly PlanJob[]): PlanJob => {
  const [job] = jobs;
  if (job === undefined) throw new Error('the plan has no such job');
  return job;
};

function conmanName(plan: AskedPlan['simulator']['plan'], job: PlanJob): string {
  const stream = plan.streams.get(job.streamId)!;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: plan.timeZone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    day: '2-digit',
    month: '2-digit',
    year: '2-digit',
  }).formatToParts(stream.schedMs);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const path = `${stream.folder.replace(/\/$/, '')}/${stream.name}`.replace(/^\/(?=[^/]+$)/, '');
  return `${stream.workstation}#${path}(${part('hour')}${part('minute')} ${part('month')}/${part('day')}/${part('year')}).${job.name}`;
}

function aboutThePast(plan: AskedPlan, truth: Truth): Case[] {
  const { recordedFromMs, watching } = plan;
  const then = truthOf(plan.simulator.plan, recordedFromMs);
  const failedThen = new Set(then.failed);
  const fresh = truth.failed.filter((job) => !failedThen.has(job) || truth.state(job).runs.at(-1)!.endedMs! > recordedFromMs);
  const x = pick(truth.failed.filter((job) => truth.unique.includes(job)));
  const name = truth.name(x);
  const isRecent = ({ endedMs }: { readonly endedMs: number | null }) => endedMs !== null && endedMs > NOW - 6 * HOUR_MS;
  const badRuns = truth.jobs.flatMap((job) => truth.state(job).runs).filter((run) => run.common === 'ERROR' && isRecent(run));
  const runs = truth.state(x).runs.filter(isRecent);
  return [
    {
      number: 10,
      asked: ['what happened in the last 2 hours?', 'o que aconteceu nas últimas 2 horas?', '¿qué pasó en las últimas 2 horas?'],
      expected: `new failures: ${sorted(fresh.map(truth.name))}`,
      answered: ({ answer }) =>
        `new failures: ${sorted([...answer.matchAll(/^\| `([^`]+)` \| (?:new failure|falha nova|fallo nuevo) \|/gm)].map((match) => match[1]!))}`,
    },
    {
      number: 10,
      asked: ['what happened yesterday?', 'o que aconteceu ontem?', '¿qué pasó ayer?'],
      expected: `partial, ${sorted(badYesterday(plan, truth))}`,
      answered: ({ answer, receipts }) =>
        `${receipts[0]?.outcome === 'partial' && /Recorded from|Gravado de|Grabado de/.test(answer) ? 'partial' : answer}, ${sorted(inTable(answer))}`,
    },
    {
      number: 11,
      asked: [
        'is there a pattern in the failures of the last 6 hours?',
        'há um padrão nas falhas das últimas 6 horas?',
        '¿hay un patrón en los fallos de las últimas 6 horas?',
      ],
      expected: `${badRuns.length} bad ends`,
      answered: ({ answer }) => `${/(\d+) (?:ended badly|terminaram mal|terminaron mal|bad ends?|términos? ruin|mal(?:os)? final)/.exec(answer)?.[1]} bad ends`,
    },
    {
      number: 12,
      asked: [`history of ${name} in the last 6 hours`, `histórico do ${name} nas últimas 6 horas`, `historial de ${name} en las últimas 6 horas`],
      expected: `${runs.length} recorded, ${runs.filter(({ common }) => common === 'ERROR').length} ended badly`,
      answered: ({ answer }) => {
        const [, recorded, bad] = /`: (\d+) .*?, (?:(\d+) |none|nenhuma|ninguna)/.exec(answer) ?? [];
        return `${recorded} recorded, ${bad ?? 0} ended badly`;
      },
    },
    {
      number: 14,
      asked: [`tell me when ${name} fails`, `me avise quando o ${name} falhar`, `avísame cuando falle ${name}`],
      expected: `${name} failed, notified once`,
      async answered({ answer }) {
        const [rule, ...others] = await watching.watches();
        const isSaid = rule !== undefined && answer.includes(rule.jobKey) && /notify you once|avisará uma vez|avisará una vez/.test(answer);
        for (const { id } of await watching.watches()) await watching.unwatch(id);
        return `${rule?.jobKey.replace(/^.*[/#]/, '')} ${rule?.event}, ${isSaid && others.length === 0 ? 'notified once' : answer}`;
      },
    },
  ];
}

/** Runs that ended badly on the day before, in the zone of the plan, of the plan in force and of the one in the archive. */
function badYesterday({ simulator }: AskedPlan, truth: Truth): string[] {
  const { plan } = simulator;
  const archived = createPlan({ jobs: truth.jobs.length, seed: simulatorSeed(truth), anchorMs: NOW - DAY_MS });
  const before = truthOf(archivedAt(archived, plan.endMs - DAY_MS), plan.endMs - DAY_MS);
  const dayOf = (ms: number) => new Intl.DateTimeFormat('en-CA', { timeZone: plan.timeZone }).format(ms);
  const yesterday = dayOf(NOW - DAY_MS);
  return [truth, before].flatMap((known) =>
    known.jobs.flatMap((job) =>
      known.state(job).runs.flatMap(({ common, endedMs }) => (common === 'ERROR' && endedMs !== null && dayOf(endedMs) === yesterday ? [known.name(job)] : [])),
    ),
  );
}
const simulatorSeed = (truth: Truth): number => PLANS.find(({ jobs }) => jobs === truth.jobs.length)!.seed;

function withoutReading(): Case[] {
  const silent = (word: RegExp) => (answered: Answered) => `${answered.receipts.length} calls, ${word.test(answered.answer) ? 'explained' : answered.answer}`;
  return [
    {
      number: 15,
      asked: ['what is a job stream?', 'o que é um job stream?', '¿qué es un job stream?'],
      expected: '0 calls, explained',
      answered: silent(/group of jobs|grupo de jobs/),
    },
    {
      number: 15,
      asked: ['what does RC 12 mean?', 'o que significa RC 12?', '¿qué significa RC 12?'],
      expected: '0 calls, explained',
      answered: silent(/\*\*RC 12\*\*/),
    },
  ];
}
