/** Starts the renderer: words, theme, the line to the core, then the window. */
import './bridge/zodSetup.ts';
import './ui/styles/tokens.css';
import './ui/styles/answer.css';
import './ui/styles/engineColors.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepConnected } from './bridge/connection.ts';
import { App } from './shell/App.tsx';
import { applyTheme, rememberedTheme } from './frame/appStore.ts';
import { nearestLanguage, startWords } from './words/words.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root');

applyTheme(rememberedTheme());
await startWords(nearestLanguage(navigator.language));
void keepConnected();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
