/** Why a job is not running, most decisive first. */
import type { WaitReason } from '../../../src-preload/contract/plan/plan.ts';
import { waitSentence } from '../../../src-preload/shared/words/planSentences.ts';
import { Glyph } from '../../ui/marks/Glyph.tsx';
import { useLanguage, useSay } from '../../words/words.ts';
import { useHand } from '../hand.ts';

export function Reasons({ reasons }: { readonly reasons: readonly WaitReason[] }) {
  const say = useSay();
  const language = useLanguage();
  const hand = useHand();
  if (reasons.length === 0) return <p className="text-dim">{say('plan.whyNone')}</p>;
  return (
    <ol className="flex flex-col gap-1.5">
      {reasons.map((reason) => (
        <li key={reason.sentence} className="flex items-baseline gap-2">
          <span className="translate-y-px text-warn">
            <Glyph shape="bar" />
          </span>
          <span className="wrap-anywhere">{reason.fact === null ? reason.sentence : waitSentence(reason.fact, language, hand)}</span>
        </li>
      ))}
    </ol>
  );
}
