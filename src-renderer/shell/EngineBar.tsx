/** The engine in the top bar: which one, how fresh, what is doubtful about the connection, and the way to another one. */
import { Menu } from '@base-ui/react/menu';
import { Check, ChevronDown } from 'lucide-react';
import { useContext } from 'react';
import type { AppStatus } from '../../src-preload/contract/health.ts';
import type { EngineSettings } from '../../src-preload/contract/settings.ts';
import { activateEngine } from '../settings/settingsStore.ts';
import { DemoStamp } from '../ui/marks/DemoStamp.tsx';
import { EngineSwatch } from '../ui/marks/EngineSwatch.tsx';
import { Glyph, type GlyphShape } from '../ui/marks/Glyph.tsx';
import { Mark, type Tone } from '../ui/marks/Mark.tsx';
import { useAgo, ZoneContext } from '../ui/time/Time.tsx';
import { calendarDay, clockTime, utcText } from '../ui/time/time.ts';
import { useFaultText } from '../words/faultSay.ts';
import { type Say, useLanguage, useSay } from '../words/words.ts';
import { useApp } from '../frame/appStore.ts';

type Engine = AppStatus['engine'];

function EngineState({ engine }: { readonly engine: Engine }) {
  const say = useSay();
  const ago = useAgo();
  const textOf = useFaultText();
  const age = engine.lastReadAt === null ? say('time.never') : ago(engine.lastReadAt);
  switch (engine.state) {
    case 'none':
      return <Mark shape="dashed" tone="quiet" word={say('top.noEngine')} />;
    case 'live':
      return <Mark shape="play" tone="good" word={`${engine.isDemo ? '' : `${say('top.live')}, `}${say('top.liveAge', { age })}`} />;
    case 'stale':
      return <Mark shape="clock" tone="warn" word={say('top.stale', { age })} {...(engine.fault ? { title: textOf(engine.fault).sentence } : {})} />;
    case 'unreachable':
      return <Mark shape="square" tone="bad" word={say('top.unreachable')} title={engine.fault ? textOf(engine.fault).sentence : ''} />;
    case 'unconfirmed':
      return <Mark shape="flag" tone="bad" word={say('top.unconfirmed')} title={engine.fault ? textOf(engine.fault).sentence : ''} />;
    case 'unknown':
      return <Mark shape="dashed" tone="quiet" word={say('top.unknown')} />;
  }
}

const ENDS_LOOK: Readonly<Record<NonNullable<Engine['certificateEnds']>['at'], { readonly shape: GlyphShape; readonly tone: Tone }>> = {
  soon: { shape: 'clock', tone: 'warn' },
  urgent: { shape: 'flag', tone: 'bad' },
  expired: { shape: 'square', tone: 'bad' },
};

function endsWord({ at, daysLeft }: NonNullable<Engine['certificateEnds']>, say: Say): string {
  if (at === 'expired') return say('top.certificateEnded');
  return daysLeft === 0 ? say('top.certificateEndsToday') : say('top.certificateEnds', { count: daysLeft });
}

/** The exception for an address without encryption, while it is on. */
export function UnencryptedMark() {
  const say = useSay();
  return (
    <Mark
      shape="square"
      tone="bad"
      word={say('unencrypted.short')}
      title={say('unencrypted.warning')}
      className="rounded-[3px] border border-bad bg-bad-soft px-1.5 font-semibold"
    />
  );
}

/** What is not as it should be although the engine answers. */
function ConnectionDoubts({ engine: { isTlsUnverified, isUnencryptedAllowed, awayFrom, host, certificateEnds } }: { readonly engine: Engine }) {
  const say = useSay();
  const textOf = useFaultText();
  return (
    <>
      {isTlsUnverified ? (
        <Mark
          shape="square"
          tone="bad"
          word={say('engine.unverifiedShort')}
          title={say('engine.unverifiedWarning')}
          className="rounded-[3px] border border-bad bg-bad-soft px-1.5 font-semibold"
        />
      ) : null}
      {isUnencryptedAllowed ? <UnencryptedMark /> : null}
      {awayFrom && host ? (
        <Mark
          shape="differs"
          tone="warn"
          word={say('top.backup', { host: host.replace(/:\d+$/, '') })}
          title={`${host}. ${say('top.awayFrom', { host: awayFrom.host })}${awayFrom.fault ? ` ${textOf(awayFrom.fault).sentence}` : ''}`}
        />
      ) : null}
      {certificateEnds ? (
        <Mark
          {...ENDS_LOOK[certificateEnds.at]}
          word={endsWord(certificateEnds, say)}
          title={`${certificateEnds.host}: ${certificateEnds.validTo.slice(0, 10)}`}
        />
      ) : null}
    </>
  );
}

