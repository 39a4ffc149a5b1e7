/** A claim in its parts: what was said, about what, and what the evidence says. */
import type { Claim } from '../../../src-preload/contract/chat.ts';
import { shownVerdict, verdictLook } from '../audit/verdicts.ts';
import { Mark } from '../../ui/marks/Mark.tsx';
import { visibleText } from '../../ui/text/visibleText.ts';
import { useSay } from '../../words/words.ts';

/** The words without their Markdown dress. */
const plainWords = (markdown: string): string => markdown.replaceAll(/[`*]/g, '');

export function ClaimFacts({ claim }: { readonly claim: Claim }) {
  const say = useSay();
  const { shape, tone, word } = verdictLook[shownVerdict(claim)];
  const facts = [
    [say('evidence.about'), claim.subject],
    [say('evidence.claimed'), claim.claimed],
    [say('evidence.observed'), claim.observed],
  ] as const;
  return (
    <section className="flex flex-col gap-2 border-b pb-4">
      <div className="flex items-center justify-between">
        <h3 className="eyebrow">{say('evidence.claim')}</h3>
        <Mark shape={shape} tone={tone} word={say(word)} className="font-semibold" />
      </div>
      <blockquote className="border-l-2 border-line-strong pl-3 text-base wrap-anywhere">{visibleText(plainWords(claim.text))}</blockquote>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name} className="contents">
              <dt className="text-dim">{name}</dt>
              <dd className="font-mono wrap-anywhere">{visibleText(value)}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
