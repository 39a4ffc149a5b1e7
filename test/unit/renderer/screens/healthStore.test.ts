// @vitest-environment happy-dom
/** Health: each component as it was last seen, and never newer than that. */
import { describe, expect, it } from 'vitest';
import type { ComponentHealth } from '../../../../src-preload/contract/health.ts';
import { checkComponent, readHealth, useHealth } from '../../../../src-renderer/health/healthStore.ts';
import { noticesSaid, pageOfTest } from '../../../fakes/bridge/pageOfTest.ts';

const { getState: get } = useHealth;
const part = (component: ComponentHealth['component'], state: ComponentHealth['state'] = 'healthy'): ComponentHealth => ({
  component,
  state,
  latencyMs: null,
  checkedAt: null,
  detail: '',
  meaning: '',
  lastFault: null,
});
const health = (...components: ComponentHealth[]) => ({ overall: 'degraded' as const, components });
const NONE_LEFT = { entries: [], byHost: [] };

describe('health', () => {
  it('and what left this machine are read beside each other: one that fails leaves the other', async () => {
    const bridge = await pageOfTest(useHealth);
    bridge.answer('health.list', health(part('store')));
    bridge.fail('egress.list', 'INTERNAL');
    await readHealth();
    expect(get()).toMatchObject({ health: { at: 'ready', value: { overall: 'degraded' } }, egress: { at: 'failed', last: null } });
    expect(bridge.calls('egress.list')).toEqual([{ limit: 200 }]);
    bridge.fail('health.list', 'INTERNAL');
    bridge.answer('egress.list', NONE_LEFT);
    await readHealth();
    expect(get()).toMatchObject({ health: { at: 'failed', last: { overall: 'degraded' } }, egress: { at: 'ready', value: NONE_LEFT } });
  });

  it('shows the newest reading, though an older one comes late', async () => {
    const bridge = await pageOfTest(useHealth);
    const [lists, ledgers] = [bridge.hold('health.list'), bridge.hold('egress.list')];
    const slow = readHealth();
    const [oldList, oldLedger] = [await lists.next(), await ledgers.next()];
    const quick = readHealth();
    (await lists.next()).answer(health(part('store', 'healthy')));
    (await ledgers.next()).answer(NONE_LEFT);
    await quick;
    oldList.answer(health(part('store', 'unhealthy')));
    oldLedger.fail('INTERNAL');
    await slow;
    expect(get()).toMatchObject({ health: { value: { components: [{ state: 'healthy' }] } }, egress: { at: 'ready' } });
  });
});

describe('a check', () => {
  it('is said while it runs, and takes the place of what was known of that component alone', async () => {
    const bridge = await pageOfTest(useHealth);
    bridge.answer('health.list', health(part('store'), part('engine')));
    bridge.answer('egress.list', NONE_LEFT);
    await readHealth();
    const held = bridge.hold('health.component');
    const checks = [checkComponent('engine'), checkComponent('llm')];
    expect([...get().checking]).toEqual(['engine', 'llm']);
    const engine = await held.next();
    const llm = await held.next();
    expect(engine.input).toEqual({ component: 'engine' });
    engine.answer(part('engine', 'unhealthy'));
    await checks[0];
    expect([...get().checking]).toEqual(['llm']);
    llm.answer(part('llm', 'off'));
    await checks[1];
    expect(get().health).toMatchObject({
      at: 'ready',
      value: {
        overall: 'degraded',
        components: [
          { component: 'store', state: 'healthy' },
          { component: 'engine', state: 'unhealthy' },
        ],
      },
    });
    expect(get().health).toHaveProperty('value.components.length', 2);
    expect(get().checking.size).toBe(0);
  });

  it('does not make the other components look newer than they are', async () => {
    const bridge = await pageOfTest(useHealth);
    bridge.answer('health.list', health(part('store'), part('engine')));
    bridge.answer('egress.list', NONE_LEFT);
    await readHealth();
    bridge.fail('health.list', 'INTERNAL');
    await readHealth();
    bridge.answer('health.component', part('engine', 'unhealthy'));
    await checkComponent('engine');
    expect(get().health).toMatchObject({ at: 'failed', last: { components: [{ state: 'healthy' }, { state: 'unhealthy' }] } });
  });

  it('that fails is said and leaves what was known', async () => {
    const bridge = await pageOfTest(useHealth);
    bridge.fail('health.component', 'INTERNAL');
    await checkComponent('engine');
    expect(get()).toMatchObject({ health: { at: 'loading', last: null } });
    expect(get().checking.size).toBe(0);
    expect(noticesSaid()).toEqual([expect.stringMatching(/^! /)]);
  });
});
