/** Who may talk to this server: one bearer token per start, one-time sign-in codes, and the browser sessions made from them. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';

interface Session {
  /** What the cookie carries. Known to the browser only; kept here as a hash. */
  readonly secret: string;
  readonly expiresAtMs: number;
}

/** A live session as found by its cookie; `onEnd` tells when it expires or is signed out, and returns its undo. */
export interface LiveSession {
  readonly expiresAtMs: number;
  onEnd(listener: () => void): () => void;
}

export interface Sessions {
  /** 256 random bits, new at every start. */
  readonly token: string;
  isToken(candidate: string): boolean;
  /** A sign-in code for the URL fragment: works once, within ten minutes. */
  newCode(): string;
  /** null when the code was used, has expired or never was. */
  exchangeCode(code: string): Session | null;
  start(): Session;
  find(secret: string): LiveSession | null;
  end(secret: string): void;
  /** Ends every session. */
  stop(): void;
}

const CODE_LIFE_MS = 10 * 60_000;
const SESSION_LIFE_MS = 12 * 60 * 60_000;
/** Bounds against a page that keeps asking; the oldest gives way. */
const MAX_CODES = 50;
const MAX_SESSIONS = 200;

interface StoredSession {
  readonly expiresAtMs: number;
  readonly timer: NodeJS.Timeout;
  readonly listeners: Set<() => void>;
}

export function createSessions(clock: Clock): Sessions {
  const token = newSecret();
  const tokenHash = hashOf(token);
  /** Keyed by SHA-256: looking a hash up tells nothing about the secret, so timing of the lookup does not matter. */
  const codes = new Map<string, number>();
  const sessions = new Map<string, StoredSession>();

  const endByKey = (key: string) => {
    const session = sessions.get(key);
    if (session === undefined) return;
    sessions.delete(key);
    clearTimeout(session.timer);
    for (const listener of session.listeners) listener();
  };

  const start = (): Session => {
    const secret = newSecret();
    const key = keyOf(secret);
    const expiresAtMs = clock.now() + SESSION_LIFE_MS;
    const timer = setTimeout(() => endByKey(key), SESSION_LIFE_MS).unref();
    const oldest = sessions.size >= MAX_SESSIONS ? sessions.keys().next().value : undefined;
    if (oldest !== undefined) endByKey(oldest);
    sessions.set(key, { expiresAtMs, timer, listeners: new Set() });
    return { secret, expiresAtMs };
  };

  return {
    token,
    isToken: (candidate) => timingSafeEqual(hashOf(candidate), tokenHash),
    newCode: () => {
      const code = newSecret();
      const oldest = codes.size >= MAX_CODES ? codes.keys().next().value : undefined;
      if (oldest !== undefined) codes.delete(oldest);
      codes.set(keyOf(code), clock.now() + CODE_LIFE_MS);
      return code;
    },
    exchangeCode: (code) => {
      const key = keyOf(code);
      const expiresAtMs = codes.get(key);
      codes.delete(key);
      return expiresAtMs !== undefined && clock.now() < expiresAtMs ? start() : null;
    },
    start,
    find: (secret) => {
      const key = keyOf(secret);
      const session = sessions.get(key);
      if (session === undefined) return null;
      if (clock.now() >= session.expiresAtMs) {
        endByKey(key);
        return null;
      }
      return {
        expiresAtMs: session.expiresAtMs,
        onEnd: (listener) => {
          session.listeners.add(listener);
          return () => void session.listeners.delete(listener);
        },
      };
    },
    end: (secret) => endByKey(keyOf(secret)),
    stop: () => {
      for (const key of sessions.keys()) endByKey(key);
      codes.clear();
    },
  };
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function keyOf(secret: string): string {
  return hashOf(secret).toString('hex');
}
