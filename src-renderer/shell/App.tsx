/** The window: rail, top bar, one screen. */
import { CSPProvider } from '@base-ui/react/csp-provider';
import { useEffect } from 'react';
import { Redirect, Route, Router, Switch } from 'wouter';
import { zoneOf } from '../../src-preload/shared/zone.ts';
import { useConnection } from '../bridge/connection.ts';
import { useOnline } from '../bridge/useOnline.ts';
import { ChatScreen } from '../chat/ChatScreen.tsx';
import { turnList } from '../chat/chatParts.tsx';
import { prefetchWhenIdle } from '../ui/lazyPart.tsx';
import { Loading } from '../ui/data/States.tsx';
import { ZoneContext } from '../ui/time/Time.tsx';
import { Toasts } from '../ui/Toasts.tsx';
import { useSay } from '../words/words.ts';
import { go, placeOf, rememberPlaces, useHashPath, useHashQuery } from '../frame/address.ts';
import { followStatus, openOverlay, readSettings, useApp } from '../frame/appStore.ts';
import { Boundary } from './Boundary.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { listenToKeys, useKeys } from '../frame/keys.ts';
import { LineBar } from './LineBar.tsx';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { SignIn } from './SignIn.tsx';
import { StoreBar } from './StoreBar.tsx';
import { firstRun, screenParts } from './screenParts.tsx';
import { screens } from './screens.ts';
import { TopBar } from './TopBar.tsx';

function Screen() {
  return (
    <Switch>
      <Route path="/chat/:conversation?">{({ conversation }) => <ChatScreen conversation={conversation ?? null} />}</Route>
      {Object.entries(screenParts).map(([path, { Part }]) => (
        <Route key={path} path={path}>
          <Part />
        </Route>
      ))}
      <Route>
        <Redirect to="/chat" replace />
      </Route>
    </Switch>
  );
}

function useGlobalKeys(): void {
  useKeys('everywhere', [
    { keys: '$mod+k', word: 'top.palette', run: () => openOverlay('palette'), isInFields: true },
    { keys: 'Shift+?', word: 'keys.show', run: () => openOverlay('keys') },
    ...screens.map(({ keys, word, path }) => ({ keys, word, run: () => go(placeOf(path)) })),
  ]);
}

function Frame() {
  const say = useSay();
  useEffect(rememberPlaces, []);
  const zone = useApp(({ status }) => status?.engine.timeZone ?? null);
  const needsFirstRun = useApp(({ status }) => status?.needsFirstRun ?? false);
  const [path] = useHashPath();
  useGlobalKeys();
  useOnline(readSettingsNow);
  useEffect(followStatus, []);
  useEffect(listenToKeys, []);
  useEffect(() => prefetchWhenIdle([turnList, ...Object.values(screenParts)]), []);
  return (
    <ZoneContext value={zoneOf(zone)}>
      <a href="#content" className="sr-only focus:not-sr-only" onClick={(event) => skip(event.nativeEvent)}>
        {say('nav.skip')}
      </a>
      <div className="flex h-full flex-col">
        <TopBar />
        <LineBar />
        <StoreBar />
        <div className="flex min-h-0 flex-1">
          <Rail />
          <main id="content" tabIndex={-1} className="min-w-0 flex-1 bg-panel outline-none">
            <Boundary key={path.split('/')[1]}>{needsFirstRun && path !== '/settings' ? <firstRun.Part /> : <Screen />}</Boundary>
          </main>
        </div>
      </div>
      <Palette />
      <KeysDialog />
      <Toasts />
    </ZoneContext>
  );
}

function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

const readSettingsNow = () => void readSettings();

function Window() {
  const say = useSay();
  const line = useConnection((state) => state.line);
  if (line.at === 'sign-in') return <SignIn isRefused={line.isRefused} />;
  if (line.at === 'connecting') return <Loading what={say('line.connecting')} />;
  return <Frame />;
}

const address = { hook: useHashPath, searchHook: useHashQuery } as const;

export function App() {
  return (
    <CSPProvider disableStyleElements>
      <Router {...address}>
        <Window />
      </Router>
    </CSPProvider>
  );
}
