-- SPDX-License-Identifier: GPL-3.0-or-later
-- Files that came in and went out, and those kept aside.

-- name: journal-insert
INSERT INTO journal (time, direction, file, bundle, device, outcome, reason, operations)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: journal-list
SELECT number, time, direction, file, bundle, device, outcome, reason, operations
FROM journal ORDER BY number DESC LIMIT ?1

-- name: journal-merged
SELECT EXISTS (SELECT 1 FROM journal WHERE bundle = ?1 AND outcome = 'merged')

-- name: set-aside-put
INSERT INTO set_aside (name, bundle, device, reason, time) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (name) DO UPDATE SET bundle = excluded.bundle, device = excluded.device,
  reason = excluded.reason, time = excluded.time

-- name: set-aside-remove
DELETE FROM set_aside WHERE name = ?1

-- name: set-aside-list
SELECT name, bundle, device, reason, time FROM set_aside
WHERE ?1 IS NULL OR reason = ?1 ORDER BY time, name
