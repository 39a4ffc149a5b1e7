/** An endpoint may say the key it was given back: what it says is kept nowhere before the key is taken out, in every common spelling of it. */

const REMOVED = '[removed]';
/** What is shorter protects nothing, and stands in honest answers. */
const LEAST_CHARS = 6;
/** Of letters and digits alone, fewer stand in honest answers by chance. */
const LEAST_BARE_CHARS = 10;
/** What people enter where a server of their own asks for some key: words, not secrets. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(['ollama', 'lm-studio', 'no-key', 'not-needed', 'anything']);

export interface KeyScrub {
  /** The text without the key. */
  text(said: string): string;
  /** For what is kept: nothing of a text that spells the key in a way of its own (other case, blanks between its letters). */
  kept(said: string): string;
  /** The same for text that comes in pieces: what may be the beginning of the key waits for the next one. */
  stream(): { push(piece: string): string; end(): string };
}

export function createKeyScrub(key: string | null): KeyScrub {
  const spellings = key === null || key.length < LEAST_CHARS || PLACEHOLDERS.has(key.toLowerCase()) ? [] : spellingsOf(key);
  const text = (said: string) => spellings.reduce((clean, spelling) => clean.replaceAll(spelling, REMOVED), said);
  const bare = key === null || spellings.length === 0 ? '' : bareOf(key);
  return {
    text,
    kept(said) {
      const clean = text(said);
      return bare.length >= LEAST_BARE_CHARS && bareOf(clean).includes(bare) ? REMOVED : clean;
    },
    stream() {
      let held = '';
      return {
        push(piece) {
          const clean = text(held + piece);
          const begun = longestBeginning(clean, spellings);
          held = clean.slice(clean.length - begun);
          return clean.slice(0, clean.length - begun);
        },
        end() {
          const last = held;
          held = '';
          return last;
        },
      };
    },
  };
}

const bareOf = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The longest first, so that one which holds another goes whole. */
function spellingsOf(key: string): string[] {
  const bytes = Buffer.from(key);
  const hex = bytes.toString('hex');
  const spellings = [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1), hex, hex.toUpperCase(), ...base64Of(bytes)];
  return [...new Set(spellings)].filter(({ length }) => length >= LEAST_CHARS).toSorted((one, other) => other.length - one.length);
}

/** Inside a longer text ("Bearer ...") the key starts at one of three places of a group of four; the characters it alone decides are the same each time. */
function base64Of(bytes: Buffer): string[] {
  return (['base64', 'base64url'] as const).flatMap((encoding) =>
    [0, 1, 2].map((before) => {
      const encoded = Buffer.concat([Buffer.alloc(before), bytes])
        .toString(encoding)
        .replaceAll('=', '');
      const isWhole = (before + bytes.length) % 3 === 0;
      return encoded.slice(Math.ceil((before * 4) / 3), isWhole ? undefined : -1);
    }),
  );
}

/** How many characters at the end could go on to become one of the spellings. */
function longestBeginning(text: string, spellings: readonly string[]): number {
  const most = Math.min(text.length, Math.max(0, ...spellings.map(({ length }) => length - 1)));
  for (let length = most; length > 0; length--) {
    const end = text.slice(text.length - length);
    if (spellings.some((spelling) => spelling.startsWith(end))) return length;
  }
  return 0;
}
