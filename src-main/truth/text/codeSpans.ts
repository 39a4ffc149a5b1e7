/** Code spans of an answer, by hand: as a pattern, a row of backticks that nothing closes takes the square of its length. */

interface CodeSpan {
  /** Offsets with the backticks. */
  readonly start: number;
  readonly end: number;
  readonly inner: string;
}

/** A run of backticks opens a span that the next run of the same length closes, as in Markdown. */
export function codeSpansIn(text: string): CodeSpan[] {
  const runs = [...text.matchAll(/`+/g)].map(({ index, 0: marks }) => ({ start: index, end: index + marks.length, marks: marks.length }));
  const next = new Map<number, number>();
  const closing = runs.map(() => -1);
  for (let at = runs.length - 1; at >= 0; at--) {
    closing[at] = next.get(runs[at]!.marks) ?? -1;
    next.set(runs[at]!.marks, at);
  }
  const spans: CodeSpan[] = [];
  for (let at = 0; at < runs.length; at++) {
    const close = closing[at]!;
    if (close < 0) continue;
    spans.push({ start: runs[at]!.start, end: runs[close]!.end, inner: text.slice(runs[at]!.end, runs[close]!.start) });
    at = close;
  }
  return spans;
}
