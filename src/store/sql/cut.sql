-- SPDX-License-Identifier: GPL-3.0-or-later
-- How far streams count of devices that are no longer trusted.

-- name: cut-note
INSERT INTO cut (audience, device, epoch, hlc, id, last, head)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (audience, device, epoch) DO UPDATE SET
  hlc = excluded.hlc, id = excluded.id, last = excluded.last,
  head = excluded.head
WHERE (excluded.hlc, excluded.id) > (hlc, id)

-- The first operation of a stream that does not count; 0 for none.
-- name: cut-find
SELECT coalesce (
  (SELECT last + 1 FROM cut WHERE audience = ?1 AND device = ?2 AND epoch = ?3),
  (SELECT 1 FROM cut WHERE audience = ?1 AND device = ?2),
  0)

-- The head of the entry that counts last, where it is named.
-- name: cut-head
SELECT head FROM cut
WHERE audience = ?1 AND device = ?2 AND epoch = ?3 AND head IS NOT NULL

-- name: cut-any
SELECT EXISTS (SELECT 1 FROM cut WHERE audience = ?1 AND device = ?2)

-- The newest decision about a stream, and the first operation of it that does not count. Where one
-- says how far its device counts and is silent on its epoch, no time and no id.
-- name: cut-weigh
SELECT hlc, id, last + 1, 0 FROM cut WHERE audience = ?1 AND device = ?2 AND epoch = ?3
UNION ALL
SELECT DISTINCT 0, zeroblob (16), 1, 1 FROM cut WHERE audience = ?1 AND device = ?2
ORDER BY 4 LIMIT 1
