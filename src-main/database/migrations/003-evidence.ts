/** What the loop of evidence, audit and review keeps beyond the first schema. */
export const third = {
  version: 3,
  sql: `
-- \`purpose\`: knowledge is what answers may use; a canary is a planted answer of known truth that measures the auditor; a rule-change is a proposal
-- put before a reviewer like any doubt. Only knowledge may ever be retrieved. \`durable_answer\`: the causes, remedies and definitions of the answer,
-- which outlive its plan run; null when it has none. \`stubbed_at\`: its text was dropped after the 30 days of undo, the reason stays in its tombstone.
ALTER TABLE memory ADD COLUMN purpose TEXT NOT NULL DEFAULT 'knowledge' CHECK (purpose IN ('knowledge','canary','rule-change'));
ALTER TABLE memory ADD COLUMN durable_answer TEXT;
UPDATE memory SET durable_answer = answer WHERE durability = 'durable';
ALTER TABLE memory ADD COLUMN stubbed_at TEXT;
CREATE INDEX memory_knowledge ON memory(state) WHERE purpose = 'knowledge';
-- Out of use, and its text still there.
CREATE INDEX memory_to_stub ON memory(seq) WHERE stubbed_at IS NULL AND state IN ('rejected','superseded');
CREATE INDEX memory_by_purpose ON memory(purpose, created_at) WHERE purpose <> 'knowledge';
CREATE TRIGGER memory_canary_never_sings BEFORE UPDATE OF state ON memory
WHEN NEW.purpose = 'canary' AND NEW.state IN ('active','approved','corrected')
BEGIN SELECT RAISE(ABORT, 'memory: a canary is never retrievable'); END;
CREATE TRIGGER memory_purpose_is_final BEFORE UPDATE OF purpose ON memory
WHEN NEW.purpose <> OLD.purpose BEGIN SELECT RAISE(ABORT, 'memory: its purpose never changes'); END;

-- The known truth of a planted answer: \`expected\` is what the auditor ought to find, by the check named (null: nothing is wrong with it).
CREATE TABLE canary (
  memory_id TEXT PRIMARY KEY REFERENCES memory(id), day TEXT NOT NULL, scenario TEXT NOT NULL, expected TEXT NOT NULL CHECK (expected IN ('right','wrong')), check_name TEXT,
  UNIQUE (day, scenario)
) STRICT;

-- How far a check may go alone, each change with its reason; the newest row of a check is in force, a check without one does what the code says.
CREATE TABLE check_policy_event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, check_name TEXT NOT NULL, level TEXT NOT NULL CHECK (level IN ('may-reject','may-flag','off')),
  reason TEXT NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX check_policy_by_check ON check_policy_event(check_name, seq);

-- A lease ends when another auditor has seen it unchanged for long enough by its own stopwatch; no wall clock has a say.
ALTER TABLE audit_job DROP COLUMN leased_until;

-- Which store this is, in one row: what a server shared by several stores keeps for it is kept under this name.
CREATE TABLE store (id TEXT NOT NULL) STRICT;
INSERT INTO store VALUES (lower(hex(randomblob(16))));

-- What a proposed change of a rule would do when approved; keyed by the memory that carries its words into review.
CREATE TABLE rule_change (
  memory_id TEXT PRIMARY KEY REFERENCES memory(id), check_name TEXT NOT NULL, level TEXT NOT NULL CHECK (level IN ('may-reject','may-flag','off')), evidence TEXT NOT NULL
) STRICT;

-- What each finding asked for on its own, before policy and taint had their say: what the scorecard holds against people's verdicts. Null: from before this was kept.
ALTER TABLE finding ADD COLUMN calls TEXT CHECK (calls IN ('nothing','flag','reject'));
-- Both hold all that the scorecard reads: it is read on the thread people wait for.
CREATE INDEX memory_by_human ON memory(decided_at, id, state, purpose, origin, decided_by, superseded_by) WHERE is_human_decided = 1;
DROP INDEX finding_by_memory;
CREATE INDEX finding_by_memory ON finding(memory_id, check_name, calls, verdict, confidence);
CREATE INDEX review_item_spot_check ON review_item(created_at) WHERE auditor_verdict = 'pass';

-- A person may also decide on what the auditor passed (a spot check): from active to a verdict, and back by undo.
DROP TRIGGER memory_legal_transition;
CREATE TRIGGER memory_legal_transition BEFORE UPDATE OF state ON memory
WHEN OLD.state <> NEW.state AND NOT (
  (OLD.state = 'quarantined' AND NEW.state IN ('active','flagged','rejected')) OR
  (OLD.state = 'active' AND NEW.state IN ('flagged','rejected')) OR
  (OLD.state = 'active' AND NEW.state IN ('approved','superseded') AND NEW.is_human_decided = 1) OR
  (OLD.state = 'flagged' AND NEW.state IN ('approved','rejected','superseded')) OR
  (OLD.state = 'rejected' AND NEW.state IN ('approved','superseded','flagged','active','corrected','quarantined')) OR
  (OLD.state = 'approved' AND NEW.state IN ('flagged','rejected','superseded','active')) OR
  (OLD.state = 'corrected' AND NEW.state IN ('rejected','superseded')) OR
  (OLD.state = 'superseded' AND NEW.state IN ('flagged','rejected','approved','corrected','active'))
) BEGIN SELECT RAISE(ABORT, 'memory: this change of state is not allowed'); END;

-- Readings of an answer made again: old and new of everything that changed (JSON), so that it can be shown later without asking the scheduler.
CREATE TABLE reverification (
  seq INTEGER PRIMARY KEY, turn_id TEXT NOT NULL REFERENCES turn(id), at TEXT NOT NULL, by_whom TEXT NOT NULL, outcome TEXT NOT NULL
) STRICT;
CREATE INDEX reverification_by_turn ON reverification(turn_id, seq);
`,
} as const;
