-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 12: what several wrote without seeing each other, and what was decided of it.
PRAGMA user_version = 12;

CREATE TABLE settlement (
  doc INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL,
  id BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  writer INTEGER NOT NULL,
  stamps BLOB,
  own_stream INTEGER NOT NULL,
  own_seq INTEGER NOT NULL,
  of_kind TEXT,
  of_entity TEXT,
  of_field TEXT,
  cites TEXT,
  outcome TEXT,
  value TEXT,
  reason TEXT,
  date TEXT
);

CREATE UNIQUE INDEX settlement_id ON settlement (audience, id);
CREATE INDEX settlement_of ON settlement (of_entity) WHERE of_entity IS NOT NULL;
CREATE INDEX settlement_own ON settlement (own_stream, own_seq) WHERE own_seq > 0;

-- Sensitive fields that were written apart: what the log says of the records that are not due.
-- state: 0 open, 1 reopened, 2 settled, 3 in parallel. hlc: of what stands.
CREATE TABLE review (
  audience INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  entity BLOB NOT NULL,
  field INTEGER NOT NULL,
  state INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  PRIMARY KEY (audience, kind, entity, field)
) WITHOUT ROWID;

CREATE INDEX review_newest ON review (hlc);

-- Records of which the log may say something else by now; or, where they wait, once more of them
-- comes: a decision speaks of it.
CREATE TABLE review_due (
  audience INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  entity BLOB NOT NULL,
  waits INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (audience, kind, entity)
) WITHOUT ROWID;

-- Members that somebody wrote more than once.
INSERT INTO review_due (audience, kind, entity)
SELECT audience, 2, id FROM member WHERE id IN (
  SELECT entity FROM op WHERE kind = 2 AND parked = 0 GROUP BY entity HAVING count (*) > 1);
