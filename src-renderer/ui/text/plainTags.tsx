/** Markdown elements as bare tags: our own style sheet dresses them, and no library control sneaks in. */
import type { ReactNode } from 'react';
import { SafeLink } from './SafeLink.tsx';
import { visibleText } from './visibleText.ts';

interface TagProps {
  readonly children?: ReactNode;
}

const TAGS = [
  'p',
  'ul',
  'ol',
  'li',
  'strong',
  'em',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
  'pre',
  'code',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
] as const;

function bare(Tag: (typeof TAGS)[number]) {
  return ({ children }: TagProps) => <Tag>{children}</Tag>;
}

/** Elements by name, for a Markdown renderer. Images are never fetched: only their words are shown. */
export const plainTags = {
  ...Object.fromEntries(TAGS.map((tag) => [tag, bare(tag)])),
  inlineCode: bare('code'),
  table: ({ children }: TagProps) => (
    <div className="overflow-x-auto" tabIndex={0} role="group">
      <table>{children}</table>
    </div>
  ),
  a: ({ href, children }: TagProps & { readonly href?: string | undefined }) => <SafeLink href={href}>{children}</SafeLink>,
  img: ({ alt }: { readonly alt?: string | undefined }) => <span className="text-dim">[{visibleText(alt ?? '')}]</span>,
};
