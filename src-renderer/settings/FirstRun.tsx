/** First run: connect an engine, or explore the demo plan; and for who had Resync before, the way back to what it held. */
import { useState } from 'react';
import { RestoreDialog } from './backup/RestoreDialog.tsx';
import { useApp } from '../frame/appStore.ts';
import { Button } from '../ui/Button.tsx';
import { DemoStamp } from '../ui/marks/DemoStamp.tsx';
import { useSay } from '../words/words.ts';
import { EngineDialog } from './engine/EngineDialog.tsx';
import { newEngine } from './engine/engineForm.ts';
import { chooseDemo } from './settingsStore.ts';

export function FirstRun() {
  const say = useSay();
  const view = useApp(({ settings }) => settings);
  const [engine, setEngine] = useState<ReturnType<typeof newEngine> | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const [isRestoring, setRestoring] = useState(false);
  const demo = async () => {
    setChoosing(true);
    await chooseDemo();
    setChoosing(false);
  };
  return (
    <div className="flex h-full items-center justify-center p-8">
      <div className="w-full max-w-180">
        <h1 className="text-2xl font-semibold tracking-tight">{say('first.title')}</h1>
        <p className="mt-2 max-w-140 text-base text-dim">{say('first.text')}</p>
        <div className="mt-8 grid gap-px overflow-hidden rounded-lg border border-line-strong bg-line-strong sm:grid-cols-2">
          <section className="flex flex-col items-start gap-3 bg-raised p-6">
            <h2 className="text-base font-semibold">{say('first.connect')}</h2>
            <p className="flex-1 text-dim">{say('first.connectText')}</p>
            <Button kind="primary" disabled={view === null} onClick={() => setEngine(newEngine())}>
              {say('first.connect')}
            </Button>
          </section>
          <section className="flex flex-col items-start gap-3 bg-raised p-6">
            <h2 className="flex items-center gap-2 text-base font-semibold">
              {say('first.demo')} <DemoStamp />
            </h2>
            <p className="flex-1 text-dim">{say('first.demoText')}</p>
            <Button disabled={isChoosing} onClick={() => void demo()}>
              {say('first.demo')}
            </Button>
          </section>
        </div>
        <p className="mt-6 flex items-center gap-3 text-dim">
          {say('backup.first')}
          <Button onClick={() => setRestoring(true)}>{say('backup.restore')}</Button>
        </p>
      </div>
      {isRestoring ? <RestoreDialog onClose={() => setRestoring(false)} /> : null}
      {engine && view ? <EngineDialog engine={engine} view={view} onClose={() => setEngine(null)} /> : null}
    </div>
  );
}
