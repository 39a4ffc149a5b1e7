/** What cannot be seen is one list: screens, answers, prompts, the terminal, tables to download, rows of the engine and checks agree on every character there is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inertJson } from '../../../src-main/base/text/inertJson.ts';
import { logQuote } from '../../../src-main/audit/checks/words/logQuote.ts';
import type { CheckContext, CheckedClaim } from '../../../src-main/audit/checks/check.ts';
import { visible } from '../../../src-main/chat/answers/said/visible.ts';
import { terminalText } from '../../../src-main/hosts/cli/terminalText.ts';
import { csvLine } from '../../../src-main/review/csv.ts';
import { readerOf } from '../../../src-main/tws/rows/wire/rowReader.ts';
import { text as engineText } from '../../../src-main/tws/rows/wire/wireValues.ts';
import { UNSEEN, withUnseenShown } from '../../../src-preload/shared/unseen.ts';
import { visibleText } from '../../../src-renderer/ui/text/visibleText.ts';
import { productFiles } from '../../rules/patterns/sourcePatterns.ts';

/** Halves of pairs are no characters: nothing can write one. */
const characters = Array.from({ length: 0x11_0000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));
const unseen = new Set(characters.join('').match(UNSEEN));
const written = (character: string) => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
const others = (isUnseenHere: (character: string) => boolean, among = characters) =>
  among.filter((character) => isUnseenHere(character) !== unseen.has(character)).map(written);

test('the list: what hides, reorders or draws nothing, and no letter, mark, blank or picture', () => {
  const hides = [
    '\0',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u00ad',
    '\u034f',
    '\u061c',
    '\u115f',
    '\u17b4',
    '\u180e',
    '\u200b',
    '\u200d',
    '\u202e',
    '\u2028',
    '\u2065',
  ];
  const more = ['\u2066', '\u3164', '\ufe0f', '\ufeff', '\uffa0', '\u{e0041}', '\u{e0100}', '\u{1d173}'];
  expect([...hides, ...more].filter((character) => !unseen.has(character))).toEqual([]);
  expect(
    ['a', 'ã', '\u0301', ' ', '\u00a0', '\u3000', '\u2011', '⟨', '⚠', '\u{1f469}', '\u{1f3fb}', '漢'].filter((character) => unseen.has(character)),
  ).toEqual([]);
});

describe('who agrees, over all characters', () => {
  // A line end and a tab are layout to a reader.
  const isLayout = (character: string) => character === '\n' || character === '\t';
  const between = (character: string) => `x${character}y`;
  test.each([
    ['screens and copies', visibleText],
    ['the terminal', terminalText],
    ['rows of the engine', (text: string) => String(readerOf(engineText)(text))],
    ['answers', visible],
  ])('%s', { timeout: 60_000 }, (_who, shown) => {
    expect(others((character) => (isLayout(character) ? true : shown(between(character)) === `x⟨${written(character)}⟩y`))).toEqual([]);
    expect(others((character) => isLayout(character) || shown(between(character)) !== between(character))).toEqual([]);
  });

  test('prompts, which escape them and with them the sign that opens a mark', { timeout: 60_000 }, () => {
    const isEscaped = (character: string) => inertJson(between(character)) !== between(character);
    expect(others(isEscaped).filter((code) => code !== 'U+003C')).toEqual([]);
    const back = [...unseen].filter((character) => JSON.parse(inertJson(JSON.stringify(character))) !== character);
    expect(back).toEqual([]);
  });

  test('tables to download: a formula behind one is text, as behind a blank', { timeout: 60_000 }, () => {
    const isSeenThrough = (character: string) => /^"?'/.test(csvLine([`${character}=1+1`]));
    const blanksAndSigns = /^[\s=+\-@＝＋－＠']$/u;
    expect(
      others(
        isSeenThrough,
        characters.filter((character) => !blanksAndSigns.test(character)),
      ),
    ).toEqual([]);
  });

  test('the check of quotes: a log line is the same with or without them', () => {
    const seen = ['a', 'ã', '\u0301', '漢', '⚠'];
    const isLeftOut = (character: string) => quoteVerdict(`disk${character}full`, 'diskfull') === 'confirmed';
    const blanks = /\s/u;
    expect(
      others(
        isLeftOut,
        [...unseen, ...seen].filter((character) => !blanks.test(character)),
      ),
    ).toEqual([]);
  });
});

function quoteVerdict(quote: string, line: string): string | undefined {
  const reading = { tool: 'job_log', data: { kind: 'found', job: {}, log: { lines: [{ number: 1, text: line }], totalLines: 1, isTruncated: false } } };
  const evidence = { reading, label: 'r1', isComplete: true, isTruncated: false };
  const claim = { id: 'clm_1', kind: 'quote', subject: null, claimed: quote };
  // As much of a case as a quote needs.
  const draft = logQuote.run(claim as unknown as CheckedClaim, { evidence: [evidence], origin: 'model' } as unknown as CheckContext);
  return Array.isArray(draft) ? draft[0]?.verdict : (draft?.verdict ?? undefined);
}

test('pictures stay pictures, and nothing can be written behind one', () => {
  for (const picture of ['⚠️', '👩‍💻', '👍🏽', '❤️‍🔥', '👨‍👩‍👧']) expect(withUnseenShown(`a ${picture} b`)).toBe(`a ${picture} b`);
  expect(withUnseenShown('⚠\ufe0f\ufe0f\u200d\ufe0f')).toBe('⚠\ufe0f⟨U+FE0F⟩⟨U+200D⟩⟨U+FE0F⟩');
  expect(withUnseenShown('🏴\u{e0067}\u{e007f}')).toBe('🏴⟨U+E0067⟩⟨U+E007F⟩');
});

test('no other file has a list of its own', () => {
  const lists = /\\p\{(?:C[cf]|Z[lp]|Variation_Selector|Default_Ignorable)|\\u200[b-f]|\\u202[a-e]|\\ufeff|\\x1f|\\u001f/i;
  const allowed = new Set([
    'src-preload/shared/unseen.ts',
    // What a name is made of.
    'src-main/truth/text/names.ts',
    // What could end a query or a path.
    'src-main/tws/lists/oql.ts',
    'src-main/tws/readOnly/allowList.ts',
    // The mark some servers begin a body with is no part of it.
    'src-main/llm/reply/replyBody.ts',
    // Logs of the simulator that try it.
    'src-main/demo/http/jobLogs.ts',
  ]);
  const root = join(import.meta.dirname, '../../..');
  expect(productFiles().filter((file) => !allowed.has(file) && lists.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
});
