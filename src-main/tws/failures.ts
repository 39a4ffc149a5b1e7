/** Turns what can go wrong on the way to the engine into faults a person can act on. */
import { Fault } from '../base/fault.ts';
import { type Failed, failed } from './http/exchange.ts';

/** The engine understood who asks but not the question: a filter or parameter it does not take. Asking less may work. */
export class QuestionRefused extends Fault {}

/** `host:port` of the engine, for sentences. */
export interface Place {
  readonly host: string;
  readonly what: 'collection' | 'one' | 'v1';
  readonly engineVersion: string | null;
}

const codeOf = (error: unknown): string => {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at instanceof AggregateError && at.errors[0] instanceof Error) return codeOf(at.errors[0]);
  }
  return '';
};

const TLS_SENTENCES: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired: ask its administrator for a new certificate',
  CERT_NOT_YET_VALID: "is not valid yet: check this computer's clock and the engine's certificate",
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is self-signed and not trusted here: choose its CA file in Settings',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from a certificate authority unknown to this computer: choose the CA file in Settings',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes from a certificate authority unknown to this computer: choose the CA file in Settings',
  UNABLE_TO_GET_ISSUER_CERT: 'comes from a certificate authority unknown to this computer: choose the CA file in Settings',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from a certificate authority unknown to this computer: choose the CA file in Settings',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is made out to another host name: use the name in the certificate as the address, or have the certificate reissued',
  CERT_PIN_MISMATCH: 'is not one of those pinned for this engine: ask its administrator whether it was replaced, then test the connection and pin the new one',
  CERT_REVOKED: 'has been revoked: ask its administrator for a new certificate',
  CERT_SIGNATURE_FAILURE: 'has a broken signature: do not trust it, and tell its administrator',
};

/** The sentence for a certificate error code, or null when the code is not one. */
export function certificateFault(code: string, host: string): Fault | null {
  const sentence = TLS_SENTENCES[code];
  if (sentence !== undefined) return new Fault('TWS_TLS', `The certificate of ${host} ${sentence}.`, { detail: `${host}, ${code}` });
  if (code.startsWith('ERR_OSSL_PEM'))
    return new Fault('TWS_TLS', 'The CA file could not be used: choose a file with certificates in PEM form.', { detail: code });
  if (/^(ERR_SSL|EPROTO|ERR_TLS|CERT_)/.test(code))
    return new Fault('TWS_TLS', `${host} does not speak TLS as expected (${code}): check that the port is the engine's HTTPS port (usually 31116).`, {
      detail: `${host}, ${code}`,
    });
  return null;
}

const CONNECT_SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections: check the address and port, and that the engine runs',
  ENOTFOUND: 'is not a host name this computer can resolve: check the address or the DNS',
  EAI_AGAIN: 'cannot be resolved now because the DNS does not answer: check the network',
  EHOSTUNREACH: 'cannot be reached over the network: check the route, VPN or firewall',
  ENETUNREACH: 'cannot be reached over the network: check the route, VPN or firewall',
  ECONNRESET: 'closed the connection: check the port, and any proxy or firewall in between',
  UND_ERR_SOCKET: 'closed the connection: check the port, and any proxy or firewall in between',
};

/** A failure before an answer's headers arrived. */
export function networkFailure(error: unknown, place: Place, limits: { connectMs: number; answerMs: number }): Failed {
  const code = codeOf(error);
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT')
    return failed(
      new Fault('TWS_TIMEOUT', `${place.host} did not accept a connection within ${seconds(limits.connectMs)}: check the network and that the engine runs.`, {
        detail: `${place.host}, ${seconds(limits.connectMs)}`,
        cause: error,
      }),
      { isConnectivity: true, isHostAway: true },
    );
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return lateFailure(place, limits.answerMs, error);
  const tls = certificateFault(code, place.host);
  if (tls !== null) return failed(new Fault('TWS_TLS', tls.message, { detail: tls.detail, cause: error }), { isHostAway: true });
  const sentence = CONNECT_SENTENCES[code] ?? `could not be reached (${code || 'no reason given'}): check the address and the network`;
  return failed(new Fault('TWS_UNREACHABLE', `${place.host} ${sentence}.`, { detail: code === '' ? place.host : `${place.host}, ${code}`, cause: error }), {
    isTransient: true,
    isConnectivity: true,
    isHostAway: true,
  });
}

