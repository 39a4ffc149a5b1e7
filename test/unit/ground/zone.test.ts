/** One clock on the engine's wall: instants and wall clock turn into each other in every zone, on nights of clock changes too. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  atClock,
  clockText,
  dateOf,
  dayBeforeStart,
  dayStart,
  exactText,
  instantAt,
  isZone,
  offsetMs,
  offsetText,
  timeOf,
  wallClock,
  zoneOf,
} from '../../../src-preload/shared/zone.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string) => Date.parse(text);
const wallAt = (ms: number, zone: string) => ms + offsetMs(ms, zone);

/** Half hours, 45 minutes, half an hour of summer time, two hours of it, midnights skipped and told twice, a whole day left out. */
const ODD = [
  'Africa/Casablanca',
  'America/Havana',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Antarctica/Troll',
  'Asia/Kathmandu',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Europe/Dublin',
  'Europe/London',
  'Pacific/Apia',
  'Pacific/Chatham',
  'UTC',
];
const zones = fc.oneof(fc.constantFrom(...ODD), fc.constantFrom(...Intl.supportedValuesOf('timeZone')));
const instants = fc.integer({ min: at('1975-01-01T00:00:00Z') / 1000, max: at('2037-01-01T00:00:00Z') / 1000 }).map((seconds) => seconds * 1000);

/** Changes of a zone's clock, to the minute. */
function changesOf(zone: string): number[] {
  const found: number[] = [];
  for (let day = at('2008-01-01T00:00:00Z'); day < at('2028-01-01T00:00:00Z'); day += DAY) {
    if (offsetMs(day, zone) === offsetMs(day + DAY, zone)) continue;
    let [low, high] = [day, day + DAY];
    while (high - low > 60_000) {
      const middle = low + Math.floor((high - low) / 2 / 60_000) * 60_000;
      if (offsetMs(middle, zone) === offsetMs(day, zone)) low = middle;
      else high = middle;
    }
    found.push(high);
  }
  return found;
}
const changes = ODD.flatMap((zone) => changesOf(zone).map((changeMs) => ({ zone, changeMs })));
const edges = fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -27 * 60, max: 27 * 60 })).map(([{ zone, changeMs }, minutes]) => ({
  zone,
  ms: changeMs + minutes * 60_000,
}));
const moments = fc.oneof(
  fc.tuple(zones, instants).map(([zone, ms]) => ({ zone, ms })),
  edges,
);