const itemClass = 'flex w-full cursor-default items-center gap-2 rounded px-2 py-1 text-sm data-highlighted:bg-accent-soft';

function EngineItem({ engine, isActive }: { readonly engine: EngineSettings; readonly isActive: boolean }) {
  const say = useSay();
  return (
    <Menu.RadioItem value={engine.id} closeOnClick className={itemClass}>
      <EngineSwatch color={engine.color} />
      <span className="min-w-0 flex-1 truncate">{engine.name}</span>
      {engine.kind === 'demo' ? <DemoStamp /> : null}
      {engine.isTlsUnverified ? (
        <span className="text-bad" title={say('engine.unverifiedShort')}>
          <Glyph shape="square" />
          <span className="sr-only">{say('engine.unverifiedShort')}</span>
        </span>
      ) : null}
      <Check size={13} aria-hidden="true" className={isActive ? '' : 'invisible'} />
    </Menu.RadioItem>
  );
}

/** A menu where there is a choice, else only the name. */
function EngineName({ engine }: { readonly engine: Engine }) {
  const say = useSay();
  const view = useApp(({ settings }) => settings);
  const engines = view?.settings.engines ?? [];
  const isFixed = view === null || view.fromEnvironment.includes('activeEngineId') || engines.length < 2;
  if (engine.name === null) return null;
  const name = <strong className="max-w-48 truncate font-semibold">{engine.name}</strong>;
  if (isFixed)
    return (
      <span className="flex shrink-0 items-center gap-2">
        {engine.color ? <EngineSwatch color={engine.color} /> : null}
        {name}
      </span>
    );
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={say('top.switchFrom', { name: engine.name })}
        className="flex h-7 shrink-0 items-center gap-2 rounded-[5px] px-1.5 hover:bg-sunk data-popup-open:bg-sunk"
      >
        {engine.color ? <EngineSwatch color={engine.color} /> : null}
        {name}
        <ChevronDown size={13} aria-hidden="true" className="shrink-0 text-dim" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="start" className="z-50">
          <Menu.Popup className="max-h-[60vh] w-72 overflow-auto rounded-md border border-line-strong bg-raised p-1 shadow-float outline-none">
            <Menu.RadioGroup value={engine.id} onValueChange={(id: EngineSettings['id']) => void activateEngine(id)}>
              {engines.map((one) => (
                <EngineItem key={one.id} engine={one} isActive={one.id === engine.id} />
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** Which kept night this is, and when it is in it: the clock on the wall says something else. */
function Night() {
  const say = useSay();
  const language = useLanguage();
  const zone = useContext(ZoneContext);
  const night = useApp(({ status }) => status?.night ?? null);
  if (night === null) return null;
  const atMs = Date.parse(night.at);
  const at = `${calendarDay(night.at, atMs, { language, zone })} ${clockTime(night.at, atMs, { language, zone })}`;
  return (
    <span title={utcText(night.at)} className="text-2xs font-medium whitespace-nowrap text-warn">
      {say('demo.night', { name: night.name, at })}
    </span>
  );
}

export function EngineBar({ engine }: { readonly engine: Engine }) {
  const say = useSay();
  return (
    <>
      {engine.isDemo ? <DemoStamp isLong /> : null}
      <Night />
      <EngineName engine={engine} />
      {engine.id === null ? null : (
        <span
          title={say('top.readOnlyWhy')}
          className="rounded-[3px] border border-line-strong px-1.5 text-2xs leading-4 font-medium whitespace-nowrap text-dim"
        >
          {say('top.readOnly')}
        </span>
      )}
      <EngineState engine={engine} />
      <ConnectionDoubts engine={engine} />
    </>
  );
}
