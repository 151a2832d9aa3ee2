-- SPDX-License-Identifier: GPL-3.0-or-later
-- How far streams count of devices that are no longer trusted.

-- name: cut-note
INSERT INTO cut (audience, device, epoch, hlc, id, last) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (audience, device, epoch) DO UPDATE SET
  hlc = excluded.hlc, id = excluded.id, last = excluded.last
WHERE (excluded.hlc, excluded.id) > (hlc, id)

-- The first operation of a stream that does not count; 0 for none.
-- name: cut-find
SELECT coalesce (
  (SELECT last + 1 FROM cut WHERE audience = ?1 AND device = ?2 AND epoch = ?3),
  (SELECT 1 FROM cut WHERE audience = ?1 AND device = ?2),
  0)

-- name: cut-any
SELECT EXISTS (SELECT 1 FROM cut WHERE audience = ?1 AND device = ?2)
