/** The top bar: which scheduler is being read and how fresh that is, the model, the store, and the palette. */
import { Search } from 'lucide-react';
import type { AppStatus } from '../../src-preload/contract/health.ts';
import { useConnection } from '../bridge/connection.ts';
import { DemoStamp } from '../ui/marks/DemoStamp.tsx';
import { Kbd } from '../ui/marks/Kbd.tsx';
import { Mark } from '../ui/marks/Mark.tsx';
import { useSay } from '../words/words.ts';
import { openOverlay, useApp } from '../frame/appStore.ts';
import { EngineBar, UnencryptedMark } from './EngineBar.tsx';

function ModelState({ llm }: { readonly llm: AppStatus['llm'] }) {
  const say = useSay();
  switch (llm.state) {
    case 'off':
      return <Mark shape="line" tone="quiet" word={say('top.llmOff')} />;
    case 'ready':
      return <Mark shape="check" tone="good" word={say('top.llmReady', { model: llm.model ?? '' })} />;
    case 'failing':
      return <Mark shape="square" tone="bad" word={say('top.llmFailing')} />;
    case 'unconfirmed':
      return <Mark shape="flag" tone="bad" word={say('top.llmUnconfirmed')} title={say('top.unconfirmedWhy')} />;
    case 'unknown':
      return <Mark shape="dashed" tone="quiet" word={say('top.llmUnknown')} />;
  }
}

function StoreMark({ store }: Pick<AppStatus, 'store'>) {
  const say = useSay();
  switch (store.state) {
    case 'ready':
      return <Mark shape="check" tone="good" word={say('top.storeReady')} />;
    case 'doubtful':
      return <Mark shape="half" tone="warn" word={say('top.storeDoubtful')} />;
    case 'failing':
      return <Mark shape="square" tone="bad" word={say('top.storeFailing')} />;
  }
}

function Status({ status }: { readonly status: AppStatus }) {
  const say = useSay();
  const { engine, store, auditor } = status;
  return (
    <>
      <EngineBar engine={engine} />
      <span className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-1">
        <ModelState llm={status.llm} />
        {status.llm.isUnencryptedAllowed ? <UnencryptedMark /> : null}
        <StoreMark store={store} />
        {auditor.queued > 0 ? <Mark shape="half" tone="accent" word={say('top.auditQueued', { count: auditor.queued })} /> : null}
      </span>
    </>
  );
}

export function TopBar() {
  const say = useSay();
  const known = useApp((state) => state.status);
  // Without a line nothing is known about now: the last status would look like health.
  const status = useConnection(({ line }) => line.at === 'open') ? known : null;
  return (
    <header className="relative flex min-h-11 shrink-0 items-center gap-3 border-b bg-ground pr-3 text-xs">
      {known?.engine.color ? <span aria-hidden="true" data-engine={known.engine.color} className="absolute inset-x-0 top-0 h-0.75" /> : null}
      <span className="flex w-19 shrink-0 justify-center text-sm font-bold tracking-tight">Resync</span>
      {/* A doubt that is cut off is a doubt nobody has: what does not fit in a line stands in the next. */}
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
        {status ? (
          <Status status={status} />
        ) : (
          <>
            {known?.engine.isDemo ? <DemoStamp isLong /> : null}
            {known?.engine.name ? <strong className="truncate font-semibold">{known.engine.name}</strong> : null}
            <Mark shape="dashed" tone="quiet" word={say('top.statusUnknown')} />
          </>
        )}
      </div>
      <button
        type="button"
        onClick={() => openOverlay('palette')}
        className="ml-1 flex h-7 shrink-0 items-center gap-2 rounded-[5px] border border-line-strong bg-raised px-2 text-dim hover:text-ink"
      >
        <Search size={13} aria-hidden="true" />
        <span className="whitespace-nowrap max-xl:sr-only">{say('top.palette')}</span>
        <Kbd keys="$mod+k" />
      </button>
    </header>
  );
}
