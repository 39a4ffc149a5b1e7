/** How a tool's result is put before the model: as data with a label, its failures and gaps said first and loudly. */
import type { Receipt } from '../../src-preload/contract/chat.ts';

/** About 9,000 tokens of REST-like JSON (2.6 characters each): several results fit a small model's window. */
const MAX_CHARS = 24_000;

export function frameReceipt(receipt: Receipt): string {
  const head = `[${receipt.label}] ${receipt.tool} ${JSON.stringify(receipt.args)}, read at ${receipt.observedAt}`;
  if (receipt.outcome === 'failed') {
    return `${head}\nFAILED: ${receipt.fault?.code ?? 'INTERNAL'}: ${receipt.fault?.message ?? ''}\nNothing was read. What this would have shown is UNKNOWN; do not report it as empty or healthy.`;
  }
  const gaps = [
    ...(receipt.isComplete
      ? []
      : [`PARTIAL: part of this could not be read${receipt.fault === null ? '' : ` (${receipt.fault.message})`}. Absence proves nothing.`]),
    ...(receipt.isTruncated ? ['CUT: there is more than these rows. Do not count them as the whole.'] : []),
  ];
  return [head, ...gaps, asData(receipt.label, receipt.data)].join('\n');
}

/** A problem with the call itself, for the model to correct. */
export function frameProblem(code: 'UNKNOWN_TOOL' | 'WRONG_ARGUMENTS' | 'BUDGET_SPENT', problem: string): string {
  return JSON.stringify({ error: code, message: problem });
}

export const frameRepeat = (receipt: Receipt): string =>
  `The same call was made before: its result is [${receipt.label}] above. It was not made again. Use it, or answer.`;

/** JSON between tags that its content cannot close. */
export function asData(label: string, data: unknown): string {
  const whole = JSON.stringify(data, (_key, value: unknown) => (value === null ? undefined : value)) ?? '{}';
  const text = whole.replaceAll('<', '\\u003c');
  const cut =
    text.length <= MAX_CHARS
      ? text
      : `${text.slice(0, MAX_CHARS)}\nCUT HERE: ${text.length - MAX_CHARS} more characters were read but do not fit. Do not count.`;
  return `<data label="${label}" untrusted="true">\n${cut}\n</data>`;
}
