-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 7: what an office asks for again of this device's own streams.
PRAGMA user_version = 7;

CREATE TABLE want (
  stream INTEGER NOT NULL REFERENCES stream (number),
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  PRIMARY KEY (stream, from_seq, to_seq)
) WITHOUT ROWID;
