-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 3: operations whose body is sealed to some readers of their audience, and what a report
-- says about whom it must not reach.
PRAGMA user_version = 3;

-- opened: a key of this vault opened it, and it is folded into its row.
CREATE TABLE op_sealed (
  place INTEGER PRIMARY KEY,
  opened INTEGER NOT NULL
);

ALTER TABLE report ADD COLUMN about TEXT;
ALTER TABLE report ADD COLUMN recused TEXT;
