-- SPDX-License-Identifier: GPL-3.0-or-later
-- The statements of attachments. Lists: ?1 limit, ?2 offset, ?3 newest first, ?4 belongs to,
-- ?5 match, ?6 only here, ?7 to ?10 words that must stand in the text.

-- name: attachment-get
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, "of", name, type, size, blob, key,
  ct_size, ct_blake2b, kept, note, date
FROM attachment WHERE audience = ?1 AND id = ?2

-- name: attachment-scan
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, "of", name, type, size, blob, key,
  ct_size, ct_blake2b, kept, note, date, id
FROM attachment WHERE audience = ?1 ORDER BY id

-- name: attachment-insert
INSERT INTO attachment (
  doc, audience, id, hlc, writer, stamps, own_stream, own_seq, "of", name, type,
  size, blob, key, ct_size, ct_blake2b, kept, note, date
) VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19
)

-- name: attachment-update
UPDATE attachment SET
  hlc = ?4, writer = ?5, stamps = ?6, own_stream = ?7, own_seq = ?8, "of" = ?9, name =
  ?10, type = ?11, size = ?12, blob = ?13, key = ?14, ct_size = ?15, ct_blake2b = ?16,
  kept = ?17, note = ?18, date = ?19
WHERE doc = ?1

-- name: attachment-delete
DELETE FROM attachment WHERE doc = ?1

-- name: attachment-next-doc
SELECT coalesce (max (doc), 0) + 1 FROM attachment

-- name: attachment-next-id
SELECT id FROM attachment WHERE audience = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id LIMIT 1

-- name: attachment-find
SELECT a.number FROM audience a
WHERE EXISTS (SELECT 1 FROM attachment WHERE audience = a.number AND id = ?1)
ORDER BY a.number LIMIT 1

-- name: attachment-any
SELECT EXISTS (SELECT 1 FROM attachment WHERE audience = ?1)

-- name: attachment-deliveries
SELECT k.own_stream,
  count (*),
  sum (k.own_seq > max (s.exported, s.acked)),
  sum (k.own_seq <= s.acked)
FROM attachment k JOIN stream s ON s.number = k.own_stream
WHERE k.own_seq > 0
GROUP BY k.own_stream

-- name: attachment-all-count
SELECT count (*) FROM attachment

-- name: attachment-all-name
SELECT audience, id FROM attachment ORDER BY doc LIMIT ?1 OFFSET ?2

-- name: attachment-all-newest
SELECT audience, id FROM attachment ORDER BY hlc DESC, doc LIMIT ?1 OFFSET ?2

-- name: attachment-here-list
SELECT k.audience, k.id
FROM stream s CROSS JOIN attachment k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: attachment-here-count
SELECT count (*)
FROM stream s CROSS JOIN attachment k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1

-- name: attachment-of-list
SELECT k.audience, k.id
FROM attachment k
WHERE k."of" = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: attachment-of-count
SELECT count (*)
FROM attachment k
WHERE k."of" = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
