-- SPDX-License-Identifier: GPL-3.0-or-later
-- What an office asks for again.

-- name: want-add
INSERT OR IGNORE INTO want (stream, from_seq, to_seq) VALUES (?1, ?2, ?3)

-- name: want-forget
DELETE FROM want WHERE stream = ?1 AND to_seq <= ?2

-- name: want-list
SELECT from_seq, to_seq FROM want WHERE stream = ?1 ORDER BY from_seq
