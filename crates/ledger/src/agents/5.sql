-- Agents of the person's own making. `head` is what a list shows of one, `body` is all of it.
CREATE TABLE agents (
  id TEXT PRIMARY KEY,
  stem TEXT NOT NULL UNIQUE,
  head TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The bytes beside the database that an agent has.
CREATE TABLE agent_files (
  agent_id TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (agent_id, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX agent_files_by_bytes ON agent_files (sha256);

-- What an agent was made as at a server. A server changes no agent, so each change is another version there; the
-- ones before are retired, and deleted there when no run of theirs goes on. `agent_id` may also be of an agent that
-- was deleted, or only tried and never kept.
CREATE TABLE agent_versions (
  key INTEGER PRIMARY KEY,
  agent_id TEXT NOT NULL,
  engine TEXT NOT NULL,
  origin TEXT,
  api_id TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  retired INTEGER NOT NULL DEFAULT 0,
  removed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX agent_versions_once ON agent_versions (engine, coalesce(origin, ''), api_id);
CREATE INDEX agent_versions_of ON agent_versions (agent_id);
