-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 6: how far devices count that are no longer trusted.
PRAGMA user_version = 6;

CREATE TABLE cutoff (
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
  date TEXT
);

CREATE UNIQUE INDEX cutoff_id ON cutoff (audience, id);
CREATE INDEX cutoff_device ON cutoff (device) WHERE device IS NOT NULL;
CREATE INDEX cutoff_own ON cutoff (own_stream, own_seq) WHERE own_seq > 0;

-- What all cutoffs together say of each stream, in whatever state their operations are.
CREATE TABLE cut (
  audience INTEGER NOT NULL,
  device BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  id BLOB NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (audience, device, epoch)
) WITHOUT ROWID;

-- The first operation of the stream that does not count for that reason; 0 for none.
ALTER TABLE stream ADD COLUMN beyond INTEGER NOT NULL DEFAULT 0;
