/** Promise 9: what any attack says, drawn as an answer, loads nothing, runs nothing, and hides nothing. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { PlainAnswer } from '../../../src-renderer/parts/answer/Answer.tsx';
import { visibleText } from '../../../src-renderer/ui/text/visibleText.ts';
import { startWords } from '../../../src-renderer/words/words.ts';
import { readAttacks } from '../../fakes/hostile/attacks.ts';

const CANARY = 'http://127.0.0.1:9';
const drawn = (markdown: string) => renderToStaticMarkup(createElement(PlainAnswer, { markdown }));
const HIDDEN = /[\p{Cf}\p{Cc}]/u;

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: { lang: '' } } });
  await startWords('en');
});

describe('every attack of the corpus, drawn', () => {
  it.each(readAttacks(CANARY).map((attack) => [attack.id, attack] as const))('%s', (_id, { text, wants }) => {
    for (const markdown of [text, ...wants.flatMap((wish) => ('say' in wish ? [wish.say] : []))]) {
      const html = drawn(markdown);
      // Elements as the page would see them: what is escaped is text.
      const tags = html.match(/<[a-z][^>]*>/gi) ?? [];
      expect(
        tags.filter(
          (tag) =>
            /^<(?:img|script|iframe|svg|link|meta|object|embed|video|audio|form|style|base|a|input)\b/i.test(tag) &&
            !tag.startsWith('<svg class') &&
            !/aria-hidden/.test(tag),
        ),
      ).toEqual([]);
      expect(tags.filter((tag) => /\s(?:src|href|srcset|poster|action|data|style|on\w+)=/i.test(tag))).toEqual([]);
      expect(html.replaceAll('\n', '').replaceAll('\t', '')).not.toMatch(HIDDEN);
    }
  });
});

describe('a link', () => {
  it('says where it goes, whatever its words say', () => {
    expect(drawn('[https://help.hcl-software.com](https://evil.example/x)')).toContain('(evil.example)');
    expect(drawn('[l\u041eok](https://\u0430pple.example/)')).toContain('(xn--pple-43d.example)');
  });
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    '//evil.example',
    'https://help.hcl-software.com@evil.example/',
    `https://evil.example/${'x'.repeat(3_000)}`,
  ])('%s is words, and opens nothing', (address) => expect(drawn(`[open](${address})`)).not.toMatch(/<button|<a /));
});

it('what is copied is what is shown', () => {
  expect(visibleText('rm\u200b -rf \u202e/\u001b[2K')).toBe('rm⟨U+200B⟩ -rf ⟨U+202E⟩/⟨U+001B⟩[2K');
});
