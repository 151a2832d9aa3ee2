-- SPDX-License-Identifier: GPL-3.0-or-later
-- The statements of members. Lists: ?1 limit, ?2 offset, ?3 newest first, ?4 belongs to,
-- ?5 rows that match, a JSON array, ?6 only here, ?7 to ?10 words that must stand in the text.

-- name: member-get
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, name, preferred_name, phone, email,
  gender, birth, county, place, circle, number, status, joined, consent, consent_date,
  guardian_name, guardian_phone, guardian_consent, best_interest, note
FROM member WHERE audience = ?1 AND id = ?2

-- name: member-scan
SELECT
  hlc, writer, stamps, own_stream, own_seq, doc, name, preferred_name, phone, email,
  gender, birth, county, place, circle, number, status, joined, consent, consent_date,
  guardian_name, guardian_phone, guardian_consent, best_interest, note, id
FROM member WHERE audience = ?1 ORDER BY id

-- name: member-insert
INSERT INTO member (
  doc, audience, id, hlc, writer, stamps, own_stream, own_seq, name, preferred_name,
  phone, email, gender, birth, county, place, circle, number, status, joined, consent,
  consent_date, guardian_name, guardian_phone, guardian_consent, best_interest, note
) VALUES (
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
  ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27
)

-- name: member-update
UPDATE member SET
  hlc = ?4, writer = ?5, stamps = ?6, own_stream = ?7, own_seq = ?8, name = ?9,
  preferred_name = ?10, phone = ?11, email = ?12, gender = ?13, birth = ?14, county =
  ?15, place = ?16, circle = ?17, number = ?18, status = ?19, joined = ?20, consent =
  ?21, consent_date = ?22, guardian_name = ?23, guardian_phone = ?24, guardian_consent =
  ?25, best_interest = ?26, note = ?27
WHERE doc = ?1

-- name: member-delete
DELETE FROM member WHERE doc = ?1

-- name: member-next-doc
SELECT coalesce (max (doc), 0) + 1 FROM member

-- name: member-next-id
SELECT id FROM member WHERE audience = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id LIMIT 1

-- name: member-find
SELECT a.number FROM audience a
WHERE EXISTS (SELECT 1 FROM member WHERE audience = a.number AND id = ?1)
ORDER BY a.number LIMIT 1

-- name: member-any
SELECT EXISTS (SELECT 1 FROM member WHERE audience = ?1)

-- name: member-deliveries
SELECT k.own_stream,
  count (*),
  sum (k.own_seq > max (s.exported, s.acked)),
  sum (k.own_seq <= s.acked)
FROM member k JOIN stream s ON s.number = k.own_stream
WHERE k.own_seq > 0
GROUP BY k.own_stream

-- name: member-all-count
SELECT count (*) FROM member

-- name: member-all-name
SELECT k.audience, k.id
FROM member_name n CROSS JOIN member k ON k.doc = n.doc
ORDER BY n.sort, n.doc LIMIT ?1 OFFSET ?2

-- name: member-all-newest
SELECT audience, id FROM member ORDER BY hlc DESC, doc LIMIT ?1 OFFSET ?2

-- name: member-here-list
SELECT k.audience, k.id
FROM stream s CROSS JOIN member k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
  LEFT JOIN member_words w ON w.doc = k.doc
WHERE s.own = 1
ORDER BY iif (?3, -k.hlc, w.sort), k.doc LIMIT ?1 OFFSET ?2

-- name: member-here-count
SELECT count (*)
FROM stream s CROSS JOIN member k
  ON k.own_stream = s.number AND k.own_seq > max (s.exported, s.acked)
WHERE s.own = 1

-- name: member-of-list
SELECT k.audience, k.id
FROM member k
  LEFT JOIN member_words w ON w.doc = k.doc
WHERE k.circle = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
ORDER BY iif (?3, -k.hlc, w.sort), k.doc LIMIT ?1 OFFSET ?2

-- name: member-of-count
SELECT count (*)
FROM member k
WHERE k.circle = ?4
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))

-- name: member-search-list
SELECT k.audience, k.id
FROM json_each (?5) t
  CROSS JOIN member_words w ON w.doc = t.value
  CROSS JOIN member k ON k.doc = t.value
WHERE (?7 IS NULL OR instr (w.folded, ?7) > 0)
  AND (?8 IS NULL OR instr (w.folded, ?8) > 0)
  AND (?9 IS NULL OR instr (w.folded, ?9) > 0)
  AND (?10 IS NULL OR instr (w.folded, ?10) > 0)
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
  AND (?4 IS NULL OR k.circle = ?4)
