/** A script's query string and the screen's typed call ask the plan the same question. */
import { expect, it } from 'vitest';
import { contract } from '../../../src-preload/contract/index.ts';

it.each([[{ statuses: 'ABEND, FAIL', isLate: 'true', limit: '5' }], [{ statuses: ['ABEND', 'FAIL'], isLate: true, limit: 5 }]])('%j', async (asked) => {
  const schema = contract.plan.jobs['~orpc'].inputSchema;
  expect(await schema?.['~standard'].validate(asked)).toEqual({ value: { statuses: ['ABEND', 'FAIL'], isLate: true, limit: 5 } });
});
