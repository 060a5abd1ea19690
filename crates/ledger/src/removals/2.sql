-- What is still to be deleted at a server, and what became of it. Holds ids, never words.
CREATE TABLE removals (
  key INTEGER PRIMARY KEY,
  engine TEXT NOT NULL,
  origin TEXT,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  running INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting',
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  problem TEXT
) STRICT;

CREATE UNIQUE INDEX removals_once ON removals (engine, coalesce(origin, ''), kind, id);
CREATE INDEX removals_due ON removals (due_at) WHERE state = 'waiting';

-- Bytes beside the database that nothing named when a conversation was deleted.
CREATE TABLE leftovers (
  sha256 TEXT PRIMARY KEY,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Rows that were deleted before this format may still be read in free pages, so the file is written anew once.
INSERT OR REPLACE INTO settings (key, value)
SELECT 'uncompacted', 'true' WHERE EXISTS (SELECT 1 FROM conversations);
