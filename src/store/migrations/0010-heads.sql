-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 10: a cutoff names an entry by its head, and so which of two stories counts.
PRAGMA user_version = 10;

ALTER TABLE cutoff ADD COLUMN head TEXT;
ALTER TABLE cutoff ADD COLUMN reason TEXT;
ALTER TABLE cut ADD COLUMN head BLOB;

-- The first operation that leads to the head of a cutoff, of a stream that is forked; 0 for none.
ALTER TABLE stream ADD COLUMN line INTEGER NOT NULL DEFAULT 0;
