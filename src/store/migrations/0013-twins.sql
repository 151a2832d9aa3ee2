-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 13: whether two members are one person.
PRAGMA user_version = 13;

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

-- What members are compared by, to find who is there twice: a cache of member, by doc. source is
-- what keys and values were made of: blocking keys, and how many members have each value.
CREATE TABLE twin (
  doc INTEGER PRIMARY KEY,
  source TEXT NOT NULL
);

CREATE TABLE twin_key (
  key INTEGER NOT NULL,
  doc INTEGER NOT NULL,
  PRIMARY KEY (key, doc)
) WITHOUT ROWID;

CREATE TABLE twin_value (
  value INTEGER PRIMARY KEY,
  count INTEGER NOT NULL
);

-- Members who may be one person, as they weighed when they were compared.
CREATE TABLE twin_pair (
  low INTEGER NOT NULL,
  high INTEGER NOT NULL,
  weight REAL NOT NULL,
  PRIMARY KEY (low, high)
) WITHOUT ROWID;

CREATE INDEX twin_pair_high ON twin_pair (high);

-- What these tables are behind by: every member above indexed (keys) and compared (pairs), and the
-- older ones in twin_todo; renewed: their keys are right again, their pairs are not.
CREATE TABLE twin_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  indexed INTEGER NOT NULL,
  compared INTEGER NOT NULL
);

INSERT INTO twin_state (id, indexed, compared) VALUES (1, 0, 0);

CREATE TABLE twin_todo (
  doc INTEGER PRIMARY KEY,
  renewed INTEGER NOT NULL
);
