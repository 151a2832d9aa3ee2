-- SPDX-License-Identifier: GPL-3.0-or-later
-- The statements of reports. Lists: ?1 limit, ?2 offset, ?3 newest first, ?4 belongs to,
-- ?5 rows that match, a JSON array, ?6 only here, ?7 to ?10 words that must stand in the text.

-- name: report-get
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, reference, duty_shown, danger,
  categories, persons, statement, happened, place, wishes, consent, consent_note,
  contact_safe, route, filed, about, recused
FROM report WHERE audience = ?1 AND id = ?2

-- name: report-scan
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, reference, duty_shown, danger,
  categories, persons, statement, happened, place, wishes, consent, consent_note,
  contact_safe, route, filed, about, recused, id
FROM report WHERE audience = ?1 ORDER BY id

-- name: report-insert
INSERT INTO report (
  doc, audience, id, hlc, writer, stamps, own_stream, own_seq, reference, duty_shown,
  danger, categories, persons, statement, happened, place, wishes, consent,
  consent_note, contact_safe, route, filed, about, recused
) VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
  ?20, ?21, ?22, ?23, ?24
)

-- name: report-update
UPDATE report SET
  hlc = ?4, writer = ?5, stamps = ?6, own_stream = ?7, own_seq = ?8, reference = ?9,
  duty_shown = ?10, danger = ?11, categories = ?12, persons = ?13, statement = ?14,
  happened = ?15, place = ?16, wishes = ?17, consent = ?18, consent_note = ?19,
  contact_safe = ?20, route = ?21, filed = ?22, about = ?23,
  recused = ?24
WHERE doc = ?1

-- name: report-delete
DELETE FROM report WHERE doc = ?1

-- name: report-next-doc
SELECT coalesce (max (doc), 0) + 1 FROM report

-- name: report-next-id
SELECT id FROM report WHERE audience = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id LIMIT 1

-- name: report-find
SELECT a.number FROM audience a
WHERE EXISTS (SELECT 1 FROM report WHERE audience = a.number AND id = ?1)
ORDER BY a.number LIMIT 1

-- name: report-any
SELECT EXISTS (SELECT 1 FROM report WHERE audience = ?1)

-- name: report-deliveries
SELECT k.own_stream,
  count (*),
  sum (k.own_seq > max (s.exported, s.acked)),
  sum (k.own_seq <= s.acked)
FROM report k JOIN stream s ON s.number = k.own_stream
WHERE k.own_seq > 0
GROUP BY k.own_stream

-- name: report-all-count
SELECT count (*) FROM report

-- name: report-all-name
SELECT audience, id FROM report ORDER BY doc LIMIT ?1 OFFSET ?2

-- name: report-all-newest
SELECT audience, id FROM report ORDER BY hlc DESC, doc LIMIT ?1 OFFSET ?2

-- name: report-here-list
SELECT k.audience, k.id
FROM stream s CROSS JOIN report k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: report-here-count
SELECT count (*)
FROM stream s CROSS JOIN report k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1

-- name: report-search-list
SELECT k.audience, k.id
FROM json_each (?5) t
  CROSS JOIN report_words w ON w.doc = t.value
  CROSS JOIN report k ON k.doc = t.value
WHERE (?7 IS NULL OR instr (w.folded, ?7) > 0)
  AND (?8 IS NULL OR instr (w.folded, ?8) > 0)
  AND (?9 IS NULL OR instr (w.folded, ?9) > 0)
  AND (?10 IS NULL OR instr (w.folded, ?10) > 0)
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
ORDER BY iif (?3, -k.hlc, 0), k.doc LIMIT ?1 OFFSET ?2

-- name: report-search-count
SELECT count (*)
FROM json_each (?5) t
  CROSS JOIN report_words w ON w.doc = t.value
  CROSS JOIN report k ON k.doc = t.value
WHERE (?7 IS NULL OR instr (w.folded, ?7) > 0)
  AND (?8 IS NULL OR instr (w.folded, ?8) > 0)
  AND (?9 IS NULL OR instr (w.folded, ?9) > 0)
  AND (?10 IS NULL OR instr (w.folded, ?10) > 0)
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))

-- name: report-text-new
SELECT k.doc,
  k.reference, k.duty_shown, k.danger, k.categories, k.persons, k.statement, k.happened,
  k.place, k.wishes, k.consent, k.consent_note, k.contact_safe, k.route, k.filed,
  k.about, k.recused
FROM report k WHERE k.doc > ?1 AND k.doc <= ?2 ORDER BY k.doc

-- name: report-text-todo
SELECT k.doc,
  k.reference, k.duty_shown, k.danger, k.categories, k.persons, k.statement, k.happened,
  k.place, k.wishes, k.consent, k.consent_note, k.contact_safe, k.route, k.filed,
  k.about, k.recused, w.sort, w.folded
FROM text_todo t
  CROSS JOIN report k ON k.doc = t.doc
  CROSS JOIN report_words w ON w.doc = t.doc
WHERE t.kind = ?1 ORDER BY t.doc

-- name: report-words-get
SELECT sort, folded FROM report_words WHERE doc = ?1

-- name: report-words-put
INSERT INTO report_words (doc, sort, folded) VALUES (?1, ?2, ?3)
ON CONFLICT (doc) DO UPDATE SET sort = excluded.sort, folded = excluded.folded

-- name: report-words-delete
DELETE FROM report_words WHERE doc = ?1

-- name: report-words-count
SELECT count (*) FROM report_words

-- name: report-posting-any
SELECT EXISTS (SELECT 1 FROM report_posting)

-- name: report-posting-at
SELECT first, docs FROM report_posting
WHERE token = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1

-- name: report-posting-after
SELECT first FROM report_posting WHERE token = ?1 AND first > ?2 ORDER BY first LIMIT 1

-- name: report-posting-put
INSERT INTO report_posting (token, first, docs) VALUES (?1, ?2, ?3)
ON CONFLICT (token, first) DO UPDATE SET docs = excluded.docs

-- name: report-posting-delete
DELETE FROM report_posting WHERE token = ?1 AND first = ?2

-- name: report-posting-list
SELECT first, docs FROM report_posting WHERE token = ?1 ORDER BY first

-- name: report-posting-all
SELECT token, first, docs FROM report_posting

-- name: report-by-doc
SELECT audience, id FROM report WHERE doc = ?1
