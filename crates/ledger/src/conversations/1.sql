-- `key` never changes, unlike a bare rowid: the search row of a title is `-key`.
CREATE TABLE conversations (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  unread INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX conversations_by_time ON conversations (kind, updated_at, id);
