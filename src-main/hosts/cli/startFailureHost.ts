/** Shows a failed start in the browser: loopback, at an address nobody else on the machine can guess. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isStartChoice, languageIn, START_PAGE_HEADERS, type StartDesk, startedPage } from '../startFailure.ts';

export interface StartFailureHost {
  readonly url: string;
  /** The app is at this address now: whoever chose is led there, and the host ends. */
  lead(address: string): void;
}

export async function startFailureHost(desk: StartDesk): Promise<StartFailureHost> {
  const room = `/${randomBytes(16).toString('hex')}/`;
  let lead: (address: string) => void = () => {};
  const led = new Promise<string>((resolve) => {
    lead = resolve;
  });
  const server = createServer((request, response) => {
    const language = languageIn((request.headers['accept-language'] ?? '').split(','));
    const isHere = request.method === 'GET' && request.headers.host === `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const place = isHere && request.url?.startsWith(room) === true ? request.url.slice(room.length) : null;
    const answer = (status: number, html: string) => void response.writeHead(status, START_PAGE_HEADERS).end(html);
    if (place === '') return answer(503, desk.page(language));
    if (!isStartChoice(place)) return answer(404, '');
    void desk.choose(place).then(async (outcome) => {
      if (outcome === 'refused') return answer(503, desk.page(language));
      answer(200, startedPage(await led, language));
      server.close();
      return server.closeIdleConnections();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${room}`, lead };
}
