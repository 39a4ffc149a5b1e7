/** Promise 10: what Resync is told in the environment stays with Resync. */
import { expect, it } from 'vitest';
import { withoutOurs } from '../../../src-main/hosts/cli/openInBrowser.ts';

it('the browser is started without the passwords and keys of Resync, and with what it needs itself', () => {
  const env = { PATH: '/usr/bin', DISPLAY: ':0', RESYNC_TWS_PASSWORD: 'geheim', RESYNC_LLM_API_KEY: 'sk-1' };
  expect(withoutOurs(env)).toEqual({ PATH: '/usr/bin', DISPLAY: ':0' });
});
