/** `resync scorecard`: the auditor against people's verdicts, a line for each check. */
import type { Agreement, Rate, Scorecard } from '../../../../src-preload/contract/review/scorecard.ts';
import { checkNames } from '../../../audit/checks/runChecks.ts';
import { systemClock } from '../../../base/clock.ts';
import { createSilentLog } from '../../../base/log.ts';
import { openSettings } from '../../../compose/openSettings.ts';
import { createScorecard } from '../../../review/scorecard/scorecard.ts';
import { openStoreToRead, type StoreOptions } from '../storeToRead.ts';
import { terminalText } from '../terminalText.ts';

interface ScorecardOptions extends StoreOptions {
  readonly isJson: boolean;
  readonly sinceDays: number;
}

/** Reads the store as it is, also while Resync runs on it. Raises STORE_FAILED. */
export async function scorecard({ isJson, sinceDays, isDemo, dataDir }: ScorecardOptions): Promise<number> {
  using store = openStoreToRead({ isDemo, dataDir });
  const log = createSilentLog();
  const settings = openSettings({ dataDir: store.directory, env: process.env, isDemo, log });
  try {
    const desk = createScorecard({ db: store.db, checkNames, settings: () => settings.current().auditor, clock: systemClock, log });
    const read = desk.read(sinceDays);
    process.stdout.write(isJson ? `${JSON.stringify(read)}\n` : `${linesOf(read).map(terminalText).join('\n')}\n`);
    return 0;
  } finally {
    settings.stop();
  }
}

function linesOf({ from, to, checks, judge, overall, canaries, spotChecks, proposals }: Scorecard): string[] {
  return [
    `People's verdicts from ${from.slice(0, 10)} to ${to.slice(0, 10)}; shares with their 95 % interval; a dash where nobody knows.`,
    line('check', 'decided', 'precision', 'recall', 'kappa', 'wrong', 'may'),
    ...[...checks, ...(judge === null ? [] : [judge])].map((row) => agreementLine(row.check, row, `${row.level} (${row.autonomy})`)),
    agreementLine('overall', overall, ''),
    `Canaries     caught ${rateText(canaries.recall)} of the wrong answers planted; false alarms ${canaries.days.reduce((sum, day) => sum + day.falseAlarms, 0)}.`,
    `Spot checks  ${spotChecks.decided} of ${spotChecks.drawn} decided; wrong among what passed: ${rateText(spotChecks.missRate)}.`,
    ...proposals.map(({ check, level, reason }) => `Proposed     ${check}: ${level}. ${reason}`),
  ];
}

function agreementLine(name: string, { decided, precision, recall, kappa, baseRate }: Agreement, level: string): string {
  return line(
    name,
    String(decided),
    rateText(precision),
    rateText(recall),
    kappa === null ? '-' : kappa.toFixed(2),
    baseRate === null ? '-' : percent(baseRate),
    level,
  );
}

function line(name: string, decided: string, precision: string, recall: string, kappa: string, wrong: string, level: string): string {
  return `${name.padEnd(22)} ${decided.padStart(7)}  ${precision.padEnd(24)} ${recall.padEnd(24)} ${kappa.padStart(6)} ${wrong.padStart(6)}  ${level}`.trimEnd();
}

const rateText = (rate: Rate | null): string => (rate === null ? '-' : `${percent(rate.value)} (${percent(rate.low)} to ${percent(rate.high)})`);
const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
