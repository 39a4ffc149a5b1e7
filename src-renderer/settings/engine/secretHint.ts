/** What is said under the field of a secret: whether it is stored, and for which address. */
import type { SettingsView } from '../../../src-preload/contract/settings.ts';
import type { Say } from '../../words/words.ts';

export type StoredSecret = SettingsView['secrets'][number];

export function secretHint(say: Say, secret: StoredSecret | undefined): string {
  switch (secret?.standing) {
    case 'ready':
      return say('secret.isSet');
    case 'elsewhere':
      return say('secret.elsewhere', { hosts: secret.boundTo.join(', ') });
    case 'unbound':
      return say('secret.unbound');
    case 'none':
    case undefined:
      return say('secret.notSet');
  }
}
