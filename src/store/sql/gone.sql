-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is gone. A scope is an audience's name, or membership for that and every branch's.

-- name: gone-any
SELECT EXISTS (SELECT 1 FROM gone)

-- name: gone-count
SELECT count (*) FROM gone WHERE reason NOT IN ('received', 'taken-back')

-- name: gone-has
SELECT EXISTS (
  SELECT 1 FROM gone g, audience a WHERE g.entity = ?1 AND a.number = ?2
    AND g.scope = iif (a.name LIKE 'branch/%', 'membership', a.name))

-- Of two erasures the earlier one stands; any stands above what was only dropped here.
-- name: gone-insert
INSERT INTO gone (entity, scope, kind, reason, date, reference, route)
SELECT ?1, iif (a.name LIKE 'branch/%', 'membership', a.name), ?3, ?4, ?5, ?6, ?7
FROM audience a WHERE a.number = ?2
ON CONFLICT (entity, scope) DO UPDATE SET
  kind = excluded.kind, reason = excluded.reason, date = excluded.date
WHERE excluded.reason NOT IN ('received', 'taken-back')
  AND (gone.reason IN ('received', 'taken-back')
  OR (excluded.date, excluded.reason) < (gone.date, gone.reason))

-- name: gone-get
SELECT g.reason, g.date FROM gone g, audience a WHERE g.entity = ?1 AND a.number = ?2
  AND g.scope = iif (a.name LIKE 'branch/%', 'membership', a.name)

-- name: gone-audiences
SELECT b.number FROM audience b, audience a WHERE a.number = ?1
  AND iif (b.name LIKE 'branch/%', 'membership', b.name)
    = iif (a.name LIKE 'branch/%', 'membership', a.name)
ORDER BY b.number

-- ?3: the kind of erasures themselves, which stay.
-- name: gone-forget-bodies
UPDATE op SET body = NULL
WHERE body IS NOT NULL AND kind <> ?3 AND place IN (
  SELECT e.place FROM op_entity e CROSS JOIN stream s ON s.number = e.place >> 40
  WHERE e.entity = ?1 AND s.audience = ?2)

-- What is held of the record ?4 or belongs to it; ?1: its id as text, ?3: bit k for each kind that
-- belongs to others, ?5: the kind of erasures themselves. A second story is in no index of records.
-- name: gone-forget-held
UPDATE op SET body = NULL
WHERE parked > 0 AND body IS NOT NULL
  AND ((entity = ?4 AND kind <> ?5) OR ((?3 >> kind) & 1 AND instr (body_text (kind, body), ?1) > 0))
  AND (SELECT s.audience FROM stream s WHERE s.number = iif (place > 0, place >> 40,
    (SELECT t.stream FROM story t WHERE t.number = -(place >> 40)))) = ?2

-- The records of those that belong to it.
-- name: gone-held-records
SELECT DISTINCT kind, entity FROM op
WHERE parked > 0 AND body IS NOT NULL AND (?3 >> kind) & 1 AND instr (body_text (kind, body), ?1) > 0
  AND (SELECT s.audience FROM stream s WHERE s.number = iif (place > 0, place >> 40,
    (SELECT t.stream FROM story t WHERE t.number = -(place >> 40)))) = ?2

-- The files that the record ?1, an attachment, names, and those of attachments that are held and
-- are it or belong to it. ?2: its audience, ?3: its id as text, ?4: the kind of attachments.
-- name: gone-forget-blobs
INSERT INTO blob_gone (id)
SELECT blob FROM attachment WHERE id = ?1 AND audience = ?2 AND blob IS NOT NULL
UNION
SELECT json_extract (CAST (body_text (kind, body) AS TEXT), '$.f.blob') FROM op
WHERE parked > 0 AND kind = ?4 AND body IS NOT NULL
  AND (entity = ?1 OR instr (body_text (kind, body), ?3) > 0)
  AND json_type (CAST (body_text (kind, body) AS TEXT), '$.f.blob') = 'text'
  AND (SELECT s.audience FROM stream s WHERE s.number = iif (place > 0, place >> 40,
    (SELECT t.stream FROM story t WHERE t.number = -(place >> 40)))) = ?2
ON CONFLICT (id) DO UPDATE SET swept = 0

-- What belongs to others, but whose body may be sealed.
-- name: gone-held-belonging
SELECT o.place FROM op o
WHERE o.parked > 0 AND o.body IS NOT NULL AND (?2 >> o.kind) & 1
  AND (SELECT s.audience FROM stream s WHERE s.number = iif (o.place > 0, o.place >> 40,
    (SELECT t.stream FROM story t WHERE t.number = -(o.place >> 40)))) = ?1

-- Erasures beyond a fork, with their audience.
-- name: gone-held-erasures
SELECT body_text (o.kind, o.body), (
  SELECT s.audience FROM stream s WHERE s.number = iif (o.place > 0, o.place >> 40,
    (SELECT t.stream FROM story t WHERE t.number = -(o.place >> 40))))
FROM op o WHERE o.parked > 0 AND o.parked = 2 AND o.kind = ?1 AND o.body IS NOT NULL

-- name: gone-forget-one
UPDATE op SET body = NULL WHERE place = ?1

-- name: gone-forget-drafts
DELETE FROM setting
WHERE substr (name, 1, 6) = 'draft/' AND (instr (name, ?1) > 0 OR instr (value, ?1) > 0)

