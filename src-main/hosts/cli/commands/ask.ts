/** `resync ask`: one question on the terminal, answered by the same core as in the window. */

import type { Receipt, Turn } from '../../../../src-preload/contract/chat.ts';
import type { AgentId } from '../../../../src-preload/contract/ids.ts';
import { agentId } from '../../../../src-preload/contract/ids.ts';
import { Fault } from '../../../base/fault.ts';
import { type CoreOptions, type OpenCore, openCoreBeside } from '../core.ts';
import { terminalText } from '../terminalText.ts';

interface AskOptions extends CoreOptions {
  readonly question: string;
  readonly agent: string | undefined;
  readonly isJson: boolean;
}

/** Exit code: 0 when the question was answered; 1 otherwise, also when nothing could be read to answer it from. */
export async function ask({ question, agent, isJson, ...coreOptions }: AskOptions): Promise<number> {
  const core = await openCoreBeside(coreOptions);
  try {
    // The first answer already speaks in the engine's time zone; an engine that is down is said by the answer itself.
    await core.client.health.component({ component: 'engine' });
    const turn = await runTurn(core, { question, agent: agent === undefined ? undefined : agentId.parse(agent), onText: isJson ? () => {} : write });
    // For programs: JSON escapes what a terminal would obey, and the rest stays as it is.
    if (isJson) process.stdout.write(`${JSON.stringify(asJson(turn), null, 2)}\n`);
    else write(`${afterAnswer(turn)}\n`);
    if (turn.state.at === 'failed') process.stderr.write(terminalText(`${turn.state.fault.message}\n`));
    return isAnswered(turn) ? 0 : 1;
  } finally {
    await core.close();
  }
}

function isAnswered({ state, receipts }: Turn): boolean {
  return state.at === 'done' && (receipts.length === 0 || receipts.some(({ outcome }) => outcome !== 'failed'));
}

interface Question {
  readonly question: string;
  readonly agent: AgentId | undefined;
  readonly onText: (text: string) => void;
}

/** Ctrl-C stops the turn (and the model's request) and shows what there is. */
async function runTurn({ client }: OpenCore, { question, agent, onText }: Question): Promise<Turn> {
  const { turnId } = await client.chat.start({ question, ...(agent === undefined ? {} : { agentId: agent }) });
  const stop = () => void client.chat.stop({ turnId }).catch(() => {});
  process.once('SIGINT', stop);
  try {
    let streamed = '';
    for await (const event of await client.chat.watch({ turnId })) {
      if (event.type === 'delta') {
        streamed += event.text;
        onText(event.text);
      } else if (event.type === 'restarted') {
        streamed = '';
        onText('\n\n(the model failed midway; the answer starts again)\n\n');
      } else if (event.type === 'ended') {
        // What was not streamed (a replayed or short answer) is still shown.
        if (streamed === '') onText(event.turn.answer);
        return event.turn;
      }
    }
    throw new Fault('INTERNAL', 'The answer ended without its end; the log has the details.');
  } finally {
    process.off('SIGINT', stop);
  }
}

function write(text: string): void {
  process.stdout.write(terminalText(text));
}

function asJson(turn: Turn) {
  const { answer, claims, receipts, memories, notices, isDemo, state, ...rest } = turn;
  return { question: turn.question, answer, claims, receipts, memories, notices, isDemo, state, turn: rest };
}

function afterAnswer(turn: Turn): string {
  const lines = [...(turn.isDemo ? ['[DEMO: simulated scheduler]'] : []), ...turn.notices.map((notice) => `! ${notice}`)];
  if (turn.receipts.length > 0) lines.push('Receipts:', ...turn.receipts.map(receiptLine));
  return lines.length === 0 ? '' : `\n\n${lines.join('\n')}`;
}

function receiptLine({ label, tool, args, outcome, observedAt, isTruncated, rows, fault }: Receipt): string {
  const seen = fault === null ? `${rows} rows${isTruncated ? ', cut' : ''}, ${outcome === 'ok' ? 'complete' : outcome}` : `failed: ${fault.message}`;
  return `  ${label}  ${tool} ${JSON.stringify(args)}  read at ${observedAt}, ${seen}`;
}
