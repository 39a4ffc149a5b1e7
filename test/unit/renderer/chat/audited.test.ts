// @vitest-environment happy-dom
/** Verdicts appear by themselves beside an answer, and an answer looked at again shows the verdicts of now. */
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { claimId, turnId } from '../../../../src-preload/contract/ids.ts';
import type { Reverification } from '../../../../src-preload/contract/review/reverify.ts';
import { refreshVerdicts } from '../../../../src-renderer/chat/auditRefresh.ts';
import { useChat } from '../../../../src-renderer/chat/chatStore.ts';
import { paneContent, paneFor } from '../../../../src-renderer/chat/turns/pane.ts';
import { viewOf } from '../../../../src-renderer/chat/turns/turnView.ts';
import { useApp } from '../../../../src-renderer/frame/appStore.ts';
import { claimsOfNow, reverifyTurn, useReverified } from '../../../../src-renderer/parts/audit/reverifyStore.ts';
import type { FakeBridge } from '../../../fakes/bridge/fakeBridge.ts';
import { pageOfTest } from '../../../fakes/bridge/pageOfTest.ts';
import { showHook } from '../../../fakes/bridge/showHook.ts';
import { AT, aClaim, aMemoryUse, aReceipt, aTurn, doneTurn } from '../../../fakes/views/chat.ts';
import { aStatus } from '../../../fakes/views/settings.ts';

const GAP_MS = 700;
const show = (...turns: ReturnType<typeof aTurn>[]) => useChat.setState({ turns: turns.map(viewOf) });
const verdicts = () => useChat.getState().turns.map(({ turn }) => turn.claims[0]?.verdict);
const asked = (bridge: FakeBridge) => bridge.calls('chat.turn').map((input) => input.turnId);

describe('verdicts', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => vi.useRealTimers());

  async function pass(bridge: FakeBridge) {
    await vi.advanceTimersByTimeAsync(GAP_MS);
    await bridge.quiet();
  }

  it('are read for finished answers with open claims, after a moment', async () => {
    const bridge = await pageOfTest(useChat, useApp);
    bridge.answer('chat.turn', ({ turnId: id }) => doneTurn({ id, claims: [aClaim({ verdict: 'confirmed' })] }));
    show(doneTurn({ id: 'open', claims: [aClaim()] }), doneTurn({ id: 'judged', claims: [aClaim({ verdict: 'contradicted' })] }), aTurn({ id: 'running' }));
    onTestFinished(refreshVerdicts());
    await vi.advanceTimersByTimeAsync(GAP_MS - 1);
    await bridge.quiet();
    expect(asked(bridge)).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await bridge.quiet();
    expect(asked(bridge)).toEqual(['open']);
    expect(verdicts()).toEqual(['confirmed', 'contradicted', undefined]);
    await pass(bridge);
    expect(asked(bridge)).toHaveLength(1);
  });

  it('are looked for when the core has news, once for all that come together, and only of what is likely on screen', async () => {
    const bridge = await pageOfTest(useChat, useApp);
    bridge.answer('chat.turn', ({ turnId: id }) => doneTurn({ id, claims: [aClaim()] }));
    show(...['1', '2', '3', '4', '5'].map((id) => doneTurn({ id, claims: [aClaim()] })));
    onTestFinished(refreshVerdicts());
    await pass(bridge);
    expect(asked(bridge)).toEqual(['2', '3', '4', '5']);
    useApp.setState({ status: aStatus() });
    useApp.setState({ status: aStatus() });
    useApp.setState({ overlay: 'keys' });
    await pass(bridge);
    expect(asked(bridge)).toHaveLength(8);
    useApp.setState({ overlay: null });
    await pass(bridge);
    expect(asked(bridge)).toHaveLength(8);
  });

  it('that do not come are given up after forty looks; failures change nothing', async () => {
    const bridge = await pageOfTest(useChat, useApp);
    bridge.fail('chat.turn', 'INTERNAL');
    show(doneTurn({ id: 'stuck', claims: [aClaim()] }));
    onTestFinished(refreshVerdicts());
    for (let look = 0; look < 45; look++) {
      useApp.setState({ status: aStatus() });
      await pass(bridge);
    }
    expect(asked(bridge)).toHaveLength(40);
    expect(verdicts()).toEqual([null]);
  });

  it('are not looked for once nobody shows the chat', async () => {
    const bridge = await pageOfTest(useChat, useApp);
    show(doneTurn({ id: 'open', claims: [aClaim()] }));
    const stop = refreshVerdicts();
    stop();
    useApp.setState({ status: aStatus() });
    await pass(bridge);
    expect(asked(bridge)).toEqual([]);
  });
});

