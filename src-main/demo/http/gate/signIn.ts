/** Who may ask: one user by password or by key. */
import { createHash, timingSafeEqual } from 'node:crypto';

export interface Credentials {
  readonly user: string;
  readonly password: string;
  readonly apiKey: string;
}

/** Compares in constant time: this code is also read as an example. */
export function createSignIn({ user, password, apiKey }: Credentials): (header: string | string[] | undefined) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const accepted = [digest(`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`), digest(`Bearer ${apiKey}`)];
  return (header) => {
    if (typeof header !== 'string') return false;
    const said = digest(header);
    return accepted.some((one) => timingSafeEqual(one, said));
  };
}
