-- SPDX-License-Identifier: GPL-3.0-or-later
-- The statements of settlements. Lists: ?1 limit, ?2 offset, ?3 newest first, ?4 belongs to,
-- ?5 match, ?6 only here, ?7 to ?10 words that must stand in the text.

-- name: settlement-get
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, of_kind, of_entity, of_field, cites,
  outcome, value, reason, date
FROM settlement WHERE audience = ?1 AND id = ?2

-- name: settlement-scan
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, of_kind, of_entity, of_field, cites,
  outcome, value, reason, date, id
FROM settlement WHERE audience = ?1 ORDER BY id

-- name: settlement-insert
INSERT INTO settlement (
  doc, audience, id, hlc, writer, stamps, own_stream, own_seq, of_kind, of_entity,
  of_field, cites, outcome, value, reason, date
) VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16
)

-- name: settlement-update
UPDATE settlement SET
  hlc = ?4, writer = ?5, stamps = ?6, own_stream = ?7, own_seq = ?8, of_kind = ?9,
  of_entity = ?10, of_field = ?11, cites = ?12, outcome = ?13, value = ?14, reason = ?15,
  date = ?16
WHERE doc = ?1

-- name: settlement-delete
DELETE FROM settlement WHERE doc = ?1

-- name: settlement-next-doc
SELECT coalesce (max (doc), 0) + 1 FROM settlement

-- name: settlement-next-id
SELECT id FROM settlement WHERE audience = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id LIMIT 1

-- name: settlement-find
SELECT a.number FROM audience a
WHERE EXISTS (SELECT 1 FROM settlement WHERE audience = a.number AND id = ?1)
ORDER BY a.number LIMIT 1

-- name: settlement-any
SELECT EXISTS (SELECT 1 FROM settlement WHERE audience = ?1)

-- name: settlement-deliveries
SELECT k.own_stream,
  count (*),
  sum (k.own_seq > max (s.exported, s.acked)),
  sum (k.own_seq <= s.acked)
FROM settlement k JOIN stream s ON s.number = k.own_stream
WHERE k.own_seq > 0
GROUP BY k.own_stream

-- name: settlement-all-count
SELECT count (*) FROM settlement

-- name: settlement-all-name
SELECT audience, id FROM settlement ORDER BY doc LIMIT ?1 OFFSET ?2

-- name: settlement-all-newest
SELECT audience, id FROM settlement ORDER BY hlc DESC, doc LIMIT ?1 OFFSET ?2

-- name: settlement-here-list
SELECT k.audience, k.id
FROM stream s CROSS JOIN settlement k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: settlement-here-count
SELECT count (*)
FROM stream s CROSS JOIN settlement k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1

-- name: settlement-of-list
SELECT k.audience, k.id
FROM settlement k
WHERE k.of_entity = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: settlement-of-count
SELECT count (*)
FROM settlement k
WHERE k.of_entity = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))

-- Those of one audience about the record ?2, as text.
-- name: settlement-about
SELECT id FROM settlement WHERE of_entity = ?2 AND audience = ?1 ORDER BY id

-- Copies for branches of what was decided of ?1, a record of another audience, ?2.
-- name: settlement-heard
SELECT k.of_kind, k.of_field, k.cites, k.value FROM settlement k
WHERE k.of_entity = ?1 AND k.audience <> ?2
  AND (SELECT a.name FROM audience a WHERE a.number = k.audience) LIKE 'branch/%'
