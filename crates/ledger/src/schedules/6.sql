-- Schedules of the person's, each of them a trigger at a server. `body` is what the person filled in; `target` is the
-- agent as the server knows it; `seen` is what the server said of the trigger last; `paused_for` says why Errand paused
-- it for the person, when it did.
CREATE TABLE schedules (
  id TEXT PRIMARY KEY,
  engine TEXT NOT NULL,
  origin TEXT,
  trigger_id TEXT NOT NULL,
  target TEXT NOT NULL,
  environment_id TEXT,
  body TEXT NOT NULL,
  seen TEXT NOT NULL,
  paused_for TEXT,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX schedules_by_environment ON schedules (environment_id) WHERE environment_id IS NOT NULL;

-- The runs of schedules, which their servers made. `run_id` is the turn that became of one, until its conversation is
-- deleted; `taken` says that there was one, so that it does not come back.
CREATE TABLE scheduled_runs (
  key INTEGER PRIMARY KEY,
  schedule_id TEXT NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
  execution_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  facts TEXT NOT NULL,
  taken INTEGER NOT NULL DEFAULT 0,
  run_id TEXT REFERENCES interactions (id) ON DELETE SET NULL
) STRICT;

CREATE UNIQUE INDEX scheduled_runs_once ON scheduled_runs (schedule_id, execution_id);
CREATE INDEX scheduled_runs_by_time ON scheduled_runs (schedule_id, at);
CREATE INDEX scheduled_runs_by_run ON scheduled_runs (run_id);
