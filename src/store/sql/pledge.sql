-- SPDX-License-Identifier: GPL-3.0-or-later
-- The statements of pledges. Lists: ?1 limit, ?2 offset, ?3 newest first, ?4 belongs to,
-- ?5 match, ?6 only here, ?7 to ?10 words that must stand in the text.

-- name: pledge-get
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, member, text, language, c1, c2, c3, c4,
  c5, c6, c7, c9, c10, ack8, ack_closing, made, date, place, witness, note
FROM pledge WHERE audience = ?1 AND id = ?2

-- name: pledge-scan
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, member, text, language, c1, c2, c3, c4,
  c5, c6, c7, c9, c10, ack8, ack_closing, made, date, place, witness, note, id
FROM pledge WHERE audience = ?1 ORDER BY id

-- name: pledge-insert
INSERT INTO pledge (
  doc, audience, id, hlc, writer, stamps, own_stream, own_seq, member, text, language,
  c1, c2, c3, c4, c5, c6, c7, c9, c10, ack8, ack_closing, made, date, place, witness,
  note
) VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
  ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27
)

-- name: pledge-update
UPDATE pledge SET
  hlc = ?4, writer = ?5, stamps = ?6, own_stream = ?7, own_seq = ?8, member = ?9, text =
  ?10, language = ?11, c1 = ?12, c2 = ?13, c3 = ?14, c4 = ?15, c5 = ?16, c6 = ?17, c7 =
  ?18, c9 = ?19, c10 = ?20, ack8 = ?21, ack_closing = ?22, made = ?23, date = ?24, place
  = ?25, witness = ?26, note = ?27
WHERE doc = ?1

-- name: pledge-delete
DELETE FROM pledge WHERE doc = ?1

-- name: pledge-next-doc
SELECT coalesce (max (doc), 0) + 1 FROM pledge

-- name: pledge-next-id
SELECT id FROM pledge WHERE audience = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id LIMIT 1

-- name: pledge-find
SELECT a.number FROM audience a
WHERE EXISTS (SELECT 1 FROM pledge WHERE audience = a.number AND id = ?1)
ORDER BY a.number LIMIT 1

-- name: pledge-any
SELECT EXISTS (SELECT 1 FROM pledge WHERE audience = ?1)

-- name: pledge-deliveries
SELECT k.own_stream,
  count (*),
  sum (k.own_seq > max (s.exported, s.acked)),
  sum (k.own_seq <= s.acked)
FROM pledge k JOIN stream s ON s.number = k.own_stream
WHERE k.own_seq > 0
GROUP BY k.own_stream

-- name: pledge-all-count
SELECT count (*) FROM pledge

-- name: pledge-all-name
SELECT audience, id FROM pledge ORDER BY doc LIMIT ?1 OFFSET ?2

-- name: pledge-all-newest
SELECT audience, id FROM pledge ORDER BY hlc DESC, doc LIMIT ?1 OFFSET ?2

-- name: pledge-here-list
SELECT k.audience, k.id
FROM stream s CROSS JOIN pledge k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: pledge-here-count
SELECT count (*)
FROM stream s CROSS JOIN pledge k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1

-- name: pledge-of-list
SELECT k.audience, k.id
FROM pledge k
WHERE k.member = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: pledge-of-count
SELECT count (*)
FROM pledge k
WHERE k.member = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
