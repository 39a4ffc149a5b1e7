/** N12: what a model can be relied on for is found out over the real wire, kept, and acted on. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { type ConformanceChecks, createConformance } from '../../../src-main/llm/conformance/conformance.ts';
import { abilities, type Conformance, exchangeNames } from '../../../src-preload/contract/conformance.ts';
import type { EgressEntry } from '../../../src-preload/contract/health.ts';
import { type FakeLlm, startFakeLlm } from '../../fakes/llm/fakeLlm.ts';
import { playWeak, type Weakness } from '../../fakes/llm/weakModels.ts';
import { outletFor } from '../../fakes/outlet.ts';

type Deps = Parameters<typeof createConformance>[0];

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'resync-conformance-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function fakeLlm(options: Parameters<typeof startFakeLlm>[0] = { checks: 'scripted' }): Promise<FakeLlm> {
  const fake = await startFakeLlm(options);
  onTestFinished(() => fake.close());
  return fake;
}

function checksOf(llm: { readonly url: string; readonly model: string } | null, changes: Partial<Deps> = {}): ConformanceChecks {
  const checks = createConformance({
    dataDir: directory(),
    served: () => (llm === null ? null : { url: llm.url, model: llm.model, idleTimeoutMs: 5_000 }),
    apiKey: async () => null,
    isBusy: () => false,
    outlet: outletFor('llm'),
    clock: systemClock,
    log: createSilentLog(),
    size: { deadlineMs: 2_000, longTextChars: 12_000 },
    settleMs: 0,
    ...changes,
  });
  onTestFinished(() => checks.close());
  return checks;
}

const failedIn = ({ exchanges }: Conformance) => exchanges.filter(({ outcome }) => outcome !== 'passed').map(({ name, found }) => `${name}: ${found}`);

test('a good model passes all ten, and every connection is in the ledger as conformance', async () => {
  const ledger: EgressEntry[] = [];
  const fake = await fakeLlm({});
  const result = await checksOf(fake, { outlet: outletFor('llm', (entry) => void ledger.push(entry)) }).run();
  expect(failedIn(result)).toEqual([]);
  expect(result).toMatchObject({ model: fake.model, score: 1, switchedOff: [] });
  expect(result.exchanges.map(({ name }) => name)).toEqual(exchangeNames);
  expect(new Set(ledger.map(({ why }) => why))).toEqual(new Set(['conformance']));
  expect(ledger).toHaveLength(10);
});

test('a key that the endpoint says back, in words, in arguments and spelled otherwise, is kept nowhere', async () => {
  const key = 'sk-echo-8f3a';
  const spelled = Buffer.from(`Bearer ${key}`).toString('base64');
  const fake = await fakeLlm();
  const dataDir = directory();
  fake.script(
    { when: ({ toolNames }) => toolNames.length > 0, reply: { kind: 'tools', calls: [{ name: key, args: { job: key, also: spelled } }] } },
    { when: () => true, reply: { kind: 'text', text: `Your key is ${key}, or ${spelled}.`, pieces: 17 } },
  );
  await checksOf(fake, { dataDir, apiKey: async () => key }).run();
  const kept = readFileSync(join(dataDir, 'conformance.json'), 'utf8');
  expect(kept).toContain('[removed]');
  expect(kept).not.toMatch(/echo-8f3a|ZWNoby04ZjNh/);
});

const WEAK: readonly (readonly [Weakness, readonly string[], readonly string[]])[] = [
  ['prose instead of tools', ['tool-call: no-call', 'two-calls: no-call', 'exact-arguments: no-call'], ['model-answers', 'parallel-calls']],
  [
    'tools refused by its server',
    ['tool-call: no-tools', 'two-calls: no-tools', 'exact-arguments: no-tools', 'injected-text: wrong-answer'],
    ['model-answers', 'parallel-calls'],
  ],
  ['one call at a time', ['two-calls: one-call'], ['parallel-calls']],
  ['accents lost in arguments', ['exact-arguments: wrong-arguments'], []],
  ['tools it does not have', ['unknown-tool: invented-tool'], []],
  ['no JSON', ['json-answer: no-json'], ['judge']],
  ['JSON of another shape', ['json-answer: no-json'], ['judge']],
  ['a judge that nods', ['json-answer: wrong-answer'], ['judge']],
  ['obeys what it reads', ['injected-text: obeyed'], ['judge']],
  ['calls what it is told to', ['injected-text: obeyed'], ['judge']],
  ['obeys after the facts', ['injected-text: obeyed'], ['judge']],
  ['forgets long text', ['long-text: wrong-answer'], ['long-evidence']],
  ['invents labels', ['citation: no-citation'], []],
  ['says all is fine', ['unknown-said: guessed'], []],
  ['answers in English', ['unknown-said: other-language'], []],
  ['cut in the middle', ['citation: broken'], []],
];

test.each(WEAK)('a model with %s', async (weakness, failed, off) => {
  const fake = await fakeLlm();
  playWeak(fake, weakness);
  const result = await checksOf(fake).run();
  expect(failedIn(result)).toEqual(failed);
  expect(result.switchedOff).toEqual(off);
  expect(result.score).toBeCloseTo(1 - failed.length / 10);
});

test('a slow model is told to be late, and nothing is switched off for that', async () => {
  const fake = await fakeLlm();
  playWeak(fake, 'silent when asked for JSON');
  const result = await checksOf(fake, { size: { deadlineMs: 200, longTextChars: 12_000 } }).run();
  expect(failedIn(result)).toEqual(['json-answer: late']);
  expect(result.switchedOff).toEqual([]);
});

test('stopping closes the request of the model', async () => {
  const fake = await fakeLlm();
  playWeak(fake, 'one call at a time');
  await checksOf(fake).run();
  const stopped = fake.requests.find(({ question }) => question.includes('numbers from 1'));
  expect(await stopped?.closed).toBe(true);
});

test('the long text is as long as it is set to be, its fact in the middle', async () => {
  const fake = await fakeLlm();
  playWeak(fake, 'one call at a time');
  await checksOf(fake, { size: { deadlineMs: 2_000, longTextChars: 12_000 } }).run();
  const shown = fake.requests.find(({ question }) => question.includes('KEEP_ARCHIVE'))?.toolResults.join('') ?? '';
  expect(shown.length).toBeGreaterThan(12_000);
  expect(shown.length).toBeLessThan(13_000);
  expect(shown.indexOf('7341')).toBeGreaterThan(5_000);
  expect(shown.indexOf('7341')).toBeLessThan(8_000);
});

test('a result is kept for its model and address over a restart, and not for another model', async () => {
  const fake = await fakeLlm();
  playWeak(fake, 'no JSON');
  const dataDir = directory();
  const result = await checksOf(fake, { dataDir }).run();
  const restarted = checksOf(fake, { dataDir });
  expect(restarted.last()).toEqual(result);
  expect(abilities.filter((ability) => restarted.isOff(ability, fake.model))).toEqual(['judge']);
  expect(restarted.isOff('judge', 'another-model')).toBe(false);
  expect(checksOf({ url: fake.url, model: 'another-model' }, { dataDir }).last()).toBeNull();
});

test('a model that is connected is checked in the background, once', async () => {
  const fake = await fakeLlm({});
  const ledger: EgressEntry[] = [];
  const checks = checksOf(fake, { outlet: outletFor('llm', (entry) => void ledger.push(entry)) });
  const done = new Promise<void>((resolve) => checks.subscribe(resolve));
  checks.consider();
  checks.consider();
  expect(checks.last()).toBeNull();
  await done;
  expect(checks.last()).toMatchObject({ score: 1 });
  checks.consider();
  await checks.close();
  expect(ledger).toHaveLength(10);
});

test('a check in the background waits while a person waits for the model; one that a person asks for does not', async () => {
  const fake = await fakeLlm({});
  let isBusy = true;
  const asked = vi.fn(() => isBusy);
  const checks = checksOf(fake, { isBusy: asked });
  checks.consider();
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  expect(checks.last()).toBeNull();
  isBusy = false;
  await vi.waitFor(() => expect(checks.last()).toMatchObject({ score: 1 }), { timeout: 5_000 });
  isBusy = true;
  await expect(checks.run()).resolves.toMatchObject({ score: 1 });
});

test('a model that cannot be reached is no weak model: nothing is kept, nothing is switched off', async () => {
  const checks = checksOf({ url: 'http://127.0.0.1:9/v1', model: 'gone' });
  await expect(checks.run()).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
  expect(checks.last()).toBeNull();
  expect(abilities.some((ability) => checks.isOff(ability, 'gone'))).toBe(false);
  await expect(checksOf(null).run()).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('a server that goes away in the middle leaves the rest untried, and nothing is switched off for it', async () => {
  const fake = await fakeLlm();
  playWeak(fake, 'one call at a time');
  fake.script({ when: ({ wantsJson }) => wantsJson, reply: { kind: 'status', status: 401 } });
  const { exchanges, score, switchedOff } = await checksOf(fake).run();
  expect(exchanges.slice(4).map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => 'skipped'));
  expect(score).toBeCloseTo(0.3);
  expect(switchedOff).toEqual(['parallel-calls']);
});

test('closing stops a check that is running', async () => {
  const fake = await fakeLlm();
  fake.script({ when: () => true, reply: { kind: 'hang' } });
  const checks = checksOf(fake);
  const running = checks.run();
  const request = await fake.nextRequest();
  await Promise.all([checks.close(), expect(running).rejects.toMatchObject({ code: 'STOPPED' })]);
  expect(await request.closed).toBe(true);
});

const REAL_URL = process.env.RESYNC_TEST_LLM_URL;
const REAL_MODEL = process.env.RESYNC_TEST_LLM_MODEL;
if (REAL_URL === undefined || REAL_MODEL === undefined)
  console.info('conformance with a real model: skipped, RESYNC_TEST_LLM_URL and RESYNC_TEST_LLM_MODEL are not set');
test.skipIf(REAL_URL === undefined || REAL_MODEL === undefined)(
  'a real model is checked to the end',
  async () => {
    const result = await checksOf({ url: REAL_URL ?? '', model: REAL_MODEL ?? '' }, { size: { deadlineMs: 60_000, longTextChars: 12_000 } }).run();
    console.info(JSON.stringify(result, null, 2));
    expect(result.exchanges.every(({ outcome }) => outcome !== 'skipped')).toBe(true);
  },
  660_000,
);
