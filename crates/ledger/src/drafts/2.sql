-- What was begun as a chat and what was begun as a job had a place each; something new has one place.
INSERT INTO drafts (key, text, attachments, who)
SELECT
  'new',
  trim(group_concat(text, char(10, 10)), char(10)),
  (SELECT json_group_array(json(value)) FROM drafts d, json_each(d.attachments)
   WHERE d.key LIKE 'new%'),
  max(who)
FROM (SELECT * FROM drafts WHERE key LIKE 'new%' ORDER BY key)
HAVING count(*) > 0;

-- The places that are no more, and conversations that were deleted meanwhile.
DELETE FROM drafts WHERE key <> 'new' AND key NOT IN (SELECT id FROM conversations);
