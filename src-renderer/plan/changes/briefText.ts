/** The handover brief as plain text, for a ticket or a mail. Pure. */
import type { Handover, PlanChanges } from '../../../src-preload/contract/plan/planHistory.ts';
import type { Say, Word } from '../../words/words.ts';

type ChangedJob = PlanChanges['newFailures'][number];

interface Writing {
  readonly say: Say;
  readonly time: (instant: string) => string;
}

export const jobLists = [
  ['newFailures', 'changes.newFailures'],
  ['stillFailed', 'changes.stillFailed'],
  ['newlyLate', 'changes.newlyLate'],
  ['recovered', 'changes.recovered'],
  ['canceled', 'changes.canceled'],
] as const satisfies readonly (readonly [keyof PlanChanges['totals'], Word])[];

export function briefText({ changes, workstationsDown, openDoubts, approved }: Handover, { say, time }: Writing): string {
  const job = ({ jobKey, to, returnCode, at }: ChangedJob) => `  ${time(at)}  ${jobKey}  ${to}${returnCode === null ? '' : ` RC ${returnCode}`}`;
  const part = (title: Word, lines: readonly string[], total = lines.length) =>
    lines.length === 0
      ? []
      : ['', `${say(title)} (${total})`, ...lines, ...(lines.length < total ? [`  ${say('changes.cut', { shown: lines.length, total })}`] : [])];
  return [
    say('changes.between', { from: time(changes.since), until: time(changes.until) }),
    say('changes.counts', changes.counts),
    ...part(
      'changes.gaps',
      changes.recording.gaps.map(({ from, until, why }) => `  ${say('changes.gap', { from: time(from), until: time(until), why: say(`gap.${why}`) })}`),
    ),
    ...jobLists.flatMap(([key, title]) => part(title, changes[key].map(job), changes.totals[key])),
    ...part(
      'changes.streams',
      changes.streamsInTrouble.map(({ key, from, to, at }) => `  ${time(at)}  ${key}  ${from ?? '?'} -> ${to}`),
      changes.totals.streamsInTrouble,
    ),
    ...part(
      'changes.workstations',
      changes.workstations.map(({ name, from, to, at }) => `  ${time(at)}  ${name}  ${from} -> ${to}`),
      changes.totals.workstations,
    ),
    ...(workstationsDown === null
      ? ['', say('changes.downUnknown')]
      : part(
          'changes.down',
          workstationsDown.map(({ name, problem }) => `  ${name}${problem === null ? '' : `  ${problem}`}`),
        )),
    ...part(
      'changes.doubts',
      openDoubts.newest.map(({ question }) => `  ${question}`),
    ),
    ...part(
      'changes.approved',
      approved.map(({ question }) => `  ${question}`),
    ),
  ].join('\n');
}
