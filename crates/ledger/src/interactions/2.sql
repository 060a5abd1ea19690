-- Where an interaction was sent: the base URL of its server. Nothing for the engine on this computer, and for what was
-- sent before this was written down. And whether that server has said since that it does not know it any more.
ALTER TABLE interactions ADD COLUMN origin TEXT;
ALTER TABLE interactions ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;

-- What a request carries of the turns before it, for a server that does not have them.
ALTER TABLE requests ADD COLUMN carried TEXT;
