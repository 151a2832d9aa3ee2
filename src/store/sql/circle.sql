-- SPDX-License-Identifier: GPL-3.0-or-later
-- The statements of circles. Lists: ?1 limit, ?2 offset, ?3 newest first, ?4 belongs to,
-- ?5 rows that match, a JSON array, ?6 only here, ?7 to ?10 words that must stand in the text.

-- name: circle-get
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, name, type, county, place, leader, note
FROM circle WHERE audience = ?1 AND id = ?2

-- name: circle-scan
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, name, type, county, place, leader,
  note, id
FROM circle WHERE audience = ?1 ORDER BY id

-- name: circle-insert
INSERT INTO circle (
  doc, audience, id, hlc, writer, stamps, own_stream, own_seq, name, type, county,
  place, leader, note
) VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14
)

-- name: circle-update
UPDATE circle SET
  hlc = ?4, writer = ?5, stamps = ?6, own_stream = ?7, own_seq = ?8, name = ?9, type =
  ?10, county = ?11, place = ?12, leader = ?13, note = ?14
WHERE doc = ?1

-- name: circle-delete
DELETE FROM circle WHERE doc = ?1

-- name: circle-next-doc
SELECT coalesce (max (doc), 0) + 1 FROM circle

-- name: circle-next-id
SELECT id FROM circle WHERE audience = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id LIMIT 1

-- name: circle-find
SELECT a.number FROM audience a
WHERE EXISTS (SELECT 1 FROM circle WHERE audience = a.number AND id = ?1)
ORDER BY a.number LIMIT 1

-- name: circle-any
SELECT EXISTS (SELECT 1 FROM circle WHERE audience = ?1)

-- name: circle-deliveries
SELECT k.own_stream,
  count (*),
  sum (k.own_seq > max (s.exported, s.acked)),
  sum (k.own_seq <= s.acked)
FROM circle k JOIN stream s ON s.number = k.own_stream
WHERE k.own_seq > 0
GROUP BY k.own_stream

-- name: circle-all-count
SELECT count (*) FROM circle

-- name: circle-all-name
SELECT k.audience, k.id
FROM circle_name n CROSS JOIN circle k ON k.doc = n.doc
ORDER BY n.sort, n.doc LIMIT ?1 OFFSET ?2

-- name: circle-all-newest
SELECT audience, id FROM circle ORDER BY hlc DESC, doc LIMIT ?1 OFFSET ?2

-- name: circle-here-list
SELECT k.audience, k.id
FROM stream s CROSS JOIN circle k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
  LEFT JOIN circle_words w ON w.doc = k.doc
WHERE s.own = 1
ORDER BY iif (?3, -k.hlc, w.sort), k.doc LIMIT ?1 OFFSET ?2

-- name: circle-here-count
SELECT count (*)
FROM stream s CROSS JOIN circle k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1

-- name: circle-search-list
SELECT k.audience, k.id
FROM json_each (?5) t
  CROSS JOIN circle_words w ON w.doc = t.value
  CROSS JOIN circle k ON k.doc = t.value
WHERE (?7 IS NULL OR instr (w.folded, ?7) > 0)
  AND (?8 IS NULL OR instr (w.folded, ?8) > 0)
  AND (?9 IS NULL OR instr (w.folded, ?9) > 0)
  AND (?10 IS NULL OR instr (w.folded, ?10) > 0)
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
ORDER BY iif (?3, -k.hlc, w.sort), k.doc LIMIT ?1 OFFSET ?2

-- name: circle-search-count
SELECT count (*)
FROM json_each (?5) t
  CROSS JOIN circle_words w ON w.doc = t.value
  CROSS JOIN circle k ON k.doc = t.value
WHERE (?7 IS NULL OR instr (w.folded, ?7) > 0)
  AND (?8 IS NULL OR instr (w.folded, ?8) > 0)
  AND (?9 IS NULL OR instr (w.folded, ?9) > 0)
  AND (?10 IS NULL OR instr (w.folded, ?10) > 0)
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))

-- name: circle-text-new
SELECT k.doc,
  k.name, k.type, k.county, k.place, k.leader, k.note
FROM circle k WHERE k.doc > ?1 AND k.doc <= ?2 ORDER BY k.doc

-- name: circle-text-todo
SELECT k.doc,
  k.name, k.type, k.county, k.place, k.leader, k.note, w.sort, w.folded
FROM text_todo t
  CROSS JOIN circle k ON k.doc = t.doc
  CROSS JOIN circle_words w ON w.doc = t.doc
WHERE t.kind = ?1 ORDER BY t.doc

-- name: circle-words-get
SELECT sort, folded FROM circle_words WHERE doc = ?1

-- name: circle-words-put
INSERT INTO circle_words (doc, sort, folded) VALUES (?1, ?2, ?3)
ON CONFLICT (doc) DO UPDATE SET sort = excluded.sort, folded = excluded.folded

-- name: circle-words-delete
DELETE FROM circle_words WHERE doc = ?1

-- name: circle-words-count
SELECT count (*) FROM circle_words

-- name: circle-posting-any
SELECT EXISTS (SELECT 1 FROM circle_posting)

-- name: circle-posting-at
SELECT first, docs FROM circle_posting
WHERE token = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1

-- name: circle-posting-after
SELECT first FROM circle_posting WHERE token = ?1 AND first > ?2 ORDER BY first LIMIT 1

-- name: circle-posting-put
INSERT INTO circle_posting (token, first, docs) VALUES (?1, ?2, ?3)
ON CONFLICT (token, first) DO UPDATE SET docs = excluded.docs

-- name: circle-posting-delete
DELETE FROM circle_posting WHERE token = ?1 AND first = ?2

-- name: circle-posting-list
SELECT first, docs FROM circle_posting WHERE token = ?1 ORDER BY first

-- name: circle-posting-all
SELECT token, first, docs FROM circle_posting

-- name: circle-by-doc
SELECT audience, id FROM circle WHERE doc = ?1

-- name: circle-name-new
SELECT sort, doc FROM circle_words WHERE doc > ?1 AND doc <= ?2 ORDER BY sort, doc

-- name: circle-name-from
SELECT sort, doc FROM circle_name WHERE (sort, doc) >= (?1, ?2) ORDER BY sort, doc

-- name: circle-run-list
SELECT sort, doc, rows FROM circle_run ORDER BY sort, doc

-- name: circle-run-find
SELECT sort, doc, rows FROM circle_run WHERE (sort, doc) <= (?1, ?2)
ORDER BY sort DESC, doc DESC LIMIT 1

-- name: circle-run-set
UPDATE circle_run SET rows = ?3 WHERE sort = ?1 AND doc = ?2

-- name: circle-run-delete
DELETE FROM circle_run WHERE sort = ?1 AND doc = ?2

-- name: circle-run-insert
INSERT INTO circle_run (sort, doc, rows) VALUES (?1, ?2, ?3)

-- name: circle-name-insert
INSERT INTO circle_name (sort, doc) VALUES (?1, ?2)

-- name: circle-name-delete
DELETE FROM circle_name WHERE sort = ?1 AND doc = ?2

-- name: circle-name-count
SELECT count (*) FROM circle_name
