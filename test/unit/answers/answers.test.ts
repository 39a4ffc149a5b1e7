/** Promises: answers hold what the tools held, with evidence; and an unknown is never told as health. */
import { describe, expect, it } from 'vitest';
import { answerByRules } from '../../../src-main/chat/answers/answerByRules.ts';
import { readQuestion } from '../../../src-main/chat/answers/asked/intent.ts';
import { languageOf } from '../../../src-main/chat/answers/asked/language.ts';
import { analyseLog } from '../../../src-main/chat/answers/lore/logAnalysis.ts';
import { code, quoted, visible } from '../../../src-main/chat/answers/said/visible.ts';
import type { MemoryUse } from '../../../src-preload/contract/memory.ts';
import { toolNames } from '../../../src-preload/contract/tools.ts';
import { callOver, details, feed, LOG_LINES, loadDwh, NOW_MS, RESULTS, report } from '../../fakes/receipts/bank.ts';

async function answer(question: string, scene = callOver(), memories: readonly MemoryUse[] = []): Promise<string> {
  let text = '';
  const timeZone = 'Europe/Madrid';
  const asked = readQuestion(question, { nowMs: NOW_MS, timeZone });
  const input = { asked, memories, call: scene.call, engineNowMs: NOW_MS, timeZone, signal: new AbortController().signal };
  for await (const piece of answerByRules(input)) text += piece;
  return text;
}

describe('why did a job fail', () => {
  it.each([
    ['Why did LOAD_DWH abend?', 'no room left', 'cannot run while', 'deadline 2026-11-21 06:00 GMT+1'],
    ['Por que o LOAD_DWH falhou?', 'não tem mais espaço', 'não podem rodar', 'prazo 2026-11-21 06:00 GMT+1'],
    ['¿Por qué falló LOAD_DWH?', 'no tiene espacio', 'no pueden correr', 'plazo 2026-11-21 06:00 GMT+1'],
  ])('%s names the error, quotes the line, lists what is blocked', async (question, meaning, blocked, deadline) => {
    const text = await answer(question);
    expect(text).toContain('`ORA-01653: unable to extend table DWH.FACT_SALES by 8192 in tablespace DWH_DATA`');
    for (const part of ['7', meaning, blocked, deadline, 'RPT_DAILY', 'ABEND', '[r1]', '[r2]', '[r3]', '22:30', '7 min 38 s']) expect(text).toContain(part);
  });

  it('each factual paragraph cites a receipt that was taken', async () => {
    const scene = callOver();
    const text = await answer('Why did LOAD_DWH abend?', scene);
    const cited = new Set([...text.matchAll(/\[(r\d+)\]/g)].map((match) => match[1]));
    expect(cited).toEqual(new Set(scene.receipts.map(({ label }) => label)));
  });

  it('a job that did not fail is not explained as failed', async () => {
    const running = { ...loadDwh, status: { internal: 'EXEC', common: 'RUNNING' as const, substatus: null }, returnCode: null, endedAt: null };
    const text = await answer('Why did LOAD_DWH fail?', callOver({ job_details: { kind: 'found', job: details(running) } }));
    expect(text).toContain('not in a failed state');
    expect(text).not.toContain('ORA-');
  });

  it('a name that is a stream is shown as one', async () => {
    const text = await answer('why is DWH_NIGHT not running?', callOver({ job_details: { kind: 'unresolved', asked: 'DWH_NIGHT', candidates: [] } }));
    expect(text).toContain('Job stream `DWH_NIGHT` has status STUCK');
  });

  it('an ambiguous name is asked back, not guessed', async () => {
    const text = await answer('status of LOAD_DWH', callOver({ job_details: { kind: 'unresolved', asked: 'LOAD_DWH', candidates: [loadDwh, feed] } }));
    expect(text).toMatch(/Which one/);
    expect(text).toContain('FEEDS.GET_RATES');
  });
});

describe('knowledge of audited memories', () => {
  const memory = (more: Partial<MemoryUse>): MemoryUse => ({
    memoryId: 'mem_1' as MemoryUse['memoryId'],
    question: 'Why did LOAD_DWH abend?',
    answer: 'Extend DWH_DATA with the DBA on call. [r9]',
    state: 'corrected',
    durability: 'durable',
    durableAnswer: 'Extend DWH_DATA with the DBA on call. [r9]',
    createdAt: '2026-03-11T10:00:00.000Z',
    observedAt: '2026-03-11T10:00:00.000Z',
    decidedBy: 'ana',
    decidedAt: '2026-03-12T10:00:00.000Z',
    score: 1,
    ...more,
  });

  it('a corrected memory on the job is shown first, with who and when, without its old citations', async () => {
    const text = await answer('Why did LOAD_DWH abend?', callOver(), [memory({ state: 'approved', decidedBy: 'rui' }), memory({})]);
    expect(text.startsWith('> **Known from 12 Mar 2026, corrected by ana:**')).toBe(true);
    expect(text).not.toContain('[r9]');
  });

  it('state of another day is shown as history only', async () => {
    const text = await answer('por que o LOAD_DWH falhou?', callOver(), [memory({ durability: 'perishable', durableAnswer: null })]);
    expect(text).toMatch(/histórico daquele dia/);
  });

  it('of an answer with lasting knowledge only that is told: what was the state then stays there', async () => {
    const past = memory({ answer: 'LOAD_DWH is in ABEND. Extend DWH_DATA first.', durableAnswer: 'Extend DWH_DATA first.', state: 'approved' });
    const text = await answer('Why did LOAD_DWH abend?', callOver(), [past]);
    expect(text).toContain('approved by ana:**\n> Extend DWH\\_DATA first.\n\n');
  });

  it('a memory about another job is not shown', async () => {
    const text = await answer('Why did LOAD_DWH abend?', callOver(), [memory({ question: 'Why did PAY_RUN fail?', answer: 'It lacks a file.' })]);
    expect(text).not.toContain('PAY_RUN');
  });
});

