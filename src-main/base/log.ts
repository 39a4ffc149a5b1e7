/** Structured logs (JSON lines). Values under secret-looking keys are removed at any depth before a line is written. */
import { mkdirSync } from 'node:fs';
import { type Logger, pino } from 'pino';
import { createStream } from 'rotating-file-stream';

export type Log = Logger;

const SECRET_KEY = /pass(word|wd)?|secret|token|authorization|api.?key|cookie|credential/i;

function withoutSecrets(value: unknown, depth = 0): unknown {
  if (value === null || typeof value !== 'object' || depth > 8) return value;
  if (value instanceof Error) return withoutExtras(value, depth);
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, SECRET_KEY.test(key) && typeof item === 'string' ? '[removed]' : withoutSecrets(item, depth + 1)]),
  );
}

/** What an error says of itself. What libraries hang on it (request headers, bodies, a server's whole answer) stays out of files. */
function withoutExtras(error: Error, depth: number) {
  return {
    type: error.constructor.name,
    message: error.message,
    ...('code' in error ? { code: error.code } : {}),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: withoutSecrets(error.cause, depth + 1) }),
  };
}

const options = {
  base: null,
  timestamp: () => `,"at":"${new Date().toISOString()}"`,
  formatters: {
    level: (label: string) => ({ level: label }),
    log: (line: Record<string, unknown>) => withoutSecrets(line) as Record<string, unknown>,
  },
  // Already taken apart above.
  serializers: { err: (value: unknown) => value },
};

/** Logs to `<directory>/resync.log`, 5 MB each, 5 kept. */
export function createFileLog(directory: string): { readonly log: Log; readonly close: () => Promise<void> } {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = createStream('resync.log', { path: directory, size: '5M', maxFiles: 5 });
  // A full disk must not take the core down: the log is the one part that may lose a line.
  file.on('error', () => {});
  return {
    log: pino({ ...options, level: 'info' }, file),
    close: () => new Promise((resolve) => void file.end(() => resolve())),
  };
}

export function createSilentLog(): Log {
  return pino({ level: 'silent' });
}
