/** The receipts of one turn: every tool call leaves one, stored as it arrives and numbered in the order it was asked. */

import type { Receipt } from '../../src-preload/contract/chat.ts';
import type { TurnId } from '../../src-preload/contract/ids.ts';
import type { ToolName } from '../../src-preload/contract/tools.ts';
import { canonicalJson, hashOf } from '../base/text/canonicalJson.ts';
import { type Clock, instantOf } from '../base/clock.ts';
import { Fault } from '../base/fault.ts';
import { newId } from '../base/ids.ts';
import type { Tools } from './tools/tools.ts';

interface ReceiptBookDeps {
  readonly turnId: TurnId;
  readonly isDemo: boolean;
  readonly tools: Pick<Tools, 'run'>;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Raises STORE_FAILED: a receipt nobody stored proves nothing. */
  readonly save: (receipt: Receipt) => void;
  readonly onStarted: (call: { readonly label: string; readonly tool: string; readonly args: Record<string, unknown> }) => void;
  readonly onEnded: (receipt: Receipt) => void;
}

export interface ReceiptBook {
  /**
   * Makes the call, or gives the receipt of the same call made before in this turn (a failed one is tried again).
   * Raises STOPPED, INVALID_INPUT, STORE_FAILED; a failed reading is a receipt, not an error.
   */
  call(tool: ToolName, args: Readonly<Record<string, unknown>>): Promise<{ readonly receipt: Receipt; readonly isRepeat: boolean }>;
  /** In the order of their labels. */
  all(): Receipt[];
  has(label: string): boolean;
}

export function createReceiptBook(deps: ReceiptBookDeps): ReceiptBook {
  const stored = new Map<string, Receipt>();
  const underWay = new Map<string, Promise<Receipt>>();
  let calls = 0;

  const make = async (label: string, tool: ToolName, args: Readonly<Record<string, unknown>>): Promise<Receipt> => {
    deps.onStarted({ label, tool, args: { ...args } });
    const startedAt = performance.now();
    const run = await deps.tools.run(tool, args, { signal: deps.signal, why: 'chat' });
    // A reading that came in spite of Stop belongs to a turn that is being closed.
    if (deps.signal.aborted) throw new Fault('STOPPED', 'Stopped.');
    const receipt: Receipt = {
      id: newId('rcp'),
      turnId: deps.turnId,
      label,
      tool,
      args: { ...run.args },
      outcome: run.outcome,
      fault: run.fault,
      observedAt: instantOf(run.observedAtMs),
      planId: run.planId,
      isComplete: run.isComplete,
      isTruncated: run.isTruncated,
      isDemo: deps.isDemo,
      ageMs: Math.max(0, deps.clock.now() - run.observedAtMs),
      durationMs: performance.now() - startedAt,
      rows: run.rows,
      data: run.data,
      hash: hashOf({ tool, args: run.args, data: run.data }),
    };
    deps.save(receipt);
    stored.set(label, receipt);
    deps.onEnded(receipt);
    return receipt;
  };

  return {
    async call(tool, args) {
      const key = `${tool} ${canonicalJson(args)}`;
      const before = await underWay.get(key);
      if (before !== undefined && before.outcome !== 'failed') return { receipt: before, isRepeat: true };
      calls += 1;
      const making = make(`r${calls}`, tool, args);
      underWay.set(key, making);
      return { receipt: await making, isRepeat: false };
    },
    all: () => [...stored.values()].sort((a, b) => labelNumber(a.label) - labelNumber(b.label)),
    has: (label) => stored.has(label),
  };
}

export const labelNumber = (label: string): number => Number(label.slice(1));
