/** The first schema. Every table says what it keeps; every transition on it is one compare-and-set statement. */
export const first = {
  version: 1,
  sql: `
-- A thread of turns. \`removed_at\` is its tombstone.
CREATE TABLE conversation (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, is_demo INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, removed_at TEXT
) STRICT;

-- One question and its answer. \`state\` is running | done | stopped | failed | interrupted; \`notices\` and \`fault\` are JSON.
CREATE TABLE turn (
  id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversation(id), engine_id TEXT, is_demo INTEGER NOT NULL, agent_id TEXT NOT NULL,
  question TEXT NOT NULL, asked_at TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('running','done','stopped','failed','interrupted')),
  finished_at TEXT, fault TEXT, answered_by TEXT NOT NULL CHECK (answered_by IN ('rules','model')), model TEXT,
  answer TEXT NOT NULL DEFAULT '', notices TEXT NOT NULL DEFAULT '[]', memories TEXT NOT NULL DEFAULT '[]', memory_id TEXT REFERENCES memory(id)
) STRICT;
CREATE INDEX turn_by_conversation ON turn(conversation_id, asked_at);
CREATE INDEX turn_running ON turn(state) WHERE state = 'running';

-- One tool call: what was asked, what was seen, when, how completely.
CREATE TABLE receipt (
  id TEXT PRIMARY KEY, turn_id TEXT NOT NULL REFERENCES turn(id), label TEXT NOT NULL, tool TEXT NOT NULL, args TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('ok','partial','failed')), fault TEXT, observed_at TEXT NOT NULL, plan_id TEXT,
  is_complete INTEGER NOT NULL, is_truncated INTEGER NOT NULL, is_demo INTEGER NOT NULL, age_ms REAL NOT NULL, duration_ms REAL NOT NULL, rows INTEGER NOT NULL,
  data TEXT NOT NULL, hash TEXT NOT NULL, UNIQUE (turn_id, label)
) STRICT;

-- One checkable statement of an answer. \`receipt_id\` null: not bound to evidence, shown as not verified.
CREATE TABLE claim (
  id TEXT PRIMARY KEY, turn_id TEXT NOT NULL REFERENCES turn(id), kind TEXT NOT NULL, text TEXT NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL,
  subject TEXT, claimed TEXT, receipt_id TEXT REFERENCES receipt(id),
  verdict TEXT CHECK (verdict IN ('confirmed','contradicted','changed-since','uncheckable')), observed TEXT
) STRICT;
CREATE INDEX claim_by_turn ON claim(turn_id);

-- What Resync remembers. Only corrected, approved and active may be retrieved. \`version\` is the fencing token of its state.
-- \`seq\` keys full text and vectors: an explicit integer key, because a copy of the file may renumber an implicit one.
CREATE TABLE memory (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, engine_id TEXT, turn_id TEXT, question TEXT NOT NULL, answer TEXT NOT NULL,
  content_hash TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('quarantined','active','flagged','rejected','approved','corrected','superseded')),
  durability TEXT NOT NULL CHECK (durability IN ('perishable','durable')), origin TEXT NOT NULL CHECK (origin IN ('rules','model','human')),
  is_tainted INTEGER NOT NULL, created_at TEXT NOT NULL, observed_at TEXT NOT NULL, plan_id TEXT,
  decided_by TEXT, decided_at TEXT, is_human_decided INTEGER NOT NULL DEFAULT 0,
  supersedes TEXT REFERENCES memory(id), superseded_by TEXT REFERENCES memory(id), version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX memory_by_state ON memory(state, created_at);
CREATE INDEX memory_by_engine ON memory(engine_id, state);
CREATE INDEX memory_by_turn ON memory(turn_id);
-- The life of a memory as the database enforces it; the steps back are a human's undo and restore.
CREATE TRIGGER memory_legal_transition BEFORE UPDATE OF state ON memory
WHEN OLD.state <> NEW.state AND NOT (
  (OLD.state = 'quarantined' AND NEW.state IN ('active','flagged','rejected')) OR
  (OLD.state = 'active' AND NEW.state IN ('flagged','rejected')) OR
  (OLD.state = 'flagged' AND NEW.state IN ('approved','rejected','superseded')) OR
  (OLD.state = 'rejected' AND NEW.state IN ('approved','superseded','flagged','active','corrected','quarantined')) OR
  (OLD.state = 'approved' AND NEW.state IN ('flagged','rejected','superseded')) OR
  (OLD.state = 'corrected' AND NEW.state IN ('rejected','superseded')) OR
  (OLD.state = 'superseded' AND NEW.state IN ('flagged','rejected','approved','corrected'))
) BEGIN SELECT RAISE(ABORT, 'memory: this change of state is not allowed'); END;
CREATE TRIGGER memory_starts_in_quarantine BEFORE INSERT ON memory
WHEN NOT (NEW.state = 'quarantined' OR (NEW.state = 'corrected' AND NEW.origin = 'human' AND NEW.is_human_decided = 1))
BEGIN SELECT RAISE(ABORT, 'memory: starts in quarantine, or as a human correction'); END;
CREATE TRIGGER memory_human_verdict_is_final BEFORE UPDATE ON memory
WHEN OLD.is_human_decided = 1 AND NEW.is_human_decided = 1 AND NEW.decided_by = 'Resync auditor'
BEGIN SELECT RAISE(ABORT, 'memory: a human verdict is final for machines'); END;
CREATE TRIGGER memory_is_never_deleted BEFORE DELETE ON memory BEGIN SELECT RAISE(ABORT, 'memory: removal is a tombstone'); END;

-- Full text of every memory, keyed by memory.seq; state is always read from \`memory\`.
CREATE VIRTUAL TABLE memory_text USING fts5(question, answer, names, tokenize = "unicode61 remove_diacritics 2 tokenchars '_#@$'");

-- Names an entity goes by, and which memory mentions it.
CREATE TABLE entity (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (kind, name)) STRICT;
CREATE TABLE mention (memory_id TEXT NOT NULL REFERENCES memory(id), entity_id INTEGER NOT NULL REFERENCES entity(id), PRIMARY KEY (memory_id, entity_id)) STRICT, WITHOUT ROWID;
CREATE INDEX mention_by_entity ON mention(entity_id);

-- A memory's vector (float32, little-endian) and which embedder made it: another embedder's vectors are never compared with it.
CREATE TABLE memory_embedding (memory_seq INTEGER PRIMARY KEY REFERENCES memory(seq), embedder_id TEXT NOT NULL, dimensions INTEGER NOT NULL, vector BLOB NOT NULL) STRICT;

-- Work for the auditor: one per memory for ever. A lease expires; \`fence\` grows with each lease so that a late auditor cannot write.
-- \`attempts\` counts tries that were put off in good order, \`crashes\` those whose auditor never came back.
CREATE TABLE audit_job (
  memory_id TEXT PRIMARY KEY REFERENCES memory(id), state TEXT NOT NULL CHECK (state IN ('queued','leased','done')),
  fence INTEGER NOT NULL DEFAULT 0, leased_by TEXT, leased_until INTEGER, attempts INTEGER NOT NULL DEFAULT 0, crashes INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL DEFAULT 0,
  verdict TEXT CHECK (verdict IN ('pass','flag','reject')), verdict_by TEXT, verdict_at TEXT, last_error TEXT, queued_at TEXT NOT NULL
) STRICT;
CREATE INDEX audit_job_open ON audit_job(state, not_before, queued_at) WHERE state <> 'done';
CREATE INDEX audit_job_counts ON audit_job(state, verdict, verdict_at);

-- What the auditor concluded, claim by claim.
CREATE TABLE finding (
  id TEXT PRIMARY KEY, memory_id TEXT NOT NULL REFERENCES memory(id), check_name TEXT NOT NULL, claim_id TEXT REFERENCES claim(id),
  verdict TEXT NOT NULL CHECK (verdict IN ('confirmed','contradicted','changed-since','uncheckable')),
  claimed TEXT, evidence TEXT, live TEXT, reason TEXT NOT NULL, confidence REAL, at TEXT NOT NULL
) STRICT;
CREATE INDEX finding_by_memory ON finding(memory_id);

-- The human queue. At most one open item per memory. \`version\` is the compare-and-set token shown to the reviewer.
CREATE TABLE review_item (
  id TEXT PRIMARY KEY, memory_id TEXT NOT NULL REFERENCES memory(id), state TEXT NOT NULL CHECK (state IN ('pending','approved','corrected','rejected')),
  auditor_verdict TEXT NOT NULL CHECK (auditor_verdict IN ('pass','flag','reject')), reason TEXT NOT NULL, value REAL NOT NULL, created_at TEXT NOT NULL,
  decided_at TEXT, decided_by TEXT, note TEXT, correction_id TEXT REFERENCES memory(id), claimed_by TEXT, claimed_until TEXT, version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX review_item_open ON review_item(memory_id) WHERE state = 'pending';
CREATE INDEX review_item_by_memory ON review_item(memory_id);
CREATE INDEX review_item_by_state ON review_item(state, value DESC, created_at);

-- Append-only trail of human decisions; \`hash\` covers the row and the hash before it. \`before\` is what undo puts back (JSON).
CREATE TABLE review_event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, item_id TEXT NOT NULL REFERENCES review_item(id), at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, note TEXT, before TEXT,
  previous_hash TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX review_event_by_item ON review_event(item_id, seq);
CREATE TRIGGER review_event_no_update BEFORE UPDATE ON review_event BEGIN SELECT RAISE(ABORT, 'review_event is append-only'); END;
CREATE TRIGGER review_event_no_delete BEFORE DELETE ON review_event BEGIN SELECT RAISE(ABORT, 'review_event is append-only'); END;

-- What left retrieval and may come back: the memory row stays, this says why and until when. \`previous\` is what restore puts back (JSON).
CREATE TABLE tombstone (
  memory_id TEXT PRIMARY KEY REFERENCES memory(id), previous TEXT NOT NULL, reason TEXT NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL, restorable_until TEXT NOT NULL
) STRICT;

-- Every connection this process made.
CREATE TABLE egress (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, host TEXT NOT NULL, purpose TEXT NOT NULL, why TEXT NOT NULL, bytes_out INTEGER NOT NULL, bytes_in INTEGER NOT NULL, outcome TEXT NOT NULL
) STRICT;
CREATE INDEX egress_by_host ON egress(host);
`,
} as const;
