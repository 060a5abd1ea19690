-- Whether the file was there after an earlier turn and is not any more.
ALTER TABLE listed_files ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
