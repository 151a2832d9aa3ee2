-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 9: sealed files whose attachment is gone, so that they go too and don't come again.
PRAGMA user_version = 9;

-- id: as in attachment.blob, and nothing else of it. swept: 0 while something of it may lie in blobs/.
CREATE TABLE blob_gone (
  id TEXT PRIMARY KEY,
  swept INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
