/** A key that its endpoint says back is kept nowhere, however it is spelled and wherever a piece ends. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKeyScrub } from '../../../src-main/llm/withoutKey.ts';

const KEY = 'sk-Ölwechsel/42+"7"';
const bytes = Buffer.from(KEY);

test.each([
  ['as it is', KEY],
  ['in a URL', encodeURIComponent(KEY)],
  ['in JSON', JSON.stringify({ key: KEY })],
  ['in base64', bytes.toString('base64')],
  ['in base64 for URLs', bytes.toString('base64url')],
  ['in the base64 of a header', Buffer.from(`Bearer ${KEY}`).toString('base64')],
  ['in the base64 of a longer text', Buffer.from(`a Bearer ${KEY} that was sent`).toString('base64')],
  ['in hexadecimal', bytes.toString('hex')],
])('%s', (_where, said) => {
  const clean = createKeyScrub(KEY).text(`You sent ${said}, thank you.`);
  expect(clean).toContain('[removed]');
  expect(clean).toMatch(/^You sent .*, thank you\.$/);
  // What is left of the key in base64 is no more than the characters it shares with its neighbours.
  for (const line of clean.match(/[A-Za-z0-9+/=_-]{8,}/g) ?? []) expect(Buffer.from(line, 'base64').toString()).not.toContain('Ölwechsel');
});

test('in pieces of any size: nothing of it is let go, and nothing else is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 60 }),
      fc.array(fc.constantFrom('sk-', 'sk-Ö', ' word ', KEY, 's'), { maxLength: 8 }),
      (sizes, parts) => {
        const said = parts.join('');
        const scrub = createKeyScrub(KEY);
        const stream = scrub.stream();
        let shown = '';
        let at = 0;
        for (const size of [...sizes, said.length]) {
          shown += stream.push(said.slice(at, at + size));
          expect(shown).not.toContain(KEY);
          at += size;
        }
        shown += stream.end();
        expect(shown).toBe(scrub.text(said));
      },
    ),
  );
});

test('without a key, and with a word in its place, what is said stays', () => {
  for (const key of [null, '', 'none', 'ollama']) expect(createKeyScrub(key).text('none of the ollama models')).toBe('none of the ollama models');
});

test('what is kept holds no key that was spelled in a way of its own, and honest words stay', () => {
  const scrub = createKeyScrub('sk-SECRETKEY-4711abcdef');
  expect(scrub.kept('I was given SK-SECRETKEY-4711ABCDEF.')).toBe('[removed]');
  expect(scrub.kept('s k - S E C R E T K E Y - 4 7 1 1 a b c d e f')).toBe('[removed]');
  expect(scrub.kept('LOAD_DWH is in ABEND')).toBe('LOAD_DWH is in ABEND');
  expect(createKeyScrub(null).kept('anything at all')).toBe('anything at all');
});
