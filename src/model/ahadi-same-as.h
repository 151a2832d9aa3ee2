/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-record.h"

G_BEGIN_DECLS

/*
 * A person's word on whether two members are one person (FORMAT.md, F8). The two stay two
 * records, whatever it says; the newest word on a pair counts, and the last may take back
 * the one before.
 */
enum
{
  AHADI_SAME_AS_ONE, /* the lower id of the two */
  AHADI_SAME_AS_OTHER,
  AHADI_SAME_AS_VERDICT,
  AHADI_SAME_AS_REASON,
  AHADI_SAME_AS_DATE,
  AHADI_SAME_AS_N_FIELDS
};

#define AHADI_SAME_AS_SAME "same"
#define AHADI_SAME_AS_DIFFERENT "different"
#define AHADI_SAME_AS_UNDECIDED "undecided" /* nobody has decided, any more */

extern const AhadiKindInfo ahadi_same_as_info;

/* @verdict: one of the three words; @reason: (nullable): why, as a person says it
 * Returns: (transfer full): a new record, of today; the order of @a and @b is all the
 * same. */
AhadiRecord *ahadi_same_as_to_record (const AhadiId *a,
                                      const AhadiId *b,
                                      const char *verdict,
                                      const char *reason);

/* The two are two, and in their order. */
void ahadi_same_as_validate (const AhadiRecord *record, GPtrArray *problems);

G_END_DECLS
