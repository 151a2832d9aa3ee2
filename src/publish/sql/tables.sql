-- SPDX-License-Identifier: GPL-3.0-or-later
-- What every schema has beside one table for each kind of record. Nobody is let in here: what a
-- role may see is said in ahadi-publish-roles.c. Names without a schema are this schema's.

-- One row: what this is. layout: a hash of all that makes the schema. directory, devices: versions
-- of the two lists that branch and device are read from. unswept: something was taken out, and its
-- words may still stand in dead rows.
CREATE TABLE IF NOT EXISTS publication (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  format integer NOT NULL,
  org text NOT NULL,
  layout text NOT NULL DEFAULT '',
  directory bigint NOT NULL DEFAULT 0,
  devices bigint NOT NULL DEFAULT 0,
  unswept boolean NOT NULL DEFAULT false
);

-- upto: the last operation that is here with all below it. forked, cut, beyond, line, settled: how far
-- the stream counts, as all who publish know together.
CREATE TABLE IF NOT EXISTS stream (
  number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  device uuid NOT NULL,
  epoch bigint NOT NULL,
  audience text NOT NULL,
  scope text NOT NULL GENERATED ALWAYS AS (
    CASE WHEN audience LIKE 'branch/%' THEN 'membership' ELSE audience END) STORED,
  upto bigint NOT NULL DEFAULT 0,
  forked bigint NOT NULL DEFAULT 0,
  cut text COLLATE "C" NOT NULL DEFAULT '',
  beyond bigint NOT NULL DEFAULT 0,
  line bigint NOT NULL DEFAULT 0,
  settled bigint NOT NULL DEFAULT 0,
  UNIQUE (device, epoch, audience)
);

-- The log: every operation that counts. Of one that is sealed to some readers there is the
-- ciphertext and no body; of one whose content was erased there is neither, only its hash.
CREATE TABLE IF NOT EXISTS operation (
  stream integer NOT NULL,
  seq bigint NOT NULL,
  hlc bigint NOT NULL,
  kind text NOT NULL,
  entity uuid NOT NULL,
  body jsonb,
  sealed bytea,
  body_hash bytea NOT NULL,
  PRIMARY KEY (stream, seq)
);
CREATE INDEX IF NOT EXISTS operation_entity ON operation (entity);
CREATE INDEX IF NOT EXISTS operation_hollow ON operation (stream, seq)
  WHERE body IS NULL AND sealed IS NULL;

-- What offices erased. It outlives a rebuilding: who has not heard of it may still hold the content.
CREATE TABLE IF NOT EXISTS gone (
  entity uuid NOT NULL,
  scope text NOT NULL,
  PRIMARY KEY (entity, scope)
);

CREATE TABLE IF NOT EXISTS branch (id uuid PRIMARY KEY, name text NOT NULL);
CREATE TABLE IF NOT EXISTS device (
  id uuid PRIMARY KEY,
  role text NOT NULL,
  branch uuid,
  state text NOT NULL
);
CREATE TABLE IF NOT EXISTS publisher (
  device uuid PRIMARY KEY,
  finished timestamptz NOT NULL
);

ALTER TABLE publication ENABLE ROW LEVEL SECURITY;
ALTER TABLE stream ENABLE ROW LEVEL SECURITY;
ALTER TABLE operation ENABLE ROW LEVEL SECURITY;
ALTER TABLE gone ENABLE ROW LEVEL SECURITY;

COMMENT ON TABLE publication IS 'What this schema is, and of which organisation.';
COMMENT ON TABLE stream IS 'Who wrote for whom: one chain of operations of one device.';
COMMENT ON TABLE operation IS 'The log. Only whoever publishes reads it.';
COMMENT ON TABLE gone IS 'Records that an office erased, by id. Nothing else is left of them.';
COMMENT ON TABLE branch IS 'The branches, as the signed list of devices names them.';
COMMENT ON TABLE device IS 'The laptops and holders of offices. No names.';
COMMENT ON TABLE publisher IS 'Which offices publish here, and when each did so last.';

-- Milliseconds since 1970 stand above the 16 bits that count within one of them.
CREATE OR REPLACE FUNCTION hlc_to_time (hlc bigint) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_timestamp ((hlc >> 16) / 1000.0);

CREATE OR REPLACE AGGREGATE lay_over (jsonb) (
  sfunc = jsonb_concat, stype = jsonb, initcond = '{}', parallel = safe
);
