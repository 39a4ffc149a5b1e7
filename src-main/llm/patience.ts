/** How long a reply may take: to its first byte, without a sign of life, without a word, and in all. */

/** Signs of life without a word are believed this many times the idle timeout: a model may be loading, but not for ever. */
const LONGEST_WORDLESS = 10;
/** Ten minutes at the usual 30 s: a slow machine writes a long answer in it, and a model that drips words is not waited for all day. */
const LONGEST_REPLY = 20;

export type Heard =
  /** Somebody is there, and has said nothing. */
  | 'sign of life'
  /** Something was said, without one letter or digit in it: dots and blanks are no progress. */
  | 'noise'
  | 'words';

export interface Patience {
  heard(what: Heard): void;
  /** Time that the listener takes for itself is not the model's. */
  pause(): void;
  resume(): void;
  stop(): void;
  /** Which time was spent; null while there is some left. */
  spent(): { readonly what: 'silence' | 'reply'; readonly ms: number } | null;
}

interface PatienceInput {
  readonly idleTimeoutMs: number;
  /** Longest wait for the first byte; not less than `idleTimeoutMs`. */
  readonly firstByteMs: number;
  /** The first byte takes longer than any other may. */
  readonly onLoading: () => void;
  readonly onSpent: () => void;
}

export function createPatience({ idleTimeoutMs, firstByteMs, onLoading, onSpent }: PatienceInput): Patience {
  const replyMs = LONGEST_REPLY * idleTimeoutMs;
  const startedAt = performance.now();
  let lastWordAt = startedAt;
  let hasBegun = false;
  let silentUntil = startedAt + firstByteMs;
  let endsAt = startedAt + firstByteMs + replyMs;
  let pausedAt: number | null = null;
  let spent: ReturnType<Patience['spent']> = null;
  let timer: NodeJS.Timeout | undefined;
  const loading = firstByteMs > idleTimeoutMs ? setTimeout(onLoading, idleTimeoutMs) : undefined;
  const arm = () => {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        const silentMs = hasBegun ? idleTimeoutMs : firstByteMs;
        spent = endsAt <= silentUntil ? { what: 'reply', ms: replyMs } : { what: 'silence', ms: silentMs };
        onSpent();
      },
      Math.max(0, Math.min(silentUntil, endsAt) - performance.now()),
    );
  };
  arm();
  return {
    heard(what) {
      const now = performance.now();
      if (!hasBegun) {
        hasBegun = true;
        clearTimeout(loading);
        // A model that was loaded has all its time before it.
        lastWordAt = now;
        silentUntil = now + idleTimeoutMs;
        endsAt = now + replyMs;
        arm();
      }
      if (what === 'words') lastWordAt = now;
      const isBelieved = what === 'words' || (what === 'sign of life' && now - lastWordAt <= LONGEST_WORDLESS * idleTimeoutMs);
      if (!isBelieved) return;
      silentUntil = now + idleTimeoutMs;
      arm();
    },
    pause() {
      clearTimeout(timer);
      pausedAt = performance.now();
    },
    resume() {
      const away = performance.now() - (pausedAt ?? performance.now());
      pausedAt = null;
      lastWordAt += away;
      silentUntil += away;
      endsAt += away;
      arm();
    },
    stop() {
      clearTimeout(timer);
      clearTimeout(loading);
    },
    spent: () => spent,
  };
}
