/** For `node --import`: this process and its threads believe that it is a day and some hours earlier. (Not later: what checks certificates has a clock of its own.) */
const SHIFT_MS = -29 * 3_600_000;
const RealDate = Date;

class OtherDate extends RealDate {
  constructor(...given: [] | [value: number | string | Date]) {
    if (given.length === 0) super(RealDate.now() + SHIFT_MS);
    // A date made of year, month and so on takes more than one.
    else super(...given);
  }
  static override now(): number {
    return RealDate.now() + SHIFT_MS;
  }
}

globalThis.Date = OtherDate as DateConstructor; // called without `new`, which nothing here does, it is none
