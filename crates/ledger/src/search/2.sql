-- The words that earlier deletions left in the index go when its pieces are joined.
INSERT INTO search (search) VALUES ('optimize');
