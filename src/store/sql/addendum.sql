-- SPDX-License-Identifier: GPL-3.0-or-later
-- The statements of addendums. Lists: ?1 limit, ?2 offset, ?3 newest first, ?4 belongs to,
-- ?5 match, ?6 only here, ?7 to ?10 words that must stand in the text.

-- name: addendum-get
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, report, text, date
FROM addendum WHERE audience = ?1 AND id = ?2

-- name: addendum-scan
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, report, text, date, id
FROM addendum WHERE audience = ?1 ORDER BY id

-- name: addendum-insert
INSERT INTO addendum (
  doc, audience, id, hlc, writer, stamps, own_stream, own_seq, report, text, date
) VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11
)

-- name: addendum-update
UPDATE addendum SET
  hlc = ?4, writer = ?5, stamps = ?6, own_stream = ?7, own_seq = ?8, report = ?9, text =
  ?10, date = ?11
WHERE doc = ?1

-- name: addendum-delete
DELETE FROM addendum WHERE doc = ?1

-- name: addendum-next-doc
SELECT coalesce (max (doc), 0) + 1 FROM addendum

-- name: addendum-next-id
SELECT id FROM addendum WHERE audience = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id LIMIT 1

-- name: addendum-find
SELECT a.number FROM audience a
WHERE EXISTS (SELECT 1 FROM addendum WHERE audience = a.number AND id = ?1)
ORDER BY a.number LIMIT 1

-- name: addendum-any
SELECT EXISTS (SELECT 1 FROM addendum WHERE audience = ?1)

-- name: addendum-deliveries
SELECT k.own_stream,
  count (*),
  sum (k.own_seq > max (s.exported, s.acked)),
  sum (k.own_seq <= s.acked)
FROM addendum k JOIN stream s ON s.number = k.own_stream
WHERE k.own_seq > 0
GROUP BY k.own_stream

-- name: addendum-all-count
SELECT count (*) FROM addendum

-- name: addendum-all-name
SELECT audience, id FROM addendum ORDER BY doc LIMIT ?1 OFFSET ?2

-- name: addendum-all-newest
SELECT audience, id FROM addendum ORDER BY hlc DESC, doc LIMIT ?1 OFFSET ?2

-- name: addendum-here-list
SELECT k.audience, k.id
FROM stream s CROSS JOIN addendum k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: addendum-here-count
SELECT count (*)
FROM stream s CROSS JOIN addendum k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1

-- name: addendum-of-list
SELECT k.audience, k.id
FROM addendum k
WHERE k.report = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: addendum-of-count
SELECT count (*)
FROM addendum k
WHERE k.report = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
