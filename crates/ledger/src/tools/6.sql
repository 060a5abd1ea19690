-- What a conversation may use beside what it is told, in the words of whoever wrote it.
CREATE TABLE conversation_tools (
  conversation_id TEXT PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
  tools TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Functions that are carried out in a conversation without asking the person again.
CREATE TABLE conversation_allowed (
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  function TEXT NOT NULL,
  PRIMARY KEY (conversation_id, function)
) STRICT, WITHOUT ROWID;

-- Folders that the person picked for tools. A path from elsewhere counts only when it is one of these.
CREATE TABLE picked_folders (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Turns that asked for functions; most are answered, and there are few.
CREATE INDEX interactions_asking ON interactions (key) WHERE status = 'requires_action';
