/** What makes this store this one: a random id, so that another store in its place, or an older copy of it, is noticed at the start. */
export const fourth = {
  version: 4,
  sql: `
-- One row, never changed. A copy keeps the id; what is recorded beside the store tells a copy that fell behind.
CREATE TABLE store_identity (only INTEGER PRIMARY KEY CHECK (only = 1), id TEXT NOT NULL, made_at TEXT NOT NULL) STRICT;
INSERT INTO store_identity VALUES (1, lower(hex(randomblob(16))), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
-- Written and read back through a second connection, to see that what is written is kept.
CREATE TABLE store_probe (only INTEGER PRIMARY KEY CHECK (only = 1), written TEXT NOT NULL) STRICT;
INSERT INTO store_probe VALUES (1, '');
-- "Rsyn" in ASCII: the file says whose it is.
PRAGMA application_id = 0x5273796e;
`,
} as const;
