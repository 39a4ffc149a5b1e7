/** Draws one state with the page's own code on a scripted core, and says when it is done and what is wrong with it. */
import './clock.ts';
import { drawnComponents } from './drawnComponents.ts';
import '../../../src-renderer/bridge/zodSetup.ts';
import '../../../src-renderer/ui/styles/tokens.css';
import '../../../src-renderer/ui/styles/answer.css';
import '../../../src-renderer/ui/styles/engineColors.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useConnection } from '../../../src-renderer/bridge/connection.ts';
import { applyTheme } from '../../../src-renderer/frame/appStore.ts';
import { App } from '../../../src-renderer/shell/App.tsx';
import { speak, startWords } from '../../../src-renderer/words/words.ts';
import { type FakeBridge, fakeBridge } from '../../fakes/bridge/fakeBridge.ts';
import { script } from '../states/script.ts';
import type { State } from '../states/state.ts';
import { states } from '../states/all.ts';
import { type Chosen, chosen } from './chosen.ts';
import { createHand } from './hand.ts';
import { preload } from './preload.ts';
import { PartsPage } from './PartsPage.tsx';
import { problemsOf } from './problems.ts';
import { settle } from './settle.ts';

declare global {
  interface Window {
    /** What is wrong with the state shown; absent until it is drawn. */
    galleryProblems?: readonly string[];
  }
}

/** Whatever waits for something pulses. */
const isComing = () => document.querySelector('.pulse') !== null;

export async function showState(): Promise<void> {
  const look = chosen();
  const state = Object.entries(states).find(([name]) => name === look.state)?.[1];
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no #root');
  if (state === undefined) {
    root.textContent = `There is no state ${look.state ?? ''}.`;
    return;
  }
  // The window fetches the other screens when it has nothing else to do; from here nobody goes there.
  window.requestIdleCallback = () => 0;
  const bridge = fakeBridge();
  if (state.says !== undefined) hush(state.says);
  const wrong: string[] = [];
  window.addEventListener('unhandledrejection', ({ reason }) => wrong.push(`unhandled rejection: ${String(reason)}`));
  try {
    await draw(state, { bridge, look, root });
  } catch (error) {
    wrong.push(error instanceof Error ? error.message : String(error));
  }
  if (state.isUnderWay !== true && isComing()) wrong.push('something is still under way');
  window.galleryDrawn = drawnComponents();
  window.galleryProblems = [...wrong, ...bridge.complaints, ...problemsOf(document.body)];
}

function hush(expected: string): void {
  const { error } = console;
  console.error = (...said: unknown[]) => {
    if (!said.join(' ').includes(expected)) error(...said);
  };
}

interface Drawing {
  readonly bridge: FakeBridge;
  readonly look: Chosen;
  readonly root: HTMLElement;
}

async function draw(state: State, { bridge, look, root }: Drawing): Promise<void> {
  const isThere = () => state.until === undefined || document.querySelector(state.until) !== null;
  const settled = () => settle(bridge, () => (state.isUnderWay === true ? isThere() : !isComing()));
  script(bridge, state, look);
  applyTheme(look.theme);
  await startWords(look.language);
  await speak(look.language);
  if ('at' in state) {
    await preload(state.at);
    window.history.replaceState(null, '', `${window.location.search}#${state.at}`);
  }
  if ('line' in state && state.line !== undefined) useConnection.setState({ line: state.line });
  else bridge.connect();
  createRoot(root).render(
    <StrictMode>
      {'show' in state ? (
        <CSPProvider disableStyleElements>
          <PartsPage>{state.show()}</PartsPage>
        </CSPProvider>
      ) : (
        <App />
      )}
    </StrictMode>,
  );
  await settled();
  await state.act?.(createHand(settled));
  if ('breaks' in state && state.breaks !== undefined) {
    bridge.lose();
    useConnection.setState({ line: state.breaks });
    await settled();
  }
}
