-- The files of one conversation are read by pages, the newest first.
ALTER TABLE artifacts ADD COLUMN conversation_id TEXT;
UPDATE artifacts SET conversation_id = i.conversation_id FROM interactions i WHERE i.id = artifacts.run_id;
CREATE INDEX artifacts_by_conversation ON artifacts (conversation_id, created_at, id) WHERE folder_id IS NULL;

-- Files that keep their sandbox in use.
CREATE INDEX artifacts_not_here ON artifacts (run_id) WHERE state <> 'saved';
