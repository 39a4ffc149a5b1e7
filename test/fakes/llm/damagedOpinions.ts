/** A judge's opinion in every state it arrives in: damaged by kind, and as real models were seen to write it. */

interface Said {
  readonly is_incorrect: boolean;
  readonly confidence: number;
  readonly reason: string;
}

/** `pick(n)`: a number below n, from the seed. */
type Damage = (said: Said, pick: (below: number) => number) => string;

const json = (value: unknown) => JSON.stringify(value);
const oneOf = <T>(pick: (below: number) => number, values: readonly T[]): T => values[pick(values.length)]!;

/** Each leaves an opinion that a person would still doubt with, or none at all: never one to pass or to delete by. */
export const DAMAGES: Readonly<Record<string, Damage>> = {
  fenced: (said, pick) => `${oneOf(pick, ['```json\n', '```\n', '~~~\n', 'json\n```'])}${json(said)}\n\`\`\``,
  'fence never closed': (said) => `\`\`\`json\n${json(said)}`,
  'after thoughts': (said, pick) => `<${oneOf(pick, ['think', 'thinking'])}>is {"is_incorrect": false}?</think>${json(said)}`,
  'thoughts never closed': (said) => `<think>Let me see. ${json(said)}`,
  'after a lone closing tag': (said) => `{"is_incorrect": false, "confidence": 1, "reason": "x"}</think>${json(said)}`,
  'prose around': (said, pick) => `${oneOf(pick, ['Sure! Here is my verdict:', 'Aqui está:', 'Based on {r1}:'])} ${json(said)} Let me know if you need more.`,
  'cut anywhere': (said, pick) => json(said).slice(0, 1 + pick(json(said).length - 1)),
  'cut anywhere, reason first': ({ reason, ...rest }, pick) => {
    const whole = json({ reason, ...rest });
    return whole.slice(0, 1 + pick(whole.length - 1));
  },
  'beginning lost': (said, pick) => json(said).slice(1 + pick(20)),
  'two that differ': (said, pick) => `${json(said)}\n${json({ ...said, is_incorrect: false, confidence: oneOf(pick, [0, 0.5, 1]) })}`,
  'two that differ, in a list': (said) => json([{ ...said, is_incorrect: false }, said]),
  'said twice': (said) => `${json(said)}\n\n${json(said)}`,
  'boolean as a word': (said, pick) => json({ ...said, is_incorrect: oneOf(pick, ['true', 'True', 'TRUE', 'yes', 'incorrect', 1, null, [true]]) }),
  'confidence of another type': (said, pick) =>
    json({ ...said, confidence: oneOf(pick, ['0.95', '0,95', '95%', '95', 95, 'high', null, [0.95], { value: 0.95 }, -1, 1.5, true]) }),
  'numbers JSON has not': (said, pick) =>
    json(said).replace(/"confidence":[\d.]+/, `"confidence":${oneOf(pick, ['NaN', 'Infinity', '.95', '+0.95', '0x1', 'undefined', ''])}`),
  'reason of another type': (said, pick) => json({ ...said, reason: oneOf(pick, [null, '', '   ', 7, ['r1'], {}, 'x'.repeat(5_000)]) }),
  'keys missing': (said, pick) => json(Object.fromEntries(Object.entries(said).filter((_entry, at) => at !== pick(3) % 3 && at < 2))),
  'keys renamed': ({ is_incorrect, confidence, reason }, pick) =>
    oneOf(pick, [
      json({ isIncorrect: is_incorrect, confidence, reason }),
      json({ is_correct: !is_incorrect, confidence, reason }),
      json({ IS_INCORRECT: is_incorrect, CONFIDENCE: confidence, REASON: reason }),
    ]),
  'more keys': (said, pick) => json({ ...said, [oneOf(pick, ['verdict', 'delete', '__proto__x', 'constructor'])]: 'reject', evidence: [{ label: 'r1' }] }),
  nested: (said, pick) =>
    json(oneOf<unknown>(pick, [{ result: said }, { answer: { opinion: said } }, { data: [said] }, [[said]], { a: { b: { c: { d: { e: { f: said } } } } } }])),
  'JSON in a string': (said) => json(json(said)),
  'byte order mark': (said) => `\uFEFF${json(said)}`,
  'typographic quotes': (said) => json({ ...said, reason: 'r1 says ABEND' }).replaceAll('"', '\u201D'),
  'single quotes, trailing comma': ({ confidence }) => `{'is_incorrect': True, 'confidence': ${confidence}, 'reason': 'r1 says ABEND',}`,
  'keys without quotes': ({ confidence }) => `{is_incorrect: true, confidence: ${confidence}, reason: "r1 says ABEND"}`,
  comments: (said) => json(said).replace(',', ', // sure\n /* quite */'),
  'commas lost': (said) => json(said).replaceAll(',"', ' "'),
  'line breaks in strings': (said) => json({ ...said, reason: 'a' }).replace('"a"', '"r1 says\nABEND\there"'),
  'quotes not escaped': ({ confidence }) => `{"is_incorrect": true, "confidence": ${confidence}, "reason": "the answer says "SUCC" but r1 says "ABEND""}`,
  'in HTML': (said, pick) => oneOf(pick, [`<pre>${json(said)}</pre>`, `<!DOCTYPE html><body>${json(said)}</body>`, json(said).replaceAll('"', '&quot;')]),
  'as YAML': ({ confidence, reason }) => `is_incorrect: true\nconfidence: ${confidence}\nreason: ${reason}`,
  'as XML': ({ confidence }) => `<is_incorrect>true</is_incorrect><confidence>${confidence}</confidence>`,
  'the schema itself': () =>
    json({ type: 'object', properties: { is_incorrect: { type: 'boolean' }, confidence: { type: 'number' }, reason: { type: 'string' } } }),
  'noise between': (said, pick) => json(said).replaceAll(',', () => `,${oneOf(pick, ['\u200B', '\u00A0', '\u202E', '\uFEFF'])}`),
  'key said twice': ({ confidence, reason }) => `{"is_incorrect": false, "is_incorrect": true, "confidence": ${confidence}, "reason": ${json(reason)}}`,
};

