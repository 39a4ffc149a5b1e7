/** Whatever goes wrong between Resync and the model, as a Fault a person can act on. */
import { APIConnectionError, APIError } from 'openai';
import { Fault } from '../base/fault.ts';
import { createKeyScrub } from './withoutKey.ts';

/** @param hasBegun the model had started to answer, so the failure is a cut answer rather than a missing server. */
export function llmFault(thrown: unknown, { host, model, hasBegun }: { readonly host: string; readonly model: string; readonly hasBegun: boolean }): Fault {
  if (thrown instanceof Fault) return thrown;
  const refusal = refusalIn(thrown);
  if (refusal !== null) return refusal;
  const certificate = certificateProblem(thrown);
  if (certificate !== null && !hasBegun) return certificateFault(host, certificate, thrown);
  if (isTooLong(thrown)) return tooLongFault(host, thrown);
  if (thrown instanceof APIConnectionError && !hasBegun) {
    return new Fault('LLM_UNAVAILABLE', `The language model at ${host} cannot be reached; check that it runs and that its address in Settings is right.`, {
      detail: host,
      cause: thrown,
    });
  }
  // `status` is undefined for what the server reports inside the stream.
  if (thrown instanceof APIError && typeof thrown.status === 'number') return statusFault(thrown.status, thrown, host, model);
  if (hasBegun || thrown instanceof SyntaxError || thrown instanceof APIError) {
    return new Fault('LLM_BAD_ANSWER', `The language model at ${host} broke off or sent something that is not a chat completion.`, {
      detail: host,
      cause: thrown,
    });
  }
  return new Fault('LLM_UNAVAILABLE', `The language model at ${host} cannot be used; the log has the details.`, { detail: host, cause: thrown });
}

/** What the gate refused, however deep the client library and fetch have wrapped it. */
function refusalIn(thrown: unknown): Fault | null {
  for (let at = thrown, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) if (at instanceof Fault) return at;
  return null;
}

/** What Node calls a certificate that nobody known to this computer stands for, or that is of another host or time. */
const CERTIFICATE_CODES: ReadonlySet<unknown> = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function certificateProblem(thrown: unknown): string | null {
  for (let at = thrown, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string' && CERTIFICATE_CODES.has(at.code)) return at.code;
  }
  return null;
}

const certificateFault = (host: string, problem: string, cause: unknown): Fault =>
  new Fault(
    'LLM_TLS',
    `The certificate of the language model at ${host} is not trusted (${problem}): nothing was sent. It needs one of a public authority; \`resync serve\` also takes the file of an authority of your own in NODE_EXTRA_CA_CERTS.`,
    { detail: `${host}, ${problem}`, cause },
  );

const TOO_LONG_CODES: ReadonlySet<unknown> = new Set(['context_length_exceeded', 'exceed_context_size_error', 'string_above_max_length']);
/** Servers with a code of their own for it are few; vLLM says 400 for everything. */
const TOO_LONG_WORDS =
  /maximum context length|maximum (?:model )?(?:input|prompt|sequence) length|exceed\w{0,4} (?:the |its )?(?:available |model'?s? |maximum )?context|context (?:length|window|size)[^.]{0,40}exceed|prompt is too long|input is too long|too many (?:input )?tokens|larger than the context/i;

/** Whether the request did not fit the model's context, in the words of any server. */
export function isTooLong(thrown: unknown): boolean {
  if (typeof thrown !== 'object' || thrown === null) return typeof thrown === 'string' && TOO_LONG_WORDS.test(thrown);
  const { code, type, message } = { code: null, type: null, message: null, ...thrown, ...(thrown instanceof Error ? { message: thrown.message } : {}) };
  return TOO_LONG_CODES.has(code) || TOO_LONG_CODES.has(type) || (typeof message === 'string' && TOO_LONG_WORDS.test(message));
}

export const tooLongFault = (host: string, cause: unknown): Fault =>
  new Fault(
    'LLM_TOO_LONG',
    `What the language model at ${host} was asked is longer than its context holds; give it a larger context, or ask for less at once.`,
    {
      detail: host,
      cause,
    },
  );

const MAX_REASON_CHARS = 500;

/** The same fault, whose cause says why the call failed and nothing else: servers quote the key they refuse, and so does Node when a key cannot be a header. */
export function withReason(fault: Fault, key: string | null): Fault {
  const { code, message, detail, retryable } = fault;
  return new Fault(code, message, { detail, retryable, cause: new Error(loggedReason(fault.cause, key)) });
}

export function loggedReason(thrown: unknown, key: string | null): string {
  const steps: string[] = [];
  for (let at = thrown; at instanceof Error && steps.length < 5; at = at.cause) steps.push(`${at.constructor.name}: ${at.message}`);
  const reason = createKeyScrub(key).text(steps.join(' <- '));
  return (key === null || key === '' ? reason : reason.replaceAll(key, '[removed]')).slice(0, MAX_REASON_CHARS);
}

function statusFault(status: number, cause: APIError, host: string, model: string): Fault {
  const detail = `${host}, ${model}, HTTP ${status}`;
  if (status === 401 || status === 403) {
    return new Fault('LLM_AUTH', `The language model at ${host} refused the API key (HTTP ${status}); enter a valid one in Settings.`, { detail, cause });
  }
  if (status === 404) {
    return new Fault(
      'LLM_UNAVAILABLE',
      `The language model at ${host} knows no model "${model}", or its address is not an OpenAI-compatible base, which usually ends in /v1 (HTTP 404).`,
      {
        detail,
        cause,
        retryable: false,
      },
    );
  }
  if (status === 429)
    return new Fault('LLM_UNAVAILABLE', `The language model at ${host} is over its rate limit (HTTP 429); try again in a moment.`, { detail, cause });
  const isTheirs = status >= 500;
  const message = isTheirs
    ? `The language model at ${host} failed (HTTP ${status}); try again, or look at its own log.`
    : `The language model at ${host} refused the request (HTTP ${status}); check the model "${model}" in Settings.`;
  return new Fault('LLM_UNAVAILABLE', message, { detail, cause, retryable: isTheirs });
}
