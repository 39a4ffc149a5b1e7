/** An answer as it reads: Markdown, citations, and a small mark after each claim. */
import { clsx } from 'clsx';
import { type ComponentProps, createContext, type ReactNode, useContext, useMemo } from 'react';
import { defaultRehypePlugins, Streamdown } from 'streamdown';
import type { Claim, Receipt } from '../../../src-preload/contract/chat.ts';
import { shownVerdict, verdictLook } from '../audit/verdicts.ts';
import { Glyph } from '../../ui/marks/Glyph.tsx';
import { plainTags } from '../../ui/text/plainTags.tsx';
import { visibleText } from '../../ui/text/visibleText.ts';
import { useSay } from '../../words/words.ts';
import { type MarkedClaim, type MarkOptions, markAnswer, type Node } from './marks.ts';

type AnswerClaim = MarkedClaim & Pick<Claim, 'text'>;

interface AnswerLinks {
  readonly claims: readonly AnswerClaim[];
  readonly chosenClaimId: string | null;
  readonly onClaim: (claimId: string) => void;
  readonly onCite: (label: string) => void;
}
const Links = createContext<AnswerLinks | null>(null);

const MARK_INK = { good: 'text-good', bad: 'text-bad', warn: 'text-warn', accent: 'text-accent', quiet: 'text-faint' } as const;

function ClaimMark({ claimId }: { readonly claimId: string }) {
  const say = useSay();
  const links = useContext(Links);
  const claim = links?.claims.find(({ id }) => id === claimId);
  if (!links || !claim) return null;
  const verdict = shownVerdict(claim);
  const { shape, tone, word } = verdictLook[verdict];
  // What needs attention says its word; what does not keeps to its shape, with the word on hover and for screen readers.
  const isLoud = verdict === 'contradicted' || verdict === 'changed-since';
  return (
    <button
      type="button"
      onClick={() => links.onClaim(claimId)}
      title={say(word)}
      aria-label={`${say(word)}: ${visibleText(claim.text)}`}
      className={clsx(
        'mx-0.5 inline-flex items-center gap-1 rounded-[3px] px-0.5 align-[-1px] text-2xs leading-4 hover:bg-sunk',
        MARK_INK[tone],
        isLoud && 'font-semibold',
      )}
    >
      <Glyph shape={shape} />
      {isLoud ? say(word) : null}
    </button>
  );
}

function Citation({ label }: { readonly label: string }) {
  const say = useSay();
  const links = useContext(Links);
  return (
    <button
      type="button"
      onClick={() => links?.onCite(label)}
      title={say('evidence.receipt', { label })}
      aria-label={say('evidence.receipt', { label })}
      className="mx-0.5 inline-block rounded-[3px] border border-line-strong px-1 align-[1px] font-mono text-2xs leading-3.5 text-dim hover:border-accent hover:text-accent"
    >
      {label}
    </button>
  );
}

interface SpanProps {
  readonly children?: ReactNode;
  readonly 'data-claim'?: string;
  readonly 'data-cite'?: string;
  readonly 'data-part'?: string;
  readonly 'data-verdict'?: string;
}

function Span(props: SpanProps) {
  const links = useContext(Links);
  if (props['data-claim'] !== undefined) return <ClaimMark claimId={props['data-claim']} />;
  if (props['data-cite'] !== undefined) return <Citation label={props['data-cite']} />;
  if (props['data-part'] === undefined) return <span>{props.children}</span>;
  return <span className={clsx(`claim-${props['data-verdict']}`, links?.chosenClaimId === props['data-part'] && 'claim-chosen')}>{props.children}</span>;
}

const components = { ...plainTags, span: Span };

/** An answer without marks: where its readings are not at hand. */
export function PlainAnswer({ markdown }: { readonly markdown: string }) {
  return <Answer markdown={markdown} isStreaming={false} claims={NOTHING} receipts={NOTHING} chosenClaimId={null} onClaim={doNothing} onCite={doNothing} />;
}

const NOTHING: readonly never[] = [];
const doNothing = (): void => undefined;

/** HTML in an answer is shown as the text it is: it has no authority here. */
function showHtmlAsText() {
  const visit = (node: Node) => {
    if (node.type === 'raw') node.type = 'text';
    for (const child of node.children ?? []) visit(child);
  };
  return visit;
}

/** A name in an answer must be the name that is read. Last, because marks are placed by the offsets of the text as it came. */
function showUnseen() {
  const visit = (node: Node) => {
    if (node.type === 'text') node.value = visibleText(node.value ?? '');
    for (const child of node.children ?? []) visit(child);
  };
  return visit;
}

type Plugins = NonNullable<ComponentProps<typeof Streamdown>['rehypePlugins']>;

interface AnswerProps {
  readonly markdown: string;
  readonly isStreaming: boolean;
  readonly claims: readonly AnswerClaim[];
  readonly receipts: readonly Pick<Receipt, 'label'>[];
  readonly chosenClaimId: string | null;
  readonly onClaim: (claimId: string) => void;
  readonly onCite: (label: string) => void;
}

export function Answer({ markdown, isStreaming, claims, receipts, chosenClaimId, onClaim, onCite }: AnswerProps) {
  const rehypePlugins = useMemo((): Plugins => {
    const labels = receipts.map(({ label }) => label);
    const marked = isStreaming ? [] : claims.map(({ id, start, end, verdict }) => ({ id, start, end, verdict }));
    const sanitize = defaultRehypePlugins['sanitize'];
    return [showHtmlAsText, ...(sanitize ? [sanitize] : []), [markAnswer, { claims: marked, labels } satisfies MarkOptions], showUnseen];
  }, [claims, receipts, isStreaming]);
  const links = useMemo(() => ({ claims, chosenClaimId, onClaim, onCite }), [claims, chosenClaimId, onClaim, onCite]);
  return (
    <Links value={links}>
      <Streamdown
        key={isStreaming ? 'streaming' : 'static'}
        className="answer"
        mode={isStreaming ? 'streaming' : 'static'}
        rehypePlugins={rehypePlugins}
        components={components}
        controls={false}
        linkSafety={{ enabled: false }}
      >
        {markdown}
      </Streamdown>
    </Links>
  );
}
