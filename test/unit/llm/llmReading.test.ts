/** What a model's server sends, taken apart: whatever the cut, the same words, calls and JSON come out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Chunk, createAccumulator } from '../../../src-main/llm/reply/accumulator.ts';
import { extractJson } from '../../../src-main/llm/reply/jsonExtract.ts';
import { createLiveText, withoutThoughts } from '../../../src-main/llm/reply/thoughts.ts';

const delta = (value: NonNullable<NonNullable<Chunk['choices']>[number]['delta']>, finish: string | null = null): Chunk => ({
  choices: [{ delta: value, finish_reason: finish }],
});

function accumulated(...chunks: readonly Chunk[]) {
  const accumulator = createAccumulator();
  const text = chunks.map((chunk) => accumulator.push(chunk)).join('');
  return { ...accumulator.end(), text };
}

describe('tool calls', () => {
  test('two calls numbered alike but with different ids stay two calls', () => {
    const { calls } = accumulated(
      delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'x', arguments: '{"n":1}' } }] }),
      delta({ tool_calls: [{ index: 0, id: 'b', function: { name: 'y', arguments: '{"n":2}' } }] }),
    );
    expect(calls).toEqual([
      { id: 'a', name: 'x', argumentsText: '{"n":1}' },
      { id: 'b', name: 'y', argumentsText: '{"n":2}' },
    ]);
  });

  test('calls without index or id, and arguments sent as an object, are understood', () => {
    const { calls } = accumulated(delta({ tool_calls: [{ function: { name: 'x', arguments: { n: 1 } } }] }, 'stop'));
    expect(calls).toEqual([{ id: expect.stringMatching(/^[0-9a-z]{9}$/), name: 'x', argumentsText: '{"n":1}' }]);
  });

  test('a model that runs in circles is stopped: in its thoughts, or in the arguments of a call', () => {
    const push = (chunk: Chunk) => {
      const { push: add } = createAccumulator();
      for (let at = 0; at <= 200_000; at++) add(chunk);
    };
    expect(() => push(delta({ content: '' }))).toThrow(expect.objectContaining({ code: 'LLM_BAD_ANSWER' }));
    expect(() => push(delta({ tool_calls: [{ index: 0, function: { name: 'x', arguments: 'x'.repeat(1_000) } }] }))).toThrow('without end');
  });

  test('the usage chunk without choices is counted, and a missing finish reason is not invented', () => {
    const seen = accumulated(delta({ content: 'a' }), { choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } });
    expect(seen).toMatchObject({ text: 'a', usage: { promptTokens: 3, completionTokens: 4 }, ending: 'missing' });
  });
});

describe('thoughts', () => {
  test('are removed wherever the stream is cut', () => {
    const whole = 'a < b <think>x < y </thin </think> and <b>c</b> <thinking>z</thinking>!';
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: whole.length - 1 }), { maxLength: 12 }), (cuts) => {
        const at = [0, ...new Set(cuts)].sort((a, b) => a - b);
        const filter = createLiveText();
        const shown = at.map((from, piece) => filter.push(whole.slice(from, at[piece + 1] ?? whole.length))).join('') + filter.end();
        expect(shown).toBe('a < b  and <b>c</b> !');
        expect(withoutThoughts(whole).text).toBe(shown);
      }),
    );
  });
});

describe('JSON in prose', () => {
  test.each([
    ['bare', '{"is_incorrect": true, "confidence": 0.9}'],
    ['fenced', 'Here:\n```json\n{"is_incorrect": true, "confidence": 0.9}\n```\nDone.'],
    ['after thoughts', '<think>{"is_incorrect": false, "confidence": 0}</think>{"is_incorrect": true, "confidence": 0.9}'],
    ['after a lone closing tag', 'hm {"is_incorrect": false, "confidence": 0}</think> {"is_incorrect": true, "confidence": 0.9}'],
    ['with single quotes and a trailing comma', "{'is_incorrect': true, 'confidence': 0.9,}"],
    ['after a brace in prose', 'The set {a, b} is fine. {"is_incorrect": true, "confidence": 0.9}'],
    ['truncated after what counts', '{"is_incorrect": true, "confidence": 0.9, "reason": "r1 says'],
    ['beside another object', '{"note": 1} {"is_incorrect": true, "confidence": 0.9} {"note": 2}'],
    ['said twice alike', '{"is_incorrect": true, "confidence": 0.9} again: {"confidence": 0.9, "is_incorrect": true}'],
    ['wrapped', '{"result": {"verdict": {"is_incorrect": true, "confidence": 0.9}}}'],
    ['in a list', '[{"is_incorrect": true, "confidence": 0.9}]'],
    ['after a byte order mark', '\uFEFF{"is_incorrect": true, "confidence": 0.9}'],
    ['in typographic quotes', '{\u201Cis_incorrect\u201D: true, \u201Cconfidence\u201D: 0.9}'],
    ['in HTML', '<pre><code>{"is_incorrect": true, "confidence": 0.9}</code></pre>'],
  ])('%s', (_name, text) => {
    expect(extractJson(text, ['is_incorrect', 'confidence'])).toMatchObject({ is_incorrect: true, confidence: 0.9 });
  });

  test.each(['', 'no braces', 'I {really} think so', '{', '[1, 2]', '{"other": true}', '{"is_incorrect": tr', '{"is_incorrect":'])('%j holds none', (text) => {
    expect(extractJson(text, ['is_incorrect'])).toBeUndefined();
  });

  test.each([
    ['two that differ', '{"is_incorrect": false, "confidence": 1} was quoted. {"is_incorrect": true, "confidence": 0.9}'],
    ['a number at the cut', '{"is_incorrect": true, "confidence": 0.'],
    ['a share in quotes at the cut', '{"is_incorrect": true, "confidence": "9'],
  ])('none is chosen of %s', (_name, text) => {
    expect(extractJson(text, ['is_incorrect', 'confidence'])).toBeUndefined();
  });

  test.each(['{'.repeat(300_000), '{"a":'.repeat(60_000), '<think>'.repeat(40_000), `{"a": "${' '.repeat(200_000)}`, '{"a" '.repeat(60_000)])(
    'the worst text is given up soon: %#',
    (text) => {
      // Without the bounds these take minutes: the time limit of the test would tell.
      expect(extractJson(text, ['is_incorrect'])).toBeUndefined();
    },
  );

  test('any text is read without an error', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '"', ':', 'a', '\\', ' ', '<think>', '</think>', '`'), maxLength: 60 }),
        (text) => void extractJson(text, ['a']),
      ),
    );
  });
});
