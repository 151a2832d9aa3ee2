-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 4: erasures, and what is gone.
PRAGMA user_version = 4;

CREATE TABLE erasure (
  doc INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL,
  id BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  writer INTEGER NOT NULL,
  stamps BLOB,
  own_stream INTEGER NOT NULL,
  own_seq INTEGER NOT NULL,
  "of" TEXT,
  of_kind TEXT,
  reason TEXT,
  note TEXT,
  date TEXT
);

CREATE UNIQUE INDEX erasure_id ON erasure (audience, id);
CREATE INDEX erasure_of ON erasure ("of") WHERE "of" IS NOT NULL;
CREATE INDEX erasure_own ON erasure (own_stream, own_seq) WHERE own_seq > 0;

-- Records whose content is gone and stays so: erased by an office, or (reason received) reduced to
-- this line on this laptop alone. scope: an audience, or membership for it and every branch's.
CREATE TABLE gone (
  entity BLOB NOT NULL,
  scope TEXT NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  date TEXT NOT NULL,
  reference TEXT,
  route TEXT,
  PRIMARY KEY (entity, scope)
) WITHOUT ROWID;

-- Operations of which only the hash is here.
CREATE INDEX op_hollow ON op (place) WHERE body IS NULL;

-- Whether a segment was handed to the other offices.
ALTER TABLE segment ADD COLUMN relayed INTEGER NOT NULL DEFAULT 0;
