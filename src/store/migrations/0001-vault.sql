-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 1: the whole vault. The tables of records are a cache of op: its replay gives them.
PRAGMA application_id = 0x41484144;
PRAGMA user_version = 1;

-- One row: what this vault is, who writes in it, and its clock (the highest HLC issued or seen).
CREATE TABLE state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid BLOB NOT NULL,
  generation INTEGER NOT NULL,
  clock INTEGER NOT NULL DEFAULT 0,
  org TEXT,
  device BLOB,
  epoch INTEGER,
  changes INTEGER NOT NULL DEFAULT 0,
  backed_up INTEGER NOT NULL DEFAULT -1
);

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value NOT NULL
) WITHOUT ROWID;

CREATE TABLE audience (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

-- root: h(0), once known. frontier: the last operation with none missing or parked below.
-- prefix, counter: of entity ids made here (own streams only).
CREATE TABLE stream (
  number INTEGER PRIMARY KEY,
  device BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  audience INTEGER NOT NULL REFERENCES audience (number),
  own INTEGER NOT NULL,
  prefix BLOB,
  counter INTEGER NOT NULL DEFAULT 0,
  root BLOB,
  last INTEGER NOT NULL DEFAULT 0,
  frontier INTEGER NOT NULL DEFAULT 0,
  frontier_head BLOB,
  parked INTEGER NOT NULL DEFAULT 0,
  exported INTEGER NOT NULL DEFAULT 0,
  exported_head BLOB,
  acked INTEGER NOT NULL DEFAULT 0,
  acked_head BLOB,
  UNIQUE (device, epoch, audience)
);

-- The log. place is stream << 40 | seq, so that each stream grows at its end. body is NULL once
-- erased; parked operations are held but not folded into any row.
CREATE TABLE op (
  place INTEGER PRIMARY KEY,
  hlc INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  entity BLOB NOT NULL,
  body BLOB,
  body_hash BLOB NOT NULL,
  parked INTEGER NOT NULL
);

CREATE INDEX op_parked ON op (place) WHERE parked = 1;

-- The operations of an entity; those between first and last of op_todo may still be missing.
CREATE TABLE op_entity (
  entity BLOB NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (entity, place)
) WITHOUT ROWID;

CREATE TABLE op_todo (
  number INTEGER PRIMARY KEY,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL
);

-- What authors have signed: the only proof of a fork, and what a relay passes on.
CREATE TABLE segment (
  stream INTEGER NOT NULL REFERENCES stream (number),
  to_seq INTEGER NOT NULL,
  from_seq INTEGER NOT NULL,
  prev BLOB NOT NULL,
  head BLOB NOT NULL,
  head_sig BLOB NOT NULL,
  PRIMARY KEY (stream, to_seq, from_seq)
) WITHOUT ROWID;

CREATE TABLE journal (
  number INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  direction TEXT NOT NULL,
  file TEXT NOT NULL,
  bundle TEXT NOT NULL,
  device TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  operations INTEGER NOT NULL
);

CREATE INDEX journal_bundle ON journal (bundle) WHERE outcome = 'merged';

CREATE TABLE set_aside (
  name TEXT PRIMARY KEY,
  bundle TEXT NOT NULL,
  device TEXT NOT NULL,
  reason TEXT NOT NULL,
  time INTEGER NOT NULL
) WITHOUT ROWID;

-- One table per kind, the current state folded from the log. hlc and writer are the stamp of
-- the newest value; stamps packs (field, hlc, writer) of the others. own_stream and own_seq: the
-- last operation of this device here. doc numbers the rows as they come.
CREATE TABLE circle (
  doc INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL,
  id BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  writer INTEGER NOT NULL,
  stamps BLOB,
  own_stream INTEGER NOT NULL,
  own_seq INTEGER NOT NULL,
  name TEXT,
  type TEXT,
  county TEXT,
  place TEXT,
  leader TEXT,
  note TEXT
);

CREATE UNIQUE INDEX circle_id ON circle (audience, id);
CREATE INDEX circle_own ON circle (own_stream, own_seq) WHERE own_seq > 0;

CREATE TABLE member (
  doc INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL,
  id BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  writer INTEGER NOT NULL,
  stamps BLOB,
  own_stream INTEGER NOT NULL,
  own_seq INTEGER NOT NULL,
  name TEXT,
  preferred_name TEXT,
  phone TEXT,
  email TEXT,
  gender TEXT,
  birth TEXT,
  county TEXT,
  place TEXT,
  circle TEXT,
  number TEXT,
  status TEXT,
  joined TEXT,
  consent TEXT,
  consent_date TEXT,
  guardian_name TEXT,
  guardian_phone TEXT,
  guardian_consent TEXT,
  best_interest TEXT,
  note TEXT
);

CREATE UNIQUE INDEX member_id ON member (audience, id);
CREATE INDEX member_of ON member (circle) WHERE circle IS NOT NULL;
CREATE INDEX member_own ON member (own_stream, own_seq) WHERE own_seq > 0;

CREATE TABLE pledge (
  doc INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL,
  id BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  writer INTEGER NOT NULL,
  stamps BLOB,
  own_stream INTEGER NOT NULL,
  own_seq INTEGER NOT NULL,
  member TEXT,
  text TEXT,
  language TEXT,
  c1 TEXT,
  c2 TEXT,
  c3 TEXT,
  c4 TEXT,
  c5 TEXT,
  c6 TEXT,
  c7 TEXT,
  c9 TEXT,
  c10 TEXT,
  ack8 TEXT,
  ack_closing TEXT,
  made TEXT,
  date TEXT,
  place TEXT,
  witness TEXT,
  note TEXT
);

CREATE UNIQUE INDEX pledge_id ON pledge (audience, id);
CREATE INDEX pledge_of ON pledge (member) WHERE member IS NOT NULL;
CREATE INDEX pledge_own ON pledge (own_stream, own_seq) WHERE own_seq > 0;

CREATE TABLE withdrawal (
  doc INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL,
  id BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  writer INTEGER NOT NULL,
  stamps BLOB,
  own_stream INTEGER NOT NULL,
  own_seq INTEGER NOT NULL,
  pledge TEXT,
  member TEXT,
  date TEXT,
  reason TEXT
);

CREATE UNIQUE INDEX withdrawal_id ON withdrawal (audience, id);
CREATE INDEX withdrawal_of ON withdrawal (member) WHERE member IS NOT NULL;
CREATE INDEX withdrawal_own ON withdrawal (own_stream, own_seq) WHERE own_seq > 0;

CREATE TABLE report (
  doc INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL,
  id BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  writer INTEGER NOT NULL,
  stamps BLOB,
  own_stream INTEGER NOT NULL,
  own_seq INTEGER NOT NULL,
  reference TEXT,
  duty_shown TEXT,
  danger TEXT,
  categories TEXT,
  persons TEXT,
  statement TEXT,
  happened TEXT,
  place TEXT,
  wishes TEXT,
  consent TEXT,
  consent_note TEXT,
  contact_safe TEXT,
  route TEXT,
  filed TEXT
);

CREATE UNIQUE INDEX report_id ON report (audience, id);
CREATE INDEX report_own ON report (own_stream, own_seq) WHERE own_seq > 0;

CREATE TABLE addendum (
  doc INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL,
  id BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  writer INTEGER NOT NULL,
  stamps BLOB,
  own_stream INTEGER NOT NULL,
  own_seq INTEGER NOT NULL,
  report TEXT,
  text TEXT,
  date TEXT
);

CREATE UNIQUE INDEX addendum_id ON addendum (audience, id);
CREATE INDEX addendum_of ON addendum (report) WHERE report IS NOT NULL;
CREATE INDEX addendum_own ON addendum (own_stream, own_seq) WHERE own_seq > 0;

-- What search and lists by name are read from, by doc: the folded name, the words, their trigrams,
-- and the names in their order. Without positions (detail=none) the trigrams take a third: the words
-- are looked for in the folded text afterwards. Deleted words must not stay readable.
CREATE TABLE circle_words (
  doc INTEGER PRIMARY KEY,
  sort TEXT,
  folded TEXT NOT NULL
);

CREATE VIRTUAL TABLE circle_text USING fts5 (
  words, content = '', detail = none, tokenize = 'trigram case_sensitive 1'
);
INSERT INTO circle_text (circle_text, rank) VALUES ('secure-delete', 1);

CREATE TABLE member_words (
  doc INTEGER PRIMARY KEY,
  sort TEXT,
  folded TEXT NOT NULL
);

CREATE VIRTUAL TABLE member_text USING fts5 (
  words, content = '', detail = none, tokenize = 'trigram case_sensitive 1'
);
INSERT INTO member_text (member_text, rank) VALUES ('secure-delete', 1);

CREATE TABLE report_words (
  doc INTEGER PRIMARY KEY,
  sort TEXT,
  folded TEXT NOT NULL
);

CREATE VIRTUAL TABLE report_text USING fts5 (
  words, content = '', detail = none, tokenize = 'trigram case_sensitive 1'
);
INSERT INTO report_text (report_text, rank) VALUES ('secure-delete', 1);

CREATE TABLE circle_name (
  sort TEXT NOT NULL,
  doc INTEGER NOT NULL,
  PRIMARY KEY (sort, doc)
) WITHOUT ROWID;

CREATE TABLE member_name (
  sort TEXT NOT NULL,
  doc INTEGER NOT NULL,
  PRIMARY KEY (sort, doc)
) WITHOUT ROWID;

-- What those tables are behind by: every row whose doc is above indexed, and the older rows here. An
-- import leaves it to the next list.
CREATE TABLE text_state (
  kind INTEGER PRIMARY KEY,
  indexed INTEGER NOT NULL
);

INSERT INTO text_state (kind, indexed) VALUES (1, 0), (2, 0), (5, 0);

CREATE TABLE text_todo (
  kind INTEGER NOT NULL,
  doc INTEGER NOT NULL,
  PRIMARY KEY (kind, doc)
) WITHOUT ROWID;
