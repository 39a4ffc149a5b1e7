/** Answers the tool calls of one reply: valid ones side by side (reads only), the others with a problem the model can correct. */
import type { LlmMessage, ToolRequest } from '../../llm/types.ts';
import type { ReceiptBook } from '../receiptBook.ts';
import { frameProblem, frameReceipt, frameRepeat } from './toolFraming.ts';
import type { Tools } from '../tools/tools.ts';

export interface CallCounter {
  /** Calls left of the turn's budget; refused and repeated ones count as well. */
  left: number;
  /** Rounds in a row that read nothing new. */
  idleRounds: number;
}

interface CallDeps {
  readonly tools: Pick<Tools, 'parse'>;
  readonly book: ReceiptBook;
  readonly allowed: readonly string[];
  readonly isEvidenceShort: boolean;
}

const SPENT = 'No more tool calls for this question: answer with what you have, and say what is unknown.';

interface Answer {
  readonly content: string;
  readonly isNews: boolean;
}

/** @returns one message per call, in the order of the calls. Changes `counter`. */
export async function answerCalls(deps: CallDeps, calls: readonly ToolRequest[], counter: CallCounter): Promise<LlmMessage[]> {
  const answers = await Promise.all(
    calls.map(async (call): Promise<Answer> => {
      counter.left -= 1;
      return counter.left < 0 ? { content: frameProblem('BUDGET_SPENT', SPENT), isNews: false } : answerCall(deps, call);
    }),
  );
  counter.left = Math.max(0, counter.left);
  counter.idleRounds = answers.some(({ isNews }) => isNews) ? 0 : counter.idleRounds + 1;
  return answers.map(({ content }, at) => ({ role: 'tool', callId: calls[at]!.id, content }));
}

async function answerCall({ tools, book, allowed, isEvidenceShort }: CallDeps, call: ToolRequest): Promise<Answer> {
  if (!allowed.includes(call.name)) {
    return { content: frameProblem('UNKNOWN_TOOL', `There is no tool "${call.name.slice(0, 100)}". Your tools are: ${allowed.join(', ')}.`), isNews: false };
  }
  if (call.argumentsText.trim() === '') return { content: frameProblem('WRONG_ARGUMENTS', lost(call.name)), isNews: false };
  const args = parsedArguments(call.argumentsText);
  const parsed =
    args === undefined ? { at: 'refused' as const, problem: `The arguments of ${call.name} are not a JSON object.` } : tools.parse(call.name, args);
  if (parsed.at === 'refused') return { content: frameProblem('WRONG_ARGUMENTS', parsed.problem), isNews: false };
  const { receipt, isRepeat } = await book.call(parsed.tool, parsed.args);
  return { content: isRepeat ? frameRepeat(receipt) : frameReceipt(receipt, isEvidenceShort ? 'short' : 'whole'), isNews: !isRepeat };
}

/** Run without them, it would read something else than was asked for. */
const lost = (name: string): string => `The arguments of ${name} did not arrive, so nothing was read. Call it again with them, or with {} if you mean none.`;

/** undefined: not JSON. */
function parsedArguments(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
