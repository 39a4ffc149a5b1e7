/** Promise: without any model, answers hold exactly what the scheduler's plan holds, and the auditor's checks find nothing wrong with them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evidenceOf } from '../../../src-main/audit/checks/evidence.ts';
import { runChecks } from '../../../src-main/audit/checks/runChecks.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import type { ToolCall } from '../../../src-main/chat/answerPort.ts';
import { answerByRules } from '../../../src-main/chat/answers/answerByRules.ts';
import { readQuestion } from '../../../src-main/chat/answers/asked/intent.ts';
import { extractClaims } from '../../../src-main/chat/claims/extract.ts';
import { createReceiptBook } from '../../../src-main/chat/receiptBook.ts';
import { createTools, type Tools } from '../../../src-main/chat/tools/tools.ts';
import type { PlanJob } from '../../../src-main/demo/plan/planModel.ts';
import { type Simulator, startSimulator } from '../../../src-main/demo/simulator.ts';
import { jobStateAt } from '../../../src-main/demo/plan/state.ts';
import type { LivePlan } from '../../../src-main/plan/snapshot/livePlan.ts';
import { createTwsClient } from '../../../src-main/tws/client.ts';
import type { TwsClient } from '../../../src-main/tws/types/types.ts';
import type { Receipt } from '../../../src-preload/contract/chat.ts';
import { outletFor } from '../../fakes/outlet.ts';
import { readsOver } from '../../fakes/plan/livePlan.ts';

const NOW = Date.parse('2026-11-20T23:30:00Z');
const HOUR_MS = 3_600_000;
let simulator: Simulator;
let client: TwsClient;
let live: LivePlan;
let tools: Tools;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 7, clock: { startAtMs: NOW, speed: 0 } });
  ({ client, live, tools } = connect());
  // The engine's clock is known from its first answer on; the app reads the engine when it connects.
  await client.engineInfo({ why: 'test' });
});
afterAll(async () => {
  await live.close();
  await client.close();
  await simulator.close();
});

function connect(): { client: TwsClient; live: LivePlan; tools: Tools } {
  const client = createTwsClient({
    engine: { id: 'eng_sim', baseUrl: simulator.url, isTlsUnverified: false, connectTimeoutMs: 5_000, requestTimeoutMs: 20_000, logTimeoutMs: 20_000 },
    credentials: () => Promise.resolve({ kind: 'basic', user: simulator.user, password: simulator.password }),
    caPem: simulator.ca,
    log: createSilentLog(),
    clock: systemClock,
    outlet: outletFor('engine'),
  });
  const engine = { id: 'eng_sim', name: 'SIM', isDemo: true, timeZone: simulator.plan.timeZone };
  const { live, reads } = readsOver(client, { engine });
  return { client, live, tools: createTools({ plan: reads }) };
}

async function ask(question: string, asked: Tools = tools): Promise<{ answer: string; receipts: Receipt[] }> {
  const signal = new AbortController().signal;
  const book = createReceiptBook({
    turnId: 'trn_1' as Receipt['turnId'],
    isDemo: true,
    tools: asked,
    signal,
    clock: systemClock,
    save: () => {},
    onStarted: () => {},
    onEnded: () => {},
  });
  const call: ToolCall = async (tool, args) => {
    const { receipt } = await book.call(tool, args);
    // The tools parsed the data with the schema of this tool.
    return { receipt, result: receipt.data as never };
  };
  let answer = '';
  const { timeZone } = simulator.plan;
  const read = readQuestion(question, { nowMs: simulator.clock.now(), timeZone });
  for await (const piece of answerByRules({ asked: read, memories: [], call, engineNowMs: simulator.clock.now(), timeZone, signal })) answer += piece;
  return { answer, receipts: book.all() };
}

const stateOf = (job: PlanJob) => jobStateAt(simulator.plan, job, simulator.clock.now());
const jobs = () => [...simulator.plan.jobs.values()];
const failedJobs = () => jobs().filter((job) => ['ABEND', 'FAIL'].includes(stateOf(job).status) && !stateOf(job).isCanceled);
const nameOf = (job: PlanJob) => `${simulator.plan.streams.get(job.streamId)?.name}.${job.name}`;
const namesInTable = (answer: string) => [...answer.matchAll(/^\| `([^`]+)`/gm)].flatMap((match) => match[1] ?? []).toSorted((a, b) => a.localeCompare(b));
const inWindow = (hours: number) => (job: PlanJob) => {
  const { runs } = stateOf(job);
  const at = runs.at(-1)?.endedMs ?? simulator.plan.streams.get(job.streamId)?.schedMs ?? 0;
  return at >= simulator.clock.now() - hours * HOUR_MS;
};

describe('answers against the truth of the plan', () => {
  it('"quais jobs falharam nas últimas 4 horas?" gives exactly the plan\'s list', async () => {
    const truth = failedJobs().filter(inWindow(4)).map(nameOf);
    const { answer } = await ask('quais jobs falharam nas últimas 4 horas?');
    expect(truth.length).toBeGreaterThan(0);
    expect(namesInTable(answer)).toEqual(truth.toSorted((a, b) => a.localeCompare(b)));
    expect(answer).toContain(`**${truth.length} ${truth.length === 1 ? 'job falhou' : 'jobs falharam'} nas últimas 4 horas.**`);
  });

  it('"Why did X abend?" names the error, quotes the line, lists what is blocked', async () => {
    const load = failedJobs().find((job) => job.output?.some((line) => line.includes('ORA-01653')));
    expect(load).toBeDefined();
    const { answer, receipts } = await ask(`Why did ${load?.name} abend?`);
    expect(answer).toContain('ORA-01653');
    expect(answer).toContain(load?.output?.find((line) => line.includes('ORA-01653'))?.trim());
    expect(receipts.map(({ tool }) => tool)).toEqual(['job_details', 'job_log', 'impact']);
    expect(answer).toMatch(/cannot run while/);
  });

  it('the summary counts what the plan counts', async () => {
    const { answer } = await ask('How is the system?');
    expect(answer).toContain(`The plan holds ${jobs().length} jobs.`);
    expect(answer).toContain(`**${failedJobs().length} job`);
  });

  it.each(['Is there a job FICTION_9?', 'status of FICTION_9'])('%s: what is not in the plan is said to be absent', async (question) => {
    expect((await ask(question)).answer).toMatch(/no job, job stream or workstation called `FICTION_9`/);
  });

  it('an engine that refuses is told as unreadable, with its reason, never as a quiet night', async () => {
    simulator.faults.status = 403;
    // A client of its own: the other one still has an honest cached reading.
    const fresh = connect();
    try {
      const { answer, receipts } = await ask('quais jobs falharam nas últimas 4 horas?', fresh.tools);
      expect(receipts.map(({ outcome }) => outcome)).toEqual(['failed']);
      expect(answer).toContain('Não consegui ler os jobs do plano');
      expect(answer).not.toContain('Nenhum');
    } finally {
      simulator.faults.status = null;
      await fresh.client.close();
    }
  });
});

/** Words every English sentence of the core holds one of: wait reasons, workstation problems, faults, their parts. */
const ENGLISH =
  / (?:is|was|are|were|has|have|does|did|cannot|could|its?|waits?|ended|starts?|keeps|may|says?) |\b(?:[Tt]he|which|there|until|with) |\bcheck\b|Further up/;