export function lateFailure(place: Place, answerMs: number, cause?: unknown): Failed {
  return failed(
    new Fault('TWS_TIMEOUT', `${place.host} did not answer within ${seconds(answerMs)}: the engine or the agent may be overloaded.`, {
      detail: `${place.host}, ${seconds(answerMs)}`,
      cause,
    }),
    {
      isConnectivity: true,
    },
  );
}

const seconds = (ms: number) => (ms < 1_000 ? `${ms} ms` : `${Math.round(ms / 1_000)} s`);

interface HttpRefusal {
  readonly status: number;
  readonly body: string;
  readonly location: string | null;
  readonly retryAfter: string | null;
  /** By the clock that wrote the answer, where it says so. */
  readonly nowMs: number;
}

/** An answer that is not 2xx. */
export function httpFailure(refusal: HttpRefusal, place: Place): Failed {
  const { status } = refusal;
  const said = engineMessage(refusal.body);
  const at = { httpStatus: status };
  const detail = [place.host, `HTTP ${status}`, ...(said === null ? [] : [said])].join(', ');
  const saying = said === null ? '' : `; the engine says ${said}`;
  if (status >= 300 && status < 400)
    return failed(
      new Fault(
        'TWS_BAD_ANSWER',
        `${place.host} redirects elsewhere${locationHost(refusal.location)}; Resync does not follow: enter the engine's own address.`,
        { retryable: false, detail },
      ),
      at,
    );
  if (status === 401)
    return failed(new Fault('TWS_AUTH', `${place.host} refused the sign-in: check the user and password or the API key in Settings.`, { detail }), at);
  if (status === 403)
    return failed(
      new Fault('TWS_FORBIDDEN', `The engine does not let this user read that: ask its administrator for DISPLAY and LIST rights${saying}.`, { detail }),
      at,
    );
  if (status === 404 && place.what === 'one')
    return failed(new Fault('TWS_NOT_FOUND', `The engine does not know that object: it may have left the plan${saying}.`, { detail }), at);
  if (status === 404 || status === 405 || status === 501)
    return failed(new Fault('TWS_UNSUPPORTED', `This engine${versionOf(place)} does not offer that reading${saying}.`, { detail }), at);
  if (status === 429 || status === 503)
    return failed(new Fault('TWS_ERROR', `The engine is busy and asks to wait (HTTP ${status})${saying}.`, { detail }), {
      ...at,
      isTransient: true,
      retryAfterMs: retryAfterMs(refusal),
    });
  if (status === 400 || status === 422 || said === FILTER_REFUSED)
    return failed(new QuestionRefused('TWS_ERROR', `The engine refused the question (HTTP ${status})${saying}.`, { retryable: false, detail }), at);
  if (status === 502 || status === 504)
    return failed(new Fault('TWS_ERROR', `The gateway at ${place.host} does not reach the engine behind it (HTTP ${status}).`, { detail }), {
      ...at,
      isTransient: true,
      isHostAway: true,
    });
  if (status >= 500) return failed(new Fault('TWS_ERROR', `The engine failed to answer (HTTP ${status})${saying}.`, { detail }), { ...at, isTransient: true });
  return failed(new Fault('TWS_ERROR', `The engine refused the question (HTTP ${status})${saying}.`, { retryable: false, detail }), at);
}

/** The engine's code for a filter it cannot read; wrapped in other errors at times. */
const FILTER_REFUSED = 'OQL_FILTER_SYNTAX_ERROR';
const versionOf = (place: Place) => (place.engineVersion === null ? '' : ` (version ${place.engineVersion})`);

function locationHost(location: string | null): string {
  if (location === null) return '';
  return URL.canParse(location) ? ` (to ${new URL(location).host})` : '';
}

/** The engine's message id when there is one, else null: its free text is untrusted and may be a whole page. */
function engineMessage(body: string): string | null {
  if (body.includes(FILTER_REFUSED)) return FILTER_REFUSED;
  return /\b(?:AWS[A-Z]{3}\d{3}[EWI]|AWK[A-Z]{3}\d{3}[EWI])\b/.exec(body)?.[0] ?? null;
}

function retryAfterMs(refusal: HttpRefusal): number | null {
  if (refusal.retryAfter === null) return null;
  const inSeconds = Number(refusal.retryAfter);
  if (Number.isFinite(inSeconds)) return Math.max(0, inSeconds * 1_000);
  const at = Date.parse(refusal.retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, at - refusal.nowMs);
}
