/** The left rail: six screens, each with its word. */
import { clsx } from 'clsx';
import { Link, useLocation } from 'wouter';
import { useSay } from '../words/words.ts';
import { placeOf } from '../frame/address.ts';
import { useApp } from '../frame/appStore.ts';
import { prefetchScreen } from './screenParts.tsx';
import { type ScreenEntry, screens } from './screens.ts';

function RailLink({ screen, pending }: { readonly screen: ScreenEntry; readonly pending: number }) {
  const say = useSay();
  const [path] = useLocation();
  const isHere = path.startsWith(screen.path) || (path === '/' && screen.path === '/chat');
  return (
    <Link
      href={isHere ? screen.path : placeOf(screen.path)}
      aria-current={isHere ? 'page' : undefined}
      title={screen.keys.toUpperCase()}
      onPointerEnter={() => prefetchScreen(screen.path)}
      onFocus={() => prefetchScreen(screen.path)}
      className={clsx(
        'relative mx-2 flex flex-col items-center gap-1 rounded-md py-2 text-2xs no-underline',
        isHere ? 'bg-accent-soft font-semibold text-accent' : 'text-dim hover:bg-sunk hover:text-ink',
      )}
    >
      <screen.Icon size={18} strokeWidth={1.6} aria-hidden="true" />
      {say(screen.word)}
      {pending > 0 ? (
        <span className="absolute top-0.5 right-1 min-w-4.5 rounded-full border border-warn bg-warn-soft px-1 text-center text-2xs leading-4 font-semibold text-warn">
          <span aria-hidden="true">{pending > 99 ? '99+' : pending}</span>
          <span className="sr-only">{say('nav.pending', { count: pending })}</span>
        </span>
      ) : null}
    </Link>
  );
}

export function Rail() {
  const say = useSay();
  const pending = useApp(({ status }) => status?.review.pending ?? 0);
  return (
    <nav aria-label={say('nav.label')} className="flex w-19 shrink-0 flex-col gap-1 border-r bg-ground pt-2">
      {screens.map((screen) => (
        <RailLink key={screen.path} screen={screen} pending={screen.path === '/review' ? pending : 0} />
      ))}
    </nav>
  );
}
