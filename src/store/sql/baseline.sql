-- SPDX-License-Identifier: GPL-3.0-or-later
-- The statements of baselines. Lists: ?1 limit, ?2 offset, ?3 newest first, ?4 belongs to,
-- ?5 match, ?6 only here, ?7 to ?10 words that must stand in the text.

-- name: baseline-get
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, device, epoch, last, date, head
FROM baseline WHERE audience = ?1 AND id = ?2

-- name: baseline-scan
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, device, epoch, last, date, head, id
FROM baseline WHERE audience = ?1 ORDER BY id

-- name: baseline-insert
INSERT INTO baseline (
  doc, audience, id, hlc, writer, stamps, own_stream, own_seq, device, epoch, last, date, head
) VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13
)

-- name: baseline-update
UPDATE baseline SET
  hlc = ?4, writer = ?5, stamps = ?6, own_stream = ?7, own_seq = ?8, device = ?9, epoch =
  ?10, last = ?11, date = ?12, head = ?13
WHERE doc = ?1

-- name: baseline-delete
DELETE FROM baseline WHERE doc = ?1

-- name: baseline-next-doc
SELECT coalesce (max (doc), 0) + 1 FROM baseline

-- name: baseline-next-id
SELECT id FROM baseline WHERE audience = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id LIMIT 1

-- name: baseline-find
SELECT a.number FROM audience a
WHERE EXISTS (SELECT 1 FROM baseline WHERE audience = a.number AND id = ?1)
ORDER BY a.number LIMIT 1

-- name: baseline-any
SELECT EXISTS (SELECT 1 FROM baseline WHERE audience = ?1)

-- name: baseline-deliveries
SELECT k.own_stream,
  count (*),
  sum (k.own_seq > max (s.exported, s.acked)),
  sum (k.own_seq <= s.acked)
FROM baseline k JOIN stream s ON s.number = k.own_stream
WHERE k.own_seq > 0
GROUP BY k.own_stream

-- name: baseline-all-count
SELECT count (*) FROM baseline

-- name: baseline-all-name
SELECT audience, id FROM baseline ORDER BY doc LIMIT ?1 OFFSET ?2

-- name: baseline-all-newest
SELECT audience, id FROM baseline ORDER BY hlc DESC, doc LIMIT ?1 OFFSET ?2

-- name: baseline-here-list
SELECT k.audience, k.id
FROM stream s CROSS JOIN baseline k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: baseline-here-count
SELECT count (*)
FROM stream s CROSS JOIN baseline k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1

-- name: baseline-of-list
SELECT k.audience, k.id
FROM baseline k
WHERE k.device = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: baseline-of-count
SELECT count (*)
FROM baseline k
WHERE k.device = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
