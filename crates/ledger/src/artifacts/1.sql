-- Files that runs made. The bytes are beside the database, named by their SHA-256.
CREATE TABLE artifacts (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  path TEXT,
  source TEXT NOT NULL,
  mime TEXT NOT NULL,
  size INTEGER,
  sha256 TEXT,
  state TEXT NOT NULL,
  error TEXT,
  created_at INTEGER NOT NULL,
  step_index INTEGER
) STRICT;

-- The same file of the same run is one row, however often it is listed.
CREATE UNIQUE INDEX artifacts_once
  ON artifacts (run_id, source, coalesce(path, name), coalesce(step_index, -1));
CREATE INDEX artifacts_by_time ON artifacts (created_at, id);
CREATE INDEX artifacts_by_sha256 ON artifacts (sha256) WHERE sha256 IS NOT NULL;
