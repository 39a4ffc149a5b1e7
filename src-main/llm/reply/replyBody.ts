/** A reply's body as JSON values, in every way OpenAI-compatible servers send it: server-sent events, or one object from those that do not stream. */

export type ReplyPart =
  | { readonly kind: 'value'; readonly value: unknown }
  /** The server's own word for "something went wrong". */
  | { readonly kind: 'error'; readonly value: unknown }
  /** A comment or another field: nothing is said, but somebody is there. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'done' };

/** A value that does not end within this is none: replies are far smaller, and one is read in a few ms. */
const MOST_CHARS = 1_000_000;
/** A whole reply: about 300 bytes for each of the 200,000 pieces that are listened to. */
const MOST_BYTES = 64_000_000;
/** A value over many lines is tried at each that may end it. */
const MOST_TRIED_CHARS = 4_000_000;

/** Raises SyntaxError for what is neither events nor JSON, and what reading the body raises. Leaving early closes the body. */
export async function* replyParts(body: ReadableStream<Uint8Array>): AsyncGenerator<ReplyPart, void, void> {
  const decoder = new TextDecoder();
  const lines = createLineReader();
  let begun = '';
  let bytesRead = 0;
  for await (const bytes of body) {
    bytesRead += bytes.byteLength;
    if (bytesRead > MOST_BYTES) throw new SyntaxError('The reply does not end.');
    // Only the new piece is looked through: what has begun holds no end of a line.
    const piece = decoder.decode(bytes, { stream: true });
    const [first = '', ...others] = piece.split('\n');
    begun += first;
    for (const next of others) {
      yield* lines.read(begun);
      begun = next;
    }
    if (begun.length > MOST_CHARS) throw new SyntaxError('A line of the reply does not end.');
  }
  yield* lines.read(begun + decoder.decode());
  lines.end();
}

function createLineReader() {
  /** JSON that has begun and is not whole: a value may be spread over lines. */
  let begun = '';
  let triedChars = 0;
  const add = (more: string): ReplyPart[] => {
    begun = begun === '' ? more : `${begun}\n${more}`;
    if (begun.length > MOST_CHARS || triedChars > MOST_TRIED_CHARS) throw new SyntaxError('A value of the reply does not end.');
    if (begun !== more && !/[}\]]$/.test(more.trimEnd())) return [{ kind: 'alive' }];
    triedChars += begun.length;
    const value = jsonOf(begun);
    if (value === undefined) return [{ kind: 'alive' }];
    begun = '';
    triedChars = 0;
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
