/** `resync serve`: the server host for scripts (one JSON line) or for a person's browser (a sign-in link). */
import { rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { replaceFile } from '../../../base/files/durable.ts';
import { startServerHost } from '../../server/serverHost.ts';
import { type StartDesk, startWithPerson } from '../../startFailure.ts';
import { wayBackFor } from '../../wayBack.ts';
import { type CoreOptions, directoryOf, openCore } from '../core.ts';
import { openInBrowser } from '../openInBrowser.ts';
import { readVersion, rendererDir } from '../places.ts';
import { type StartFailureHost, startFailureHost } from '../startFailureHost.ts';
import { untilStopped } from '../untilStopped.ts';

interface ServeOptions extends CoreOptions {
  readonly port: number;
  /** `script`: one JSON line on stdout. `person`: a link on stdout, and the browser opened where there is one. */
  readonly audience: 'script' | 'person';
}

export async function serve({ port, audience, ...coreOptions }: ServeOptions): Promise<number> {
  const shown: { failure?: Promise<StartFailureHost> } = {};
  const core = await (audience === 'script' ? openCore(coreOptions) : openWithPerson(coreOptions, (desk) => void (shown.failure = showFailure(desk))));
  const { router, dataDir, app } = core;
  const host = await startServerHost({ router, port, rendererDir, version: readVersion(), userName: userInfo().username, log: app.log }).catch(
    async (thrown: unknown) => {
      await core.close();
      throw thrown;
    },
  );
  core.onRestarted(host.dropLines);
  const forgetLink = audience === 'person' ? welcome(host, dataDir) : announce(host);
  (await shown.failure)?.lead(host.newSignInUrl());
  await untilStopped(async () => {
    forgetLink();
    await host.close();
    await core.close();
  });
  return 0;
}

/** A person at a browser sees on a page why the store was not opened, and chooses there. */
const openWithPerson = (options: CoreOptions, onRefused: (desk: StartDesk) => void) =>
  startWithPerson({
    open: (isStoreAccepted) => openCore({ ...options, isStoreAccepted }),
    isStoreAccepted: options.isStoreAccepted ?? false,
    wayBack: wayBackFor(directoryOf(options)),
    onRefused,
  });

async function showFailure(desk: StartDesk): Promise<StartFailureHost> {
  const host = await startFailureHost(desk);
  process.stderr.write(`${desk.reason()}\nResync waits at ${host.url} for what to do.\n`);
  openInBrowser(host.url);
  return host;
}

interface Host {
  readonly url: string;
  readonly token: string;
  newSignInUrl(): string;
}

function announce({ url, token }: Host): () => void {
  process.stdout.write(`${JSON.stringify({ url, token, pid: process.pid })}\n`);
  return () => {};
}

/** Returns the removal of the file that carries the link to the browser. */
function welcome(host: Host, dataDir: string): () => void {
  process.stdout.write(
    `Resync is at ${host.newSignInUrl()}\n(the link works once, for ten minutes; later sign in at ${host.url} with the token ${host.token})\n`,
  );
  // The browser gets its link through a file only this person can read: other users can read a program's arguments.
  const page = join(dataDir, 'open-in-browser.html');
  const link = host.newSignInUrl();
  replaceFile(page, `<!doctype html><meta http-equiv="refresh" content="0;url=${link}"><a href="${link}">Open Resync</a>\n`);
  openInBrowser(page);
  return () => rmSync(page, { force: true });
}