ORDER BY iif (?3, -k.hlc, w.sort), k.doc LIMIT ?1 OFFSET ?2

-- name: member-search-count
SELECT count (*)
FROM json_each (?5) t
  CROSS JOIN member_words w ON w.doc = t.value
  CROSS JOIN member k ON k.doc = t.value
WHERE (?7 IS NULL OR instr (w.folded, ?7) > 0)
  AND (?8 IS NULL OR instr (w.folded, ?8) > 0)
  AND (?9 IS NULL OR instr (w.folded, ?9) > 0)
  AND (?10 IS NULL OR instr (w.folded, ?10) > 0)
  AND (?6 = 0 OR (k.own_seq > 0
    AND k.own_seq > (
      SELECT max (exported, acked) FROM stream WHERE number = k.own_stream)))
  AND (?4 IS NULL OR k.circle = ?4)

-- name: member-text-new
SELECT k.doc,
  k.name, k.preferred_name, k.phone, k.email, k.gender, k.birth, k.county, k.place,
  k.circle, k.number, k.status, k.joined, k.consent, k.consent_date, k.guardian_name,
  k.guardian_phone, k.guardian_consent, k.best_interest, k.note
FROM member k WHERE k.doc > ?1 AND k.doc <= ?2 ORDER BY k.doc

-- name: member-text-todo
SELECT k.doc,
  k.name, k.preferred_name, k.phone, k.email, k.gender, k.birth, k.county, k.place,
  k.circle, k.number, k.status, k.joined, k.consent, k.consent_date, k.guardian_name,
  k.guardian_phone, k.guardian_consent, k.best_interest, k.note, w.sort, w.folded
FROM text_todo t
  CROSS JOIN member k ON k.doc = t.doc
  CROSS JOIN member_words w ON w.doc = t.doc
WHERE t.kind = ?1 ORDER BY t.doc

-- name: member-words-get
SELECT sort, folded FROM member_words WHERE doc = ?1

-- name: member-words-put
INSERT INTO member_words (doc, sort, folded) VALUES (?1, ?2, ?3)
ON CONFLICT (doc) DO UPDATE SET sort = excluded.sort, folded = excluded.folded

-- name: member-words-delete
DELETE FROM member_words WHERE doc = ?1

-- name: member-words-count
SELECT count (*) FROM member_words

-- name: member-posting-any
SELECT EXISTS (SELECT 1 FROM member_posting)

-- name: member-posting-at
SELECT first, docs FROM member_posting
WHERE token = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1

-- name: member-posting-after
SELECT first FROM member_posting WHERE token = ?1 AND first > ?2 ORDER BY first LIMIT 1

-- name: member-posting-put
INSERT INTO member_posting (token, first, docs) VALUES (?1, ?2, ?3)
ON CONFLICT (token, first) DO UPDATE SET docs = excluded.docs

-- name: member-posting-delete
DELETE FROM member_posting WHERE token = ?1 AND first = ?2

-- name: member-posting-list
SELECT first, docs FROM member_posting WHERE token = ?1 ORDER BY first

-- name: member-posting-all
SELECT token, first, docs FROM member_posting

-- name: member-by-doc
SELECT audience, id FROM member WHERE doc = ?1

-- name: member-name-new
SELECT sort, doc FROM member_words WHERE doc > ?1 AND doc <= ?2 ORDER BY sort, doc

-- name: member-name-from
SELECT sort, doc FROM member_name WHERE (sort, doc) >= (?1, ?2) ORDER BY sort, doc

-- name: member-run-list
SELECT sort, doc, rows FROM member_run ORDER BY sort, doc

-- name: member-run-find
SELECT sort, doc, rows FROM member_run WHERE (sort, doc) <= (?1, ?2)
ORDER BY sort DESC, doc DESC LIMIT 1

-- name: member-run-set
UPDATE member_run SET rows = ?3 WHERE sort = ?1 AND doc = ?2

-- name: member-run-delete
DELETE FROM member_run WHERE sort = ?1 AND doc = ?2

-- name: member-run-insert
INSERT INTO member_run (sort, doc, rows) VALUES (?1, ?2, ?3)

-- name: member-name-insert
INSERT INTO member_name (sort, doc) VALUES (?1, ?2)

-- name: member-name-delete
DELETE FROM member_name WHERE sort = ?1 AND doc = ?2

-- name: member-name-count
SELECT count (*) FROM member_name
