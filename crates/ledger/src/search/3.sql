-- Turns whose row in `search` is behind, with the answer when that is new. All of a turn's words are
-- indexed at once when it is settled, or before the next search: not again with every file of it.
CREATE TABLE unindexed (
  key INTEGER PRIMARY KEY REFERENCES interactions (key) ON DELETE CASCADE,
  answer TEXT
) STRICT;
