/**
 * Reads what the scorecard counts. The person's verdict on a memory is the memory's own standing: an undone decision has left no trace in it,
 * a later one has replaced an earlier one. Wrong: rejected, corrected, or removed. Right: approved, or "corrected" by the very same text.
 *
 * Measured: memories a person has decided on. Not measured: memories that passed and nobody looked at (spot checks sample them), and what a
 * person removed for another reason than being wrong (it counts as wrong). A check is held against a memory as a whole, since a person decides
 * on the whole: one that let a memory through which is wrong elsewhere is counted as having missed it, so its recall is rather too low.
 */
import type { Db } from '../../database/open.ts';
import type { Confusion } from './statistics.ts';

export interface CheckTally extends Confusion {
  readonly check: string;
  /** Of those it wanted taken out of use: how often a person agreed, and out of how many. */
  readonly rejectionsUpheld: number;
  readonly rejections: number;
}

/** One memory a check doubted and a person decided on. */
export interface DecidedDoubt {
  readonly check: string;
  readonly memoryId: string;
  readonly decidedAt: string;
  readonly isWrong: boolean;
  readonly isRejection: boolean;
}

/** The auditor's own reasons to ask a person (it broke down, the text is tainted) doubt nothing. */
const NO_CHECK = 'auditor';

/** Parameters: @since. */
const DECIDED = `decided AS (
  SELECT memory.id, memory.decided_at, memory.decided_by,
         CASE WHEN memory.state = 'approved' OR (memory.state = 'superseded' AND trim(next.answer) = trim(memory.answer)) THEN 0 ELSE 1 END AS wrong
  FROM memory INDEXED BY memory_by_human LEFT JOIN memory AS next ON next.id = memory.superseded_by
  WHERE memory.is_human_decided = 1 AND memory.decided_at >= @since AND memory.purpose = 'knowledge' AND memory.origin <> 'human'
    AND memory.state IN ('approved','rejected','superseded'))`;
/** Findings from before calls were kept are taken by their verdict. The judge's call is its doubt: alone it decides nothing. */
const CALLED = `(CASE WHEN calls IS NULL OR check_name = 'judge' THEN finding.verdict = 'contradicted' ELSE calls <> 'nothing' END)`;
/** Parameters: @rejectAbove, the confidence above which a judge proposes rejection. */
const REJECTING = `(CASE WHEN check_name = 'judge' THEN finding.verdict = 'contradicted' AND confidence > @rejectAbove ELSE calls IS 'reject' END)`;
const SPOKEN = `spoken AS (
  SELECT check_name, decided.id, decided_at, wrong, max(${CALLED}) AS called, max(${REJECTING}) AS rejecting
  FROM decided JOIN finding ON finding.memory_id = decided.id WHERE check_name <> '${NO_CHECK}' GROUP BY check_name, decided.id)`;

interface Window {
  /** ISO-8601 UTC: decisions from then on. */
  readonly since: string;
  /** The judge's confidence strictly above which it proposes rejection. */
  readonly rejectAbove: number;
}

/** Decisions looked at, the newest: reading more would keep people waiting, and the oldest say least about the checks of today. */
const MOST_DECISIONS = 2_000;

/** `since`, or the moment from which on there are as many decisions as are looked at. ISO-8601 UTC. */
export function boundedSince(db: Db, since: string): string {
  return (
    db
      .prepare<[string, number], { at: string }>(
        'SELECT decided_at AS at FROM memory WHERE is_human_decided = 1 AND decided_at >= ? ORDER BY decided_at DESC LIMIT 1 OFFSET ?',
      )
      .get(since, MOST_DECISIONS - 1)?.at ?? since
  );
}

export function readTallies(db: Db, { since, rejectAbove }: Window): CheckTally[] {
  return db
    .prepare<[{ since: string; rejectAbove: number }], CheckTally>(
      `WITH ${DECIDED}, ${SPOKEN}
       SELECT check_name AS "check", sum(called AND wrong) AS truePositive, sum(called AND NOT wrong) AS falsePositive,
              sum(NOT called AND wrong) AS falseNegative, sum(NOT called AND NOT wrong) AS trueNegative,
              sum(rejecting) AS rejections, sum(rejecting AND wrong) AS rejectionsUpheld
       FROM spoken GROUP BY check_name`,
    )
    .all({ since, rejectAbove });
}

/** The auditor as a whole, over every memory it has examined, also those no check had anything to say on. */
export function readOverall(db: Db, since: string): Confusion {
  const row = db
    .prepare<[{ since: string }], Confusion>(
      `WITH ${DECIDED}, examined AS (
         SELECT wrong, EXISTS (SELECT 1 FROM finding WHERE finding.memory_id = decided.id AND check_name <> '${NO_CHECK}' AND ${CALLED}) AS called
         FROM decided JOIN audit_job ON audit_job.memory_id = decided.id
         WHERE audit_job.state = 'done' AND audit_job.verdict_by IS NOT decided.decided_by)
       SELECT coalesce(sum(called AND wrong), 0) AS truePositive, coalesce(sum(called AND NOT wrong), 0) AS falsePositive,
              coalesce(sum(NOT called AND wrong), 0) AS falseNegative, coalesce(sum(NOT called AND NOT wrong), 0) AS trueNegative FROM examined`,
    )
    .get({ since });
  return row ?? { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 };
}

/** Newest decision first. */
export function readDoubts(db: Db, { since, rejectAbove }: Window): DecidedDoubt[] {
  return db
    .prepare<[{ since: string; rejectAbove: number }], { check: string; memoryId: string; decidedAt: string; wrong: number; rejecting: number }>(
      `WITH ${DECIDED}, ${SPOKEN}
       SELECT check_name AS "check", id AS memoryId, decided_at AS decidedAt, wrong, rejecting FROM spoken WHERE called ORDER BY decided_at DESC`,
    )
    .all({ since, rejectAbove })
    .map(({ wrong, rejecting, ...doubt }) => ({ ...doubt, isWrong: wrong === 1, isRejection: rejecting === 1 }));
}
