/** Takes a model's thoughts out of its streamed text: what stands between <think> tags is not part of the answer. */
const OPEN = /<think(?:ing)?>/i;
const CLOSE = /<\/think(?:ing)?>/i;
/** The longest tag, `</thinking>`. */
const LONGEST = 11;

export interface ThinkFilter {
  /** @returns what can be shown now; the start of a possible tag is held back. */
  push(text: string): string;
  /** @returns what was held back and turned out to be text. */
  end(): string;
  /** Whether there were any. */
  hasThoughts(): boolean;
}

export function createThinkFilter(): ThinkFilter {
  let held = '';
  let isThinking = false;
  let hasThoughts = false;

  const drain = (isLast: boolean): string => {
    let shown = '';
    for (;;) {
      const tag = (isThinking ? CLOSE : OPEN).exec(held);
      if (tag === null) break;
      if (!isThinking) shown += held.slice(0, tag.index);
      held = held.slice(tag.index + tag[0].length);
      isThinking = !isThinking;
      hasThoughts = true;
    }
    const start = isLast ? -1 : startOfTag(held);
    const cut = start < 0 ? held.length : start;
    if (!isThinking) shown += held.slice(0, cut);
    held = held.slice(cut);
    return shown;
  };

  return {
    push(text) {
      held += text;
      return drain(false);
    },
    end: () => drain(true),
    hasThoughts: () => hasThoughts,
  };
}

/** Where a tag may have begun that the next piece completes; -1 when none. */
function startOfTag(text: string): number {
  const from = text.lastIndexOf('<');
  if (from < 0 || text.length - from >= LONGEST) return -1;
  const tail = text.slice(from).toLowerCase();
  return '<thinking>'.startsWith(tail) || '</thinking>'.startsWith(tail) || '</think>'.startsWith(tail) ? from : -1;
}
