-- A folder that is shown as one line, such as `node_modules`, has its number of files in `files`. What of it is
-- fetched has rows of its own, which name it.
ALTER TABLE artifacts ADD COLUMN folder_id TEXT REFERENCES artifacts (id) ON DELETE CASCADE;
ALTER TABLE artifacts ADD COLUMN files INTEGER;
CREATE INDEX artifacts_by_folder ON artifacts (folder_id, state) WHERE folder_id IS NOT NULL;
