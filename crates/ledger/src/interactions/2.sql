-- Where an interaction was sent: the base URL of its server. Nothing for the engine on this computer, and for what was
-- sent before this was written down.
ALTER TABLE interactions ADD COLUMN origin TEXT;

-- Which files went along with a request: what is in `attachments`, to be found by the file.
CREATE TABLE request_files (
  run_id TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (run_id, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX request_files_by_sha256 ON request_files (sha256);

CREATE TRIGGER request_files_of_request AFTER INSERT ON requests BEGIN
  INSERT OR IGNORE INTO request_files (run_id, sha256)
  SELECT new.run_id, json_extract(value, '$.sha256') FROM json_each(new.attachments)
  WHERE json_extract(value, '$.sha256') IS NOT NULL;
END;

INSERT OR IGNORE INTO request_files (run_id, sha256)
SELECT run_id, json_extract(value, '$.sha256') FROM requests, json_each(requests.attachments)
WHERE json_extract(value, '$.sha256') IS NOT NULL;
