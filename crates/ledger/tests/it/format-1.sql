-- A ledger of format 1, with one job, a draft and a setting. Never changed again.
-- `key` never changes, unlike a bare rowid: the search row of a title is `-key`.
CREATE TABLE conversations (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  unread INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX conversations_by_time ON conversations (kind, updated_at, id);

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

-- Events as they came. Clustered by run, so that a timeline is read in one sweep.
CREATE TABLE events (
  run_id TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  event_id TEXT,
  received_at INTEGER NOT NULL,
  raw TEXT NOT NULL,
  PRIMARY KEY (run_id, seq)
) STRICT, WITHOUT ROWID;

-- Steps as folded from the events. `position` is the step's index in the interaction.
CREATE TABLE steps (
  run_id TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;

-- Files that runs made. The bytes are beside the database, named by their SHA-256.
CREATE TABLE artifacts (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  path TEXT,
  source TEXT NOT NULL,
  mime TEXT NOT NULL,
  size INTEGER,
  sha256 TEXT,
  state TEXT NOT NULL,
  error TEXT,
  created_at INTEGER NOT NULL,
  step_index INTEGER
) STRICT;

-- The same file of the same run is one row, however often it is listed.
CREATE UNIQUE INDEX artifacts_once
  ON artifacts (run_id, source, coalesce(path, name), coalesce(step_index, -1));
CREATE INDEX artifacts_by_time ON artifacts (created_at, id);
CREATE INDEX artifacts_by_sha256 ON artifacts (sha256) WHERE sha256 IS NOT NULL;

-- Texts not sent yet. `key` is a conversation's id or the name of a place to start one.
CREATE TABLE drafts (
  key TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  attachments TEXT NOT NULL,
  who TEXT
) STRICT, WITHOUT ROWID;

-- What the person chose, one JSON value per key. Never an API key.
CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row per interaction (rowid = its key) and one per title (rowid = -key of the conversation).
-- All of it can be rebuilt from the other tables.
CREATE VIRTUAL TABLE search USING fts5 (
  title, prompt, answer, files,
  tokenize = 'unicode61 remove_diacritics 2',
  prefix = '2 3'
);

CREATE TRIGGER search_without_interaction AFTER DELETE ON interactions BEGIN
  DELETE FROM search WHERE rowid = old.key;
END;

CREATE TRIGGER search_without_conversation AFTER DELETE ON conversations BEGIN
  DELETE FROM search WHERE rowid = -old.key;
END;


INSERT INTO conversations VALUES
  (1, '0198c0de-0000-7000-8000-000000000001', 'job', 'Compare suppliers', 1000, 2000, 1);
INSERT INTO interactions VALUES
  (1, '0198c0de-0000-7000-8000-000000000002', '0198c0de-0000-7000-8000-000000000001', NULL,
   'local', 'v1_abc', 'agent', 'errand-agent', 'completed', '{"name":"settled"}', 1, 'shown', NULL,
   'env_1', '{"total_tokens":12}', 1000, 1010, 1990, 2000);
INSERT INTO requests VALUES
  ('0198c0de-0000-7000-8000-000000000002', 'Which one is it?', '[]', '{"agent":"errand-agent"}');
INSERT INTO events VALUES
  ('0198c0de-0000-7000-8000-000000000002', 1, 'e1', 1100, '{"event_type":"interaction.created"}'),
  ('0198c0de-0000-7000-8000-000000000002', 2, 'e2', 1990, '{"event_type":"interaction.completed"}');
INSERT INTO steps VALUES
  ('0198c0de-0000-7000-8000-000000000002', 0, 'model_output', '{"type":"model_output"}');
INSERT INTO artifacts VALUES
  ('0198c0de-0000-7000-8000-000000000003', '0198c0de-0000-7000-8000-000000000002', 'report.md',
   '/workspace/report.md', 'environment', 'text/markdown', 5, 'ab12', 'saved', NULL, 1995, NULL);
INSERT INTO drafts VALUES ('new-chat', 'unsent', '[]', NULL);
INSERT INTO settings VALUES ('welcomed', 'true');
INSERT INTO search (rowid, title) VALUES (-1, 'Compare suppliers');
INSERT INTO search (rowid, prompt, answer, files) VALUES
  (1, 'Which one is it?', 'The second supplier is cheapest.', 'report.md');
PRAGMA user_version = 1;
PRAGMA application_id = 0x45727261;
