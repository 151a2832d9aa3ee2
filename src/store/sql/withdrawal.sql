-- SPDX-License-Identifier: GPL-3.0-or-later
-- The statements of withdrawals. Lists: ?1 limit, ?2 offset, ?3 newest first, ?4 belongs to,
-- ?5 match, ?6 only here, ?7 to ?10 words that must stand in the text.

-- name: withdrawal-get
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, pledge, member, date, reason
FROM withdrawal WHERE audience = ?1 AND id = ?2

-- name: withdrawal-scan
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, pledge, member, date, reason, id
FROM withdrawal WHERE audience = ?1 ORDER BY id

-- name: withdrawal-insert
INSERT INTO withdrawal (
  doc, audience, id, hlc, writer, stamps, own_stream, own_seq, pledge, member, date,
  reason
) VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
)

-- name: withdrawal-update
UPDATE withdrawal SET
  hlc = ?4, writer = ?5, stamps = ?6, own_stream = ?7, own_seq = ?8, pledge = ?9, member
  = ?10, date = ?11, reason = ?12
WHERE doc = ?1

-- name: withdrawal-delete
DELETE FROM withdrawal WHERE doc = ?1

-- name: withdrawal-next-doc
SELECT coalesce (max (doc), 0) + 1 FROM withdrawal

-- name: withdrawal-next-id
SELECT id FROM withdrawal WHERE audience = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id LIMIT 1

-- name: withdrawal-find
SELECT a.number FROM audience a
WHERE EXISTS (SELECT 1 FROM withdrawal WHERE audience = a.number AND id = ?1)
ORDER BY a.number LIMIT 1

-- name: withdrawal-any
SELECT EXISTS (SELECT 1 FROM withdrawal WHERE audience = ?1)

-- name: withdrawal-deliveries
SELECT k.own_stream,
  count (*),
  sum (k.own_seq > max (s.exported, s.acked)),
  sum (k.own_seq <= s.acked)
FROM withdrawal k JOIN stream s ON s.number = k.own_stream
WHERE k.own_seq > 0
GROUP BY k.own_stream

-- name: withdrawal-all-count
SELECT count (*) FROM withdrawal

-- name: withdrawal-all-name
SELECT audience, id FROM withdrawal ORDER BY doc LIMIT ?1 OFFSET ?2

-- name: withdrawal-all-newest
SELECT audience, id FROM withdrawal ORDER BY hlc DESC, doc LIMIT ?1 OFFSET ?2

-- name: withdrawal-here-list
SELECT k.audience, k.id
FROM stream s CROSS JOIN withdrawal k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: withdrawal-here-count
SELECT count (*)
FROM stream s CROSS JOIN withdrawal k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1

-- name: withdrawal-of-list
SELECT k.audience, k.id
FROM withdrawal k
WHERE k.member = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: withdrawal-of-count
SELECT count (*)
FROM withdrawal k
WHERE k.member = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
