/** Faults of `resync simulate` as a person says them: `NAME=VALUE`, on the command line or typed while it runs. */
import { createInterface } from 'node:readline';
import { type FaultSwitches, faultsOf } from '../../../demo/index.ts';

/** `slowMs=500`; a name alone switches it on, and `only=` with nothing takes its text away. Raises RangeError. */
export function faultsSaid(texts: readonly string[]): FaultSwitches {
  return faultsOf(Object.fromEntries(texts.map((text) => said(text))));
}

function said(text: string): readonly [name: string, value: string | null] {
  const [, name = '', equals, value = ''] = /^(\w*)\s*(=)?\s*(.*)$/s.exec(text.trim()) ?? [];
  return [name, equals === undefined ? 'true' : value === '' || value === 'null' ? null : value];
}

/** Each line typed changes one fault, or all back with `off`. What became of it is told. Returns its undo. */
export function faultsTyped(faults: FaultSwitches, tell: (line: object) => void): () => void {
  const lines = createInterface({ input: process.stdin, terminal: false });
  lines.on('line', (line) => {
    if (line.trim() === '') return;
    try {
      if (line.trim() === 'off') Object.assign(faults, faultsOf());
      else Object.assign(faults, pick(faultsSaid([line]), said(line)[0]));
      tell({ faults });
    } catch (thrown) {
      tell({ problem: thrown instanceof RangeError ? thrown.message : String(thrown) });
    }
  });
  // Somebody who types nothing must not keep it from ending.
  if ('unref' in process.stdin) process.stdin.unref();
  return () => lines.close();
}

const pick = (faults: FaultSwitches, name: string): Partial<FaultSwitches> => Object.fromEntries(Object.entries(faults).filter(([one]) => one === name));
