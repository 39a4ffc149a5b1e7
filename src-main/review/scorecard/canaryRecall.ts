/** What became of the planted answers: caught, missed, or doubted although right. */
import type { CanaryDay, Scorecard } from '../../../src-preload/contract/review/scorecard.ts';
import type { Db } from '../../database/open.ts';
import { wilson } from './statistics.ts';

/**
 * Doubted by a check; the auditor's other reasons to ask a person (tainted text, a judge out of reach) neither catch nor accuse.
 * Policy is left out as well: a check that may no longer reject still catches.
 */
const PLANTED = `planted AS (
  SELECT day, expected, canary.check_name, audit_job.state = 'done' AS audited,
         EXISTS (SELECT 1 FROM finding WHERE finding.memory_id = canary.memory_id AND finding.check_name <> 'auditor'
                 AND (CASE WHEN finding.check_name = 'judge' THEN finding.verdict = 'contradicted' ELSE calls <> 'nothing' END)) AS doubted
  FROM canary JOIN audit_job ON audit_job.memory_id = canary.memory_id WHERE day >= ?)`;
const CAUGHT = `sum(expected = 'wrong' AND audited AND doubted)`;
const MISSED = `sum(expected = 'wrong' AND audited AND NOT doubted)`;

/** @param since a UTC date, included */
export function readCanaries(db: Db, since: string): Scorecard['canaries'] {
  const days = db
    .prepare<[string], CanaryDay>(
      `WITH ${PLANTED} SELECT day, sum(expected = 'wrong') AS planted, ${CAUGHT} AS caught, ${MISSED} AS missed,
         sum(expected = 'right' AND audited AND doubted) AS falseAlarms FROM planted GROUP BY day ORDER BY day DESC`,
    )
    .all(since);
  const byCheck = db
    .prepare<[string], { check: string; caught: number; missed: number }>(
      `WITH ${PLANTED} SELECT check_name AS "check", ${CAUGHT} AS caught, ${MISSED} AS missed FROM planted WHERE check_name IS NOT NULL GROUP BY check_name ORDER BY check_name`,
    )
    .all(since);
  const [caught, missed] = days.reduce(([c, m], day) => [c + day.caught, m + day.missed], [0, 0]);
  return { days, byCheck, recall: wilson(caught, caught + missed) };
}
