-- What ids are billed like that have no price of their own: agents of the person's own, also those that were only tried,
-- and agents that others made. It stays when they are gone: what they did keeps its price.
CREATE TABLE priced_as (
  engine TEXT NOT NULL,
  api_id TEXT NOT NULL,
  priced_as TEXT NOT NULL,
  PRIMARY KEY (engine, api_id)
) STRICT, WITHOUT ROWID;
