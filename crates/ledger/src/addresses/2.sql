-- Where the redirects lead that a run's answer cites as its sources.
CREATE TABLE addresses (
  run_id TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
  redirect TEXT NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (run_id, redirect)
) STRICT, WITHOUT ROWID;
