/** A reply's body as JSON values, in every way OpenAI-compatible servers send it: server-sent events, or one object from those that do not stream. */

export type ReplyPart =
  | { readonly kind: 'value'; readonly value: unknown }
  /** The server's own word for "something went wrong". */
  | { readonly kind: 'error'; readonly value: unknown }
  /** A comment or another field: nothing is said, but somebody is there. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'done' };

/** A value that does not end within this is none; replies are far smaller. */
const MOST_CHARS = 16_000_000;

/** Raises SyntaxError for what is neither events nor JSON, and what reading the body raises. Leaving early closes the body. */
export async function* replyParts(body: ReadableStream<Uint8Array>): AsyncGenerator<ReplyPart, void, void> {
  const decoder = new TextDecoder();
  const lines = createLineReader();
  let text = '';
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true });
    const end = text.lastIndexOf('\n');
    if (end < 0 && text.length <= MOST_CHARS) continue;
    for (const line of text.slice(0, end).split('\n')) yield* lines.read(line);
    text = text.slice(end + 1);
    if (text.length > MOST_CHARS) throw new SyntaxError('A line of the reply does not end.');
  }
  yield* lines.read(text + decoder.decode());
  lines.end();
}

function createLineReader() {
  /** JSON that has begun and is not whole: a value may be spread over lines. */
  let begun = '';
  const add = (more: string): ReplyPart[] => {
    begun = begun === '' ? more : `${begun}\n${more}`;
    if (begun.length > MOST_CHARS) throw new SyntaxError('A value of the reply does not end.');
    const value = jsonOf(begun);
    if (value === undefined) return [{ kind: 'alive' }];
    begun = '';
    return [{ kind: 'value', value }];
  };
  return {
    read(raw: string): ReplyPart[] {
      const line = raw.replace(/\r$/, '').replace(/^\uFEFF/, '');
      const field = /^(data|error):\s?(.*)$/.exec(line);
      const payload = field?.[2]?.trim() ?? '';
      if (payload === '[DONE]') return [{ kind: 'done' }];
      // llama.cpp reports in a field of its own.
      if (field?.[1] === 'error') return [{ kind: 'error', value: jsonOf(payload) ?? payload }];
      if (field !== null) return payload === '' ? [{ kind: 'alive' }] : add(payload);
      if (begun !== '' && line.trim() === '') throw new SyntaxError('An event of the reply is not JSON.');
      // A server that does not stream answers with the bare object.
      if (begun !== '' || /^\s*\{/.test(line)) return add(line);
      if (/^\s*</.test(line)) throw new SyntaxError('The reply is a web page.');
      return line === '' ? [] : [{ kind: 'alive' }];
    },
    end(): void {
      if (begun !== '') throw new SyntaxError('The reply ends in the middle of a value.');
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
