-- `key` never changes, unlike a bare rowid: it is the rowid in `search`, and the greatest one of a
-- conversation is its newest interaction. The reference to the parent has no action, so that a
-- long conversation is deleted without recursion; it is checked when the transaction ends.
CREATE TABLE interactions (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  parent_id TEXT REFERENCES interactions (id) DEFERRABLE INITIALLY DEFERRED,
  engine TEXT NOT NULL,
  api_id TEXT,
  target TEXT NOT NULL,
  target_id TEXT NOT NULL,
  status TEXT,
  phase TEXT NOT NULL,
  settled INTEGER NOT NULL DEFAULT 0,
  notice TEXT NOT NULL DEFAULT 'none',
  error TEXT,
  environment_id TEXT,
  usage TEXT,
  created_at INTEGER NOT NULL,
  submitted_at INTEGER,
  last_event_at INTEGER,
  finished_at INTEGER
) STRICT;

CREATE INDEX interactions_by_conversation ON interactions (conversation_id);
CREATE INDEX interactions_by_parent ON interactions (parent_id);
CREATE INDEX interactions_by_environment ON interactions (environment_id)
  WHERE environment_id IS NOT NULL;
CREATE INDEX interactions_unsettled ON interactions (key) WHERE settled = 0;
CREATE INDEX interactions_due ON interactions (key) WHERE notice = 'due';

-- What was asked. Apart from the rest because it may be big and stays the same, while the row of the
-- interaction is written again with every batch of events.
CREATE TABLE requests (
  run_id TEXT PRIMARY KEY REFERENCES interactions (id) ON DELETE CASCADE,
  prompt TEXT NOT NULL,
  attachments TEXT NOT NULL,
  request TEXT NOT NULL
) STRICT;