describe('an answer looked at again', () => {
  const again = (id: string): Reverification => ({
    turnId: turnId.parse(id),
    at: AT,
    by: 'me',
    receipts: [],
    plan: { was: null, now: null },
    changes: [],
    isTruncated: false,
    claims: [{ claimId: claimId.parse('c1'), was: 'confirmed', now: 'changed-since', observed: 'RC 4' }],
  });

  it('is kept by turn, and shows the last result while it is made again or failed', async () => {
    const bridge = await pageOfTest();
    bridge.answer('chat.reverify', ({ turnId: id }) => again(id));
    const seen = showHook(() => ({ t1: useReverified(turnId.parse('t1')), t2: useReverified(turnId.parse('t2')), none: useReverified(null) }));
    expect(seen()).toEqual({ t1: null, t2: null, none: null });
    await act(() => reverifyTurn(turnId.parse('t1')));
    expect(seen()).toMatchObject({ t1: { at: 'ready', value: { turnId: 't1' } }, t2: null, none: null });
    bridge.fail('chat.reverify', 'TWS_TIMEOUT');
    await act(() => reverifyTurn(turnId.parse('t1')));
    await act(() => reverifyTurn(turnId.parse('t2')));
    expect(seen()).toMatchObject({ t1: { at: 'failed', last: { turnId: 't1' } }, t2: { at: 'failed', last: null } });
  });

  it('has the verdicts of now where claims were looked at, and those of then elsewhere', () => {
    const claims = doneTurn({ claims: [aClaim({ verdict: 'confirmed', observed: 'RC 0' }), aClaim({ id: 'c2', verdict: 'confirmed' })] }).claims;
    expect(claimsOfNow(claims, { at: 'ready', value: again('t1') })).toMatchObject([
      { id: 'c1', verdict: 'changed-since', observed: 'RC 4' },
      { id: 'c2', verdict: 'confirmed', observed: null },
    ]);
    expect(claimsOfNow(claims, null)).toBe(claims);
    expect(claimsOfNow(claims, { at: 'loading', last: null })).toBe(claims);
    expect(claimsOfNow(claims, { at: 'ready', value: { ...again('t1'), claims: [] } })).toBe(claims);
  });
});

describe('the evidence pane', () => {
  const receipt = aReceipt('r1');
  const turns = [
    viewOf(doneTurn({ receipts: [receipt], claims: [aClaim({ receiptId: receipt.id }), aClaim({ id: 'unbound' })], memories: [aMemoryUse('m1')] })),
  ];
  it('shows a claim with its receipt, a claim without one, a receipt alone, a memory', () => {
    expect(paneContent(turns, { kind: 'claim', turnId: 't1', claimId: 'c1' })).toMatchObject({
      kind: 'receipt',
      receipt: { label: 'r1' },
      claim: { id: 'c1' },
    });
    expect(paneContent(turns, { kind: 'claim', turnId: 't1', claimId: 'unbound' })).toMatchObject({ kind: 'unbound', claim: { id: 'unbound' } });
    expect(paneContent(turns, { kind: 'receipt', turnId: 't1', label: 'r1' })).toMatchObject({ kind: 'receipt', receipt: { label: 'r1' }, claim: null });
    expect(paneContent(turns, { kind: 'memory', turnId: 't1', memoryId: 'm1' })).toMatchObject({ kind: 'memory', memory: { memoryId: 'm1' } });
  });
  it.each([
    { kind: 'claim', turnId: 't1', claimId: 'none' },
    { kind: 'receipt', turnId: 't1', label: 'r9' },
    { kind: 'memory', turnId: 't1', memoryId: 'none' },
    { kind: 'receipt', turnId: 'elsewhere', label: 'r1' },
  ] as const)('opens for nothing that is not there: $kind of $turnId', (wanted) => {
    expect(paneContent(turns, wanted)).toBeNull();
    expect(paneFor(turns, wanted)).toBeNull();
  });
  it('keeps what was wanted, so that what comes later shows up in it', () => {
    const wanted = { kind: 'memory', turnId: 't1', memoryId: 'm1' } as const;
    expect(paneFor(turns, wanted)).toBe(wanted);
  });
});
