-- SPDX-License-Identifier: GPL-3.0-or-later
-- The statements of decisions whether two members are one person. Lists: ?1 limit, ?2 offset,
-- ?3 newest first, ?4 one of the two, ?6 only here.

-- name: same_as-get
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, one, other, verdict, reason, date
FROM same_as WHERE audience = ?1 AND id = ?2

-- name: same_as-scan
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, one, other, verdict, reason, date, id
FROM same_as WHERE audience = ?1 ORDER BY id

-- name: same_as-insert
INSERT INTO same_as (
  doc, audience, id, hlc, writer, stamps, own_stream, own_seq, one, other, verdict, reason, date
) VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13
)

-- name: same_as-update
UPDATE same_as SET
  hlc = ?4, writer = ?5, stamps = ?6, own_stream = ?7, own_seq = ?8, one = ?9, other =
  ?10, verdict = ?11, reason = ?12, date = ?13
WHERE doc = ?1

-- name: same_as-delete
DELETE FROM same_as WHERE doc = ?1

-- name: same_as-next-doc
SELECT coalesce (max (doc), 0) + 1 FROM same_as

-- name: same_as-next-id
SELECT id FROM same_as WHERE audience = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id LIMIT 1

-- name: same_as-find
SELECT a.number FROM audience a
WHERE EXISTS (SELECT 1 FROM same_as WHERE audience = a.number AND id = ?1)
ORDER BY a.number LIMIT 1

-- name: same_as-any
SELECT EXISTS (SELECT 1 FROM same_as WHERE audience = ?1)

-- name: same_as-deliveries
SELECT k.own_stream,
  count (*),
  sum (k.own_seq > max (s.exported, s.acked)),
  sum (k.own_seq <= s.acked)
FROM same_as k JOIN stream s ON s.number = k.own_stream
WHERE k.own_seq > 0
GROUP BY k.own_stream

-- name: same_as-all-count
SELECT count (*) FROM same_as

-- name: same_as-all-name
SELECT audience, id FROM same_as ORDER BY doc LIMIT ?1 OFFSET ?2

-- name: same_as-all-newest
SELECT audience, id FROM same_as ORDER BY hlc DESC, doc LIMIT ?1 OFFSET ?2

-- name: same_as-here-list
SELECT k.audience, k.id
FROM stream s CROSS JOIN same_as k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: same_as-here-count
SELECT count (*)
FROM stream s CROSS JOIN same_as k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1

-- name: same_as-of-list
SELECT k.audience, k.id
FROM same_as k
WHERE (k.one = ?4 OR k.other = ?4)
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: same_as-of-count
SELECT count (*)
FROM same_as k
WHERE (k.one = ?4 OR k.other = ?4)
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))

-- Every pair with the word that counts (F8).
-- name: same_as-verdicts
SELECT one, other, verdict FROM same_as s WHERE one < other AND doc = (
  SELECT doc FROM same_as WHERE one = s.one AND other = s.other ORDER BY hlc DESC, id DESC LIMIT 1)
ORDER BY one, other
