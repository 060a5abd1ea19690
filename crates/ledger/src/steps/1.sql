-- Steps as folded from the events. `position` is the step's index in the interaction.
CREATE TABLE steps (
  run_id TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
