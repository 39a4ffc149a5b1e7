/** A tool call is put together from whatever its server sends: one right call each, and none without its filter. */
import { describe, expect, test } from 'vitest';
import { chunkSchema, createAccumulator } from '../../../src-main/llm/reply/accumulator.ts';
import { settledCalls } from '../../../src-main/llm/reply/callArguments.ts';
import { createTools } from '../../../src-main/chat/tools/tools.ts';
import { CALL_STREAMS, TWO_CALL_STREAMS } from '../../fakes/llm/dialects.ts';

const { schemas } = createTools({} as never);

function called(deltas: readonly object[]): readonly (readonly [string, unknown])[] {
  const accumulator = createAccumulator(schemas.map(({ name }) => name));
  for (const delta of deltas) accumulator.push(chunkOf(delta));
  return settledCalls(accumulator.end().calls, schemas).map(({ name, argumentsText }) => [name, argumentsText === '' ? null : JSON.parse(argumentsText)]);
}
const chunkOf = (delta: object) => chunkSchema.parse({ choices: [{ delta, finish_reason: null }] });
const piece = (index: number, id: string, name: string | null, args: unknown) => ({ tool_calls: [{ index, id, function: { name, arguments: args } }] });

test.each(Object.entries(CALL_STREAMS))('one call: %s', (_name, deltas) => {
  expect(called(deltas)).toEqual([['find_jobs', { statuses: ['ERROR'], limit: 3 }]]);
});

test.each(Object.entries(TWO_CALL_STREAMS))('two calls: %s', (_name, deltas) => {
  expect(called(deltas)).toEqual([
    ['find_jobs', { statuses: ['ERROR'] }],
    ['find_jobs', { is_late: true }],
  ]);
});

describe('a call whose arguments were lost', () => {
  test.each(['', null, '""', 'null', '[]'])('%j is empty for a tool that takes some, to be refused', (args) => {
    expect(called([piece(0, 'a', 'find_jobs', args)])).toEqual([['find_jobs', null]]);
  });
  test('is whole for a tool that takes none', () => {
    expect(called([piece(0, 'a', 'plan_summary', '')])).toEqual([['plan_summary', {}]]);
  });
  test('and an empty object that was sent is what was meant', () => {
    expect(called([piece(0, 'a', 'find_jobs', '{}')])).toEqual([['find_jobs', {}]]);
  });
});

test('a piece without a name is no call, and what cannot be understood stays as it was written', () => {
  expect(called([piece(0, 'a', null, '')])).toEqual([]);
  const accumulator = createAccumulator(['find_jobs']);
  accumulator.push(chunkOf(piece(0, 'a', 'find_jobs', '{"statuses":["ER')));
  expect(settledCalls(accumulator.end().calls, schemas)).toMatchObject([{ argumentsText: '{"statuses":["ER' }]);
});

test('ids of two calls made of one are not the same', () => {
  const accumulator = createAccumulator(['find_jobs']);
  for (const delta of TWO_CALL_STREAMS['a JSON and the next behind it']!) accumulator.push(chunkOf(delta));
  expect(new Set(settledCalls(accumulator.end().calls, schemas).map(({ id }) => id)).size).toBe(2);
});
