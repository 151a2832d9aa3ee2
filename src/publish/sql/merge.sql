-- SPDX-License-Identifier: GPL-3.0-or-later
-- The statements that merge a stage, and what offices decided, into the tables.

-- Tables of the session, emptied with each transaction. A record may be touched twice.
-- name: session
CREATE TEMPORARY TABLE IF NOT EXISTS stage (
  stream integer, seq bigint, hlc bigint, kind text, entity uuid, body jsonb, sealed bytea,
  body_hash bytea
) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS touched (kind text, entity uuid) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS gone_stage (entity uuid, scope text) ON COMMIT DELETE ROWS

-- name: copy-stage
COPY pg_temp.stage (stream, seq, hlc, kind, entity, body, sealed, body_hash) FROM STDIN

-- name: copy-gone
COPY pg_temp.gone_stage (entity, scope) FROM STDIN

-- An operation is there already, or it is new; one of which only the hash is here may get its
-- content back, unless an office erased it.
-- name: merge-stage
INSERT INTO operation AS o (stream, seq, hlc, kind, entity, body, sealed, body_hash)
SELECT g.stream, g.seq, g.hlc, g.kind, g.entity,
  CASE WHEN x.entity IS NULL THEN g.body END,
  CASE WHEN x.entity IS NULL THEN g.sealed END, g.body_hash
FROM stage g
  JOIN stream s ON s.number = g.stream
  LEFT JOIN gone x ON x.entity = g.entity AND x.scope = s.scope AND g.kind <> 'erasure'
ON CONFLICT (stream, seq) DO UPDATE SET body = excluded.body, sealed = excluded.sealed
WHERE o.body IS NULL AND o.sealed IS NULL AND o.body_hash = excluded.body_hash
  AND (excluded.body IS NOT NULL OR excluded.sealed IS NOT NULL)

-- name: contradicted
SELECT count(*) FROM stage g JOIN operation o USING (stream, seq)
WHERE o.body_hash <> g.body_hash

-- name: touch-stage
INSERT INTO touched SELECT DISTINCT kind, entity FROM stage

-- name: touched-kinds
SELECT DISTINCT kind FROM touched ORDER BY kind

-- One stream after the other, each from where it was whole: that costs what is new, and not what is
-- there.
-- name: advance
UPDATE stream s SET upto = f.upto
FROM (SELECT DISTINCT stream FROM stage) g
  CROSS JOIN LATERAL (
    SELECT max (w.seq) AS upto FROM (
      SELECT o.seq, t.upto + row_number () OVER (ORDER BY o.seq) AS expected
      FROM stream t JOIN operation o ON o.stream = t.number AND o.seq > t.upto
      WHERE t.number = g.stream) w
    WHERE w.seq = w.expected) f
WHERE s.number = g.stream AND f.upto IS NOT NULL

-- name: empty
TRUNCATE stage, touched

-- name: merge-gone
INSERT INTO gone (entity, scope) SELECT entity, scope FROM gone_stage ON CONFLICT DO NOTHING

-- name: erase
WITH erased AS (
  UPDATE operation o SET body = NULL, sealed = NULL
  FROM gone x, stream s
  WHERE o.entity = x.entity AND s.number = o.stream AND s.scope = x.scope
    AND o.kind <> 'erasure' AND (o.body IS NOT NULL OR o.sealed IS NOT NULL)
  RETURNING o.kind, o.entity
)
INSERT INTO touched SELECT DISTINCT kind, entity FROM erased

-- $1: a stream, $2: its first operation of which it is open again whether it counts
-- name: withdraw
WITH withdrawn AS (
  DELETE FROM operation WHERE stream = $1 AND seq >= $2 RETURNING kind, entity
), told AS (
  INSERT INTO touched SELECT DISTINCT kind, entity FROM withdrawn
)
SELECT count(*) FROM withdrawn

-- name: stream-list
SELECT number, device, epoch, audience, upto, forked, cut, beyond, line, settled FROM stream

-- name: stream-add
INSERT INTO stream (device, epoch, audience) VALUES ($1, $2, $3)
ON CONFLICT (device, epoch, audience) DO UPDATE SET epoch = excluded.epoch
RETURNING number

-- $6: the last operation that can still be told to be whole
-- name: stream-set-reach
UPDATE stream SET forked = $2, cut = $3, beyond = $4, line = $5, upto = least (upto, $6),
  settled = $7
WHERE number = $1

-- What of each stream is here beyond what is here without a gap.
-- name: present
SELECT o.stream, o.seq FROM stream s JOIN operation o ON o.stream = s.number AND o.seq > s.upto

-- What has lost its content here, and no office erased.
-- name: hollow
SELECT o.stream, o.seq FROM operation o JOIN stream s ON s.number = o.stream
WHERE o.body IS NULL AND o.sealed IS NULL AND NOT EXISTS (
  SELECT FROM gone x WHERE x.entity = o.entity AND x.scope = s.scope AND o.kind <> 'erasure')

-- name: operations
SELECT seq, encode (body_hash, 'hex') FROM operation WHERE stream = $1 ORDER BY seq

-- name: finish
INSERT INTO publisher (device, finished) VALUES ($1, now ())
ON CONFLICT (device) DO UPDATE SET finished = excluded.finished

-- name: touch-all
INSERT INTO touched SELECT DISTINCT kind, entity FROM operation

-- name: audiences
SELECT DISTINCT audience FROM stream

-- name: there
SELECT number FROM stream WHERE device = $1 AND epoch = $2 AND audience = $3
