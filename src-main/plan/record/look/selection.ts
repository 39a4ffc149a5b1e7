/** A history query as SQL: pure. */
import type { HistoryQuery } from '../recordReads.ts';

export interface Selection {
  /** `FROM ... WHERE ...` over `run_history run` and `recorded_object job`. */
  readonly where: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Only bound values come from outside; which conditions there are is decided here. */
export function selectionOf(engineId: string, query: HistoryQuery): Selection {
  const { jobKey, jobName, stream, workstation, sinceMs, untilMs, outcome } = query;
  const conditions: [sql: string, name: string, value: string | number | undefined][] = [
    ['run.engine_id = @engineId', 'engineId', engineId],
    // One job has few runs: by its number, whatever the window.
    [`object_id = (SELECT id FROM recorded_object WHERE engine_id = @engineId AND kind = 'job' AND object_key = @jobKey)`, 'jobKey', jobKey],
    [String.raw`name LIKE @jobName ESCAPE '\'`, 'jobName', likePattern(jobName)],
    [String.raw`stream_name LIKE @stream ESCAPE '\'`, 'stream', likePattern(stream)],
    // Engines name workstations with and without their folder.
    [String.raw`ltrim(run.workstation, '/') LIKE @workstation ESCAPE '\'`, 'workstation', likePattern(workstation?.replace(/^\/+/, ''))],
    ['at_ms > @sinceMs', 'sinceMs', sinceMs],
    ['at_ms <= @untilMs', 'untilMs', untilMs],
    ['outcome = @outcome', 'outcome', outcome === 'failed' ? 'failed' : undefined],
  ];
  const given = conditions.flatMap(([sql, name, value]) => (value === undefined ? [] : [{ sql, name, value }]));
  return {
    where: `FROM run_history run JOIN recorded_object job ON job.id = run.object_id WHERE ${given.map(({ sql }) => sql).join(' AND ')}`,
    values: Object.fromEntries(given.map(({ name, value }) => [name, value])),
  };
}

/** `@` and `*` match any run of characters, everything else itself. */
const likePattern = (asked: string | undefined): string | undefined => asked?.replaceAll(/[%_\\]/g, String.raw`\$&`).replaceAll(/[@*]/g, '%');
