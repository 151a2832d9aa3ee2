-- SPDX-License-Identifier: GPL-3.0-or-later
-- The log of operations. ?1 of all that read a stream's is its first place (stream << 40). Bodies may
-- be packed: body_text (ahadi-body-text.h) gives their spelling.

-- name: op-insert
INSERT INTO op (place, hlc, kind, entity, body, body_hash, parked)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- name: op-get
SELECT hlc, kind, entity, body_hash FROM op WHERE place = ?1

-- name: op-hlc
SELECT hlc FROM op WHERE place = ?1

-- name: op-remove
DELETE FROM op WHERE place BETWEEN ?1 AND ?2

-- name: op-copy
INSERT INTO op (place, hlc, kind, entity, body, body_hash, parked)
SELECT place + ?3, hlc, kind, entity, body, body_hash, ?4
FROM op WHERE place BETWEEN ?1 AND ?2

-- name: op-records
SELECT kind, entity FROM op
WHERE place BETWEEN ?1 AND ?2 AND parked = 0 AND body IS NOT NULL
  AND place NOT IN (SELECT place FROM op_sealed)
GROUP BY kind, entity ORDER BY min (place)

-- name: op-stands
SELECT EXISTS (
  SELECT 1 FROM op_entity e CROSS JOIN op o ON o.place = e.place
  WHERE e.entity = ?1 AND o.kind = ?2 AND o.body_hash = ?3 AND o.parked = 0)

-- name: op-read
SELECT place, hlc, kind, entity, body_text (kind, body), body_hash FROM op
WHERE place BETWEEN ?1 AND ?2 ORDER BY place

-- Those that count.
-- name: op-read-applied
SELECT place, hlc, kind, entity, body_text (kind, body), body_hash FROM op
WHERE place BETWEEN ?1 AND ?2 AND parked = 0 ORDER BY place

-- name: op-of-entity
SELECT o.place, o.hlc, body_text (o.kind, o.body)
FROM op_entity e CROSS JOIN op o ON o.place = e.place
WHERE e.entity = ?1 AND o.kind = ?2 AND o.parked = 0

-- name: op-replay
SELECT o.entity, o.place, o.hlc, o.kind, body_text (o.kind, o.body)
FROM op_entity e CROSS JOIN op o ON o.place = e.place
WHERE o.parked = 0 AND o.body IS NOT NULL ORDER BY e.entity, e.place

-- name: op-replay-entity
SELECT o.entity, o.place, o.hlc, o.kind, body_text (o.kind, o.body)
FROM op_entity e CROSS JOIN op o ON o.place = e.place
WHERE e.entity = ?1 AND o.parked = 0 AND o.body IS NOT NULL ORDER BY e.place

-- name: op-entities
SELECT DISTINCT entity FROM op WHERE place BETWEEN ?1 AND ?2

-- name: op-hold
UPDATE op SET parked = ?3 WHERE place BETWEEN ?1 AND ?2 AND parked < ?3

-- name: op-apply
UPDATE op SET parked = iif (hlc >= ?3, 1, 0) WHERE place BETWEEN ?1 AND ?2 AND parked > 0

-- name: op-first-held
SELECT place FROM op WHERE place BETWEEN ?1 AND ?2 AND parked > 0 ORDER BY place LIMIT 1

-- By kind, of all streams of a device: a stream's places are those of 40 bits.
-- name: op-holdings
SELECT o.kind, count (DISTINCT o.entity), count (*), max (o.hlc)
FROM stream s CROSS JOIN op o
  ON o.place BETWEEN s.number << 40 AND (s.number + 1 << 40) - 1
WHERE s.device = ?1 GROUP BY o.kind

-- Times of a stream rise: 0 if none is that old.
-- name: op-before
SELECT coalesce (max (place), 0) FROM op WHERE place BETWEEN ?1 AND ?2 AND hlc < ?3

-- Of a range of one stream: what is held because its author counts no further.
-- name: op-count-revoked
SELECT count (*) FROM op WHERE place BETWEEN ?1 AND ?2 AND parked = 3

-- name: op-count
SELECT count (*) FROM op WHERE place > 0

-- name: op-parked
SELECT place, hlc, kind, entity, body_text (kind, body), body_hash FROM op
WHERE place BETWEEN ?1 AND ?2 AND parked = 1 ORDER BY place

-- Those that wait for their time and are not closed here.
-- name: op-count-ahead
SELECT count (*) FROM op
WHERE place BETWEEN ?1 AND ?2 AND parked = 1
  AND place NOT IN (SELECT place FROM op_sealed WHERE opened = 0)

-- name: op-release
UPDATE op SET parked = 0 WHERE place >= ?1 AND place < ?2 AND parked = 1

-- name: entity-insert
INSERT INTO op_entity (entity, place) VALUES (?1, ?2) ON CONFLICT DO NOTHING

-- name: entity-drop
DELETE FROM op_entity WHERE (entity, place) IN (
  SELECT entity, place FROM op WHERE place BETWEEN ?1 AND ?2)

-- name: entity-count
SELECT count (*) FROM op_entity

-- name: entity-todo-add
INSERT INTO op_todo (first, last) VALUES (?1, ?2)

-- name: entity-todo-list
SELECT first, last FROM op_todo ORDER BY first

-- name: entity-todo-clear
DELETE FROM op_todo

-- name: entity-catch-up
INSERT OR IGNORE INTO op_entity (entity, place)
SELECT entity, place FROM op WHERE place BETWEEN ?1 AND ?2 ORDER BY entity, place

-- name: sealed-insert
INSERT INTO op_sealed (place, opened) VALUES (?1, 0)

-- name: sealed-mark
UPDATE op_sealed SET opened = 1 WHERE place = ?1

-- name: sealed-get
SELECT opened FROM op_sealed WHERE place = ?1

-- name: sealed-drop
DELETE FROM op_sealed WHERE place BETWEEN ?1 AND ?2

-- name: sealed-count
SELECT count (*) FROM op_sealed

-- name: sealed-count-closed
SELECT count (*) FROM op_sealed WHERE opened = 0 AND place BETWEEN ?1 AND ?2

-- name: sealed-list-closed
SELECT s.place FROM op_sealed s CROSS JOIN op o ON o.place = s.place
WHERE s.opened = 0 AND o.parked = 0 AND o.body IS NOT NULL ORDER BY s.place

-- name: sealed-list-stream
SELECT s.place FROM op_sealed s CROSS JOIN op o ON o.place = s.place
WHERE s.place BETWEEN ?1 AND ?2 AND o.parked = 0 AND o.body IS NOT NULL ORDER BY s.place

-- name: sealed-list
SELECT s.place, o.kind, o.entity, o.hlc, o.body_hash
FROM op_sealed s CROSS JOIN op o ON o.place = s.place
WHERE o.parked = 0