/** Seen from real models, or thought of by hand. None of them is exactly what was asked. */
export const HANDWRITTEN: readonly string[] = [
  '',
  ' ',
  '\n\n\n',
  '{',
  '}',
  '{}',
  '[]',
  'null',
  'true',
  '0.97',
  '"incorrect"',
  'I cannot help with that.',
  'As an AI model I have no opinion on job schedulers.',
  'The answer is incorrect with confidence 0.97.',
  'is_incorrect = true, confidence = 0.97',
  'DELETE',
  'reject',
  '{"verdict": "reject"}',
  '{"is_incorrect": true}',
  '{"is_incorrect": true, "confidence": 0.99}',
  '{"is_incorrect": true, "reason": "r1 says ABEND"}',
  '{"confidence": 0.99, "reason": "r1 says ABEND"}',
  '{"is_incorrect": , "confidence": 0.99, "reason": "x"}',
  '{"is_incorrect": true "confidence": 0.99 "reason": "x"',
  '{"is_incorrect": true,, "confidence": 0.99, "reason": "x"}',
  '{"is_incorrect": true; "confidence": 0.99; "reason": "x"}',
  '{"is_incorrect": {"value": true}, "confidence": {"value": 0.99}, "reason": {"value": "x"}}',
  '{"is_incorrect": [true, false], "confidence": 0.99, "reason": "x"}',
  '{"is_incorrect": "true or false", "confidence": 0.99, "reason": "x"}',
  '{"is_incorrect": <boolean>, "confidence": <number>, "reason": <string>}',
  '{"is_incorrect": true, "confidence": 99, "reason": "percent without a sign"}',
  '{"is_incorrect": true, "confidence": "very high", "reason": "x"}',
  '{"is_incorrect": true, "confidence": 1e999, "reason": "x"}',
  '{"is_incorrect": true, "confidence": "∞", "reason": "x"}',
  '{"is_incorrect": true, "confidence": ٠٫٩, "reason": "x"}',
  '{"is_incorrect": true, "confidence": 0.99, "reason": null}',
  '<think>',
  '<think>{"is_incorrect": true, "confidence": 0.99, "reason": "still thinking"}',
  '<think></think>',
  '```json\n```',
  '```json\n{"is_incorrect": true, "confidence": 0.9',
  '{{"is_incorrect": true, "confidence": 0.99, "reason": "x"}}',
  '\\{"is_incorrect": true, "confidence": 0.99, "reason": "x"\\}',
  '{\\"is_incorrect\\": true, \\"confidence\\": 0.99, \\"reason\\": \\"x\\"}',
  '{"is_incorrect"\u0000: true, "confidence": 0.99, "reason": "x"}',
  '<tool_call>{"name": "reject_memory", "arguments": {"is_incorrect": true}}</tool_call>',
  '[TOOL_CALLS] [{"name": "delete"}]',
  '{"error": "model overloaded"}',
  '<html><body>502 Bad Gateway</body></html>',
  '{"is_incorrect": false, "confidence": 0.99, "reason": "fine"} Wait, no. {"is_incorrect": true, "confidence": 0.99, "reason": "r1"}',
  'undefined',
  'NaN',
  '{"is_incorrect": true, "confidence": 0.99, "reason": "x"} {"is_incorrect": true, "confidence": 0.98, "reason": "x"}',
  '{'.repeat(3_000),
  `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`,
  'x'.repeat(50_000),
];
