/** Health says what is known and no more: silence, surprise and "not asked" are unknown, and unknown is never well. */
import { expect, it } from 'vitest';
import { componentNames } from '../../../src-preload/contract/health.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { Fault } from '../../../src-main/base/fault.ts';
import { type CheckAnswer, type ComponentCheck, createHealth } from '../../../src-main/health/health.ts';
import { createMetrics } from '../../../src-main/health/metrics.ts';

const well: ComponentCheck = async () => ({ state: 'healthy', detail: 'ok' });
const all = Object.fromEntries(componentNames.map((name) => [name, well])) as Record<(typeof componentNames)[number], ComponentCheck>;
const health = (checks: Partial<typeof all>) => createHealth({ checks: { ...all, ...checks }, clock: systemClock, answerWithinMs: 30 });

it('a component that stays silent is unknown, and its check is told to stop', async () => {
  let wasTold = false;
  const report = await health({
    engine: (signal) => new Promise(() => signal.addEventListener('abort', () => (wasTold = true))),
  }).checkAll();
  expect(report.overall).toBe('degraded');
  expect(report.components.find(({ component }) => component === 'engine')).toMatchObject({ state: 'unknown', detail: expect.stringContaining('no answer') });
  expect(report.components.find(({ component }) => component === 'engine')?.meaning).not.toBe('');
  expect(wasTold).toBe(true);
});

it('a fault is unhealthy with its sentence; a bug in a check is unknown, not a verdict', async () => {
  const report = await health({
    engine: async () => {
      throw new Fault('TWS_UNREACHABLE', 'mdm does not answer.');
    },
    llm: async () => {
      throw new TypeError('x is not a function');
    },
  }).checkAll();
  expect(report.overall).toBe('unhealthy');
  expect(report.components.find(({ component }) => component === 'engine')).toMatchObject({
    state: 'unhealthy',
    detail: 'mdm does not answer.',
    lastFault: { code: 'TWS_UNREACHABLE', retryable: true },
  });
  expect(report.components.find(({ component }) => component === 'llm')?.state).toBe('unknown');
});

it('what is switched off by choice does not make the whole unwell', async () => {
  const report = await health({ llm: async () => ({ state: 'off', detail: 'no model configured' }) }).checkAll();
  expect(report.overall).toBe('healthy');
  expect(report.components.find(({ component }) => component === 'llm')).toMatchObject({ latencyMs: null, checkedAt: expect.any(String) });
});

it('many who ask at once cost one question, and the list shows the last answer', async () => {
  let asked = 0;
  const store = health({
    store: async () => {
      asked += 1;
      return { state: 'healthy', detail: `asked ${asked}` };
    },
  });
  await Promise.all([store.check('store'), store.check('store'), store.list()]);
  expect(asked).toBe(1);
  await store.check('store');
  expect((await store.list()).components.find(({ component }) => component === 'store')?.detail).toBe('asked 2');
});

it('what was known of a replaced component is not told of the one in its place, however late it arrives', async () => {
  const answers = [Promise.withResolvers<CheckAnswer>(), Promise.withResolvers<CheckAnswer>()];
  let asked = 0;
  const checked = health({ engine: () => answers[asked++]!.promise });
  const engineOf = async () => (await checked.list()).components.find(({ component }) => component === 'engine');

  const late = checked.check('engine');
  checked.forget('engine');
  const now = checked.check('engine');
  answers[1]!.resolve({ state: 'unhealthy', detail: 'the new engine refuses' });
  await now;
  answers[0]!.resolve({ state: 'healthy', detail: 'the old engine is fine' });
  await late;
  expect(await engineOf()).toMatchObject({ state: 'unhealthy', detail: 'the new engine refuses' });
});

it('metrics are Prometheus text with what was counted', async () => {
  const metrics = createMetrics();
  try {
    metrics.recordCall({ route: 'chat.start', outcome: 'ok', durationMs: 12 });
    metrics.recordTurn({ state: 'done', answeredBy: 'rules', durationMs: 300 });
    metrics.recordVerdict('flag');
    metrics.recordOutgoing({ purpose: 'engine', outcome: 'ok', bytesOut: 40, bytesIn: 4_000 });
    const text = await metrics.text();
    expect(text).toContain('resync_calls_total{route="chat.start",outcome="ok"} 1');
    expect(text).toContain('resync_call_seconds_bucket{le="0.02",route="chat.start"} 1');
    expect(text).toContain('resync_audit_verdicts_total{verdict="flag"} 1');
    expect(text).toMatch(/process_resident_memory_bytes \d{6,}/);
  } finally {
    metrics.stop();
  }
});
