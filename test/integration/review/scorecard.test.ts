/** The scorecard counts what people decided, nothing else; autonomy and proposals follow from it. */
import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { appendPolicy, readPolicies } from '../../../src-main/database/rows/checkPolicy.ts';
import { startMeasuring } from '../../../src-main/compose/measure/measuring.ts';
import { createReview } from '../../../src-main/review/review.ts';
import { createScorecard, type ScorecardChange } from '../../../src-main/review/scorecard/scorecard.ts';
import type { MemoryId, ReviewItemId } from '../../../src-preload/contract/ids.ts';
import type { Scorecard } from '../../../src-preload/contract/review/scorecard.ts';
import { settingsSchema } from '../../../src-preload/contract/settings.ts';
import { exchange, openTestStore } from '../../fakes/store.ts';

interface Found {
  readonly check: string;
  readonly calls: 'nothing' | 'flag' | 'reject';
  readonly confidence?: number;
}

async function open() {
  const store = await openTestStore();
  const { db, memory, clock } = store;
  const log = createSilentLog();
  const review = createReview({ db, clock, log, storeCorrection: memory.storeCorrection });
  const scorecard = createScorecard({
    db,
    checkNames: ['status-match', 'count-match', 'unsupported-entity'],
    settings: () => ({ rejectAbove: 0.85, spotChecksPerDay: 2 }),
    clock,
    log,
  });
  const changes: ScorecardChange[] = [];
  scorecard.onChange((change) => changes.push(change));
  let n = 0;

  /** A memory as the auditor left it. */
  const audited = (findings: readonly Found[], changed: { readonly answer?: string } = {}) => {
    const at = new Date(clock.now()).toISOString();
    const id = memory.remember(exchange({ question: `Question ${++n}?`, answer: `Answer ${n}.`, ...changed }));
    const verdict = findings.some(({ calls }) => calls === 'reject') ? 'reject' : findings.some(({ calls }) => calls === 'flag') ? 'flag' : 'pass';
    const judged = findings.some(({ check, confidence }) => check === 'judge' && confidence !== undefined) && verdict === 'pass' ? 'flag' : verdict;
    for (const { check, calls, confidence = null } of findings)
      db.prepare(`INSERT INTO finding (id, memory_id, check_name, verdict, reason, confidence, calls, at) VALUES (?, ?, ?, ?, 'because', ?, ?, ?)`).run(
        `fnd_${n}_${check}`,
        id,
        check,
        calls === 'nothing' && confidence === null ? 'confirmed' : 'contradicted',
        confidence,
        calls,
        at,
      );
    db.prepare(`UPDATE audit_job SET state = 'done', verdict = ?, verdict_by = 'auditor-1-1', verdict_at = ? WHERE memory_id = ?`).run(judged, at, id);
    db.prepare(`UPDATE memory SET state = ?, decided_by = 'Resync auditor', version = version + 1 WHERE id = ?`).run(
      { pass: 'active', flag: 'flagged', reject: 'rejected' }[judged],
      id,
    );
    if (judged !== 'pass')
      db.prepare(`INSERT INTO review_item (id, memory_id, state, auditor_verdict, reason, value, created_at) VALUES (?, ?, 'pending', ?, 'because', 1, ?)`).run(
        `rev_${n}`,
        id,
        judged,
        at,
      );
    return id;
  };
  const itemOf = (id: MemoryId) =>
    db.prepare<[string], { id: ReviewItemId; version: number }>('SELECT id, version FROM review_item WHERE memory_id = ? ORDER BY rowid DESC').get(id)!;
  return {
    store,
    review,
    scorecard,
    changes,
    audited,
    approve: (id: MemoryId) => review.approve(itemOf(id), 'ana'),
    reject: (id: MemoryId) => review.reject(itemOf(id), 'ana'),
    correct: (id: MemoryId, answer: string) => review.correct({ ...itemOf(id), answer }, 'ana'),
    undo: (id: MemoryId) => review.undo(itemOf(id), 'ana'),
    row: (check: string) => scorecard.read(90).checks.find((row) => row.check === check)!,
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

const flagged: readonly Found[] = [{ check: 'status-match', calls: 'flag' }];
const rejected: readonly Found[] = [{ check: 'status-match', calls: 'reject' }];
const fine: readonly Found[] = [{ check: 'status-match', calls: 'nothing' }];

test('right and wrong are what people said last: approved, rejected, corrected, removed; what is open or undone does not count', async () => {
  await using desk = await open();
  const { audited, approve, reject, correct, undo, row, scorecard, store } = desk;
  approve(audited(flagged));
  reject(audited(rejected));
  correct(audited(flagged), 'Something else.');
  // The very same text: the reviewer agreed with the answer.
  correct(audited(flagged, { answer: 'It runs on FTA1.' }), ' It runs on FTA1. ');
  // Still open, taken back, and approved after all.
  audited(flagged);
  const undone = audited(flagged);
  reject(undone);
  undo(undone);
  const twice = audited(flagged);
  reject(twice);
  undo(twice);
  approve(twice);
  // Let through: one a person removed, one a person found right because another check doubted it.
  store.memory.remove(audited(fine), 'it was on another engine', 'ana');
  approve(audited([...fine, { check: 'count-match', calls: 'flag' }]));
  audited(fine);
  expect(row('status-match')).toMatchObject({ truePositive: 2, falsePositive: 3, falseNegative: 1, trueNegative: 1, decided: 7, baseRate: 3 / 7 });
  expect(row('status-match').rejections).toMatchObject({ value: 1, n: 1 });
  expect(row('count-match')).toMatchObject({ truePositive: 0, falsePositive: 1, decided: 1, recall: null });
  expect(row('unsupported-entity')).toMatchObject({
    decided: 0,
    precision: null,
    recall: null,
    kappa: null,
    baseRate: null,
    level: 'may-reject',
    autonomy: 'by-default',
  });
  expect(scorecard.read(90).overall).toMatchObject({ truePositive: 2, falsePositive: 4, falseNegative: 1, trueNegative: 0 });
  expect(scorecard.read(90).judge).toBeNull();
});

test('what the auditor only could not settle is no doubt of anybody, and canaries and proposals are not counted', async () => {
  await using desk = await open();
  const { audited, approve, scorecard, store } = desk;
  approve(audited([...fine, { check: 'auditor', calls: 'flag' }]));
  const canary = store.memory.plantCanary(exchange());
  store.db
    .prepare(`UPDATE memory SET state = 'rejected', is_human_decided = 1, decided_by = 'ana', decided_at = ? WHERE id = ?`)
    .run(new Date(store.clock.now()).toISOString(), canary);
  const { checks, overall } = scorecard.read(90);
  expect(checks.map(({ check }) => check)).not.toContain('auditor');
  expect(overall).toMatchObject({ trueNegative: 1, decided: 1 });
});

test('decisions older than the window are not counted', async () => {
  await using desk = await open();
  desk.approve(desk.audited(flagged));
  desk.store.clock.advance(31 * 86_400_000);
  expect(desk.scorecard.read(30).overall.decided).toBe(0);
  expect(desk.scorecard.read(90).overall.decided).toBe(1);
});

test('the judge is measured by its doubts, and by its proposals for autonomy', async () => {
  await using desk = await open();
  const { audited, approve, reject, scorecard } = desk;
  reject(audited([{ check: 'judge', calls: 'nothing', confidence: 0.95 }]));
  approve(audited([{ check: 'judge', calls: 'nothing', confidence: 0.7 }]));
  expect(scorecard.read(90).judge).toMatchObject({
    truePositive: 1,
    falsePositive: 1,
    level: 'may-flag',
    autonomy: 'by-default',
    rejections: { n: 1, value: 1 },
  });
});

test('a check whose rejections people overrule loses its autonomy, once, with the numbers, and a later scorecard shows it', async () => {
  await using desk = await open();
  const { audited, approve, reject, scorecard, changes, store, row } = desk;
  for (let i = 0; i < 6; i++) reject(audited(rejected));
  for (let i = 0; i < 3; i++) approve(audited(rejected));
  scorecard.reconsider();
  expect(changes).toEqual([]);
  approve(audited(rejected));
  scorecard.reconsider();
  scorecard.reconsider();
  expect(changes).toMatchObject([{ at: 'policy', event: { check: 'status-match', level: 'may-flag', by: 'Resync auditor' } }]);
  expect(readPolicies(store.db).get('status-match')?.level).toBe('may-flag');
  expect(row('status-match')).toMatchObject({ level: 'may-flag', autonomy: 'withdrawn' });
  expect(row('status-match').levelReason).toContain('6 of its 10 rejections');
  expect(scorecard.read(90).changes).toHaveLength(1);
  expect(row('count-match')).toMatchObject({ level: 'may-reject', autonomy: 'by-default' });
});

test('a check that may no longer reject is still measured by what it would have rejected, and earns it back', async () => {
  await using desk = await open();
  const { audited, reject, scorecard, store, row } = desk;
  appendPolicy(store.db, { check: 'status-match', level: 'may-flag', reason: 'Withdrawn.', by: 'Resync auditor', at: '2026-11-20T22:00:00.000Z' });
  store.db.transaction(() => {
    for (let i = 0; i < 189; i++) reject(audited(rejected));
  })();
  scorecard.reconsider();
  expect(row('status-match')).toMatchObject({ level: 'may-reject', autonomy: 'earned' });
});

test('people who overrule a check again and again are asked about its rule: one review item, never knowledge', async () => {
  await using desk = await open();
  const { audited, approve, reject, scorecard, changes, store, review } = desk;
  for (let i = 0; i < 5; i++) approve(audited([{ check: 'unsupported-entity', calls: 'flag' }]));
  reject(audited([{ check: 'unsupported-entity', calls: 'flag' }]));
  scorecard.reconsider();
  scorecard.reconsider();
  expect(changes).toEqual([{ at: 'proposed', check: 'unsupported-entity' }]);
  const { proposals } = scorecard.read(90);
  expect(proposals).toMatchObject([{ check: 'unsupported-entity', level: 'off' }]);
  const { item, history } = review.get(proposals[0]!.itemId);
  expect(item).toMatchObject({
    state: 'pending',
    auditorVerdict: 'flag',
    memory: { purpose: 'rule-change', origin: 'rules', durability: 'durable', state: 'flagged' },
  });
  expect(item.memory.question).toBe('Should the check unsupported-entity be switched off?');
  expect(item.memory.answer).toContain('People overruled unsupported-entity 5 times in 30 days and agreed with it 1 times.');
  expect(history).toMatchObject([{ what: 'opened', who: 'Resync auditor' }]);
  expect(store.db.prepare('SELECT check_name, level FROM rule_change').all()).toEqual([{ check_name: 'unsupported-entity', level: 'off' }]);
  expect(store.db.prepare('SELECT 1 FROM audit_job WHERE memory_id = ?').get(item.memory.id)).toBeUndefined();
  expect(await store.memory.retrieve({ question: item.memory.question, engineId: null, limit: 10 })).toEqual([]);
  expect(store.memory.list({ limit: 100 }).memories.map(({ id }) => id)).not.toContain(item.memory.id);
});

test('a proposal a person has refused is not made again for the same decisions', async () => {
  await using desk = await open();
  const { audited, approve, scorecard, changes, review, store } = desk;
  for (let i = 0; i < 5; i++) approve(audited(flagged));
  scorecard.reconsider();
  const refused = scorecard.read(90).proposals[0]!.itemId;
  store.clock.advance(60_000);
  review.reject({ id: refused, version: 1 }, 'ana');
  scorecard.reconsider();
  expect(changes).toHaveLength(1);
  store.clock.advance(60_000);
  for (let i = 0; i < 5; i++) approve(audited(flagged));
  scorecard.reconsider();
  expect(changes).toHaveLength(2);
});

test('a few of what passed are drawn by lot each day, stay in use, and their verdicts are taken back byte for byte', async () => {
  await using desk = await open();
  const { audited, approve, reject, undo, scorecard, changes, store } = desk;
  const { db, memory } = store;
  const passed = Array.from({ length: 12 }, () => audited(fine));
  audited(flagged);
  store.memory.plantCanary(exchange());
  scorecard.drawSpotChecks();
  scorecard.drawSpotChecks();
  expect(changes).toEqual([{ at: 'spot-checks' }]);
  const drawn = db
    .prepare<[], { memory_id: MemoryId }>(`SELECT memory_id FROM review_item WHERE auditor_verdict = 'pass'`)
    .all()
    .map(({ memory_id }) => memory_id);
  expect(drawn).toHaveLength(2);
  expect(passed).toEqual(expect.arrayContaining(drawn));
  const [first, second] = drawn as [MemoryId, MemoryId];
  expect(memory.get(first).state).toBe('active');
  const before = memory.get(first);
  for (const decide of [approve, reject, (id: MemoryId) => desk.correct(id, 'Better.')]) {
    decide(first);
    expect(memory.get(first).state).not.toBe('active');
    undo(first);
    expect(memory.get(first)).toEqual(before);
  }
  reject(first);
  approve(second);
  const { spotChecks, overall } = scorecard.read(90);
  expect(spotChecks).toMatchObject({ drawn: 2, decided: 2, wrong: 1, missRate: { value: 0.5, n: 2 } });
  expect(overall).toMatchObject({ falseNegative: 1, trueNegative: 1 });
  store.clock.advance(86_400_000);
  scorecard.drawSpotChecks();
  expect(db.prepare(`SELECT count(DISTINCT memory_id) AS n FROM review_item WHERE auditor_verdict = 'pass'`).get()).toEqual({ n: 4 });
});

test('resync scorecard reads the store as it is, while another Resync holds it, and says a dash where nobody knows', async () => {
  await using desk = await open();
  desk.approve(desk.audited(flagged));
  const main = new URL('../../../src-main/hosts/cli/main.ts', import.meta.url).pathname;
  const run = (...args: string[]) =>
    new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      const env = { PATH: process.env['PATH'], HOME: desk.store.directory };
      execFile(process.execPath, [main, 'scorecard', '--data-dir', desk.store.directory, ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
      );
    });
  const told = await run('--days', '3650');
  expect(told).toMatchObject({ code: 0, stderr: '' });
  expect(told.stdout).toMatch(/^status-match +1 +0 % \(0 % to 79 %\) +- +0\.00 +0 % +may-reject \(by-default\)$/m);
  expect(told.stdout).toContain('Canaries     caught - of the wrong answers planted');
  // The same reading as the route gives; only the window ends now.
  const { from: _from, to: _to, checks, ...read } = JSON.parse((await run('--json', '--days', '3650')).stdout) as Scorecard;
  const { from, to, checks: shown, ...asked } = desk.scorecard.read(3_650);
  expect(read).toEqual(asked);
  expect(checks.find(({ check }) => check === 'status-match')).toEqual(shown.find(({ check }) => check === 'status-match'));
  expect(from < to).toBe(true);
  expect(await run('--days', '0')).toMatchObject({ code: 2 });
});

test('a person’s decision is weighed by itself: the check that lost its autonomy is told of, and the desk is told of a proposal', async () => {
  await using desk = await open();
  const { audited, approve, reject, review, store } = desk;
  const { db, memory, clock } = store;
  const notices: string[] = [];
  const told = Promise.withResolvers<void>();
  const measuring = startMeasuring({
    db,
    memory,
    review,
    engines: { describe: () => ({ engine: null, chosen: null, fault: null }) },
    tools: { run: () => Promise.reject(new Error('nothing is read without an engine')) },
    auditor: { wake: () => {} },
    settings: () => settingsSchema.parse({}).auditor,
    notify: ({ body }) => {
      notices.push(body);
      if (notices.length === 2) told.resolve();
    },
    clock,
    log: createSilentLog(),
  });
  try {
    for (let i = 0; i < 4; i++) reject(audited(rejected));
    for (let i = 0; i < 6; i++) approve(audited(rejected));
    for (let i = 0; i < 5; i++) approve(audited([{ check: 'count-match', calls: 'flag' }]));
    await told.promise;
    expect(notices[0]).toContain('The check status-match only asks from now on. Withdrawn: people agreed with 4 of its 10 rejections');
    expect(notices[1]).toBe('People keep overruling the check count-match: a change of its rule waits for review.');
    expect(review.counters().pending).toBe(1);
    expect(await measuring.plantCanaries(undefined)).toMatchObject({ at: 'not-planted' });
  } finally {
    measuring.stop();
  }
});

test('of very many decisions the newest 2,000 are counted, and `from` says since when', async () => {
  await using desk = await open();
  const { db, clock } = desk.store;
  const at = (minutes: number) => new Date(clock.now() - minutes * 60_000).toISOString();
  db.exec(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2099)
    INSERT INTO memory (id, question, answer, content_hash, state, durability, origin, is_tainted, created_at, observed_at)
    SELECT 'm' || i, 'q', 'a', 'h' || i, 'quarantined', 'durable', 'rules', 0, '${at(0)}', '${at(0)}' FROM n;
    INSERT INTO audit_job (memory_id, state, verdict, verdict_by, queued_at) SELECT id, 'done', 'reject', 'auditor-1-1', created_at FROM memory;`);
  const decide = db.prepare(`UPDATE memory SET state = 'rejected', is_human_decided = 1, decided_by = 'ana', decided_at = ? WHERE id = ?`);
  db.transaction(() => {
    for (let i = 0; i < 2_100; i++) decide.run(at(i), `m${i}`);
  })();
  const { from, overall } = desk.scorecard.read(90);
  expect(from).toBe(at(1_999));
  expect(overall.decided).toBe(2_000);
});
