-- Groups that a person names. A conversation is in one at most, and stays when its folder goes.
CREATE TABLE folders (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Where the person put a conversation: first in its list; out of the lists, not of the search; in a folder.
ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN folder_id TEXT REFERENCES folders (id) ON DELETE SET NULL;

CREATE INDEX conversations_pinned ON conversations (updated_at, id) WHERE pinned = 1;
CREATE INDEX conversations_unread ON conversations (updated_at, id) WHERE unread = 1;
CREATE INDEX conversations_archived ON conversations (updated_at, id) WHERE archived = 1;
CREATE INDEX conversations_in_folder ON conversations (folder_id, updated_at, id) WHERE folder_id IS NOT NULL;
