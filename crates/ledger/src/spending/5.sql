-- What was used, for whoever turns it into money. It holds no word of anybody and stays when its conversation is
-- deleted: it was spent all the same, and what is left of a month does not grow by deleting.
CREATE TABLE spending (
  key INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL UNIQUE,
  conversation_id TEXT REFERENCES conversations (id) ON DELETE SET NULL,
  at INTEGER NOT NULL,
  engine TEXT NOT NULL,
  target TEXT NOT NULL,
  target_id TEXT NOT NULL,
  answered_by TEXT,
  usage TEXT NOT NULL
) STRICT;

CREATE INDEX spending_by_time ON spending (at);
CREATE INDEX spending_by_conversation ON spending (conversation_id) WHERE conversation_id IS NOT NULL;

CREATE TRIGGER spending_of_interaction AFTER UPDATE OF usage ON interactions
WHEN new.usage IS NOT NULL BEGIN
  INSERT INTO spending (run_id, conversation_id, at, engine, target, target_id, answered_by, usage)
    VALUES (new.id, new.conversation_id, new.created_at, new.engine, new.target, new.target_id,
      new.answered_by, new.usage)
    ON CONFLICT (run_id) DO UPDATE SET answered_by = excluded.answered_by, usage = excluded.usage;
END;

INSERT INTO spending (run_id, conversation_id, at, engine, target, target_id, usage)
  SELECT id, conversation_id, created_at, engine, target, target_id, usage FROM interactions
  WHERE usage IS NOT NULL ORDER BY key;
