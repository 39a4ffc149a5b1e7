/** How a tool's result is put before the model: as data with a label, its failures and gaps said first and loudly. */
import type { Receipt } from '../../../src-preload/contract/chat.ts';
import { inertJson } from '../../base/text/inertJson.ts';

/** About 9,000 tokens of REST-like JSON (2.6 characters each): several results fit a small model's window. */
const MAX_CHARS = 24_000;
/** For a model that its check showed to lose facts in 12,000 characters. */
const MAX_SHORT_CHARS = 6_000;
/** In a result that does not fit, longer texts are cut first: one endless line must not push out what comes after it. */
const MAX_TEXT_CHARS = 300;

export function frameReceipt(receipt: Receipt, size: 'whole' | 'short' = 'whole'): string {
  const head = `[${receipt.label}] ${receipt.tool} ${inertJson(JSON.stringify(receipt.args))}, read at ${receipt.observedAt}`;
  if (receipt.outcome === 'failed') {
    return `${head}\nFAILED: ${receipt.fault?.code ?? 'INTERNAL'}${said(receipt)}\nNothing was read. What this would have shown is UNKNOWN; do not report it as empty or healthy.`;
  }
  const gaps = [
    ...(receipt.isComplete ? [] : [`PARTIAL: part of this could not be read${said(receipt)}. Absence proves nothing.`]),
    ...(receipt.isTruncated ? ['CUT: there is more than these rows. Do not count them as the whole.'] : []),
  ];
  return [head, ...gaps, asData(receipt.label, receipt.data, size === 'short' ? MAX_SHORT_CHARS : MAX_CHARS)].join('\n');
}

/** A problem with the call itself, for the model to correct. */
export function frameProblem(code: 'UNKNOWN_TOOL' | 'WRONG_ARGUMENTS' | 'BUDGET_SPENT', problem: string): string {
  return JSON.stringify({ error: code, message: problem });
}

export const frameRepeat = (receipt: Receipt): string =>
  `The same call was made before: its result is [${receipt.label}] above. It was not made again. Use it, or answer.`;

/** Why it failed is partly the engine's own text: data as well. */
const said = ({ fault }: Receipt): string => (fault === null ? '' : `, reason as data: ${inertJson(JSON.stringify(fault.message))}`);

/** JSON between tags that its content cannot close. */
export function asData(label: string, data: unknown, maxChars = MAX_CHARS): string {
  const whole = inertJson(json(data, Number.POSITIVE_INFINITY));
  const text = whole.length <= maxChars ? whole : inertJson(json(data, MAX_TEXT_CHARS));
  const cut =
    text.length <= maxChars ? text : `${text.slice(0, maxChars)}\nCUT HERE: ${text.length - maxChars} more characters were read but do not fit. Do not count.`;
  return `<data label="${label}" untrusted="true">\n${cut}\n</data>`;
}

function json(data: unknown, longestText: number): string {
  const shown = (_key: string, value: unknown) => {
    if (value === null) return undefined;
    return typeof value === 'string' && value.length > longestText ? `${value.slice(0, longestText)}… (${value.length - longestText} more characters)` : value;
  };
  return JSON.stringify(data, shown) ?? '{}';
}
