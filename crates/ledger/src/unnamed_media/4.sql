-- Runs with media that are files now while their bytes may stand in events and steps as well. A row goes in the
-- transaction that names the files there instead. A medium that is kept meanwhile gives the run a new key.
CREATE TABLE unnamed_media (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL UNIQUE REFERENCES interactions (id) ON DELETE CASCADE
) STRICT;

CREATE TRIGGER unnamed_media_of_artifact AFTER UPDATE OF state ON artifacts
WHEN new.source = 'media' AND new.state = 'saved' BEGIN
  INSERT OR REPLACE INTO unnamed_media (run_id) VALUES (new.run_id);
END;

-- What an older ledger has is brought over in the background, the newest first.
INSERT INTO unnamed_media (run_id)
  SELECT run_id FROM artifacts WHERE source = 'media' AND state = 'saved'
  GROUP BY run_id ORDER BY max(created_at) DESC;
