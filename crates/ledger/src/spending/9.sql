-- What came with an archive was asked, and perhaps paid, by whoever had that record then: it counts for no limit here.
ALTER TABLE spending ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;

UPDATE spending SET imported = 1 WHERE run_id IN (SELECT id FROM interactions WHERE imported = 1);
