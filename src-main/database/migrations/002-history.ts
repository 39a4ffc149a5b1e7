/** The recorded past of each engine. Times are epoch ms: they are compared and subtracted, and there are millions of them. */
export const second = {
  version: 2,
  sql: `
-- Jobs and job streams the recorder has seen, one row per engine and display key over all plans, so that runs and changes name them by a number.
-- \`plan_object_id\` is the id in the plan it was last seen in. The measured columns say what the newest successful runs took: runs counted, median,
-- 90th percentile, median absolute deviation; \`needs_measuring\` 1: runs came in since.
CREATE TABLE recorded_object (
  id INTEGER PRIMARY KEY, engine_id TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('job','stream')), object_key TEXT NOT NULL,
  plan_object_id TEXT NOT NULL, name TEXT NOT NULL, stream_name TEXT NOT NULL, workstation TEXT NOT NULL, is_critical INTEGER NOT NULL, seen_at_ms INTEGER NOT NULL,
  measured_runs INTEGER NOT NULL DEFAULT 0, median_ms REAL, p90_ms REAL, mad_ms REAL, needs_measuring INTEGER NOT NULL DEFAULT 0,
  UNIQUE (engine_id, kind, object_key)
) STRICT;
CREATE INDEX recorded_object_by_plan_id ON recorded_object(engine_id, plan_object_id);
CREATE INDEX recorded_object_to_measure ON recorded_object(id) WHERE needs_measuring = 1;

-- Every run the engine told of. Reading the same run again changes its row: the engine's run id is unique, or where it has none, the start of the job.
-- \`outcome\` is open | well | failed | other; \`at_ms\` is its end, else its start, else when it was first seen.
CREATE TABLE run_history (
  id INTEGER PRIMARY KEY, engine_id TEXT NOT NULL, object_id INTEGER NOT NULL REFERENCES recorded_object(id), run_id TEXT, plan_id TEXT, attempt INTEGER,
  status TEXT NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ('open','well','failed','other')), return_code INTEGER, workstation TEXT NOT NULL,
  started_at_ms INTEGER, ended_at_ms INTEGER, at_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX run_history_by_run ON run_history(engine_id, run_id) WHERE run_id IS NOT NULL;
CREATE UNIQUE INDEX run_history_by_start ON run_history(object_id, started_at_ms) WHERE run_id IS NULL;
CREATE INDEX run_history_by_object ON run_history(object_id, at_ms);
CREATE INDEX run_history_by_time ON run_history(engine_id, at_ms, outcome);
CREATE INDEX run_history_started ON run_history(engine_id, started_at_ms) WHERE started_at_ms IS NOT NULL;

-- Changes of status of jobs and streams. \`instance\` is what stays the same over a rollover. \`at_ms\` is the engine's own time where it tells one (\`is_dated\` 1),
-- else when the change was seen. \`from_status\` null: it was so when first seen. \`is_failing\`: it failed, and has not ended well or been canceled since.
-- \`is_late\` and \`is_canceled\` say how it was from then on (-1: unknown). \`is_notable\`: a failure, its end, lateness or cancellation is told by this row.
CREATE TABLE status_event (
  id INTEGER PRIMARY KEY, engine_id TEXT NOT NULL, object_id INTEGER NOT NULL REFERENCES recorded_object(id), instance TEXT NOT NULL, plan_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL, is_dated INTEGER NOT NULL, observed_at_ms INTEGER NOT NULL, from_status TEXT, to_status TEXT NOT NULL, to_common TEXT NOT NULL,
  return_code INTEGER, is_failing INTEGER NOT NULL, is_late INTEGER NOT NULL, is_canceled INTEGER NOT NULL, is_notable INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX status_event_once ON status_event(object_id, instance, at_ms, to_status, is_late, is_canceled, plan_id);
CREATE INDEX status_event_by_time ON status_event(engine_id, at_ms);
CREATE INDEX status_event_notable ON status_event(engine_id, plan_id, at_ms) WHERE is_notable = 1;

-- Changes of how workstations stand; \`from_state\` null: it was so when first seen.
CREATE TABLE workstation_event (
  id INTEGER PRIMARY KEY, engine_id TEXT NOT NULL, name TEXT NOT NULL, from_state TEXT, to_state TEXT NOT NULL, at_ms INTEGER NOT NULL, UNIQUE (engine_id, name, at_ms)
) STRICT;
CREATE INDEX workstation_event_by_time ON workstation_event(engine_id, at_ms);

-- Stretches recorded without a gap: from the first to the last reading of the plan that was kept whole. Moved on in the transaction that keeps the last
-- row of a reading, so that it never claims what is not there. \`interrupted_why\` is the first thing that kept it from moving on; \`is_closed\`: nothing may extend it.
CREATE TABLE recording (
  id INTEGER PRIMARY KEY, engine_id TEXT NOT NULL, since_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL CHECK (until_ms >= since_ms),
  interrupted_why TEXT CHECK (interrupted_why IN ('not-running','engine-unreachable','reading-incomplete','paused')), is_closed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX recording_by_engine ON recording(engine_id, until_ms);

-- The plans seen, and from when until when: one after another they are the rollovers.
CREATE TABLE plan_snapshot (
  engine_id TEXT NOT NULL, plan_id TEXT NOT NULL, first_seen_ms INTEGER NOT NULL, last_seen_ms INTEGER NOT NULL, PRIMARY KEY (engine_id, plan_id)
) STRICT, WITHOUT ROWID;

-- What a person wants to be told of. Fires once; \`notified_at\` null with \`fired_at\` set: the person has still to be told.
CREATE TABLE watch_rule (
  id TEXT PRIMARY KEY, engine_id TEXT NOT NULL, job_key TEXT NOT NULL, event TEXT NOT NULL CHECK (event IN ('failed','late','started','ended','any-change')),
  created_at TEXT NOT NULL, fired_at TEXT, seen TEXT, notified_at TEXT
) STRICT;
CREATE UNIQUE INDEX watch_rule_open ON watch_rule(engine_id, job_key, event) WHERE fired_at IS NULL;
`,
} as const;
