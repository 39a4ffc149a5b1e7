/** What was asked is readable: ids are for machines. */
import { expect, it } from 'vitest';
import { argsText } from '../../../src-renderer/parts/answer/argsText.ts';

it.each([
  [{ job: 'LOAD_DWH', depth: 2, stream: undefined }, undefined, 'job=LOAD_DWH depth=2'],
  [{ job: 'cce003cb' }, { kind: 'found', job: { id: 'cce003cb', key: '/AGT#/BANK/DWH.LOAD' } }, 'job=/AGT#/BANK/DWH.LOAD'],
  [{ job: 'cce003cb' }, { kind: 'unresolved', candidates: [] }, 'job=cce003cb'],
])('%j', (args, data, line) => {
  expect(argsText(args, data)).toBe(line);
});
