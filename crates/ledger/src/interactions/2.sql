-- Where an interaction was sent: the base URL of its server. Nothing for the engine on this computer, and for what was
-- sent before this was written down.
ALTER TABLE interactions ADD COLUMN origin TEXT;
