/** What stands behind a claim: the reading, the value in it, when it was read and how complete it was. */
import { X } from 'lucide-react';
import { useMemo } from 'react';
import type { Claim } from '../../../src-preload/contract/chat.ts';
import type { MemoryUse } from '../../../src-preload/contract/memory.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Day } from '../../ui/time/Time.tsx';
import { visibleText } from '../../ui/text/visibleText.ts';
import { useSay } from '../../words/words.ts';
import { PlainAnswer } from '../../parts/answer/Answer.tsx';
import { ClaimFacts } from '../../parts/answer/ClaimFacts.tsx';
import { showPane, useChat } from '../chatStore.ts';
import { type PaneContent, paneContent } from './pane.ts';
import { ReceiptView } from '../../parts/answer/ReceiptView.tsx';

function Unbound({ claim }: { readonly claim: Claim }) {
  const say = useSay();
  return (
    <>
      <ClaimFacts claim={claim} />
      <p className="border-l-2 border-warn bg-warn-soft px-3 py-2">{say('evidence.noReceipt')}</p>
    </>
  );
}

function MemoryView({ memory }: { readonly memory: MemoryUse }) {
  const say = useSay();
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{visibleText(memory.question)}</h3>
      <p className="text-xs text-dim">
        {say(`memory.${memory.state}`)} · {say(`durability.${memory.durability}`)} · {say('evidence.observedDay')} <Day at={memory.observedAt} />
        {memory.decidedBy ? ` · ${memory.decidedBy}` : ''}
      </p>
      <PlainAnswer markdown={memory.answer} />
    </section>
  );
}

function Content({ content }: { readonly content: PaneContent }) {
  switch (content.kind) {
    case 'unbound':
      return <Unbound claim={content.claim} />;
    case 'memory':
      return <MemoryView memory={content.memory} />;
    case 'receipt':
      return (
        <>
          {content.claim ? <ClaimFacts claim={content.claim} /> : null}
          <ReceiptView receipt={content.receipt} claim={content.claim} />
        </>
      );
  }
}

export function EvidencePane() {
  const say = useSay();
  const pane = useChat((state) => state.pane);
  const turns = useChat((state) => state.turns);
  const content = useMemo(() => (pane ? paneContent(turns, pane) : null), [pane, turns]);
  if (!content) return null;
  return (
    <aside aria-label={say('evidence.title')} className="flex w-[min(34rem,40vw)] shrink-0 flex-col border-l bg-panel">
      <header className="flex h-10 shrink-0 items-center justify-between border-b px-4">
        <h2 className="font-semibold">{say(content.kind === 'memory' ? 'evidence.memory' : 'evidence.title')}</h2>
        <IconButton label={say('chat.closePane')} onClick={() => showPane(null)}>
          <X size={15} />
        </IconButton>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-4">
        <Content content={content} />
      </div>
    </aside>
  );
}
