-- The first turns of a conversation are each other's siblings, without a parent to find them by.
CREATE INDEX interactions_first ON interactions (conversation_id) WHERE parent_id IS NULL;
CREATE INDEX interactions_settled_by ON interactions (target_id, target, engine) WHERE settled = 1;
