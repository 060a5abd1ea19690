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
