/** Reads a reply to its end and asks the gate what it is. */
import type { LlmEvent, ToolRequest } from '../types.ts';
import { type Expected, type Gated, gateReply, type Written } from './answerGate.ts';

interface Reading {
  readonly expected: Expected;
  /** What stands in something the model was shown, found out only for a reply that the gate does not take as it is. */
  readonly quoted?: () => Promise<(words: string) => boolean>;
  readonly onText?: (text: string) => void;
  readonly onNoTools?: () => void;
}

/** A model that never stops talking is left there: the gate takes less. */
const MAX_SHOWN_CHARS = 60_000;
/** With the thoughts in it. */
const MAX_WRITTEN_CHARS = 200_000;

/** Raises what `LlmClient.stream` raises. */
export async function gatedReply(events: AsyncIterable<LlmEvent>, { expected, quoted, onText = () => {}, onNoTools = () => {} }: Reading): Promise<Gated> {
  const written = await writtenReply(events, onText, onNoTools);
  const gated = gateReply(written, expected);
  // Most replies hold nothing that could be a quotation: what was read is gone through for those that may.
  return quoted !== undefined && written.calls.length === 0 && mayQuote(gated, written) ? gateReply(written, { ...expected, isQuoted: await quoted() }) : gated;
}

/** Signs of others may be why it is none, or have decided what is left of it. */
function mayQuote(gated: Gated, { text }: Written): boolean {
  if (gated.at === 'answer') return gated.text !== text;
  return gated.at === 'calls' || gated.why === 'call-as-text' || gated.why === 'not-prose';
}

async function writtenReply(events: AsyncIterable<LlmEvent>, onText: (text: string) => void, onNoTools: () => void): Promise<Written> {
  let calls: readonly ToolRequest[] = [];
  let shown = 0;
  for await (const event of events) {
    switch (event.type) {
      case 'text':
        shown += event.text.length;
        onText(event.text);
        break;
      case 'tool-calls':
        ({ calls } = event);
        break;
      case 'no-tools':
        onNoTools();
        break;
      case 'end':
        return { text: event.text, calls, ending: event.text.length > MAX_WRITTEN_CHARS ? 'length' : event.ending };
    }
    if (shown > MAX_SHOWN_CHARS) break;
  }
  return { text: '', calls: [], ending: 'length' };
}
