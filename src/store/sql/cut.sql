-- SPDX-License-Identifier: GPL-3.0-or-later
-- How far streams count: of devices that are no longer trusted, and for good.

-- name: cut-note
INSERT INTO cut (audience, device, epoch, hlc, id, last, head)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (audience, device, epoch) DO UPDATE SET
  hlc = excluded.hlc, id = excluded.id, last = excluded.last,
  head = excluded.head
WHERE (excluded.hlc, excluded.id) > (hlc, id)

-- name: base-note
INSERT INTO base (audience, device, epoch, hlc, id, last, head)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (audience, device, epoch) DO UPDATE SET
  hlc = excluded.hlc, id = excluded.id, last = excluded.last,
  head = excluded.head
WHERE (excluded.last, excluded.hlc, excluded.id) > (last, hlc, id)

-- Of a stream: up to where a decision says that it counts, and the head there; whether one says so of
-- its device at all; up to where it counts for good, and the head there.
-- name: cut-find
SELECT c.last, c.head, EXISTS (SELECT 1 FROM cut WHERE audience = ?1 AND device = ?2), b.last, b.head
FROM (SELECT 1)
LEFT JOIN cut c ON c.audience = ?1 AND c.device = ?2 AND c.epoch = ?3
LEFT JOIN base b ON b.audience = ?1 AND b.device = ?2 AND b.epoch = ?3

-- name: cut-any
SELECT EXISTS (SELECT 1 FROM cut WHERE audience = ?1 AND device = ?2)

-- The newest decision about a stream. Where one says how far its device counts and is silent on its
-- epoch, no time and no id.
-- name: cut-weigh
SELECT hlc, id, 0 FROM cut WHERE audience = ?1 AND device = ?2 AND epoch = ?3
UNION ALL
SELECT DISTINCT 0, zeroblob (16), 1 FROM cut WHERE audience = ?1 AND device = ?2
ORDER BY 3 LIMIT 1
