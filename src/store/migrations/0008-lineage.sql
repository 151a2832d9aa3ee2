-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 8: which operation of an earlier epoch a stream goes on from.
PRAGMA user_version = 8;

-- after: the number of the stream of the same device and audience; -1 if it goes on from none,
-- 0 as long as that is not known. after_seq: the operation of it that came last.
ALTER TABLE stream ADD COLUMN after INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stream ADD COLUMN after_seq INTEGER NOT NULL DEFAULT 0;
