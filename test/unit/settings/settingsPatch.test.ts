/** A change of one field never resets its neighbours: the doorway adds no defaults to a patch. */
import { expect, it } from 'vitest';
import { contract } from '../../../src-preload/contract/index.ts';

it('a patch that names one field arrives with that field alone', async () => {
  const schema = contract.settings.update['~orpc'].inputSchema;
  const input = { patch: { llm: { model: 'qwen3' }, auditor: { flagAbove: 0.7 } } };
  expect(await schema?.['~standard'].validate(input)).toEqual({ value: input });
});
