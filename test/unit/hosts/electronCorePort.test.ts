/** The core's port is given to the app's own page and to nobody else. */
import { EventEmitter, once } from 'node:events';
import { type Client, createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { os } from '@orpc/server';
import { expect, test } from 'vitest';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { openCorePort } from '../../../src-main/hosts/electron/corePort.ts';
import { MessageChannelMain, type MessagePortMain } from '../../fakes/electron/messagePorts.ts';

type Deps = Parameters<typeof openCorePort>[0];
type Echo = { readonly echo: Client<Record<PropertyKey, never>, string, string, Error> };

function openDoor() {
  const ipcMain = new EventEmitter();
  const router = { echo: os.$context<{ user: { name: string } }>().handler(({ input, context }) => `${context.user.name}: ${String(input)}`) };
  const given: MessagePortMain[] = [];
  openCorePort({
    ipcMain,
    newChannel: () => new MessageChannelMain(),
    router,
    user: { name: 'ana', role: 'administrator' },
    isOwnContents: (id: number) => id === 1,
    log: createSilentLog(),
    // The stand-in's parts and a router of one route, in the shape of the real ones.
  } as unknown as Deps);
  const ask = (frame: { origin: string; parent: unknown } | null, contentsId: number) => {
    const senderFrame = frame && { ...frame, postMessage: (_channel: string, _message: unknown, ports: MessagePortMain[]) => given.push(...ports) };
    ipcMain.emit('resync:connect', { sender: { id: contentsId }, senderFrame });
    return given;
  };
  return ask;
}

const page = { origin: 'app://resync', parent: null };

test('the app’s page gets a port, and calls over it are answered as the person at the desk', async () => {
  const [port] = openDoor()(page, 1);
  const client = createORPCClient<Echo>(new RPCLink({ port: port! }));
  port!.start();
  expect(await client.echo('hello')).toBe('ana: hello');
});

test.each([
  ['another origin', { origin: 'https://evil.example', parent: null }, 1],
  ['a look-alike origin', { origin: 'app://resync.evil', parent: null }, 1],
  ['a frame inside the page', { origin: 'app://resync', parent: page }, 1],
  ['a window that is not ours', page, 2],
  ['a frame that is gone', null, 1],
])('%s gets nothing', (_who, frame, contentsId) => {
  expect(openDoor()(frame, contentsId)).toEqual([]);
});

test('asking again ends the line before, so that a reloaded page leaves no call behind', async () => {
  const ask = openDoor();
  const first = ask(page, 1)[0]!;
  const closed = once(first, 'close');
  ask(page, 1);
  await closed;
});