describe('lists and counts', () => {
  it('"the last 4 hours" asks the scheduler for every kind of failure in those hours', async () => {
    const scene = callOver();
    const text = await answer('quais jobs falharam nas últimas 4 horas?', scene);
    expect(scene.receipts[0]?.args).toMatchObject({ statuses: ['ABEND', 'FAIL', 'ERROR', 'STUCK'], since_hours: 4 });
    expect(text).toContain('**2 jobs falharam nas últimas 4 horas.**');
  });

  it('a cut list is counted by the engine, and without its count only "at least"', async () => {
    expect(await answer('what failed?', callOver({ find_jobs: { jobs: [loadDwh, feed], total: 1200 } }, { isTruncated: true }))).toContain(
      '**1200 jobs failed.**',
    );
    expect(await answer('what failed?', callOver({ find_jobs: { jobs: [loadDwh, feed], total: null } }, { isTruncated: true }))).toContain(
      '**at least 2 jobs failed.**',
    );
  });

  it('rows that are not shown are counted from the whole, not from what was read', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ ...feed, id: `id-${index}` }));
    expect(await answer('what failed?', callOver({ find_jobs: { jobs: many, total: 438 } }, { isTruncated: true }))).toContain('… and 388 more.');
  });

  it('canceled jobs are not counted as failed', async () => {
    const canceled = { ...feed, isCanceled: true };
    expect(await answer('what failed?', callOver({ find_jobs: { jobs: [loadDwh, canceled], total: 2 } }))).toContain('**1 job failed.**');
  });

  it('no failures "in X" is not said of an X that is no stream: it may be a workstation, a job, or nothing', async () => {
    const none = { find_streams: { streams: [], total: 0 }, find_jobs: { jobs: [], total: 0 } };
    expect(await answer('which jobs failed in AGT07?', callOver(none))).toContain('on workstation `AGT07`');
    expect(await answer('any errors in LOAD_DWH?', callOver({ ...none, workstations: { workstations: [] } }))).toContain('ended in ABEND');
    const nothing = { ...none, workstations: { workstations: [] }, job_details: { kind: 'unresolved' as const, asked: 'X_9', candidates: [] } };
    expect(await answer('which jobs failed in X_9?', callOver(nothing))).not.toMatch(/No job failed/);
  });

  it('an empty and whole reading may say none; an empty but partial one may not', async () => {
    const empty = { ...RESULTS, find_jobs: { jobs: [], total: 0 }, find_streams: { streams: [], total: 0 } };
    expect(await answer('what failed?', callOver(empty))).toContain('No job failed.');
    expect(await answer('what failed?', callOver(empty, { outcome: 'partial', isComplete: false }))).toContain('Whether any job failed is unknown');
  });
});

/** Words that would tell an operator all is well. */
const HEALTHY =
  /\bno (?:failed |late |critical )?(?:jobs?|workstation|job stream)\b|\bno job (?:has )?failed|\bfine\b|\bhealthy\b|\ball (?:good|ok|clear)\b|\bstable\b|\bnone reports\b|\bnothing (?:else|that)|\bnenhum|\btudo (?:bem|certo|ok)|\bn[aã]o h[aá]\b|\bnada mais\b|\bnada que\b|\bsaud[aá]vel|\bning[uú]n|\btodo (?:bien|ok)|\bno hay\b|\bestable\b|\breports nothing/i;
// biome-ignore format: one kind of question per line
const QUESTIONS = [
  'What is the status of LOAD_DWH?',
  'Qual o status do LOAD_DWH?',
  '¿Cuál es el estado de LOAD_DWH?',
  'What failed in the last 4 hours?',
  'quais jobs falharam nas últimas 4 horas?',
  '¿qué jobs fallaron hoy?',
  'what failed?',
  'How is the system?',
  'Como está o sistema?',
  '¿Cómo está el sistema?',
  'Why did LOAD_DWH abend?',
  'Por que o LOAD_DWH falhou?',
  '¿Por qué falló LOAD_DWH?',
  'why did it fail?',
  'rc=4 in job LOAD_DWH',
  'What is RPT_DAILY waiting for?',
  'o que RPT_DAILY está esperando?',
  'impact of LOAD_DWH',
  'qual o impacto de LOAD_DWH',
  'successors of LOAD_DWH',
  'which jobs are late?',
  'o que está atrasado?',
  'critical jobs',
  'jobs críticos?',
  '¿jobs críticos?',
  'How are the workstations?',
  'como estão as estações?',
  '¿cómo están las estaciones?',
  'what is wrong with AGT07?',
  '/ws AGT07',
  'show the streams',
  '/stream DWH_NIGHT',
  'quais fluxos?',
  'log of LOAD_DWH',
  'jobs on workstation AGT07',
  'quais jobs estão rodando?',
  'rerun LOAD_DWH',
];

