-- SPDX-License-Identifier: GPL-3.0-or-later
-- The statements of erasures. Lists: ?1 limit, ?2 offset, ?3 newest first, ?4 belongs to,
-- ?5 match, ?6 only here, ?7 to ?10 words that must stand in the text.

-- name: erasure-get
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, "of", of_kind, reason, note, date
FROM erasure WHERE audience = ?1 AND id = ?2

-- name: erasure-scan
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, "of", of_kind, reason, note, date, id
FROM erasure WHERE audience = ?1 ORDER BY id

-- name: erasure-insert
INSERT INTO erasure (
  doc, audience, id, hlc, writer, stamps, own_stream, own_seq, "of", of_kind, reason, note, date
) VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13
)

-- name: erasure-update
UPDATE erasure SET
  hlc = ?4, writer = ?5, stamps = ?6, own_stream = ?7, own_seq = ?8, "of" = ?9, of_kind =
  ?10, reason = ?11, note = ?12, date = ?13
WHERE doc = ?1

-- name: erasure-delete
DELETE FROM erasure WHERE doc = ?1

-- name: erasure-next-doc
SELECT coalesce (max (doc), 0) + 1 FROM erasure

-- name: erasure-next-id
SELECT id FROM erasure WHERE audience = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id LIMIT 1

-- name: erasure-find
SELECT a.number FROM audience a
WHERE EXISTS (SELECT 1 FROM erasure WHERE audience = a.number AND id = ?1)
ORDER BY a.number LIMIT 1

-- name: erasure-any
SELECT EXISTS (SELECT 1 FROM erasure WHERE audience = ?1)

-- name: erasure-deliveries
SELECT k.own_stream,
  count (*),
  sum (k.own_seq > max (s.exported, s.acked)),
  sum (k.own_seq <= s.acked)
FROM erasure k JOIN stream s ON s.number = k.own_stream
WHERE k.own_seq > 0
GROUP BY k.own_stream

-- name: erasure-all-count
SELECT count (*) FROM erasure

-- name: erasure-all-name
SELECT audience, id FROM erasure ORDER BY doc LIMIT ?1 OFFSET ?2

-- name: erasure-all-newest
SELECT audience, id FROM erasure ORDER BY hlc DESC, doc LIMIT ?1 OFFSET ?2

-- name: erasure-here-list
SELECT k.audience, k.id
FROM stream s CROSS JOIN erasure k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: erasure-here-count
SELECT count (*)
FROM stream s CROSS JOIN erasure k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1

-- name: erasure-of-list
SELECT k.audience, k.id
FROM erasure k
WHERE k."of" = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: erasure-of-count
SELECT count (*)
FROM erasure k
WHERE k."of" = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
