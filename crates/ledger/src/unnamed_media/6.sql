-- Requests name the files that they bring along, too. Those of an older ledger have their bytes.
INSERT OR IGNORE INTO unnamed_media (run_id)
  SELECT r.run_id FROM requests r JOIN interactions i ON i.id = r.run_id
  WHERE instr(r.request, '"data"') OR instr(r.request, '"base64"')
  ORDER BY i.created_at DESC;
