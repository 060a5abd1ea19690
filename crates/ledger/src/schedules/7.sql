-- The bytes beside the database that the runs of a schedule are given.
CREATE TABLE schedule_files (
  schedule_id TEXT NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (schedule_id, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX schedule_files_by_bytes ON schedule_files (sha256);
