-- SPDX-License-Identifier: GPL-3.0-or-later
-- What members are compared by, to find who is there twice. A member is named by doc.

-- The rules that keys and pairs were made by.
-- name: twin-state
SELECT indexed, compared,
  coalesce ((SELECT value FROM setting WHERE name = 'twin-rules'), 0) FROM twin_state

-- name: twin-set-rules
INSERT INTO setting (name, value) VALUES ('twin-rules', ?1)
ON CONFLICT (name) DO UPDATE SET value = excluded.value

-- name: twin-wipe
DELETE FROM twin

-- name: twin-wipe-keys
DELETE FROM twin_key

-- name: twin-wipe-values
DELETE FROM twin_value

-- name: twin-wipe-pairs
DELETE FROM twin_pair

-- name: twin-wipe-todo
DELETE FROM twin_todo

-- name: twin-wipe-state
UPDATE twin_state SET indexed = 0, compared = 0

-- name: twin-set-indexed
UPDATE twin_state SET indexed = ?1

-- name: twin-set-compared
UPDATE twin_state SET compared = ?1

-- name: twin-last-member
SELECT coalesce (max (doc), 0) FROM member

-- name: twin-new
SELECT doc, name, preferred_name, phone, birth, county, place, number
FROM member WHERE doc > ?1 AND doc <= ?2 ORDER BY doc

-- name: twin-row
SELECT m.doc, m.name, m.preferred_name, m.phone, m.birth, m.county, m.place, m.number, t.source
FROM member m CROSS JOIN twin t ON t.doc = m.doc WHERE m.doc = ?1

-- name: twin-get
SELECT source FROM twin WHERE doc = ?1

-- name: twin-put
INSERT INTO twin (doc, source) VALUES (?1, ?2)
ON CONFLICT (doc) DO UPDATE SET source = excluded.source

-- name: twin-delete
DELETE FROM twin WHERE doc = ?1

-- name: twin-count
SELECT count (*) FROM twin

-- name: twin-after
SELECT doc, source FROM twin WHERE doc > ?1 ORDER BY doc LIMIT 1

-- name: twin-key-insert
INSERT INTO twin_key (key, doc) VALUES (?1, ?2)

-- name: twin-key-delete
DELETE FROM twin_key WHERE key = ?1 AND doc = ?2

-- name: twin-key-find
SELECT doc FROM twin_key WHERE key = ?1 LIMIT ?2

-- name: twin-value-add
INSERT INTO twin_value (value, count) VALUES (?1, ?2)
ON CONFLICT (value) DO UPDATE SET count = count + excluded.count

-- name: twin-value-sweep
DELETE FROM twin_value WHERE value = ?1 AND count = 0

-- name: twin-value-count
SELECT count FROM twin_value WHERE value = ?1

-- name: twin-todo-add
INSERT INTO twin_todo (doc, renewed) VALUES (?1, 0)
ON CONFLICT (doc) DO UPDATE SET renewed = 0

-- name: twin-todo-changed
SELECT doc FROM twin_todo WHERE renewed = 0 ORDER BY doc

-- name: twin-todo-renewed
UPDATE twin_todo SET renewed = 1 WHERE doc = ?1

-- name: twin-todo-again
SELECT doc FROM twin_todo WHERE renewed = 1 ORDER BY doc LIMIT ?1

-- name: twin-todo-remove
DELETE FROM twin_todo WHERE doc = ?1

-- name: twin-next
SELECT doc FROM twin WHERE doc > ?1 ORDER BY doc LIMIT ?2

-- name: twin-pair-put
INSERT INTO twin_pair (low, high, weight) VALUES (?1, ?2, ?3)
ON CONFLICT (low, high) DO UPDATE SET weight = excluded.weight

-- name: twin-pair-delete
DELETE FROM twin_pair WHERE low = ?1 OR high = ?1

-- name: twin-pairs
SELECT low, high, weight FROM twin_pair

-- How many members have not been compared with all others by the rules ?1.
-- Beyond ten thousand about so many, by their numbers: Home asks, and must not look at each.
-- name: twin-behind
WITH
  at AS (
    SELECT iif ((SELECT value FROM setting WHERE name = 'twin-rules') = ?1, compared, 0)
      AS compared FROM twin_state),
  new AS (
    SELECT count (*) AS n FROM (
      SELECT 1 FROM member WHERE doc > (SELECT compared FROM at) LIMIT 10001))
SELECT iif (n <= 10000, n, (SELECT max (doc) FROM member) - (SELECT compared FROM at))
  + (SELECT count (*) FROM twin_todo WHERE doc <= (SELECT compared FROM at))
FROM new

-- name: twin-doc
SELECT m.doc FROM audience a CROSS JOIN member m ON m.audience = a.number AND m.id = ?1 LIMIT 1

-- name: twin-id
SELECT id FROM member WHERE doc = ?1

-- name: twin-check-sources
SELECT m.doc, m.name, m.preferred_name, m.phone, m.birth, m.county, m.place, m.number, t.source,
  EXISTS (SELECT 1 FROM twin_todo d WHERE d.doc = m.doc AND d.renewed = 0)
FROM member m LEFT JOIN twin t ON t.doc = m.doc
WHERE m.doc <= (SELECT indexed FROM twin_state) ORDER BY m.doc

-- name: twin-check-keys
SELECT key, doc FROM twin_key

-- name: twin-check-values
SELECT value, count FROM twin_value

-- Of members who are not there, pairs too.
-- name: twin-check-strays
SELECT (SELECT count (*) FROM twin t WHERE NOT EXISTS (SELECT 1 FROM member m WHERE m.doc = t.doc))
  + (SELECT count (*) FROM twin_value WHERE count <= 0)
  + (SELECT count (*) FROM twin_pair p WHERE p.low >= p.high
    OR NOT EXISTS (SELECT 1 FROM twin t WHERE t.doc = p.low)
    OR NOT EXISTS (SELECT 1 FROM twin t WHERE t.doc = p.high))