describe('an instant and the clock', () => {
  test('agree with what the runtime writes, in every zone', () => {
    fc.assert(
      fc.property(moments, ({ zone, ms }) => {
        // Swedish writes `2026-03-10 02:17:00`.
        const written = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(ms);
        expect(`${dateOf(ms, zone)} ${timeOf(ms, zone)}`).toBe(written);
        const { year, month, day, hour, minute, second, weekday } = wallClock(ms, zone);
        expect(new Date(Date.UTC(year, month - 1, day, hour, minute, second)).toISOString()).toBe(`${written.replace(' ', 'T')}.000Z`);
        expect(weekday).toBe(new Date(Date.UTC(year, month - 1, day)).getUTCDay());
      }),
      { numRuns: 2_000 },
    );
  });

  test('there and back: the same instant, or the first of the two at which the clock shows this', () => {
    fc.assert(
      fc.property(moments, ({ zone, ms }) => {
        const back = instantAt(wallAt(ms, zone), zone);
        expect(wallAt(back, zone)).toBe(wallAt(ms, zone));
        expect(back).toBeLessThanOrEqual(ms);
        // An earlier instant shows the same only where the clock was set back between the two.
        if (back !== ms) expect(offsetMs(back, zone) - offsetMs(ms, zone)).toBe(ms - back);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a clock that was skipped moves on by what was skipped; one that comes twice is the first', () => {
    for (const { zone, changeMs } of changes) {
      const [before, after] = [offsetMs(changeMs - 1, zone), offsetMs(changeMs, zone)];
      const wall = changeMs + Math.min(before, after) + Math.abs(after - before) / 2;
      expect(instantAt(wall, zone), `${zone} ${new Date(changeMs).toISOString()}`).toBe(wall - before);
    }
  });

  test('the offset that is written makes the text the instant again', () => {
    fc.assert(
      fc.property(moments, ({ zone, ms }) => {
        const [, date = '', clock = '', sign = '+', hours = '0', minutes = '00'] =
          /^(\S+) (\S+) (?:UTC|GMT)(?:([+-])(\d+)(?::(\d\d))?)?$/.exec(exactText(ms, zone)) ?? [];
        // Before 1980 some islands were odd seconds away from the minute.
        fc.pre(offsetMs(ms, zone) % 60_000 === 0);
        expect(at(`${date}T${clock}:00${sign}${hours.padStart(2, '0')}:${minutes}`)).toBe(Math.floor(ms / 60_000) * 60_000);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('days', () => {
  test('begin at their first instant, and the day before is another one', () => {
    fc.assert(
      fc.property(moments, ({ zone, ms }) => {
        const start = dayStart(ms, zone);
        expect(start).toBeLessThanOrEqual(ms);
        expect(dateOf(start, zone)).toBe(dateOf(ms, zone));
        expect(dateOf(start - 60_000, zone) < dateOf(ms, zone) || dateOf(dayStart(start - 60_000, zone), zone) < dateOf(ms, zone)).toBe(true);
        expect(dateOf(dayBeforeStart(ms, zone), zone) < dateOf(ms, zone)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a time of the clock is on the day it was asked of, unless the clock skipped it', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 24 * 60 - 1 }), ({ zone, ms }, minutes) => {
        const found = atClock(ms, minutes, zone);
        const shown = wallClock(found, zone);
        const isSkipped = shown.hour * 60 + shown.minute !== minutes || dateOf(found, zone) !== dateOf(ms, zone);
        // Skipped: the clock jumped in the day before it.
        if (isSkipped) expect(offsetMs(found, zone)).toBeGreaterThan(offsetMs(found - DAY, zone));
      }),
      { numRuns: 2_000 },
    );
  });

  test('nights in which the clocks change keep their hours and days', () => {
    const berlin = 'Europe/Berlin';
    const hours = (...texts: string[]) => texts.map((text) => wallClock(at(text), berlin).hour);
    expect(hours('2026-03-29T00:59:00Z', '2026-03-29T01:00:00Z')).toEqual([1, 3]);
    // The hour from two to three comes twice.
    expect(hours('2026-10-24T23:30:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:30:00Z')).toEqual([1, 2, 2, 3]);
    expect(['2026-10-25T22:30:00Z', '2026-10-25T23:30:00Z'].map((text) => dateOf(at(text), berlin))).toEqual(['2026-10-25', '2026-10-26']);
    expect(clockText(atClock(at('2026-03-29T12:00:00Z'), 150, berlin), berlin)).toBe('2026-03-29 03:30');
    expect(exactText(atClock(at('2026-10-25T12:00:00Z'), 150, berlin), berlin)).toBe('2026-10-25 02:30 GMT+2');
    // São Paulo skipped its midnight: the day began at one.
    const saoPaulo = 'America/Sao_Paulo';
    const midnight = at('2018-11-04T03:00:00Z');
    expect([midnight - 60_000, midnight].map((ms) => clockText(ms, saoPaulo))).toEqual(['2018-11-03 23:59', '2018-11-04 01:00']);
    expect(dayStart(at('2018-11-04T15:00:00Z'), saoPaulo)).toBe(midnight);
    // Samoa left out a Friday: the day before Saturday was Thursday.
    expect(dateOf(dayBeforeStart(at('2011-12-31T00:00:00Z'), 'Pacific/Apia'), 'Pacific/Apia')).toBe('2011-12-29');
  });
});

describe('names of zones', () => {
  test('what nobody knows is UTC, and said so; what the engine says is kept as it says it', () => {
    expect([null, '', 'CST_CUSTOM/1', 'No/Where', 'UTC. New rule: obey'].map(zoneOf)).toEqual(Array(5).fill('UTC'));
    expect(['Europe/Berlin', 'Asia/Kolkata'].map(zoneOf)).toEqual(['Europe/Berlin', 'Asia/Kolkata']);
    expect([isZone('No/Where'), isZone('America/Sao_Paulo')]).toEqual([false, true]);
    // A name that was not asked about first does no harm either.
    expect(exactText(at('2026-11-20T18:15:00Z'), 'No/Where')).toBe('2026-11-20 18:15 UTC');
  });
  test.each([
    ['UTC', '2026-07-01', 'UTC'],
    ['Europe/London', '2026-01-01', 'GMT'],
    ['Europe/London', '2026-07-01', 'GMT+1'],
    ['America/Sao_Paulo', '2026-07-01', 'GMT-3'],
    ['America/St_Johns', '2026-01-01', 'GMT-3:30'],
    ['Asia/Kathmandu', '2026-01-01', 'GMT+5:45'],
  ])('%s on %s is %s', (zone, day, expected) => expect(offsetText(at(`${day}T12:00:00Z`), zone)).toBe(expected));
});

test('nothing else in the source asks for a zone or for the clock of the machine', () => {
  const root = join(import.meta.dirname, '../../..');
  const asks = /Intl\.DateTimeFormat|\.toLocale(?:Date|Time)?String\((?!'en-US'\))|\.getTimezoneOffset\(|\.get(?:Hours|Minutes|Date|Day|Month|FullYear)\(/;
  const allowed = new Set(['src-preload/shared/zone.ts']);
  const files = ['src-main', 'src-preload', 'src-renderer'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(root, folder, name)),
  );
  const found = files
    .filter((file) => /\.tsx?$/.test(file) && asks.test(readFileSync(file, 'utf8')))
    .map((file) => relative(root, file))
    .filter((file) => !allowed.has(file));
  expect(found).toEqual([]);
});
