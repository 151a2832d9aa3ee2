-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 11: whether two members are one person.
PRAGMA user_version = 11;

CREATE TABLE same_as (
  doc INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL,
  id BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  writer INTEGER NOT NULL,
  stamps BLOB,
  own_stream INTEGER NOT NULL,
  own_seq INTEGER NOT NULL,
  one TEXT,
  other TEXT,
  verdict TEXT,
  reason TEXT,
  date TEXT
);

CREATE UNIQUE INDEX same_as_id ON same_as (audience, id);
CREATE INDEX same_as_one ON same_as (one, other);
CREATE INDEX same_as_other ON same_as (other);
CREATE INDEX same_as_own ON same_as (own_stream, own_seq) WHERE own_seq > 0;
