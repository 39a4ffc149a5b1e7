/** What will not run at all because of a job: said in each language with its reason, and the auditor has nothing against any of it. */
import { expect, test } from 'vitest';
import { evidenceOf } from '../../../src-main/audit/checks/evidence.ts';
import { runChecks } from '../../../src-main/audit/checks/runChecks.ts';
import { answerByRules } from '../../../src-main/chat/answers/answerByRules.ts';
import { readQuestion } from '../../../src-main/chat/answers/asked/intent.ts';
import { extractClaims } from '../../../src-main/chat/claims/extract.ts';
import type { ImpactResult, WaitReason } from '../../../src-preload/contract/plan/plan.ts';
import { dependencyConditions, type MissedCondition } from '../../../src-preload/contract/plan/planFacts.ts';
import { callOver, job, loadDwh, NOW_MS, report } from '../../fakes/receipts/bank.ts';

const affected = (of: typeof report, depth: number, via: string) => {
  const { id, key, name, streamName, status, isCritical, deadlineAt } = of;
  return { id, key, name, streamName, status, depth, isCritical, deadlineAt, via };
};
const behind = job('CLOSING', 'CLOSE_DAY');
const onSuccess: MissedCondition = { on: loadDwh.key, status: 'ABEND', conditions: ['SUCC'] };
const suppressed = [
  { ...affected(report, 1, loadDwh.key), missed: onSuccess },
  { ...affected(behind, 2, report.key), missed: { on: report.key, status: 'HOLD', conditions: [] } },
] satisfies ImpactResult['suppressed'];
const impactOf = (more: Partial<ImpactResult>) => ({
  impact: { kind: 'found' as const, job: loadDwh, impact: { jobKey: loadDwh.key, blocked: [], streams: [], critical: [], suppressed, ...more } },
});

async function asked(question: string, scene: ReturnType<typeof callOver>) {
  let answer = '';
  const timeZone = 'Europe/Madrid';
  const read = readQuestion(question, { nowMs: NOW_MS, timeZone });
  const input = { asked: read, memories: [], call: scene.call, engineNowMs: NOW_MS, timeZone, signal: new AbortController().signal };
  for await (const piece of answerByRules(input)) answer += piece;
  const receipts = scene.receipts;
  const claims = extractClaims({ answer, question, receipts }).map((claim, index) => ({ ...claim, id: `clm_${index}` as never }));
  const evidence = receipts.flatMap((receipt) => evidenceOf(receipt) ?? []);
  return { answer, claims, findings: runChecks(claims, { question, origin: 'rules', evidence, live: new Map(), support: [], recalled: [] }) };
}

test.each([
  [
    '/impact LOAD_DWH',
    '2 jobs will not run at all because of `DWH_NIGHT.LOAD_DWH`',
    'it asks `DWH_NIGHT.LOAD_DWH` to end well',
    'it follows `REPORTS.RPT_DAILY`, which will not run either',
  ],
  [
    'qual o impacto de LOAD_DWH?',
    '2 jobs não vão rodar de modo algum',
    'pede a `DWH_NIGHT.LOAD_DWH` que termine bem',
    'vem depois de `REPORTS.RPT_DAILY`, que também não vai rodar',
  ],
  [
    '¿qué pasa si falla LOAD_DWH?',
    '2 jobs no correrán de ningún modo',
    'pide a `DWH_NIGHT.LOAD_DWH` que termine bien',
    'sigue a `REPORTS.RPT_DAILY`, que tampoco correrá',
  ],
])('%s', async (question, ...said) => {
  const { answer, claims, findings } = await asked(question, callOver(impactOf({})));
  for (const words of said) expect(answer).toContain(words);
  expect(answer).not.toMatch(/Nothing else|Nada mais|Nada más/);
  expect(claims.filter(({ kind }) => kind === 'count')).toMatchObject([{ subject: `count:suppressed-by:${loadDwh.key}`, claimed: '2' }]);
  expect(findings.filter(({ verdict }) => verdict === 'contradicted')).toEqual([]);
  expect(findings.filter(({ check }) => check === 'count-match')).toMatchObject([{ verdict: 'confirmed' }]);
});

test('every condition is said in words that claim no status of the job that was asked', async () => {
  for (const question of ['/impact LOAD_DWH', 'qual o impacto de LOAD_DWH?', '¿qué pasa si falla LOAD_DWH?']) {
    for (const one of dependencyConditions) {
      const vain = [{ ...suppressed[0]!, missed: { ...onSuccess, conditions: [one] } }];
      const { findings } = await asked(question, callOver(impactOf({ suppressed: vain })));
      expect(findings.filter(({ verdict, calls }) => verdict === 'contradicted' || calls !== 'nothing')).toEqual([]);
    }
  }
});

test('a count of them that is wrong is contradicted', async () => {
  const { findings } = await asked('/impact LOAD_DWH', callOver(impactOf({})));
  expect(findings.length).toBeGreaterThan(0);
  const receipts = callOver(impactOf({}));
  await receipts.call('impact', { job: 'LOAD_DWH' });
  const answer = '3 jobs will not run at all because of LOAD_DWH. [r1]';
  const claims = extractClaims({ answer, question: '', receipts: receipts.receipts }).map((claim) => ({ ...claim, id: 'clm_1' as never }));
  const evidence = receipts.receipts.flatMap((receipt) => evidenceOf(receipt) ?? []);
  const context = { question: '', origin: 'model', evidence, live: new Map(), support: [], recalled: [] } as const;
  expect(runChecks(claims, context)).toContainEqual(expect.objectContaining({ check: 'count-match', verdict: 'contradicted' }));
});

test('what a partial reading shows is told as at least that many', async () => {
  const { answer } = await asked('/impact LOAD_DWH', callOver(impactOf({}), { outcome: 'partial', isComplete: false }));
  expect(answer).toContain('at least 2 jobs will not run at all');
  expect(answer).toContain('its impact is unknown');
});

test.each([
  ['why is RPT_DAILY not running?', 'will not run at all: it asks'],
  ['por que RPT_DAILY não está rodando?', 'não vai rodar de modo algum: pede a'],
  ['¿por qué no corre RPT_DAILY?', 'no correrá de ningún modo: pide a'],
])('%s', async (question, said) => {
  const reasons: WaitReason[] = [
    { kind: 'suppressed', sentence: '', target: loadDwh.key, fact: { code: 'will-not-run', job: report.name, missed: onSuccess } },
  ];
  const scene = callOver({
    job_details: { kind: 'found', job: { ...report, dependencies: [], task: null, user: null, recovery: null, successCondition: null, runs: [] } },
    why_not_running: { kind: 'found', job: report, reasons },
  });
  const { answer, findings } = await asked(question, scene);
  expect(answer).toContain(said);
  expect(findings.filter(({ verdict, calls }) => verdict === 'contradicted' || calls !== 'nothing')).toEqual([]);
});
