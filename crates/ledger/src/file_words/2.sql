-- What went along with a turn, row by row: `requests` has it as JSON.
CREATE TABLE attached_files (
  run_id TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  mime TEXT,
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX attached_files_by_sha256 ON attached_files (sha256);

-- Files whose words can be found, once however many turns have the same bytes: `key` is the rowid of the
-- words in `file_search`. What is no text has a row here and none there.
CREATE TABLE file_words (
  key INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  is_read INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX file_words_unread ON file_words (key) WHERE is_read = 0;

CREATE VIRTUAL TABLE file_search USING fts5 (
  words,
  tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER file_search_without_file AFTER DELETE ON file_words BEGIN
  DELETE FROM file_search WHERE rowid = old.key;
END;

CREATE TRIGGER attached_files_of_request AFTER INSERT ON requests BEGIN
  INSERT INTO attached_files (run_id, position, sha256, name, mime)
    SELECT new.run_id, f.key, f.value ->> '$.sha256', coalesce(f.value ->> '$.name', ''), f.value ->> '$.mime'
    FROM json_each(new.attachments) f
    WHERE CASE f.type WHEN 'object' THEN f.value ->> '$.sha256' END IS NOT NULL;
END;

-- A file that is here now is read soon.
CREATE TRIGGER file_words_of_attached AFTER INSERT ON attached_files BEGIN
  INSERT OR IGNORE INTO file_words (sha256) VALUES (new.sha256);
END;
CREATE TRIGGER file_words_of_artifact AFTER UPDATE OF sha256 ON artifacts
WHEN new.sha256 IS NOT NULL AND new.folder_id IS NULL BEGIN
  INSERT OR IGNORE INTO file_words (sha256) VALUES (new.sha256);
END;

-- The words go with the last row that names the bytes.
CREATE TRIGGER file_words_without_artifact AFTER DELETE ON artifacts WHEN old.sha256 IS NOT NULL BEGIN
  DELETE FROM file_words WHERE sha256 = old.sha256
    AND NOT EXISTS (SELECT 1 FROM artifacts WHERE sha256 = old.sha256 AND folder_id IS NULL)
    AND NOT EXISTS (SELECT 1 FROM attached_files WHERE sha256 = old.sha256);
END;
CREATE TRIGGER file_words_without_attached AFTER DELETE ON attached_files BEGIN
  DELETE FROM file_words WHERE sha256 = old.sha256
    AND NOT EXISTS (SELECT 1 FROM artifacts WHERE sha256 = old.sha256 AND folder_id IS NULL)
    AND NOT EXISTS (SELECT 1 FROM attached_files WHERE sha256 = old.sha256);
END;

-- What an older ledger has is read in the background.
INSERT INTO attached_files (run_id, position, sha256, name, mime)
  SELECT r.run_id, f.key, f.value ->> '$.sha256', coalesce(f.value ->> '$.name', ''), f.value ->> '$.mime'
  FROM requests r, json_each(r.attachments) f
  WHERE CASE f.type WHEN 'object' THEN f.value ->> '$.sha256' END IS NOT NULL;
INSERT OR IGNORE INTO file_words (sha256)
  SELECT sha256 FROM artifacts WHERE sha256 IS NOT NULL ORDER BY created_at DESC;
