-- SPDX-License-Identifier: GPL-3.0-or-later
-- The statements of cutoffs. Lists: ?1 limit, ?2 offset, ?3 newest first, ?4 belongs to,
-- ?5 match, ?6 only here, ?7 to ?10 words that must stand in the text.

-- name: cutoff-get
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, device, epoch, last, date, head, reason
FROM cutoff WHERE audience = ?1 AND id = ?2

-- name: cutoff-scan
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, device, epoch, last, date, head, reason, id
FROM cutoff WHERE audience = ?1 ORDER BY id

-- name: cutoff-insert
INSERT INTO cutoff (
  doc, audience, id, hlc, writer, stamps, own_stream, own_seq, device, epoch, last, date, head, reason
) VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14
)

-- name: cutoff-update
UPDATE cutoff SET
  hlc = ?4, writer = ?5, stamps = ?6, own_stream = ?7, own_seq = ?8, device = ?9, epoch =
  ?10, last = ?11, date = ?12, head = ?13, reason = ?14
WHERE doc = ?1

-- name: cutoff-delete
DELETE FROM cutoff WHERE doc = ?1

-- name: cutoff-next-doc
SELECT coalesce (max (doc), 0) + 1 FROM cutoff

-- name: cutoff-next-id
SELECT id FROM cutoff WHERE audience = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id LIMIT 1

-- name: cutoff-find
SELECT a.number FROM audience a
WHERE EXISTS (SELECT 1 FROM cutoff WHERE audience = a.number AND id = ?1)
ORDER BY a.number LIMIT 1

-- name: cutoff-any
SELECT EXISTS (SELECT 1 FROM cutoff WHERE audience = ?1)

-- name: cutoff-deliveries
SELECT k.own_stream,
  count (*),
  sum (k.own_seq > max (s.exported, s.acked)),
  sum (k.own_seq <= s.acked)
FROM cutoff k JOIN stream s ON s.number = k.own_stream
WHERE k.own_seq > 0
GROUP BY k.own_stream

-- name: cutoff-all-count
SELECT count (*) FROM cutoff

-- name: cutoff-all-name
SELECT audience, id FROM cutoff ORDER BY doc LIMIT ?1 OFFSET ?2

-- name: cutoff-all-newest
SELECT audience, id FROM cutoff ORDER BY hlc DESC, doc LIMIT ?1 OFFSET ?2

-- name: cutoff-here-list
SELECT k.audience, k.id
FROM stream s CROSS JOIN cutoff k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: cutoff-here-count
SELECT count (*)
FROM stream s CROSS JOIN cutoff k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1

-- name: cutoff-of-list
SELECT k.audience, k.id
FROM cutoff k
WHERE k.device = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: cutoff-of-count
SELECT count (*)
FROM cutoff k
WHERE k.device = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
