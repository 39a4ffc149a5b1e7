/** What is due, what may go, and what Health says of backups. */
import { describe, expect, it } from 'vitest';
import { backupAnswer } from '../../../src-main/compose/checks/backupCheck.ts';
import { Fault } from '../../../src-main/base/fault.ts';
import { dueTimes } from '../../../src-main/config/schedule.ts';
import { isDue } from '../../../src-main/database/backup/backups.ts';
import { chooseToDelete } from '../../../src-main/database/backup/chooseToDelete.ts';
import type { BackupEntry } from '../../../src-preload/contract/backup.ts';

const at = (text: string) => Date.parse(text);
/** Tests run in whatever zone: a schedule is local time. */
const noon = (day: number) => new Date(2026, 10, day, 12, 0, 0).getTime();
const HOUR = 3_600_000;

function entry(day: number, memories: number, isReadable = true): BackupEntry {
  const facts = isReadable ? { schema: 3, conversations: 1, turns: memories, memories, decisions: 0 } : null;
  const iso = new Date(at('2026-11-01T12:00:00Z') + day * 24 * HOUR).toISOString();
  return {
    name: `b${day}`,
    path: `/b${day}`,
    at: iso,
    bytes: 1,
    kind: 'scheduled',
    facts,
    hasSettings: false,
    hasAgents: false,
    problem: isReadable ? null : 'damaged',
  };
}

describe('when a backup is due', () => {
  it('the last due time counts from its very second', () => {
    expect(dueTimes('0 12 * * *', noon(20))).toEqual({ lastMs: noon(20), nextMs: noon(21) });
    expect(dueTimes('0 12 * * *', noon(20) - 1)).toEqual({ lastMs: noon(19), nextMs: noon(20) });
    expect(dueTimes('no schedule', noon(20))).toBeNull();
  });

  it('one that was missed is due at the next look, one that was made is not, and a new data directory has missed none', () => {
    const facts = { schedule: '0 12 * * *', sinceMs: noon(1), nowMs: noon(20) + 9 * HOUR };
    expect(isDue({ ...facts, newestMs: noon(19) + 1 })).toBe(true);
    expect(isDue({ ...facts, newestMs: noon(20) + HOUR })).toBe(false);
    expect(isDue({ ...facts, newestMs: null })).toBe(true);
    expect(isDue({ ...facts, newestMs: null, sinceMs: noon(20) + HOUR })).toBe(false);
  });
});

describe('rotation', () => {
  const names = (entries: readonly BackupEntry[]) => entries.map(({ name }) => name);

  it('keeps the newest and takes the others', () => {
    expect(names(chooseToDelete([entry(1, 1), entry(3, 3), entry(2, 2), entry(4, 4)], 2))).toEqual(['b2', 'b1']);
    expect(chooseToDelete([entry(1, 1)], 2)).toEqual([]);
  });

  it('never takes the last one that holds more than all that are kept: a store that was emptied must not push it out', () => {
    const emptied = [entry(1, 90), entry(2, 100), entry(3, 0), entry(4, 1), entry(5, 2)];
    expect(names(chooseToDelete(emptied, 2))).toEqual(['b3', 'b1']);
  });

  it('neither counts nor takes what cannot be read', () => {
    expect(names(chooseToDelete([entry(1, 1), entry(2, 2), entry(3, 3, false)], 2))).toEqual([]);
  });
});

describe('health of backups', () => {
  const state = {
    newest: { path: '/b/x.db', atMs: noon(20) },
    fault: null,
    folder: '/b',
    isEnabled: true,
    schedule: '0 12 * * *',
    nextDueMs: noon(21),
    sinceMs: noon(1),
  };

  it('is healthy with one as recent as its schedule asks for, and names it, where it is and the next', () => {
    const answer = backupAnswer(state, noon(21) - HOUR);
    expect(answer.state).toBe('healthy');
    for (const part of ['/b/x.db', new Date(noon(20)).toISOString(), new Date(noon(21)).toISOString()]) expect(answer.detail).toContain(part);
  });

  it.each([
    ['older than the schedule asks for', { newest: { path: '/b/x.db', atMs: noon(18) } }],
    ['never made in more than a day', { newest: null }],
    ['a folder that cannot be used', { fault: new Fault('STORE_FAILED', 'the folder is full') }],
  ])('is degraded: %s', (_, change) => {
    expect(backupAnswer({ ...state, ...change }, noon(20) + 8 * HOUR).state).toBe('degraded');
  });

  it('gives a new data directory its first day, and is off by choice', () => {
    expect(backupAnswer({ ...state, newest: null, sinceMs: noon(20) }, noon(20) + 8 * HOUR).state).toBe('healthy');
    expect(backupAnswer({ ...state, isEnabled: false }, noon(20)).state).toBe('off');
  });
});
