-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 14: up to where streams count for good, and what the other holders of offices have.
PRAGMA user_version = 14;

CREATE TABLE baseline (
  doc INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL,
  id BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  writer INTEGER NOT NULL,
  stamps BLOB,
  own_stream INTEGER NOT NULL,
  own_seq INTEGER NOT NULL,
  device TEXT,
  epoch TEXT,
  last TEXT,
  date TEXT,
  head TEXT
);

CREATE UNIQUE INDEX baseline_id ON baseline (audience, id);
CREATE INDEX baseline_device ON baseline (device) WHERE device IS NOT NULL;
CREATE INDEX baseline_own ON baseline (own_stream, own_seq) WHERE own_seq > 0;

-- What all baselines together say of each stream, in whatever state their operations are.
CREATE TABLE base (
  audience INTEGER NOT NULL,
  device BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  id BLOB NOT NULL,
  last INTEGER NOT NULL,
  head BLOB NOT NULL,
  PRIMARY KEY (audience, device, epoch)
) WITHOUT ROWID;

-- The last operation of the stream that counts for good, and the last up to which what was written
-- over by then was let go; 0 for none.
ALTER TABLE stream ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stream ADD COLUMN compacted INTEGER NOT NULL DEFAULT 0;

-- What another holder of an office told last: it holds the stream up to seq, where its head is head.
CREATE TABLE reached (
  holder BLOB NOT NULL,
  audience TEXT NOT NULL,
  device BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  head BLOB NOT NULL,
  PRIMARY KEY (holder, audience, device, epoch)
) WITHOUT ROWID;
