/** A turn as the screen follows it: the stored turn plus what streams in. Pure. */
import type { Receipt, Turn, TurnEvent } from '../../../src-preload/contract/chat.ts';

export interface RunningTool {
  readonly label: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export interface TurnView {
  readonly turn: Turn;
  /** The last event seen; watching again resumes after it. */
  readonly seq: number;
  readonly runningTools: readonly RunningTool[];
}

export const viewOf = (turn: Turn): TurnView => ({ turn, seq: 0, runningTools: [] });

export const isRunning = ({ turn }: TurnView): boolean => turn.state.at === 'running';

const change = (view: TurnView, part: Partial<Turn>): TurnView => ({ ...view, turn: { ...view.turn, ...part } });

const withReceipt = (receipts: readonly Receipt[], receipt: Receipt): Receipt[] => [...receipts.filter(({ id }) => id !== receipt.id), receipt];

function step(view: TurnView, event: TurnEvent): TurnView {
  const { turn } = view;
  switch (event.type) {
    case 'started':
      return { ...view, turn: event.turn, runningTools: [] };
    case 'memories':
      return change(view, { memories: event.memories });
    case 'tool-started':
      return { ...view, runningTools: [...view.runningTools, { label: event.label, tool: event.tool, args: event.args }] };
    case 'tool-ended': {
      const runningTools = view.runningTools.filter(({ label }) => label !== event.receipt.label);
      return { ...change(view, { receipts: withReceipt(turn.receipts, event.receipt) }), runningTools };
    }
    case 'delta':
      return change(view, { answer: turn.answer + event.text });
    case 'restarted':
      return change(view, { answer: '' });
    case 'notice':
      return change(view, { notices: [...turn.notices, event.text] });
    case 'ended':
      return { ...view, turn: event.turn, runningTools: [] };
  }
}

/** Applies an event once: one already seen (a replay after reconnecting) changes nothing. */
export function applyEvent(view: TurnView, event: TurnEvent): TurnView {
  return event.seq <= view.seq ? view : { ...step(view, event), seq: event.seq };
}

/** How far the readings behind an answer carry it. */
export function groundOf(turn: Turn): 'live' | 'without-live-data' | 'no-reading' {
  if (turn.receipts.length === 0) return 'no-reading';
  return turn.receipts.every(({ outcome }) => outcome === 'failed') ? 'without-live-data' : 'live';
}

/** Claims that the auditor has not looked at yet. */
export const hasOpenClaims = (turn: Turn): boolean => turn.state.at === 'done' && turn.claims.some(({ verdict }) => verdict === null);
