// @vitest-environment happy-dom
/** An answer as it is drawn: marks belong to their own answer, HTML and images in it have no power. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { Answer, PlainAnswer } from '../../../src-renderer/parts/answer/Answer.tsx';
import { startWords } from '../../../src-renderer/words/words.ts';

const nothing = () => undefined;
const drawn = (markdown: string, words: string | null, labels: readonly string[] = []) =>
  renderToStaticMarkup(
    createElement(Answer, {
      markdown,
      isStreaming: false,
      claims:
        words === null ? [] : [{ id: 'c', text: words, start: markdown.indexOf(words), end: markdown.indexOf(words) + words.length, verdict: 'contradicted' }],
      receipts: labels.map((label) => ({ label })),
      chosenClaimId: null,
      onClaim: nothing,
      onCite: nothing,
    }),
  );

beforeAll(async () => {
  await startWords('en');
});

describe('an answer', () => {
  it('carries its own marks, whatever other answer was drawn before it', () => {
    const first = drawn('JOB_A is in ABEND.', null);
    const second = drawn('JOB_A is in ABEND.', 'JOB_A is in ABEND');
    const third = drawn('JOB_B ran well.', 'JOB_B ran well');
    expect(first).not.toContain('contradicted');
    expect(second).toContain('aria-label="contradicted: JOB_A is in ABEND"');
    expect(third).toContain('aria-label="contradicted: JOB_B ran well"');
    expect(third).not.toContain('JOB_A');
  });

  it('marks a claim that ends in code once', () => {
    expect(drawn('**JOB** has `RC 8`.', 'JOB** has `RC 8').match(/<button/g)).toHaveLength(1);
  });

  it('cites only receipts it has', () => {
    const html = drawn('It failed [r1], says [r7].', null, ['r1']);
    expect(html).toContain('>r1</button>');
    expect(html).not.toContain('r7');
  });

  it('shows what would reorder a name or hide in it, and still marks the claim where it stands', () => {
    const html = drawn('JOB_\u202eDEAB ran\u200b well. Yes.', 'JOB_\u202eDEAB ran\u200b well');
    expect(html).toContain('JOB_⟨U+202E⟩DEAB');
    expect(html).toMatch(/ran⟨U\+200B⟩ well(?:<\/span>)?<button/);
  });

  it('shows HTML as text, fetches no image, and opens no link by itself', () => {
    const html = renderToStaticMarkup(
      createElement(PlainAnswer, { markdown: '<b>bold</b> ![pixel](https://evil.example/p.png) [go](https://evil.example/) <script>alert(1)</script>' }),
    );
    expect(html).toContain('&lt;b&gt;bold');
    expect(html).not.toMatch(/<img|<script|<a /);
    expect(html).toContain('(evil.example)');
  });
});
