/** A proposed change of how far a check may go alone: what it says, and what deciding it does. */
import type { Memory } from '../../../src-preload/contract/memory.ts';
import { PlainAnswer } from '../../parts/answer/Answer.tsx';
import { useSay } from '../../words/words.ts';

export function Proposal({ memory }: { readonly memory: Memory }) {
  const say = useSay();
  return (
    <section className="flex flex-col gap-3">
      <div className="rounded-[5px] border border-l-2 border-l-accent bg-sunk px-4 py-3">
        <PlainAnswer markdown={memory.answer} />
      </div>
      <p className="text-xs text-dim">{say('review.proposal.meaning')}</p>
    </section>
  );
}
