/** Times are the scheduler's, with the zone said, and ages never look older or younger than they are. */
import { describe, expect, it } from 'vitest';
import { agoText, calendarDay, clockTime, durationText, utcText, zoneName } from '../../../src-renderer/ui/time/time.ts';

const at = '2026-11-21T01:14:07.000Z';
const now = Date.parse('2026-11-21T01:20:00.000Z');
const berlin = { language: 'en', zone: 'Europe/Berlin' } as const;
const saoPaulo = { language: 'pt-BR', zone: 'America/Sao_Paulo' } as const;

describe('an instant', () => {
  it('reads in the zone of the engine, not of this machine', () => {
    expect(clockTime(at, now, berlin)).toBe('02:14:07');
    expect(clockTime(at, now, saoPaulo)).toBe('22:14:07');
  });
  it('says the day when it was another one there', () => {
    expect(clockTime('2026-11-20T22:50:12.000Z', now, berlin)).toMatch(/20 Nov.* 23:50:12/);
  });
  it('names its zone, and UTC on request', () => {
    expect(zoneName(at, berlin)).toBe('CET');
    expect(utcText(at)).toBe('2026-11-21 01:14:07 UTC');
  });
  it('gives the year of a day of another year', () => {
    expect(calendarDay('2026-03-12T12:00:00.000Z', now, berlin)).toBe('12 Mar');
    expect(calendarDay('2025-03-12T12:00:00.000Z', now, berlin)).toBe('12 Mar 2025');
  });
});

describe('an age', () => {
  it('rounds down', () => {
    expect(agoText(at, Date.parse(at) + 12_900, 'en')).toBe('12s ago');
    expect(agoText(at, Date.parse(at) + 119 * 60_000, 'en')).toBe('1h ago');
  });
  it('is never in the future when clocks differ', () => {
    expect(agoText(at, Date.parse(at) - 5_000, 'en')).toBe('0s ago');
  });
});

it('durations change unit where a person would', () => {
  expect([340, 2_440, 185_000, 4_320_000].map(durationText)).toEqual(['340 ms', '2.4 s', '3 min 05 s', '1 h 12 min']);
});
