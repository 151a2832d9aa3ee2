-- SPDX-License-Identifier: GPL-3.0-or-later
-- Sealed files: begun here, on their way, arriving; and small pictures. ?1 is the id.

-- name: blob-begun-add
INSERT INTO blob_begun (id) VALUES (?1) ON CONFLICT DO NOTHING

-- name: blob-begun-list
SELECT id, EXISTS (SELECT 1 FROM attachment WHERE blob = blob_begun.id)
FROM blob_begun ORDER BY id

-- name: blob-begun-remove
DELETE FROM blob_begun WHERE id = ?1

-- name: blob-list-named
SELECT blob, ct_blake2b, max (own_seq) > 0 FROM attachment
WHERE blob IS NOT NULL AND ct_blake2b IS NOT NULL GROUP BY blob ORDER BY blob

-- name: blob-is-named
SELECT EXISTS (SELECT 1 FROM attachment WHERE blob = ?1 AND ct_blake2b = ?2)

-- name: blob-way-get
SELECT sent, held FROM blob_way WHERE id = ?1

-- name: blob-way-sent
INSERT INTO blob_way (id, sent) VALUES (?1, ?2)
ON CONFLICT (id) DO UPDATE SET sent = sent | excluded.sent

-- name: blob-way-held
INSERT INTO blob_way (id, held)
SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM attachment WHERE blob = ?1 AND own_seq > 0)
ON CONFLICT (id) DO UPDATE SET held = held | excluded.held, sent = sent & excluded.held

-- name: blob-arrival-add
INSERT INTO blob_arrival (id, device, pieces) VALUES (?1, ?2, ?3)
ON CONFLICT (id, device) DO UPDATE SET pieces = pieces | excluded.pieces

-- name: blob-arrival-most
SELECT coalesce (max (pieces), 0) FROM blob_arrival WHERE id = ?1

-- name: blob-arrival-remove
DELETE FROM blob_arrival WHERE id = ?1 AND device = ?2

-- name: blob-arrival-named
SELECT r.id, r.device, r.pieces, k.size, k.ct_size, k.ct_blake2b
FROM blob_arrival r CROSS JOIN attachment k ON k.blob = r.id
ORDER BY r.id, r.device

-- name: blob-arrival-unnamed
SELECT id, device FROM blob_arrival r
WHERE NOT EXISTS (SELECT 1 FROM attachment WHERE blob = r.id) ORDER BY id, device

-- name: blob-arrival-devices
SELECT device FROM blob_arrival WHERE id = ?1 ORDER BY device

-- name: blob-arrival-forget
DELETE FROM blob_arrival WHERE id = ?1

-- name: blob-way-forget
DELETE FROM blob_way WHERE id = ?1

-- name: blob-gone-add
INSERT INTO blob_gone (id) VALUES (?1) ON CONFLICT (id) DO UPDATE SET swept = 0

-- A file that an attachment names is not gone, whatever else was.
-- name: blob-gone-has
SELECT EXISTS (SELECT 1 FROM blob_gone WHERE id = ?1)
  AND NOT EXISTS (SELECT 1 FROM attachment WHERE blob = ?1)

-- name: blob-gone-unswept
SELECT id FROM blob_gone
WHERE swept = 0 AND NOT EXISTS (SELECT 1 FROM attachment WHERE blob = blob_gone.id)
ORDER BY id

-- name: blob-gone-swept
UPDATE blob_gone SET swept = 1 WHERE id = ?1

-- name: thumbnail-get
SELECT png FROM thumbnail WHERE id = ?1

-- name: thumbnail-put
INSERT INTO thumbnail (id, png) VALUES (?1, ?2)
ON CONFLICT (id) DO UPDATE SET png = excluded.png
