/** A browser the core does not know: a person pastes the token that the terminal printed. */
import { useState } from 'react';
import { signInWithToken } from '../bridge/connection.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { useSay } from '../words/words.ts';

export function SignIn({ isRefused }: { readonly isRefused: boolean }) {
  const say = useSay();
  const [token, setToken] = useState('');
  return (
    <main className="flex h-full items-center justify-center p-6">
      <form
        className="flex w-100 flex-col gap-4 rounded-lg border bg-panel p-6"
        onSubmit={(event) => {
          event.preventDefault();
          void signInWithToken(token.trim());
        }}
      >
        <h1 className="text-lg font-semibold">{say('signIn.title')}</h1>
        <p className="text-dim">{say('signIn.why')}</p>
        <TextField
          label={say('signIn.token')}
          type="password"
          className="font-mono"
          value={token}
          onChange={(event) => setToken(event.target.value)}
          problem={isRefused ? say('signIn.refused') : null}
        />
        <Button kind="primary" type="submit" disabled={token.trim() === ''}>
          {say('signIn.submit')}
        </Button>
      </form>
    </main>
  );
}
