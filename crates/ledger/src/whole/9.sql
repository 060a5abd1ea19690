-- The bytes beside the database that the runs of a schedule are given whose text came with an archive.
CREATE TABLE archived_schedule_files (
  schedule_id TEXT NOT NULL REFERENCES archived_schedules (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (schedule_id, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX archived_schedule_files_by_bytes ON archived_schedule_files (sha256);