describe('unknown is never told as health', () => {
  it.each(QUESTIONS)('%s, with every read failing', async (question) => {
    const text = await answer(question, callOver(RESULTS, { failing: toolNames }));
    expect(text).not.toMatch(HEALTHY);
    expect(text).toContain('engine.example:31116');
    // Its sentence is in the language of the question.
    expect(text.includes('did not answer')).toBe(languageOf(question) === 'en');
    // Nothing was read, so nothing may be dated as read.
    expect(text).not.toMatch(/Read from the scheduler|Lido do scheduler|Leído del planificador/);
  });

  const EMPTY = {
    find_jobs: { jobs: [], total: null },
    find_streams: { streams: [], total: null },
    workstations: { workstations: [] },
    impact: { kind: 'found' as const, job: loadDwh, impact: { jobKey: loadDwh.key, blocked: [], streams: [], critical: [], suppressed: [] } },
    successors: { kind: 'found' as const, job: loadDwh, successors: [] },
    why_not_running: { kind: 'found' as const, job: report, reasons: [] },
    plan_summary: { ...RESULTS.plan_summary, failed: 0, late: 0, streamsInError: 0, critical: [], workstationProblems: [] },
  };
  it.each(QUESTIONS)('%s, with every read partial and empty', async (question) => {
    expect(await answer(question, callOver(EMPTY, { outcome: 'partial', isComplete: false }))).not.toMatch(HEALTHY);
  });
});

describe('questions that need no scheduler', () => {
  it.each(['hello', 'bom dia', '¿qué significa ABEND?', 'what is a job stream?', 'it is slow', '/help', 'what are you watching?', 'tell me a joke about fish'])(
    '%s makes no call',
    async (question) => {
      const scene = callOver();
      expect(await answer(question, scene)).not.toBe('');
      expect(scene.receipts).toEqual([]);
    },
  );

  it('an order is refused, with the command a person would review', async () => {
    const text = await answer('reexecute o LOAD_DWH');
    expect(text).toContain('só lê');
    expect(text).toContain('conman "rr AGT01#/PROD/DWH_NIGHT(2100 11/20/26).LOAD_DWH"');
  });

  it('a name that would leave the quotes of a shell gives no command', async () => {
    const evil = { ...loadDwh, name: 'X";rm -rf /;"' };
    expect(await answer('rerun LOAD_DWH', callOver({ job_details: { kind: 'found', job: details(evil) } }))).not.toContain('conman "');
  });
});

describe('the line that decides', () => {
  const decisive = async (...lines: string[]) => (await analyseLog(lines.map((text, index) => ({ number: index + 1, text })))).decisive;
  it.each([
    ['a named root cause beats its wrappers and its stack', LOG_LINES.map(({ text }) => text), 7],
    ['the command that is missing', ['step 1 ok', './run.sh: line 12: sqlldr: command not found', 'job failed', '= Exit Status : 127'], 2],
    [
      'the cause under a Java exception',
      ['java.lang.RuntimeException: job failed', 'Caused by: java.net.ConnectException: Connection refused', '\tat Main.run(Main.java:1)'],
      2,
    ],
    ['the last of equal errors', ['ERROR first', 'retrying', 'ERROR second'], 3],
    ['an error, not the warning after it', ['ERROR cannot open feed', 'WARN error while closing, ignored'], 1],
    ['a JCL error', ['IEF453I PAYJ010 - JOB FAILED - JCL ERROR', 'JES return: rc=12'], 1],
    ['a full disk', ['write: No space left on device', 'ERROR job aborted'], 1],
  ])('%s', async (_what, lines, number) => {
    expect((await decisive(...lines))?.number).toBe(number);
  });

  it('a log without a complaint has none', async () => {
    expect(await decisive('= JOB : X', '0 errors found', 'done', 'errors: 0')).toBeNull();
  });
});

describe('untrusted text', () => {
  it('shows what hides', () => {
    expect(visible('a\u202Eb\u200Bc\u001B[31m')).toBe('a⟨U+202E⟩b⟨U+200B⟩c⟨U+001B⟩[31m');
  });
  it('cannot close the code span it is quoted in', () => {
    expect(code('x` [click](http://evil) `y')).toBe('``x` [click](http://evil) `y``');
  });
  it('cannot be Markdown inside a memory', () => {
    expect(quoted('![x](http://evil)')).toBe('> \\!\\[x\\](http://evil)');
  });
});
