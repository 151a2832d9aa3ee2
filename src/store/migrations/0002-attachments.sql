-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 2: files that belong to a record.
PRAGMA user_version = 2;

CREATE TABLE attachment (
  doc INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL,
  id BLOB NOT NULL,
  hlc INTEGER NOT NULL,
  writer INTEGER NOT NULL,
  stamps BLOB,
  own_stream INTEGER NOT NULL,
  own_seq INTEGER NOT NULL,
  "of" TEXT,
  name TEXT,
  type TEXT,
  size TEXT,
  blob TEXT,
  key TEXT,
  ct_size TEXT,
  ct_blake2b TEXT,
  kept TEXT,
  note TEXT,
  date TEXT
);

CREATE UNIQUE INDEX attachment_id ON attachment (audience, id);
CREATE INDEX attachment_of ON attachment ("of") WHERE "of" IS NOT NULL;
CREATE INDEX attachment_blob ON attachment (blob) WHERE blob IS NOT NULL;
CREATE INDEX attachment_own ON attachment (own_stream, own_seq) WHERE own_seq > 0;

-- Sealed files that were begun here: what no attachment names after a crash is swept.
CREATE TABLE blob_begun (
  id TEXT PRIMARY KEY
) WITHOUT ROWID;

-- How far an own file has travelled. Pieces are bits, the first the lowest. sent: in bundles that
-- were written whole. held: named by an office's reply.
CREATE TABLE blob_way (
  id TEXT PRIMARY KEY,
  sent INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- Pieces from elsewhere, which lie in blobs/<id>-<device>.part until the file is whole.
CREATE TABLE blob_arrival (
  id TEXT NOT NULL,
  device TEXT NOT NULL,
  pieces INTEGER NOT NULL,
  PRIMARY KEY (id, device)
) WITHOUT ROWID;

-- Small pictures of pictures, made here.
CREATE TABLE thumbnail (
  id TEXT PRIMARY KEY,
  png BLOB NOT NULL
) WITHOUT ROWID;