/** Texts of others and names stay as they are: code spans, quotations, log blocks. */
const ownWords = (answer: string) =>
  answer
    .replace(/```[\s\S]*?```/g, '')
    .replace(/`[^`]*`|"[^"]*"|“[^”]*”/g, '')
    .split('\n')
    .filter((line) => !line.startsWith('>'));

describe('the language of the question', () => {
  const open = () => {
    // Each sort of waiting the plan knows once, and everything with a deadline of its own.
    const waiting = jobs().filter((job) => ['WAITING', 'READY', 'HELD', 'BLOCKED'].includes(stateOf(job).common));
    return [...new Map(waiting.map((job) => [`${job.streamId} ${stateOf(job).status}`, job])).values()].map(nameOf);
  };
  const named = ['COLLECT_BRANCHES', 'CALC_POSITION', 'SCORE_FRAUD', 'LOAD_B3_FILE', 'RUN_CLOSE'];
  const general = [
    'como está o plano?',
    '¿cómo está el plan?',
    'como estão as estações?',
    '¿cómo están las estaciones?',
    'quais jobs falharam?',
    '¿qué falló?',
  ];
  const why = (name: string) => [`por que ${name} não está rodando?`, `¿por qué no está corriendo ${name}?`];

  it('is kept to the last sentence: no English of the core in Portuguese or Spanish', async () => {
    const names = [...named, ...open()];
    expect(names.length).toBeGreaterThan(named.length);
    const strange: string[] = [];
    for (const question of [...general, ...names.flatMap(why)]) {
      const { answer } = await ask(question);
      strange.push(...ownWords(answer).flatMap((line) => (ENGLISH.test(line) ? [`${question} -> ${line}`] : [])));
    }
    expect(strange).toEqual([]);
  }, 30_000);

  it.each([401, 403, 500] as const)('is kept when the engine answers %i, with the host and the status as bare facts', async (status) => {
    simulator.faults.status = status;
    try {
      for (const question of ['como está o plano?', '¿cómo están las estaciones?', ...why('RUN_CLOSE')]) {
        // A password that was refused goes out once only: each question has a client that does not know yet.
        const fresh = connect();
        const { answer } = await ask(question, fresh.tools);
        await fresh.client.close();
        expect(answer).toMatch(new RegExp(`127\\.0\\.0\\.1:\\d+, HTTP ${status}`));
        expect(ownWords(answer).filter((line) => ENGLISH.test(line))).toEqual([]);
      }
    } finally {
      simulator.faults.status = null;
    }
  });
});

describe('what the auditor thinks of these answers', () => {
  const questions = () => {
    const failed = failedJobs().map(nameOf);
    const waiting = jobs()
      .filter((job) => stateOf(job).common === 'WAITING')
      .slice(0, 3)
      .map(nameOf);
    return [
      ...failed.slice(0, 4).flatMap((name) => [`Why did ${name} fail?`, `por que o ${name} falhou?`, `¿estado de ${name}?`, `impact of ${name}`]),
      ...waiting.flatMap((name) => [`what is ${name} waiting for?`, `o que ${name} está esperando?`, `¿qué espera ${name}?`]),
      'what failed?',
      'quais jobs falharam nas últimas 4 horas?',
      '¿qué jobs fallaron hoy?',
      'how is the system?',
      'como está o sistema?',
      '¿cómo está el sistema?',
      'which jobs are late?',
      'critical jobs',
      'how are the workstations?',
      '¿cómo están las estaciones?',
      'show the streams',
      'quais jobs estão rodando?',
    ];
  };

  it('every claim made by rules stands in its receipt: nothing contradicted, nothing flagged', async () => {
    const complaints: unknown[] = [];
    for (const question of questions()) {
      const { answer, receipts } = await ask(question);
      const claims = extractClaims({ answer, question, receipts }).map((claim, index) => ({ ...claim, id: `clm_${index}` as never }));
      const evidence = receipts.flatMap((receipt) => evidenceOf(receipt) ?? []);
      const findings = runChecks(claims, { question, origin: 'rules', evidence, live: new Map(), support: [], recalled: [] });
      complaints.push(
        ...findings.filter(({ calls, verdict }) => calls !== 'nothing' || verdict === 'contradicted').map((finding) => ({ question, ...finding })),
      );
    }
    expect(complaints).toEqual([]);
  });

  it('the same answers with one fact changed are contradicted', async () => {
    const [failed] = failedJobs();
    if (failed === undefined) throw new Error('the plan has no failed job');
    const question = `Why did ${nameOf(failed)} fail?`;
    const { receipts } = await ask(question);
    const evidence = receipts.flatMap((receipt) => evidenceOf(receipt) ?? []);
    const verdictsOn = (answer: string) => {
      const claims = extractClaims({ answer, question, receipts }).map((claim, index) => ({ ...claim, id: `clm_${index}` as never }));
      return runChecks(claims, { question, origin: 'model', evidence, live: new Map(), support: [], recalled: [] });
    };
    const name = nameOf(failed);
    const wrong = [
      `${name} completed successfully. [r1]`,
      `${name} está rodando.`,
      `${name} terminó con código de retorno 99.`,
      `999 jobs cannot run while ${name} is unfinished.`,
      'The log says `ORA-00942: table or view does not exist`.',
    ];
    for (const sentence of wrong) expect(verdictsOn(sentence), sentence).toContainEqual(expect.objectContaining({ verdict: 'contradicted' }));
    expect(verdictsOn('FICTION_9 caused it.')).toContainEqual(expect.objectContaining({ calls: 'flag' }));
  });
});
