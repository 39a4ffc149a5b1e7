/** `MessageChannelMain`: two ports, of which one may be carried into a page. */
import { EventEmitter } from 'node:events';

/** The far side of a port that lives in a page. */
export interface Carrier {
  post(data: unknown): void;
  close(): void;
}

export class MessagePortMain extends EventEmitter {
  #peer: MessagePortMain | null = null;
  #carrier: Carrier | null = null;
  #waiting: unknown[] = [];
  #isStarted = false;
  #isClosed = false;

  entangle(peer: MessagePortMain): void {
    this.#peer = peer;
  }

  /** Moves this port into a page: what its peer posts goes there from now on. */
  carry(carrier: Carrier): void {
    this.#carrier = carrier;
    for (const data of this.#waiting.splice(0)) carrier.post(data);
  }

  postMessage(data: unknown): void {
    // Copied at the time of posting, as the real one does.
    if (!this.#isClosed) this.#peer?.receive(structuredClone(data));
  }

  start(): void {
    this.#isStarted = true;
    for (const data of this.#waiting.splice(0)) this.#emitSoon(data);
  }

  /** The other side learns it; this side does not. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#peer?.lose();
  }

  receive(data: unknown): void {
    if (this.#isClosed) return;
    if (this.#carrier !== null) this.#carrier.post(data);
    else if (this.#isStarted) this.#emitSoon(data);
    else this.#waiting.push(data);
  }

  lose(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#carrier !== null) this.#carrier.close();
    else queueMicrotask(() => this.emit('close'));
  }

  #emitSoon(data: unknown): void {
    queueMicrotask(() => {
      if (!this.#isClosed) this.emit('message', { data, ports: [] });
    });
  }
}

export class MessageChannelMain {
  readonly port1 = new MessagePortMain();
  readonly port2 = new MessagePortMain();

  constructor() {
    this.port1.entangle(this.port2);
    this.port2.entangle(this.port1);
  }
}
