/** The readings behind an answer, one row each: what was asked, how long it took, what came back, and what is missing. */
import type { Receipt } from '../../../src-preload/contract/chat.ts';
import { FaultLine } from '../../ui/data/FaultLine.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { durationText } from '../../ui/time/time.ts';
import { useSay } from '../../words/words.ts';
import { argsText } from '../../parts/answer/argsText.ts';
import type { RunningTool } from './turnView.ts';

function Outcome({ receipt }: { readonly receipt: Receipt }) {
  const say = useSay();
  if (receipt.outcome === 'failed') return <Mark shape="square" tone="bad" word={say('chat.toolFailed')} />;
  if (receipt.isTruncated) return <Mark shape="half" tone="warn" word={say('chat.truncated')} />;
  if (receipt.outcome === 'partial' || !receipt.isComplete) return <Mark shape="half" tone="warn" word={say('chat.toolPartial')} />;
  return <Mark shape="check" tone="good" word={say('chat.toolOk')} />;
}

interface ReceiptRowProps {
  readonly receipt: Receipt;
  readonly onOpen: (label: string) => void;
}

function ReceiptRow({ receipt, onOpen }: ReceiptRowProps) {
  const say = useSay();
  return (
    <li>
      <button
        type="button"
        onClick={() => onOpen(receipt.label)}
        className="grid w-full grid-cols-[1.5rem_minmax(0,1fr)_6rem] items-center @xl:grid-cols-[1.5rem_minmax(0,1fr)_4.5rem_4.5rem_6rem] gap-3 px-3 py-1 text-left text-xs hover:bg-sunk"
      >
        <span className="font-mono text-faint">{receipt.label}</span>
        <span className="truncate">
          <span className="font-mono font-medium">{receipt.tool}</span> <span className="font-mono text-dim">{argsText(receipt.args, receipt.data)}</span>
        </span>
        <span className="hidden text-right text-dim @xl:block">{receipt.outcome === 'failed' ? '' : say('chat.rows', { count: receipt.rows })}</span>
        <span className="hidden text-right text-dim @xl:block">{durationText(receipt.durationMs)}</span>
        <Outcome receipt={receipt} />
      </button>
      {receipt.fault ? (
        <p className="px-3 pb-1.5 pl-12 text-xs text-bad wrap-anywhere">
          <FaultLine fault={receipt.fault} />
        </p>
      ) : null}
    </li>
  );
}

function RunningRow({ tool }: { readonly tool: RunningTool }) {
  const say = useSay();
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)_6rem] items-center gap-3 px-3 py-1 text-xs">
      <span className="font-mono text-faint">{tool.label}</span>
      <span className="truncate">
        <span className="font-mono font-medium">{tool.tool}</span> <span className="font-mono text-dim">{argsText(tool.args)}</span>
      </span>
      <Mark shape="half" tone="accent" word={say('chat.toolRunning')} className="pulse" />
    </li>
  );
}

interface ToolRowsProps {
  readonly receipts: readonly Receipt[];
  readonly running: readonly RunningTool[];
  readonly onOpen: (label: string) => void;
}

export function ToolRows({ receipts, running, onOpen }: ToolRowsProps) {
  const say = useSay();
  if (receipts.length + running.length === 0) return null;
  return (
    <ul aria-label={say('chat.toolCalls')} className="@container divide-y rounded-[5px] border">
      {receipts.map((receipt) => (
        <ReceiptRow key={receipt.id} receipt={receipt} onOpen={onOpen} />
      ))}
      {running.map((tool) => (
        <RunningRow key={tool.label} tool={tool} />
      ))}
    </ul>
  );
}
