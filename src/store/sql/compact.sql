-- SPDX-License-Identifier: GPL-3.0-or-later
-- What all who keep it have, and what need not be kept any longer.

-- name: reached-clear
DELETE FROM reached WHERE holder = ?1 AND audience = ?2

-- name: reached-add
INSERT INTO reached (holder, audience, device, epoch, seq, head) VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: reached-get
SELECT seq, head FROM reached
WHERE holder = ?1 AND audience = ?2 AND device = ?3 AND epoch = ?4

-- Streams that count for good further than what was written over there was let go.
-- name: compact-list
SELECT number, compacted, settled FROM stream
WHERE settled > compacted AND frontier >= settled ORDER BY number

-- name: compact-set
UPDATE stream SET compacted = ?2 WHERE number = ?1

-- Records that change (kinds 1 and 2) with an operation from place ?1 to ?2, written more than once.
-- name: compact-records
SELECT DISTINCT o.kind, o.entity FROM op o
WHERE o.place BETWEEN ?1 AND ?2 AND o.kind IN (1, 2) AND o.parked = 0 AND EXISTS (
  SELECT 1 FROM op_entity e WHERE e.entity = o.entity AND e.place <> o.place)

-- name: compact-drop
UPDATE op SET body = NULL WHERE place = ?1

-- Operation ?2 came back: it is looked at again.
-- name: compact-again
UPDATE stream SET compacted = ?2 - 1 WHERE number = ?1 AND compacted >= ?2
