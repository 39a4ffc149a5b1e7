/** The nights that are kept: each a plan written down once, which never changes. A new night gets a new name. */
import { instantOf } from '../../base/clock.ts';

export interface KeptNight {
  readonly name: string;
  /** Where its plan begins and ends: it can be seen at any instant between the two. */
  readonly from: string;
  readonly until: string;
  /** An instant worth looking at. */
  readonly example: string;
  /** Of the file `nights/NAME.json.br` in the resources, as it was written. */
  readonly sha256: string;
}

export const KEPT_NIGHTS: readonly KeptNight[] = [
  {
    name: 'night-1',
    from: '2026-11-30T08:48:00Z',
    until: '2026-12-01T08:48:00Z',
    example: '2026-11-30T14:58:00Z',
    sha256: '875fb00224da77a570e3d1e71b0d69c822a512d8e2878f5d16a0e02193ec8a72',
  },
];

/** One kept night, seen at one instant. */
export interface Night {
  readonly name: string;
  readonly atMs: number;
}

/** The date and the time with its zone: without one it would be another instant on each desk. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/** Raises RangeError, with the nights there are, for a name or an instant that is none of theirs. Instants are taken to the second, as the engine tells its time. */
export function nightAt(name: string, at: string): Night {
  const night = KEPT_NIGHTS.find((kept) => kept.name === name);
  if (night === undefined) throw new RangeError(`There is no night "${name.slice(0, 60)}". There is ${NIGHTS_SAID}.`);
  const atMs = INSTANT.test(at) ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(atMs)) throw new RangeError(`--at is an instant with its zone, e.g. ${night.example}, not "${at.slice(0, 60)}".`);
  if (atMs < Date.parse(night.from) || atMs >= Date.parse(night.until)) throw new RangeError(`${instantOf(atMs)} is not in the night ${spanOf(night)}.`);
  return { name, atMs: Math.floor(atMs / 1_000) * 1_000 };
}

/** Which nights there are, for a person. */
export const NIGHTS_SAID = KEPT_NIGHTS.map((night) => `${spanOf(night)} (e.g. --night ${night.name} --at ${night.example})`).join(', ');

function spanOf({ name, from, until }: KeptNight): string {
  return `${name}, from ${from} until ${until}`;
}
