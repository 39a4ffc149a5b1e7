/** Job logs as v1 gives them: in pages of lines, the first without a file id, the next ones with it. */
import { type Answer, type Ask, badRequest, json, notFound, Refused } from '../answer.ts';
import { firstRunWithLog, logLinesAt } from '../jobLogs.ts';
import { wholeNumber } from '../pages.ts';
import type { Route, RouteParts } from '../route.ts';

const LINES_OF_A_PAGE = 500;
const MOST_LINES = 10_000;

export function logRoutes({ plan, faults }: RouteParts): Route[] {
  const answer = (ask: Ask, id: string | undefined): Answer => {
    const job = plan.jobs.get(id ?? '');
    const last = job === undefined ? null : firstRunWithLog(plan, [job], ask.now);
    const log = last === null ? null : logLinesAt(plan, last.job, last.run, { now: ask.now, isContentOnly: false, faults });
    if (job === undefined || last === null || log === null) throw new Refused(notFound('job log'));
    const pageNumber = wholeNumber(ask.query, 'pageNumber', 0);
    const wanted = Math.min(MOST_LINES, wholeNumber(ask.query, 'lines', LINES_OF_A_PAGE));
    const said = ask.query.get('fileId') ?? '';
    if (pageNumber > 0 ? said !== last.run.id : said !== '') throw new Refused(badRequest('The parameter fileId is not valid for this page.'));
    const from = pageNumber * wanted;
    const lines = [...log.between(from + 1, from + wanted)].map((line) => (typeof line === 'string' ? line : Buffer.from(line).toString('latin1')));
    return json({ jobId: job.id, fileId: last.run.id, pageNumber, lines: lines.length, lastPage: from + wanted >= log.count, log: `${lines.join('\n')}\n` });
  };
  return [{ path: '/plan/current/job/{id}/joblog', answer }];
}
