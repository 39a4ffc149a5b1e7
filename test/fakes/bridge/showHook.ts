/** What a hook says, drawn by React as a screen would; wrap what changes it in `act`. Until the test ends. */
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { onTestFinished } from 'vitest';

/** Returns what it says now, as JSON carries it. */
export function showHook(useHook: () => unknown): () => unknown {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const Shown = () => JSON.stringify(useHook());
  const place = document.createElement('div');
  const root = createRoot(place);
  act(() => root.render(createElement(Shown)));
  onTestFinished(() => act(() => root.unmount()));
  return (): unknown => JSON.parse(place.textContent);
}
