/** A turn on screen: what streams in is applied once, in order, and nothing is claimed that no reading carries. */
import { describe, expect, it } from 'vitest';
import type { Receipt, Turn, TurnEvent } from '../../../../src-preload/contract/chat.ts';
import { turn as turnSchema } from '../../../../src-preload/contract/chat.ts';
import { aMemoryUse } from '../../../fakes/views/chat.ts';
import { applyEvent, groundOf, hasOpenClaims, viewOf } from '../../../../src-renderer/chat/turns/turnView.ts';

const at = '2026-11-21T02:00:00.000Z';
const receipt = (label: string, outcome: Receipt['outcome']) => ({
  id: `id-${label}`,
  turnId: 't1',
  label,
  tool: 'job_details',
  args: {},
  outcome,
  fault: null,
  observedAt: at,
  planId: null,
  isComplete: true,
  isTruncated: false,
  isDemo: true,
  ageMs: 0,
  durationMs: 1,
  rows: 1,
  data: null,
  hash: 'h',
});
const claim = (verdict: string | null) => ({
  id: 'c1',
  kind: 'status',
  text: 'x',
  start: 0,
  end: 1,
  subject: null,
  claimed: null,
  receiptId: null,
  verdict,
  observed: null,
});

function turnWith(part: Record<string, unknown> = {}): Turn {
  return turnSchema.parse({
    id: 't1',
    conversationId: 'k1',
    engineId: 'demo',
    isDemo: true,
    agentId: 'operator',
    question: 'Why?',
    askedAt: at,
    state: { at: 'running' },
    answeredBy: { kind: 'rules', model: null },
    answer: '',
    notices: [],
    receipts: [],
    claims: [],
    memories: [],
    memoryId: null,
    ...part,
  });
}

const started = (): TurnEvent => ({ seq: 1, type: 'started', turn: turnWith() });
const delta = (seq: number, text: string): TurnEvent => ({ seq, type: 'delta', text });

describe('a turn being watched', () => {
  it('shows the text of all deltas in order', () => {
    const view = [started(), delta(2, 'LOAD_'), delta(3, 'DWH')].reduce(applyEvent, viewOf(turnWith()));
    expect(view.turn.answer).toBe('LOAD_DWH');
    expect(view.seq).toBe(3);
  });

  it('applies an event once when a reconnect replays it', () => {
    const view = [started(), delta(2, 'a'), delta(2, 'a'), started(), delta(3, 'b')].reduce(applyEvent, viewOf(turnWith()));
    expect(view.turn.answer).toBe('ab');
  });

  it('withdraws what a failing model had said', () => {
    const view = [started(), delta(2, 'wrong'), { seq: 3, type: 'restarted' } as const, delta(4, 'right')].reduce(applyEvent, viewOf(turnWith()));
    expect(view.turn.answer).toBe('right');
  });

  it('replaces a running tool by its receipt', () => {
    const running = [started(), { seq: 2, type: 'tool-started', label: 'r1', tool: 'job_details', args: {} } as const].reduce(applyEvent, viewOf(turnWith()));
    expect(running.runningTools.map(({ label }) => label)).toEqual(['r1']);
    const [read] = turnWith({ receipts: [receipt('r1', 'ok')] }).receipts;
    const ended = applyEvent(running, { seq: 3, type: 'tool-ended', receipt: read! });
    expect(ended.runningTools).toEqual([]);
    expect(ended.turn.receipts.map(({ label }) => label)).toEqual(['r1']);
  });
});

describe('what comes with an answer', () => {
  const [first, again] = turnWith({ receipts: [receipt('r1', 'ok'), { ...receipt('r1', 'failed') }] }).receipts;
  const [other] = turnWith({ receipts: [receipt('r2', 'ok')] }).receipts;
  it('each reading stands once, as it was last; only its own tool stops running', () => {
    const events: TurnEvent[] = [
      { seq: 1, type: 'tool-started', label: 'r1', tool: 'job_details', args: {} },
      { seq: 2, type: 'tool-started', label: 'r2', tool: 'job_details', args: {} },
      { seq: 3, type: 'tool-ended', receipt: other! },
      { seq: 4, type: 'tool-ended', receipt: first! },
      { seq: 5, type: 'tool-ended', receipt: again! },
    ];
    const view = events.reduce(applyEvent, viewOf(turnWith()));
    expect(view.turn.receipts.map(({ label, outcome }) => [label, outcome])).toEqual([
      ['r2', 'ok'],
      ['r1', 'failed'],
    ]);
    expect(
      events
        .slice(0, 3)
        .reduce(applyEvent, viewOf(turnWith()))
        .runningTools.map(({ label }) => label),
    ).toEqual(['r1']);
  });
  it('memories and notices are shown as they come, and no tool runs in an answer that starts or ends', () => {
    const memories = [aMemoryUse('m1')];
    const view = [
      { seq: 1, type: 'tool-started', label: 'r1', tool: 'job_details', args: {} } as const,
      { seq: 2, type: 'memories', memories } as const,
      { seq: 3, type: 'notice', text: 'one' } as const,
      { seq: 4, type: 'notice', text: 'two' } as const,
    ].reduce<ReturnType<typeof viewOf>>(applyEvent, viewOf(turnWith()));
    expect(view.turn).toMatchObject({ memories: [{ memoryId: 'm1' }], notices: ['one', 'two'] });
    expect(applyEvent(view, { seq: 5, type: 'started', turn: turnWith() })).toEqual({ ...viewOf(turnWith()), seq: 5 });
    expect(applyEvent(view, { seq: 5, type: 'ended', turn: turnWith() })).toEqual({ ...viewOf(turnWith()), seq: 5 });
    expect(viewOf(turnWith()).runningTools).toEqual([]);
  });
});

describe('what an answer stands on', () => {
  it('is not live when every reading failed', () => {
    expect(groundOf(turnWith({ receipts: [receipt('r1', 'failed'), receipt('r2', 'failed')] }))).toBe('without-live-data');
  });
  it('is live when one reading worked, and said to be none when none was made', () => {
    expect(groundOf(turnWith({ receipts: [receipt('r1', 'failed'), receipt('r2', 'ok')] }))).toBe('live');
    expect(groundOf(turnWith())).toBe('no-reading');
  });
  it('is open while a claim of a finished answer waits for the auditor', () => {
    const done = { at: 'done', finishedAt: at };
    expect(hasOpenClaims(turnWith({ state: done, claims: [claim(null)] }))).toBe(true);
    expect(hasOpenClaims(turnWith({ state: done, claims: [claim('confirmed')] }))).toBe(false);
    expect(hasOpenClaims(turnWith({ state: done, claims: [claim('confirmed'), claim(null)] }))).toBe(true);
    expect(hasOpenClaims(turnWith({ state: done }))).toBe(false);
    expect(hasOpenClaims(turnWith({ claims: [claim(null)] }))).toBe(false);
  });
});
