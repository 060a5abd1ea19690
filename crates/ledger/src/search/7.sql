-- One index of everything: titles, turns with their steps, and files. A row of it is a piece of text as the
-- short pieces of it (one, two and three letters, `search/grams.rs`), so that any part of any word of any
-- script is found. It holds no text and no places: what it finds is looked at in the text itself.
-- `search/rows.rs` says which number a row has.
CREATE VIRTUAL TABLE search_grams USING fts5 (
  grams,
  content = '', contentless_delete = 1, detail = none,
  tokenize = 'ascii'
);

-- Turns and files that need more than one row.
CREATE TABLE search_long (
  place INTEGER PRIMARY KEY,
  key INTEGER NOT NULL
) STRICT;
CREATE INDEX search_long_by_key ON search_long (key);

-- The answer of a turn as plain text.
CREATE TABLE answers (
  key INTEGER PRIMARY KEY REFERENCES interactions (key) ON DELETE CASCADE,
  answer TEXT NOT NULL
) STRICT;
INSERT INTO answers (key, answer)
  SELECT s.rowid, s.answer FROM search s JOIN interactions i ON i.key = s.rowid WHERE s.answer IS NOT NULL;
INSERT OR REPLACE INTO answers (key, answer) SELECT key, answer FROM unindexed WHERE answer IS NOT NULL;
UPDATE unindexed SET answer = NULL;

-- The words of a file, piece by piece: `key` as in `file_words`.
CREATE TABLE file_pieces (
  key INTEGER NOT NULL REFERENCES file_words (key) ON DELETE CASCADE,
  piece INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (key, piece)
) STRICT, WITHOUT ROWID;

-- What an older ledger has is indexed in the background, the newest first: all keys below these are to come.
CREATE TABLE search_ahead (
  what TEXT PRIMARY KEY,
  below INTEGER NOT NULL
) STRICT;
INSERT INTO search_ahead (what, below)
  SELECT 'titles', max(key) + 1 FROM conversations HAVING max(key) IS NOT NULL;
INSERT INTO search_ahead (what, below)
  SELECT 'turns', max(key) + 1 FROM interactions HAVING max(key) IS NOT NULL;

DROP TRIGGER search_without_interaction;
DROP TRIGGER search_without_conversation;
DROP TRIGGER file_search_without_file;
DROP TABLE search;
DROP TABLE file_search;
UPDATE file_words SET is_read = 0 WHERE is_read = 1;

CREATE TRIGGER search_without_interaction AFTER DELETE ON interactions BEGIN
  DELETE FROM search_grams WHERE rowid = (1 << 27) - old.key;
  DELETE FROM search_grams WHERE rowid IN (SELECT place FROM search_long WHERE key = old.key AND place < (2 << 40));
  DELETE FROM search_long WHERE key = old.key AND place < (2 << 40);
END;
CREATE TRIGGER search_without_conversation AFTER DELETE ON conversations BEGIN
  DELETE FROM search_grams WHERE rowid = (2 << 40) + (1 << 27) - old.key;
END;
CREATE TRIGGER search_without_file AFTER DELETE ON file_words BEGIN
  DELETE FROM search_grams WHERE rowid IN (SELECT place FROM search_long WHERE key = old.key AND place >= (2 << 40));
  DELETE FROM search_long WHERE key = old.key AND place >= (2 << 40);
END;
