/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-record.h"

G_BEGIN_DECLS

/*
 * An office's word on a field that several wrote without seeing each other: which of it
 * stands (sync/FORMAT.md, N4). It names the writings that it knew; one that it did not
 * know asks again. The value itself is written to the record, like any other.
 */
enum
{
  AHADI_SETTLEMENT_OF_KIND,
  AHADI_SETTLEMENT_OF_ENTITY,
  AHADI_SETTLEMENT_OF_FIELD,
  AHADI_SETTLEMENT_CITES, /* stamps with a blank between, rising; the last is what stands
                           */
  AHADI_SETTLEMENT_OUTCOME,
  AHADI_SETTLEMENT_VALUE, /* what was decided, as text, for those who don't hold the
                             record's own writing; absent: cleared */
  AHADI_SETTLEMENT_REASON,
  AHADI_SETTLEMENT_DATE,
  AHADI_SETTLEMENT_N_FIELDS
};

extern const AhadiKindInfo ahadi_settlement_info;

/* The outcome that takes an earlier decision back: what was asked is asked again. */
#define AHADI_SETTLEMENT_UNDO "undo"

/* What may be decided: what stood goes on standing, another writing stands, something
 * else does, or nothing is decided any more; %NULL-terminated. */
extern const char *const ahadi_settlement_outcomes[];

/* The field must be one of that kind that is settled at all: a sensitive one. */
void ahadi_settlement_validate (const AhadiRecord *record, GPtrArray *problems);

G_END_DECLS
