-- SPDX-License-Identifier: GPL-3.0-or-later
-- Streams, audiences and what authors have signed.

-- name: audience-list
SELECT number, name FROM audience ORDER BY number

-- name: audience-insert
INSERT INTO audience (number, name) VALUES (?1, ?2)

-- name: stream-list
SELECT number, device, epoch, audience, own, prefix, counter, root, last, frontier,
  frontier_head, parked, exported, acked, acked_head, exported_head, forked, elsewhere,
  beyond, after, after_seq, line, settled
FROM stream ORDER BY number

-- name: stream-insert
INSERT INTO stream (number, device, epoch, audience, own, prefix)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)

-- name: stream-update
UPDATE stream SET own = ?2, counter = ?3, root = ?4, last = ?5, frontier = ?6,
  frontier_head = ?7, parked = ?8, exported = ?9, acked = ?10, acked_head = ?11,
  exported_head = ?12, forked = ?13, elsewhere = ?14, beyond = ?15, after = ?16, after_seq = ?17,
  line = ?18, settled = ?19
WHERE number = ?1

-- name: segment-insert
INSERT INTO segment (stream, to_seq, from_seq, prev, head, head_sig)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO NOTHING

-- name: segment-list
SELECT from_seq, to_seq, prev, head, stream FROM segment
WHERE stream = ?1 ORDER BY from_seq

-- name: segment-reaching
SELECT from_seq, to_seq, prev, head, head_sig FROM segment
WHERE stream = ?1 AND to_seq >= ?2 ORDER BY to_seq, from_seq

-- name: segment-drop
DELETE FROM segment WHERE stream = ?1 AND to_seq >= ?2

-- name: stream-find-last
SELECT coalesce (max (to_seq), 0) FROM segment WHERE stream = ?1

-- Those that share a position of the chain with ?2 (one before its first) to ?3.
-- name: segment-meeting
SELECT from_seq, to_seq, prev, head, stream FROM segment
WHERE stream = ?1 AND to_seq >= ?2 AND from_seq - 1 <= ?3
ORDER BY to_seq

-- name: segment-onward
SELECT to_seq, head FROM segment
WHERE stream = ?1 AND to_seq > ?2 AND from_seq <= ?2 + 1
ORDER BY to_seq DESC LIMIT 1

-- name: segment-covering
SELECT from_seq, to_seq, prev, head, stream FROM segment
WHERE stream = ?1 AND to_seq >= ?2 AND from_seq - 1 <= ?2
ORDER BY to_seq - from_seq LIMIT 1

-- ?2: also those that were handed on before. One that lies in another is left out, and the piece of
-- a story, of which nobody signed the end: the story follows, whole.
-- name: segment-relay
SELECT s.from_seq, s.to_seq, s.prev, s.head, s.head_sig, s.stream FROM segment s
WHERE s.stream = ?1 AND (?2 OR s.relayed = 0) AND s.head_sig <> zeroblob (64)
  AND NOT EXISTS (
    SELECT 1 FROM segment b
    WHERE b.stream = ?1 AND (?2 OR b.relayed = 0) AND b.head_sig <> zeroblob (64)
      AND b.from_seq <= s.from_seq AND b.to_seq >= s.to_seq
      AND b.to_seq - b.from_seq > s.to_seq - s.from_seq)
UNION ALL
SELECT from_seq, to_seq, prev, head, head_sig, -number FROM story
WHERE stream = ?1 AND (?2 OR relayed = 0)
ORDER BY 1, 2, 4

-- name: segment-set-relayed
UPDATE segment SET relayed = 1 WHERE stream = ?1

-- name: story-set-relayed
UPDATE story SET relayed = 1 WHERE stream = ?1

-- name: segment-send-again
UPDATE segment SET relayed = 0 WHERE stream = ?1 AND to_seq >= ?2 AND from_seq <= ?3

-- name: story-send-again
UPDATE story SET relayed = 0 WHERE stream = ?1 AND to_seq >= ?2 AND from_seq <= ?3

-- name: story-insert
INSERT INTO story (number, stream, from_seq, to_seq, prev, head, head_sig)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- name: story-find
SELECT number FROM story WHERE stream = ?1 AND to_seq = ?2 AND from_seq = ?3 AND head = ?4

-- name: story-next
SELECT coalesce (max (number), 0) + 1 FROM story

-- name: story-remove
DELETE FROM story WHERE number = ?1

-- name: story-list
SELECT from_seq, to_seq, prev, head, -number FROM story WHERE stream = ?1 ORDER BY number

-- name: story-meeting
SELECT from_seq, to_seq, prev, head, -number FROM story
WHERE stream = ?1 AND to_seq >= ?2 AND from_seq - 1 <= ?3
ORDER BY number

-- Zeros are no signature: of a piece, or of what this device wrote itself.
-- name: story-ends
SELECT to_seq, head, min (head_sig) FROM (
  SELECT to_seq, head, head_sig FROM segment
  WHERE stream = ?1 AND to_seq >= ?2 AND head_sig <> zeroblob (64)
  UNION ALL
  SELECT to_seq, head, head_sig FROM story WHERE stream = ?1 AND to_seq >= ?2)
GROUP BY to_seq, head ORDER BY to_seq, head
