/** The auditor's rounds: what is a schedule, when it is next due, and that a change of it takes effect while it runs. */
import { expect, test } from 'vitest';
import { createAuditSchedule } from '../../../src-main/audit/schedule/auditSchedule.ts';
import { createSilentLog } from '../../../src-main/base/log.ts';
import { scheduleProblem } from '../../../src-main/config/schedule.ts';

test.each(['*/15 * * * *', '0 4 * * MON-FRI', '7 * * * *', '0 0 29 2 *'])('%s is a schedule', (text) => {
  expect(scheduleProblem(text)).toBeNull();
});

test.each(['every hour', '', '61 * * * *', '* * * * * *', '0 0 30 2 *', '2026-01-01T00:00:00'])('"%s" is none, and it is said why', (text) => {
  expect(scheduleProblem(text)).toMatch(/^The schedule ".*\*\/15/);
});

test('the next round is known; another schedule, or none, is followed at once', () => {
  let cron: string | null = '*/15 * * * *';
  const schedule = createAuditSchedule({ cron: () => cron, onDue: () => {}, log: createSilentLog() });
  const next = new Date(schedule.nextRunAtMs() ?? Number.NaN);
  expect(next.getMinutes() % 15).toBe(0);
  expect(next.getTime() - Date.now()).toBeLessThanOrEqual(15 * 60_000);
  cron = '30 4 * * *';
  schedule.apply();
  const later = new Date(schedule.nextRunAtMs() ?? Number.NaN);
  expect([later.getHours(), later.getMinutes()]).toEqual([4, 30]);
  cron = null;
  schedule.apply();
  expect(schedule.nextRunAtMs()).toBeNull();
  schedule.stop();
});

test('a text that slipped past the settings leaves the auditor without rounds, not without life', () => {
  const schedule = createAuditSchedule({ cron: () => 'nonsense', onDue: () => {}, log: createSilentLog() });
  expect(schedule.nextRunAtMs()).toBeNull();
  schedule.stop();
});
