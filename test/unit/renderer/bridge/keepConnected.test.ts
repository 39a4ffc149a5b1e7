// @vitest-environment happy-dom
/** The line to the core is found by itself, and a person can cut every wait short. */
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { fakeBridge } from '../../../fakes/bridge/fakeBridge.ts';

type Connection = typeof import('../../../../src-renderer/bridge/connection.ts');

/** A window of its own: the loop that keeps the line runs for the life of one. Its last line stays open. */
async function newWindow(): Promise<Connection> {
  vi.resetModules();
  return import('../../../../src-renderer/bridge/connection.ts');
}

/** How the line stands; without the client, which answers whatever a comparison asks of it. */
const standing = ({ useConnection }: Connection) => {
  const { line } = useConnection.getState();
  return line.at === 'open' ? { at: line.at, epoch: line.epoch } : line;
};

/** Waits for what comes by itself, without the page's clock going on. */
async function until(connection: Connection, at: ReturnType<typeof standing>['at']): Promise<void> {
  for (let tries = 0; standing(connection).at !== at && tries < 1_000; tries++) await fakeBridge().quiet();
  expect(standing(connection).at).toBe(at);
}

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('in the Electron window', () => {
  it('a line that breaks is found again, each a newer one', async () => {
    const bridge = fakeBridge();
    bridge.answer('metrics', 'here');
    vi.stubGlobal('resyncHost', bridge.host);
    const connection = await newWindow();
    const { keepConnected, core } = connection;
    const line = () => standing(connection);
    void keepConnected();
    await until(connection, 'open');
    expect(line()).toMatchObject({ at: 'open', epoch: 1 });
    expect(await core().metrics()).toBe('here');
    bridge.close();
    await until(connection, 'lost');
    expect(line()).toEqual({ at: 'lost', attempt: 1, retryAtMs: Date.now() + 250 });
    await vi.advanceTimersByTimeAsync(250);
    await until(connection, 'open');
    expect(line()).toMatchObject({ at: 'open', epoch: 2 });
    expect(await core().metrics()).toBe('here');
  });

  it('it is tried again and again, later each time; a person need not wait', async () => {
    const bridge = fakeBridge();
    let isThere = false;
    const connect = vi.fn(() => {
      if (!isThere) throw new Error('no core');
      bridge.host.connect();
    });
    vi.stubGlobal('resyncHost', { kind: 'electron', connect });
    const connection = await newWindow();
    const { keepConnected, retryNow } = connection;
    const line = () => standing(connection);
    retryNow();
    void keepConnected();
    for (const waitMs of [250, 500, 1_000]) {
      await vi.advanceTimersByTimeAsync(0);
      const tried = connect.mock.calls.length;
      expect(line()).toMatchObject({ at: 'lost', attempt: tried, retryAtMs: Date.now() + waitMs });
      await vi.advanceTimersByTimeAsync(waitMs - 1);
      expect(connect).toHaveBeenCalledTimes(tried);
      await vi.advanceTimersByTimeAsync(1);
      expect(connect).toHaveBeenCalledTimes(tried + 1);
    }
    isThere = true;
    retryNow();
    await until(connection, 'open');
    expect(line()).toMatchObject({ at: 'open', epoch: 1 });
    expect(connect).toHaveBeenCalledTimes(5);
    // The wait that was cut short is over, not only put off.
    await vi.advanceTimersByTimeAsync(60_000);
    expect(connect).toHaveBeenCalledTimes(5);
    retryNow();
    expect(line().at).toBe('open');
    // After a line that held, patience begins anew.
    bridge.close();
    await until(connection, 'lost');
    expect(line()).toMatchObject({ attempt: 1 });
    await vi.advanceTimersByTimeAsync(250);
    await until(connection, 'open');
  });
});

describe('in a browser', () => {
  /** A core on the page's own origin that wants to be signed in to. */
  function serveSessions(accepted: string) {
    let isSignedIn = false;
    const sent: unknown[] = [];
    vi.stubGlobal('fetch', async (path: string, { body }: { body?: string } = {}) => {
      if (path !== '/session') throw new Error(`Nothing is at ${path}`);
      if (body === undefined) return Response.json({ isSignedIn });
      sent.push(JSON.parse(body));
      isSignedIn = body.includes(accepted);
      return new Response(null, { status: isSignedIn ? 204 : 401 });
    });
    vi.stubGlobal(
      'WebSocket',
      class extends EventTarget {
        readonly readyState = 1;
        constructor() {
          super();
          queueMicrotask(() => this.dispatchEvent(new Event('open')));
        }
      },
    );
    return sent;
  }

  it('who is not signed in is asked for the token, told when it is wrong, and let in with the right one', async () => {
    const sent = serveSessions('right');
    window.history.replaceState(null, '', '#/chat');
    const connection = await newWindow();
    const { keepConnected, signInWithToken } = connection;
    const line = () => standing(connection);
    void keepConnected();
    await until(connection, 'sign-in');
    expect(line()).toEqual({ at: 'sign-in', isRefused: false });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(line()).toEqual({ at: 'sign-in', isRefused: false });
    await signInWithToken('wrong');
    expect(line()).toEqual({ at: 'sign-in', isRefused: true });
    await signInWithToken('right');
    await until(connection, 'open');
    expect(sent).toEqual([{ token: 'wrong' }, { token: 'right' }]);
  });

  it('a token that cannot be sent is not accepted', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new Error('no core')));
    const connection = await newWindow();
    await connection.signInWithToken('right');
    expect(standing(connection)).toEqual({ at: 'sign-in', isRefused: true });
  });

  it('a code in the address signs in, and is taken out of it', async () => {
    const sent = serveSessions('once');
    window.history.replaceState(null, '', '#code=once');
    onTestFinished(() => window.history.replaceState(null, '', '#/'));
    const connection = await newWindow();
    void connection.keepConnected();
    await until(connection, 'open');
    expect(sent).toEqual([{ code: 'once' }]);
    expect(window.location.hash).toBe('#/');
  });
});
