/** On which days a stream runs: every night, the regulator's reports not on public holidays. */
import type { PlanStream, SimulatedPlan } from '../plan/planModel.ts';
import { dateOf } from '../../../src-preload/shared/zone.ts';

export const NIGHT_GROUP = '/EVERY_NIGHT';
export const HOLIDAYS = '/HOLIDAYS';

/** Fixed national holidays of Brazil, month and day. */
const HOLIDAY_DAYS = ['01-01', '04-21', '05-01', '09-07', '10-12', '11-02', '11-15', '11-20', '12-25'];
const DAY_MS = 24 * 60 * 60_000;

/** The dates of the holiday calendar around the plan; its own day is never one of them, since everything ran. */
export function holidaysAround(plan: SimulatedPlan): string[] {
  const ownDays = new Set([...plan.streams.values()].map(({ schedMs }) => dateOf(schedMs, plan.timeZone)));
  const year = Number(dateOf(plan.startMs, plan.timeZone).slice(0, 4));
  return [year, year + 1].flatMap((one) => HOLIDAY_DAYS.map((day) => `${one}-${day}`)).filter((date) => !ownDays.has(date));
}

const skipsHolidays = ({ folder }: PlanStream) => folder === '/BANK/REG';

export function runCyclesOf(stream: PlanStream, startTime: string): { runCycles: object[]; exclusiveRunCycles: object[] } {
  const isGrouped = stream.folder === '/BANK/DWH';
  return {
    runCycles: [
      isGrouped
        ? { name: 'NIGHT', type: 'group', runCycleGroup: NIGHT_GROUP, startTime }
        : { name: 'NIGHT', type: 'rrule', expression: 'FREQ=DAILY;INTERVAL=1', startTime },
    ],
    exclusiveRunCycles: skipsHolidays(stream) ? [{ name: 'CLOSED', type: 'calendar', calendar: HOLIDAYS }] : [],
  };
}

/** The days of the range on which it runs, at most `most` of them. Dates are `yyyy-mm-dd`, both ends included. */
export function runDates(
  plan: SimulatedPlan,
  stream: PlanStream | null,
  range: { readonly from: string; readonly to: string; readonly most: number },
): string[] {
  const closed = stream !== null && skipsHolidays(stream) ? new Set(holidaysAround(plan)) : new Set<string>();
  const dates: string[] = [];
  const last = Date.parse(range.to);
  for (let day = Date.parse(range.from); day <= last && dates.length < range.most; day += DAY_MS) {
    const date = new Date(day).toISOString().slice(0, 10);
    if (!closed.has(date)) dates.push(date);
  }
  return dates;
}
