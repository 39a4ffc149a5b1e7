/** Whatever a tool is given, it is refused or read before anybody notices, and the refusal itself is short. */
import { describe, expect, test } from 'vitest';
import { createTools } from '../../../src-main/chat/tools/tools.ts';
import { toolArgs, toolNames } from '../../../src-preload/contract/tools.ts';

const GOOD_MS = 20;
const RUNS = 5;
const LONG = [
  ['letters', 'a'.repeat(250_000)],
  ['blanks', ' '.repeat(250_000)],
  ['begun addresses', 'mailto:'.repeat(35_000)],
  ['colons', 'a: '.repeat(80_000)],
] as const;
// Nothing is read: the arguments are looked at alone.
const { parse } = createTools({} as never);

describe.each(LONG)('250,000 characters of %s', (_what, text) => {
  const cases = toolNames.flatMap((tool) =>
    [...Object.keys(toolArgs[tool].shape), 'unknown', text].map((key) => [tool, key.slice(0, 20), { [key]: text }] as const),
  );
  test.each(cases)('%s of %s are refused in time', (tool, _key, args) => {
    let least = Number.POSITIVE_INFINITY;
    for (let run = 0; run < RUNS && least >= GOOD_MS; run++) {
      const startedAt = performance.now();
      const parsed = parse(tool, args);
      least = Math.min(least, performance.now() - startedAt);
      expect(parsed.at).toBe('refused');
      expect(JSON.stringify(parsed).length).toBeLessThan(2_000);
    }
    expect(least).toBeLessThan(GOOD_MS);
  });
});
