/** How a reply ended, in the words of any server. Pure. */

/** `calls`: well, where there are calls. `length`: the model ran into a limit of its own. `missing`: whatever else happened, something of it may be lost. */
export type Ending = 'good' | 'calls' | 'length' | 'missing';

const GOOD: ReadonlySet<string> = new Set(['stop', 'end_turn', 'stop_sequence', 'eos', 'eos_token', 'complete', 'completed']);
const CALLS: ReadonlySet<string> = new Set(['tool_calls', 'tool_call', 'tool_use', 'function_call']);
const LENGTH: ReadonlySet<string> = new Set(['length', 'max_tokens', 'max_output_tokens', 'model_length']);

/** @param reason null: the server gave none, the reply broke off. */
export function endingOf(reason: string | null): Ending {
  const word = reason?.toLowerCase() ?? '';
  if (GOOD.has(word)) return 'good';
  return CALLS.has(word) ? 'calls' : LENGTH.has(word) ? 'length' : 'missing';
}
