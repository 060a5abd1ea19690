-- The program that a conversation was taken over from; nothing for what was begun in Errand.
ALTER TABLE conversations ADD COLUMN imported_from TEXT;

-- Came with an import: no server is asked for it or told of it, whatever its row names.
ALTER TABLE interactions ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;

-- Schedules that came with an archive. They are at no server, so they do not run; their text is kept.
CREATE TABLE archived_schedules (
  id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
