-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 5: forks, roll-backs. op.parked says why an operation is held: 0 it is not, 1 its
-- clock is ahead, 2 beyond a fork, 3 beyond a revocation.
PRAGMA user_version = 5;

-- forked: the first seq at which the author has signed two stories; 0 if it has not.
ALTER TABLE stream ADD COLUMN forked INTEGER NOT NULL DEFAULT 0;

-- elsewhere, of own streams: the highest seq that somebody holds and this vault does not.
ALTER TABLE stream ADD COLUMN elsewhere INTEGER NOT NULL DEFAULT 0;

-- Segments that contradict those of table segment. Their operations are held in op, at the
-- stream -number.
CREATE TABLE story (
  number INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL REFERENCES stream (number),
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  prev BLOB NOT NULL,
  head BLOB NOT NULL,
  head_sig BLOB NOT NULL,
  relayed INTEGER NOT NULL DEFAULT 0,
  UNIQUE (stream, to_seq, from_seq, head)
);

-- What is held, for whatever reason.
CREATE INDEX op_held ON op (place) WHERE parked > 0;
