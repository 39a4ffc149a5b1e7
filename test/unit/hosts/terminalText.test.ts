/** Promise 9 on the terminal: text of others is shown, never obeyed. */
import { expect, it } from 'vitest';
import { terminalText } from '../../../src-main/hosts/cli/terminalText.ts';

it.each([
  ['colours and cursor', 'a\u001b[2Jb', 'a⟨U+001B⟩[2Jb'],
  ['the clipboard', '\u001b]52;c;cm0=\u0007', '⟨U+001B⟩]52;c;cm0=⟨U+0007⟩'],
  ['8-bit controls', '\u009b31m', '⟨U+009B⟩31m'],
  ['overwriting a line', 'rm -rf /\rls', 'rm -rf /⟨U+000D⟩ls'],
  ['reordering a line', 'JOB_\u202eDEAB', 'JOB_⟨U+202E⟩DEAB'],
])('%s', (_what, text, shown) => {
  expect(terminalText(text)).toBe(shown);
});

it('leaves tables, accents and emoji as they are', () => {
  const text = '| São Paulo\t| ⚠️ 👩‍💻 |\n| --- | --- |\n';
  expect(terminalText(text)).toBe(text);
});
