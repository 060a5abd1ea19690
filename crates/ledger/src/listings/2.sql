-- Which runs' sandboxes were listed when they were over.
CREATE TABLE listings (
  run_id TEXT PRIMARY KEY REFERENCES interactions (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What was in the sandbox then, as far as no turn before it in the same sandbox had it so.
CREATE TABLE listed_files (
  run_id TEXT NOT NULL REFERENCES listings (run_id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  size INTEGER,
  created TEXT,
  modified TEXT,
  PRIMARY KEY (run_id, path)
) STRICT, WITHOUT ROWID;

-- They were settings before.
INSERT INTO listings (run_id)
  SELECT i.id FROM settings s JOIN interactions i ON s.key = 'listing:' || i.id
  WHERE json_valid(s.value);
INSERT OR REPLACE INTO listed_files (run_id, path, size, created, modified)
  SELECT i.id, coalesce(f.value ->> '$.path', f.value ->> '$.name'),
    CAST(f.value ->> '$.size_bytes' AS INTEGER), f.value ->> '$.created', f.value ->> '$.modified'
  FROM settings s JOIN interactions i ON s.key = 'listing:' || i.id,
    json_each(CASE WHEN json_valid(s.value) THEN s.value ELSE '[]' END) f
  WHERE CASE f.type WHEN 'object' THEN coalesce(f.value ->> '$.path', f.value ->> '$.name') END IS NOT NULL;
DELETE FROM settings WHERE key GLOB 'listing:*';
