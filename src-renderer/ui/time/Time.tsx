/** An instant in the scheduler's zone; the hover gives UTC. */
import { createContext, useContext } from 'react';
import { UTC } from '../../../src-preload/shared/zone.ts';
import { useLanguage, useSay } from '../../words/words.ts';
import { useMinute, useNow } from './now.ts';
import { agoText, calendarDay, clockTime, utcText, zoneName } from './time.ts';

/** The zone all times are shown in: the engine's, once known. */
export const ZoneContext = createContext<string>(UTC);

interface TimeProps {
  /** null: shown as a dash, said as "never". */
  readonly at: string | null;
  readonly hasZone?: boolean;
}

export function Time({ at, hasZone = false }: TimeProps) {
  const zone = useContext(ZoneContext);
  const language = useLanguage();
  const say = useSay();
  const now = useMinute();
  if (at === null) {
    return (
      <span className="text-faint">
        <span aria-hidden="true">–</span>
        <span className="sr-only">{say('time.never')}</span>
      </span>
    );
  }
  return (
    <time dateTime={at} title={utcText(at)} className="whitespace-nowrap">
      {clockTime(at, now, { language, zone })}
      {hasZone ? <span className="text-faint"> {zoneName(at, { language, zone })}</span> : null}
    </time>
  );
}

export function Day({ at }: { readonly at: string }) {
  const zone = useContext(ZoneContext);
  const language = useLanguage();
  const now = useMinute();
  return (
    <time dateTime={at} title={utcText(at)} className="whitespace-nowrap">
      {calendarDay(at, now, { language, zone })}
    </time>
  );
}

export function useAgo(): (iso: string) => string {
  const now = useNow();
  const language = useLanguage();
  return (iso) => agoText(iso, now, language);
}

export function Ago({ at }: { readonly at: string }) {
  const ago = useAgo();
  return (
    <time dateTime={at} title={utcText(at)} className="whitespace-nowrap">
      {ago(at)}
    </time>
  );
}
