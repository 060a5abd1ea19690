-- A deleted row leaves no word in the index. What earlier deletions left goes with making it anew.
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
INSERT INTO search (search) VALUES ('rebuild');
