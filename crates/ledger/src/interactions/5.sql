-- The model that the answer names: a retired id is answered, and billed, by another one.
ALTER TABLE interactions ADD COLUMN answered_by TEXT;

-- The limit, in millionths of a dollar, at which Errand stopped it for the person; nothing for all others.
ALTER TABLE interactions ADD COLUMN limit_reached INTEGER;
