/** What a fake model is asked and what it can be told to do, in the words of the protocol. */

export interface FakeMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string | null;
  readonly tool_calls?: readonly { readonly id: string; readonly function: { readonly name: string; readonly arguments: string } }[];
  readonly tool_call_id?: string;
}

/** One request as the fake saw it. */
export interface FakeRequest {
  readonly messages: readonly FakeMessage[];
  readonly toolNames: readonly string[];
  readonly model: string;
  readonly authorization: string | null;
  /** The last thing a user said. */
  readonly question: string;
  /** What tools returned since the last user message, in order. */
  readonly toolResults: readonly string[];
  readonly wantsJson: boolean;
  /** Names of the fields of the body. */
  readonly fields: readonly string[];
  /** Resolves when the connection is gone, whoever ended it: true when the client left before the reply was whole. */
  readonly closed: Promise<boolean>;
}

export type FakeReply =
  /** `pieces`: in how many deltas; `reasoning` goes out as reasoning_content; `finish` defaults to stop. */
  | { readonly kind: 'text'; readonly text: string; readonly pieces?: number; readonly reasoning?: string; readonly finish?: 'stop' | 'length' }
  | {
      readonly kind: 'tools';
      /** A string goes out as it is: broken JSON for a test of wrong arguments. */
      readonly calls: readonly { readonly name: string; readonly args: Readonly<Record<string, unknown>> | string }[];
      /** Arguments in pieces (OpenAI), or the whole call in one delta (Ollama). */
      readonly style?: 'split' | 'whole';
      readonly before?: string;
      readonly finish?: 'tool_calls' | 'stop';
    }
  /** Says `text` (or nothing, not even headers, when empty), then is silent until the client leaves. */
  | { readonly kind: 'hang'; readonly text?: string }
  /** Says `text`, then drops the connection; `how: 'end'` closes politely without a finish reason. */
  | { readonly kind: 'cut'; readonly text: string; readonly how?: 'drop' | 'end' }
  /** A line that is not JSON. */
  | { readonly kind: 'garbage'; readonly text: string }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message?: string;
      readonly error?: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** These bytes, piece by piece, as some other server sends them. */
  | { readonly kind: 'raw'; readonly pieces: readonly (string | Uint8Array)[]; readonly type?: string }
  /** Nothing for so long, not even headers, then the other reply: a server that loads its model. */
  | { readonly kind: 'late'; readonly afterMs: number; readonly reply: FakeReply }
  /** The same few characters again and again, for ever: a model that drips. */
  | { readonly kind: 'drip'; readonly text: string; readonly everyMs: number }
  /** Comments that keep the connection alive, `times` of them, then the words; without words they never stop. */
  | { readonly kind: 'pings'; readonly everyMs: number; readonly times: number; readonly text: string | null };
