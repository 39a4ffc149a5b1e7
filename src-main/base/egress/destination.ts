/** Where a connection goes: scheme, host and port, written one way, so that two spellings of one place are one and two places never are. */

export interface Destination {
  /** `https://host:31116`, the port always said. What secrets are bound to and people confirm. */
  readonly origin: string;
  /** `host:31116`, for sentences and the ledger. */
  readonly host: string;
  /** Nothing protects what travels, and it leaves this computer. */
  readonly isOpenToOthers: boolean;
}

const PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443', 'redis:': '6379', 'rediss:': '6379' };
const UNENCRYPTED: ReadonlySet<string> = new Set(['http:', 'redis:']);

/** Raises TypeError for what is no URL. */
export function destinationOf(address: string | URL): Destination {
  const { protocol, hostname, port } = new URL(address);
  const host = `${hostname.toLowerCase()}:${port || (PORTS[protocol] ?? '')}`;
  return { origin: `${protocol}//${host}`, host, isOpenToOthers: UNENCRYPTED.has(protocol) && !isLoopback(hostname.toLowerCase()) };
}

/** The names of this very computer, by which nothing leaves it. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
