/** Job logs as v2 gives them: plain text, whole or a range of lines. */

import { type Answer, type Ask, notFound, plainText, Refused } from '../answer.ts';
import { firstRunWithLog, logLinesAt, partsOf, runOf } from '../jobLogs.ts';
import { wholeNumber } from '../pages.ts';
import { jobsAsked } from '../planReadsV2.ts';
import type { Route, RouteParts } from '../route.ts';

export function logRoutes({ plan, faults }: RouteParts): Route[] {
  const answer = (ask: Ask, found: ReturnType<typeof runOf>): Answer => {
    const isContentOnly = (ask.query.get('contentOnly') ?? 'false').toLowerCase() === 'true';
    const lines = found === null ? null : logLinesAt(plan, found.job, found.run, { now: ask.now, isContentOnly, faults });
    if (lines === null) throw new Refused(notFound('job log'));
    const from = wholeNumber(ask.query, 'from_line', 1);
    const to = wholeNumber(ask.query, 'to_line', lines.count);
    return { ...plainText(''), body: partsOf(lines.between(from, to)) };
  };
  return [
    { path: '/plan/job/joblog', answer: (ask) => answer(ask, firstRunWithLog(plan, jobsAsked(plan, ask), ask.now)) },
    { path: '/plan/job/run/{id}/joblog', answer: (ask, id) => answer(ask, runOf(plan, id ?? '')) },
  ];
}
