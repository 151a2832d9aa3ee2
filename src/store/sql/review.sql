-- SPDX-License-Identifier: GPL-3.0-or-later
-- Fields with a conflict, and the records that are to be looked at again.

-- name: review-due-add
INSERT INTO review_due (audience, kind, entity) VALUES (?1, ?2, ?3)
ON CONFLICT DO UPDATE SET waits = 0

-- Records (kinds 1 and 2 are those that change) that operations from place ?2 to ?3 are of, and
-- operations of other streams than ?4 too.
-- name: review-due-add-stream
INSERT INTO review_due (audience, kind, entity)
SELECT DISTINCT ?1, o.kind, o.entity FROM op o
WHERE o.place BETWEEN ?2 AND ?3 AND o.kind IN (1, 2) AND EXISTS (
  SELECT 1 FROM op_entity e WHERE e.entity = o.entity AND e.place >> 40 <> ?4)
ON CONFLICT DO UPDATE SET waits = 0

-- name: review-due-wait
INSERT INTO review_due (audience, kind, entity, waits) VALUES (?1, ?2, ?3, 1)
ON CONFLICT DO NOTHING

-- Only if something of it is in the table, or waits.
-- name: review-due-add-listed
INSERT INTO review_due (audience, kind, entity)
SELECT ?1, ?2, ?3 WHERE EXISTS (
  SELECT 1 FROM review WHERE audience = ?1 AND kind = ?2 AND entity = ?3
  UNION ALL
  SELECT 1 FROM review_due WHERE audience = ?1 AND kind = ?2 AND entity = ?3)
ON CONFLICT DO UPDATE SET waits = 0

-- name: review-due-waiting
SELECT EXISTS (SELECT 1 FROM review_due WHERE audience = ?1 AND waits = 1)

-- name: review-due-any
SELECT EXISTS (SELECT 1 FROM review_due WHERE waits = 0)

-- name: review-due-list
SELECT audience, kind, entity FROM review_due WHERE waits = 0 ORDER BY audience, kind, entity

-- name: review-due-clear
DELETE FROM review_due WHERE waits = 0

-- name: review-insert
INSERT INTO review (audience, kind, entity, field, state, hlc) VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: review-forget
DELETE FROM review WHERE audience = ?1 AND kind = ?2 AND entity = ?3

-- name: review-of
SELECT field, state, hlc FROM review WHERE audience = ?1 AND kind = ?2 AND entity = ?3
ORDER BY field

-- Those in state ?1 to ?2, the newest first; ?3 limit, ?4 offset.
-- name: review-list
SELECT a.name, r.kind, r.entity, r.field, r.state, r.hlc
FROM review r CROSS JOIN audience a ON a.number = r.audience
WHERE r.state BETWEEN ?1 AND ?2
ORDER BY r.hlc DESC, r.audience, r.kind, r.entity, r.field LIMIT ?3 OFFSET ?4

-- name: review-count
SELECT count (*) FROM review WHERE state BETWEEN ?1 AND ?2

-- name: review-count-all
SELECT count (*) FROM review

-- The operations that count of the record ?1 of kind ?2 in audience ?3.
-- name: op-of-record
SELECT o.place, o.hlc, body_text (o.kind, o.body), length (o.body)
FROM op_entity e CROSS JOIN op o ON o.place = e.place
  CROSS JOIN stream s ON s.number = e.place >> 40
WHERE e.entity = ?1 AND o.kind = ?2 AND s.audience = ?3 AND o.parked = 0
