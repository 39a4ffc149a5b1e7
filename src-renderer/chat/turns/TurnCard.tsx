/** One question and its answer, with everything the answer stands on. */
import { useCallback, useMemo } from 'react';
import type { Turn } from '../../../src-preload/contract/chat.ts';
import { ReverifyButton, ReverifyPanel } from '../../parts/audit/ReverifyPanel.tsx';
import { claimsOfNow, useReverified } from '../../parts/audit/reverifyStore.ts';
import { countVerdicts, verdictLook } from '../../parts/audit/verdicts.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { DemoStamp } from '../../ui/marks/DemoStamp.tsx';
import { FaultLine } from '../../ui/data/FaultLine.tsx';
import { Glyph } from '../../ui/marks/Glyph.tsx';
import { Mark } from '../../ui/marks/Mark.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { visibleText } from '../../ui/text/visibleText.ts';
import { useSay } from '../../words/words.ts';
import { Answer } from '../../parts/answer/Answer.tsx';
import { askQuestion, showPane, useChat } from '../chatStore.ts';
import { MemoriesUsed } from './MemoriesUsed.tsx';
import { ToolRows } from './ToolRows.tsx';
import { groundOf, hasOpenClaims, isRunning, type TurnView } from './turnView.ts';

function Ending({ turn }: { readonly turn: Turn }) {
  const say = useSay();
  const { state } = turn;
  if (state.at === 'running' || state.at === 'done') return null;
  return (
    <div className={state.at === 'failed' ? 'border-l-2 border-bad bg-bad-soft px-3 py-2' : 'border-l-2 border-line-strong bg-sunk px-3 py-2'}>
      {state.at === 'failed' ? (
        <p className="font-medium text-bad">
          {say('chat.failed')} <span className="font-mono text-xs">{state.fault.code}</span>
        </p>
      ) : null}
      <p className="wrap-anywhere">
        {state.at === 'failed' ? <FaultLine fault={state.fault} /> : say(state.at === 'stopped' ? 'chat.stopped' : 'chat.interrupted')}
      </p>
      <Button isSmall className="mt-2" onClick={() => askQuestion(turn.question)}>
        {say('chat.askAgain')}
      </Button>
    </div>
  );
}

/** Said before the answer: nothing in it was read from the scheduler. */
function WithoutLiveData({ turn }: { readonly turn: Turn }) {
  const say = useSay();
  if (turn.state.at !== 'done' || groundOf(turn) !== 'without-live-data') return null;
  return (
    <p className="flex items-center gap-2 border-l-2 border-bad bg-bad-soft px-3 py-1.5 font-medium text-bad">
      <Glyph shape="square" />
      {say('chat.withoutLive')}
    </p>
  );
}

function Notices({ turn }: { readonly turn: Turn }) {
  const say = useSay();
  return (
    <>
      {turn.notices.map((notice) => (
        <p key={notice} className="flex items-baseline gap-2 text-xs text-dim">
          <span className="translate-y-px">
            <Glyph shape="line" size={10} />
          </span>
          <span className="wrap-anywhere">{visibleText(notice)}</span>
        </p>
      ))}
      {turn.state.at === 'done' && groundOf(turn) === 'no-reading' ? <p className="text-xs text-dim">{say('chat.withoutReading')}</p> : null}
    </>
  );
}

/** Knowledge is not read from the scheduler. */
const restsOnReadings = ({ receipts }: Turn): boolean => receipts.some(({ tool }) => tool !== 'search_memory');

function Footer({ turn }: { readonly turn: Turn }) {
  const say = useSay();
  const { kind, model } = turn.answeredBy;
  return (
    <footer className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-dim">
      {turn.isDemo ? <DemoStamp /> : null}
      <span>{kind === 'rules' ? say('chat.byRules') : say('chat.byModel', { model: model ?? '' })}</span>
      {turn.state.at === 'running' ? null : <Time at={turn.state.finishedAt} hasZone />}
      {turn.claims.length > 0 ? <span>{say('chat.claims', { count: turn.claims.length })}:</span> : null}
      {countVerdicts(turn.claims).map(({ verdict, count }) => {
        const { shape, tone, counted } = verdictLook[verdict];
        return <Mark key={verdict} shape={shape} tone={tone} word={say(counted, { count })} />;
      })}
      {hasOpenClaims(turn) ? <Mark shape="half" tone="accent" word={say('chat.auditing')} className="pulse" /> : null}
      <span className="ml-auto flex items-center gap-2">
        {restsOnReadings(turn) ? <ReverifyButton turnId={turn.id} /> : null}
        <CopyButton text={turn.answer} />
      </span>
    </footer>
  );
}

function Progress({ view }: { readonly view: TurnView }) {
  const say = useSay();
  if (!isRunning(view)) return null;
  return <Mark shape="half" tone="accent" className="pulse text-xs" word={say(view.turn.answer === '' ? 'chat.working' : 'chat.writing')} />;
}

export function TurnCard({ view }: { readonly view: TurnView }) {
  const say = useSay();
  const again = useReverified(view.turn.id);
  const turn = useMemo(() => ({ ...view.turn, claims: [...claimsOfNow(view.turn.claims, again)] }), [view.turn, again]);
  const chosenClaimId = useChat(({ pane }) => (pane?.kind === 'claim' && pane.turnId === turn.id ? pane.claimId : null));
  const onClaim = useCallback((claimId: string) => showPane({ kind: 'claim', turnId: turn.id, claimId }), [turn.id]);
  const onCite = useCallback((label: string) => showPane({ kind: 'receipt', turnId: turn.id, label }), [turn.id]);
  return (
    <article className="mx-auto flex w-full max-w-200 flex-col gap-3 px-6 py-5">
      <div className="flex items-baseline gap-3">
        <h2 className="min-w-0 flex-1 text-base leading-snug font-semibold wrap-anywhere whitespace-pre-wrap">
          <span className="sr-only">{say('chat.you')}: </span>
          {visibleText(turn.question)}
        </h2>
        <span className="text-xs text-faint">
          <Time at={turn.askedAt} hasZone />
        </span>
      </div>
      <MemoriesUsed memories={turn.memories} onOpen={(memoryId) => showPane({ kind: 'memory', turnId: turn.id, memoryId })} />
      <ToolRows receipts={turn.receipts} running={view.runningTools} onOpen={onCite} />
      <WithoutLiveData turn={turn} />
      {turn.answer === '' ? null : (
        <section aria-label={say('chat.answer')}>
          <Answer
            markdown={turn.answer}
            isStreaming={isRunning(view)}
            claims={turn.claims}
            receipts={turn.receipts}
            chosenClaimId={chosenClaimId}
            onClaim={onClaim}
            onCite={onCite}
          />
        </section>
      )}
      <Progress view={view} />
      <Ending turn={turn} />
      <Notices turn={turn} />
      {turn.state.at === 'running' ? null : <Footer turn={turn} />}
      <ReverifyPanel turnId={turn.id} />
    </article>
  );
}
