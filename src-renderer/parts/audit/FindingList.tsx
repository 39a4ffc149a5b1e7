/** What the auditor concluded, one line of reasoning per check. */
import type { Finding } from '../../../src-preload/contract/review/audit.ts';
import { Mark } from '../../ui/marks/Mark.tsx';
import { visibleText } from '../../ui/text/visibleText.ts';
import { useSay } from '../../words/words.ts';
import { verdictLook } from './verdicts.ts';

export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  const say = useSay();
  return (
    <ul className="divide-y">
      {findings.map((finding) => {
        const { shape, tone, word } = verdictLook[finding.verdict];
        return (
          <li key={finding.id} className="grid grid-cols-[8.5rem_minmax(0,1fr)] gap-x-3 py-1.5 text-xs">
            <Mark shape={shape} tone={tone} word={say(word)} />
            <div className="min-w-0">
              <p className="wrap-anywhere">{visibleText(finding.reason)}</p>
              <p className="text-faint">
                <span className="font-mono">{finding.check}</span>
                {finding.confidence === null ? null : ` · ${say('review.confidence', { percent: Math.round(finding.confidence * 100) })}`}
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
