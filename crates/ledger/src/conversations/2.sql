-- When the person deleted it. From then on it is nowhere to be seen, and can be brought back for a moment.
ALTER TABLE conversations ADD COLUMN deleted_at INTEGER;

CREATE INDEX conversations_deleted ON conversations (deleted_at) WHERE deleted_at IS NOT NULL;
