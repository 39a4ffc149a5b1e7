/** Single sockets through the gate, for looking at a host before anything is sent to it. */
import { connect, type Socket } from 'node:net';
import tls from 'node:tls';
import { destinationOf } from './destination.ts';
import type { Outlet } from './gate.ts';

/** What a certificate is judged by needs no connection. */
export const { checkServerIdentity, rootCertificates } = tls;

interface SocketInput {
  readonly outlet: Outlet;
  readonly address: URL;
  readonly why: string;
}

/** Raises what the gate refuses with; the socket says the rest. */
export function openTcp({ outlet, address, why }: SocketInput): Socket {
  const { told, target } = opening(outlet, address, why);
  return told(connect(target));
}

/** Raises what the gate refuses with, and what Node raises for options it cannot use. */
export function openTls({ outlet, address, why, options }: SocketInput & { readonly options: tls.ConnectionOptions }): tls.TLSSocket {
  const { told, target } = opening(outlet, address, why);
  const isAddress = /^[\d.]+$|:/.test(target.host);
  return told(tls.connect({ ...options, ...target, ...(isAddress ? {} : { servername: target.host }) }));
}

function opening(outlet: Outlet, address: URL, why: string) {
  const destination = destinationOf(address);
  const tell = outlet.open(destination, why);
  const told = <S extends Socket>(socket: S): S => {
    let outcome = 'failed';
    socket.once('connect', () => {
      outcome = 'ok';
    });
    socket.once('error', () => {
      outcome = 'failed';
    });
    socket.once('close', () => tell({ bytesOut: socket.bytesWritten, bytesIn: socket.bytesRead, outcome }));
    return socket;
  };
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(destination.host) ?? [];
  return { told, target: { host: host.replaceAll(/^\[|\]$/g, ''), port: Number(port) } };
}
