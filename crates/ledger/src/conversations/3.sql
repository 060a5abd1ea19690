-- How many files it has, so that its line in a list need not count them. What is inside of a folder that is
-- one line does not count.
ALTER TABLE conversations ADD COLUMN files INTEGER NOT NULL DEFAULT 0;
UPDATE conversations SET files = counted.files FROM (
  SELECT i.conversation_id, count(*) AS files
  FROM artifacts a JOIN interactions i ON i.id = a.run_id
  WHERE a.folder_id IS NULL GROUP BY i.conversation_id
) AS counted WHERE conversations.id = counted.conversation_id;

CREATE TRIGGER conversation_with_one_file_more AFTER INSERT ON artifacts WHEN new.folder_id IS NULL BEGIN
  UPDATE conversations SET files = files + 1
  WHERE id = (SELECT conversation_id FROM interactions WHERE id = new.run_id);
END;
CREATE TRIGGER conversation_with_one_file_less AFTER DELETE ON artifacts WHEN old.folder_id IS NULL BEGIN
  UPDATE conversations SET files = files - 1
  WHERE id = (SELECT conversation_id FROM interactions WHERE id = old.run_id);
END;
