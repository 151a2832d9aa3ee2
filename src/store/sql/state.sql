-- SPDX-License-Identifier: GPL-3.0-or-later
-- The vault itself, its settings and its integrity.

-- name: begin
BEGIN IMMEDIATE

-- name: commit
COMMIT

-- name: member-begin
SAVEPOINT member

-- name: member-commit
RELEASE member

-- name: member-rollback
ROLLBACK TO member

-- name: rollback
ROLLBACK

-- name: user-version
PRAGMA user_version

-- name: application-id
PRAGMA application_id

-- name: state-insert
INSERT INTO state (id, uuid, generation) VALUES (1, ?1, ?2)

-- name: state-get
SELECT uuid, generation, clock, org, device, epoch, changes, backed_up FROM state

-- name: state-set-generation
UPDATE state SET generation = ?1

-- name: state-set-clock
UPDATE state SET clock = ?1 WHERE clock < ?1

-- name: state-put-clock-back
UPDATE state SET clock = ?1

-- name: state-set-author
UPDATE state SET org = ?1, device = ?2, epoch = ?3

-- name: state-forget-epoch
UPDATE state SET epoch = NULL

-- name: state-add-change
UPDATE state SET changes = changes + 1

-- name: state-set-backed-up
UPDATE state SET backed_up = ?1

-- name: setting-get
SELECT value FROM setting WHERE name = ?1

-- name: setting-set
INSERT INTO setting (name, value) VALUES (?1, ?2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value

-- name: setting-remove
DELETE FROM setting WHERE name = ?1

-- name: setting-list
SELECT name FROM setting WHERE substr (name, 1, length (?1)) = ?1 ORDER BY name

-- name: cipher-integrity
PRAGMA cipher_integrity_check

-- name: integrity
PRAGMA integrity_check (100)

-- name: vacuum-into
VACUUM INTO ?1

-- name: census
SELECT
  (SELECT count (*) FROM op WHERE place > 0) AS operations,
  (SELECT count (*) FROM segment) AS segments,
  (SELECT count (*) FROM stream) AS streams,
  (SELECT count (*) FROM setting) AS settings,
  (SELECT count (*) FROM journal) AS journal,
  (SELECT count (*) FROM set_aside) AS set_aside,
  (SELECT count (*) FROM circle) AS circles,
  (SELECT count (*) FROM member) AS members,
  (SELECT count (*) FROM pledge) AS pledges,
  (SELECT count (*) FROM withdrawal) AS withdrawals,
  (SELECT count (*) FROM report) AS reports,
  (SELECT count (*) FROM addendum) AS addenda,
  (SELECT changes FROM state) AS changes

-- name: text-indexed
SELECT indexed FROM text_state WHERE kind = ?1

-- name: text-set-indexed
UPDATE text_state SET indexed = ?2 WHERE kind = ?1

-- name: text-todo-add
INSERT INTO text_todo (kind, doc) VALUES (?1, ?2) ON CONFLICT DO NOTHING

-- name: text-todo-any
SELECT EXISTS (SELECT 1 FROM text_todo WHERE kind = ?1)

-- name: text-todo-remove
DELETE FROM text_todo WHERE kind = ?1 AND doc = ?2

-- name: text-todo-clear
DELETE FROM text_todo WHERE kind = ?1

-- name: kind-rows
SELECT rows FROM kind_rows WHERE kind = ?1

-- name: kind-rows-add
INSERT INTO kind_rows (kind, rows) VALUES (?1, ?2)
ON CONFLICT (kind) DO UPDATE SET rows = rows + excluded.rows
