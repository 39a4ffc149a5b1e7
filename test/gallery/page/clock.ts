/** Time stands still in the gallery, so that the same state is the same picture on any day. Imported first: modules read the clock as they load. */
import { NOW } from '../night/now.ts';

const AT_MS = Date.parse(NOW);
const MachineDate = Date;

class StandingDate extends MachineDate {
  constructor(...parts: readonly unknown[]) {
    // Every way to make a date of given parts is the machine's own.
    super(...((parts.length === 0 ? [AT_MS] : parts) as [number]));
  }
  static override now(): number {
    return AT_MS;
  }
}

globalThis.Date = StandingDate as DateConstructor; // it is only ever called with `new` here
