-- Events as they came. Clustered by run, so that a timeline is read in one sweep.
CREATE TABLE events (
  run_id TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  event_id TEXT,
  received_at INTEGER NOT NULL,
  raw TEXT NOT NULL,
  PRIMARY KEY (run_id, seq)
) STRICT, WITHOUT ROWID;