-- What belongs to ?1, its id as text: the owners of model/ahadi-erasure.c.
-- name: gone-belonging
SELECT 'pledge', id FROM pledge WHERE member = ?1 AND audience = ?2
UNION SELECT 'withdrawal', id FROM withdrawal WHERE member = ?1 AND audience = ?2
UNION SELECT 'withdrawal', id FROM withdrawal WHERE pledge = ?1 AND audience = ?2
UNION SELECT 'addendum', id FROM addendum WHERE report = ?1 AND audience = ?2
UNION SELECT 'attachment', id FROM attachment WHERE "of" = ?1 AND audience = ?2
UNION SELECT 'settlement', id FROM settlement WHERE of_entity = ?1 AND audience = ?2
UNION SELECT 'same_as', id FROM same_as WHERE one = ?1 AND audience = ?2
UNION SELECT 'same_as', id FROM same_as WHERE other = ?1 AND audience = ?2

-- name: gone-forget-thumbnail
DELETE FROM thumbnail
WHERE id = lower (hex (?1)) OR id IN (SELECT blob FROM attachment WHERE id = ?1)

-- name: gone-forget-seals
DELETE FROM op_sealed WHERE place IN (SELECT place FROM op WHERE body IS NULL)

-- name: gone-list
SELECT g.entity, g.scope, g.kind, g.reason, g.date, g.reference, g.route, (
  SELECT min (o.hlc) FROM op_entity e CROSS JOIN op o ON o.place = e.place
  WHERE e.entity = g.entity)
FROM gone g ORDER BY g.date DESC, g.entity

-- Those that are read with audience ?2 and have operations of ?1, or a decision on it; ?2 in any
-- case.
-- name: gone-written-in
SELECT ?2 UNION
SELECT b.name FROM op_entity e
  CROSS JOIN stream s ON s.number = e.place >> 40
  CROSS JOIN audience b ON b.number = s.audience
  CROSS JOIN audience a ON a.name = ?2
WHERE e.entity = ?1 AND iif (b.name LIKE 'branch/%', 'membership', b.name)
  = iif (a.name LIKE 'branch/%', 'membership', a.name)
UNION
SELECT b.name FROM settlement k
  CROSS JOIN audience b ON b.number = k.audience
  CROSS JOIN audience a ON a.name = ?2
WHERE k.of_entity = lower (hex (?1)) AND iif (b.name LIKE 'branch/%', 'membership', b.name)
  = iif (a.name LIKE 'branch/%', 'membership', a.name)

-- name: gone-of-device
SELECT DISTINCT g.entity, g.scope, g.kind, g.reason, g.date
FROM gone g
  CROSS JOIN op_entity e ON e.entity = g.entity
  CROSS JOIN stream s ON s.number = e.place >> 40
  CROSS JOIN audience a ON a.number = s.audience AND a.name = g.scope
WHERE s.device = ?1 AND g.reason NOT IN ('received', 'taken-back')
ORDER BY g.scope, g.entity

-- Between two places of one stream, or of its stories.
-- name: op-hollow
SELECT EXISTS (SELECT 1 FROM op WHERE place BETWEEN ?1 AND ?2 AND body IS NULL) OR EXISTS (
  SELECT 1 FROM story s CROSS JOIN op o
  ON o.place BETWEEN (?1 & 0xffffffffff) - (s.number << 40) AND (?2 & 0xffffffffff) - (s.number << 40)
  WHERE s.stream = ?1 >> 40 AND o.body IS NULL)

-- name: op-refill
UPDATE op SET body = ?2 WHERE place = ?1 AND body IS NULL AND body_hash = ?3

-- The same operation in the stories of the stream where ?1 lies.
-- name: story-refill
UPDATE op SET body = ?2 WHERE body IS NULL AND body_hash = ?3 AND place IN (
  SELECT (?1 & 0xffffffffff) - (number << 40) FROM story WHERE stream = ?1 >> 40)

-- The operation at ?1, of a story, as it stands at ?2, in the log of its stream, or in another story.
-- name: story-borrow
UPDATE op SET body = (
  SELECT o.body FROM op o WHERE o.body IS NOT NULL AND o.body_hash = op.body_hash AND o.place IN (
    SELECT ?2 UNION ALL
    SELECT (?2 & 0xffffffffff) - (number << 40) FROM story WHERE stream = ?2 >> 40) LIMIT 1)
WHERE place = ?1

-- name: op-state
SELECT parked FROM op WHERE place = ?1

-- A record, ?1, that went with what it belongs to and that others can't open; ?2: its audience.
-- name: untold-insert
INSERT INTO setting (name, value)
SELECT 'untold/' || lower (hex (?1)) || '/' || iif (a.name LIKE 'branch/%', 'membership', a.name), ''
FROM audience a WHERE a.number = ?2
ON CONFLICT (name) DO NOTHING

-- name: untold-insert-if-sealed
INSERT INTO setting (name, value)
SELECT 'untold/' || lower (hex (?1)) || '/' || iif (a.name LIKE 'branch/%', 'membership', a.name), ''
FROM audience a WHERE a.number = ?2 AND EXISTS (
  SELECT 1 FROM op_entity e CROSS JOIN op_sealed z ON z.place = e.place WHERE e.entity = ?1)
ON CONFLICT (name) DO NOTHING

-- name: untold-list
SELECT g.entity, g.scope, g.kind, g.reason, g.date
FROM setting s
  CROSS JOIN gone g ON g.entity = unhex (substr (s.name, 8, 32)) AND g.scope = substr (s.name, 41)
WHERE s.name BETWEEN 'untold/' AND 'untold0'
ORDER BY g.scope, g.entity

-- name: untold-is-named
SELECT EXISTS (
  SELECT 1 FROM erasure e CROSS JOIN audience a ON a.number = e.audience
  WHERE e."of" = lower (hex (?1)) AND iif (a.name LIKE 'branch/%', 'membership', a.name) = ?2)
