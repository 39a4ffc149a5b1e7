/** Keeps one line to the core open: picks the host, reconnects with back-off, and says which state it is in. */
import { create } from 'zustand';
import { openBrowserLine, signIn, takeCodeFromAddress } from './browserLine.ts';
import { openElectronLine } from './electronLine.ts';
import { DisconnectedError } from './fault.ts';
import { type Core, type Line, SignInNeededError } from './line.ts';

export type Connection =
  | { readonly at: 'connecting' }
  /** `epoch` grows with each new line: what was read over an older one is read again. */
  | { readonly at: 'open'; readonly core: Core; readonly epoch: number }
  | { readonly at: 'sign-in'; readonly isRefused: boolean }
  | { readonly at: 'lost'; readonly attempt: number; readonly retryAtMs: number };

export const useConnection = create<{ readonly line: Connection }>(() => ({ line: { at: 'connecting' } }));

const LONGEST_WAIT_MS = 10_000;
export const backOffMs = (attempt: number): number => Math.min(LONGEST_WAIT_MS, 250 * 2 ** attempt);

let epoch = 0;
let wake: (() => void) | null = null;

const setLine = (line: Connection) => useConnection.setState({ line });

/** The client of the current line. Throws when there is none, so that a store shows "disconnected" like any other fault. */
export function core(): Core {
  const { line } = useConnection.getState();
  if (line.at !== 'open') throw new DisconnectedError();
  return line.core;
}

/** Ends the current wait between attempts. */
export function retryNow(): void {
  wake?.();
}

/** Signs in with the token printed in the terminal. */
export async function signInWithToken(token: string): Promise<void> {
  const isAccepted = await signIn({ token }).catch(() => false);
  if (isAccepted) wake?.();
  else setLine({ at: 'sign-in', isRefused: true });
}

function pause(ms: number | null): Promise<void> {
  return new Promise((resolve) => {
    const timer = ms === null ? null : setTimeout(resolve, ms);
    wake = () => {
      if (timer !== null) clearTimeout(timer);
      wake = null;
      resolve();
    };
  });
}

const openLine = (): Promise<Line> => (window.resyncHost?.kind === 'electron' ? openElectronLine(window.resyncHost) : openBrowserLine());

async function redeemCode(): Promise<void> {
  const code = takeCodeFromAddress();
  if (code !== null) await signIn({ code }).catch(() => false);
}

/** Runs for the life of the window. Every wait can be cut short by a person. */
export async function keepConnected(): Promise<never> {
  await redeemCode();
  let attempt = 0;
  for (;;) {
    try {
      const line = await openLine();
      attempt = 0;
      epoch += 1;
      setLine({ at: 'open', core: line.core, epoch });
      await line.closed;
    } catch (error) {
      if (error instanceof SignInNeededError) {
        setLine({ at: 'sign-in', isRefused: false });
        await pause(null);
        continue;
      }
    }
    const waitMs = backOffMs(attempt);
    attempt += 1;
    setLine({ at: 'lost', attempt, retryAtMs: Date.now() + waitMs });
    await pause(waitMs);
  }
}
