/** What the model in force can be relied on for: ten canned exchanges, and what is switched off because of them. */
import { useCallback, useEffect, useState } from 'react';
import type { Conformance } from '../../../src-preload/contract/conformance.ts';
import type { Core } from '../../bridge/line.ts';
import { ask, LOADING, lastOf, type Remote } from '../../bridge/remote.ts';
import { useOnline } from '../../bridge/useOnline.ts';
import { Button } from '../../ui/Button.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Failed, Loading } from '../../ui/data/States.tsx';
import { Ago } from '../../ui/time/Time.tsx';
import { durationText } from '../../ui/time/time.ts';
import { visibleText } from '../../ui/text/visibleText.ts';
import { useSay, type Word } from '../../words/words.ts';

type Exchange = Conformance['exchanges'][number];

const LOOK = {
  passed: { shape: 'check', tone: 'good' },
  failed: { shape: 'square', tone: 'bad' },
  skipped: { shape: 'line', tone: 'quiet' },
} as const;

const PARTLY = { shape: 'half', tone: 'warn' } as const;

/** The core checks on its own a few seconds after a model was connected: its result is looked for until it is there. */
const LOOK_AGAIN_MS = 5_000;

type Result = Remote<Conformance | null>;

function useModelCheck() {
  const [result, setResult] = useState<Result>(LOADING);
  const [isRunning, setIsRunning] = useState(false);
  const take = useCallback(async (call: (core: Core) => Promise<Conformance | null>) => {
    const answer = await ask(call);
    setResult((before) => (answer.isOk ? { at: 'ready', value: answer.value } : { at: 'failed', fault: answer.fault, last: lastOf(before) }));
  }, []);
  const read = useCallback(() => void take((core) => core.settings.llmConformance()), [take]);
  useOnline(read);
  const isMissing = result.at === 'ready' && result.value === null && !isRunning;
  useEffect(() => {
    if (!isMissing) return;
    const timer = setInterval(read, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isMissing, read]);
  const run = async () => {
    setIsRunning(true);
    await take((core) => core.settings.runLlmConformance());
    setIsRunning(false);
  };
  return { result, isRunning, read, run };
}

/** A judge that obeys is a warning of its own. */
function whyOff(ability: Conformance['switchedOff'][number], exchanges: readonly Exchange[]): Word {
  const hasObeyed = exchanges.some(({ found }) => found === 'obeyed');
  return ability === 'judge' && hasObeyed ? 'check.off.judgeObeyed' : `check.off.${ability}`;
}

function SwitchedOff({ result: { switchedOff, exchanges } }: { readonly result: Conformance }) {
  const say = useSay();
  if (switchedOff.length === 0) return <p className="text-xs text-dim">{say('check.allOn')}</p>;
  return (
    <div className="border-l-2 border-warn bg-warn-soft px-3 py-2">
      <Mark shape="diamond" tone="warn" word={say('check.off')} className="font-medium" />
      <ul className="mt-1 flex flex-col gap-1">
        {switchedOff.map((ability) => (
          <li key={ability}>{say(whyOff(ability, exchanges))}</li>
        ))}
      </ul>
    </div>
  );
}

function Exchanges({ exchanges }: { readonly exchanges: readonly Exchange[] }) {
  const say = useSay();
  return (
    <ol className="text-xs">
      {exchanges.map(({ name, outcome, found, detail, durationMs }) => (
        <li key={name} className="grid grid-cols-[6.5rem_12rem_minmax(0,1fr)_auto] items-start gap-2 border-t py-1">
          <Mark {...LOOK[outcome]} word={say(`check.outcome.${outcome}`)} />
          <span className="font-medium">{say(`check.name.${name}`)}</span>
          <span className="wrap-anywhere text-dim">
            {say(`check.found.${found}`)}
            {outcome === 'passed' || detail === '' ? null : <q className="ml-2 font-mono">{visibleText(detail)}</q>}
          </span>
          <span className="text-dim">{outcome === 'skipped' ? '' : durationText(durationMs)}</span>
        </li>
      ))}
    </ol>
  );
}

function Checked({ result }: { readonly result: Conformance }) {
  const say = useSay();
  const passed = result.exchanges.filter(({ outcome }) => outcome === 'passed').length;
  const all = result.exchanges.length;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Mark {...(passed === all ? LOOK.passed : PARTLY)} word={say('check.score', { passed, all })} className="font-semibold" />
        <span className="font-mono text-xs wrap-anywhere">{visibleText(result.model)}</span>
        <span className="text-xs text-dim">
          {say('check.at')} <Ago at={result.at} />
        </span>
      </p>
      <SwitchedOff result={result} />
      <Exchanges exchanges={result.exchanges} />
    </>
  );
}

/** Give it a key of address and model: another model has another result. */
export function ModelCheck() {
  const say = useSay();
  const { result, isRunning, read, run } = useModelCheck();
  const last = lastOf(result);
  return (
    <section aria-label={say('check.title')} className="flex flex-col gap-2 border-t pt-3">
      <div className="flex items-center justify-between gap-3">
        <h3 className="font-medium">{say('check.title')}</h3>
        <Button isSmall disabled={isRunning} onClick={() => void run()}>
          {say(last === null ? 'check.run' : 'check.again')}
        </Button>
      </div>
      {isRunning ? <Loading what={say('check.running')} /> : null}
      {result.at === 'failed' && !isRunning ? <Failed fault={result.fault} onRetry={read} /> : null}
      {result.at === 'ready' && last === null && !isRunning ? <p className="text-xs text-dim">{say('check.none')}</p> : null}
      {last === null ? null : <Checked result={last} />}
    </section>
  );
}
