-- Texts not sent yet. `key` is a conversation's id or the name of a place to start one.
CREATE TABLE drafts (
  key TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  attachments TEXT NOT NULL,
  who TEXT
) STRICT, WITHOUT ROWID;
