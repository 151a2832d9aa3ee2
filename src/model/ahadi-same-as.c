/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-same-as.h"

#include "ahadi-field-table.h"

#define REASON_LIMIT 500

static const char *const verdicts[] = { AHADI_SAME_AS_SAME, AHADI_SAME_AS_DIFFERENT,
                                        AHADI_SAME_AS_UNDECIDED, NULL };

static const AhadiField same_as_fields[] = {
  [AHADI_SAME_AS_ONE] = { "one", ENTITY, FACT, REQUIRED },
  [AHADI_SAME_AS_OTHER] = { "other", ENTITY, FACT, REQUIRED },
  [AHADI_SAME_AS_VERDICT] = { "verdict", CHOICE, FACT, REQUIRED, 0, verdicts },
  [AHADI_SAME_AS_REASON] = { "reason", TEXT, FACT, OPTIONAL, REASON_LIMIT },
  [AHADI_SAME_AS_DATE] = { "date", DATE, FACT, REQUIRED, EXACT_DAY },
};

G_STATIC_ASSERT (G_N_ELEMENTS (same_as_fields) == AHADI_SAME_AS_N_FIELDS);

const AhadiKindInfo ahadi_same_as_info = {
  AHADI_KIND_SAME_AS, "same_as", TRUE, same_as_fields, AHADI_SAME_AS_N_FIELDS,
};

AhadiRecord *
ahadi_same_as_to_record (const AhadiId *a,
                         const AhadiId *b,
                         const char *verdict,
                         const char *reason)
{
  AhadiRecord *record = ahadi_record_new (AHADI_KIND_SAME_AS, NULL);
  gboolean in_order = ahadi_id_compare (a, b) <= 0;
  AhadiDate today = ahadi_date_today ();
  g_autofree char *date = ahadi_date_to_string (&today);
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_record_set (record, AHADI_SAME_AS_ONE, ahadi_id_print (in_order ? a : b, id));
  ahadi_record_set (record, AHADI_SAME_AS_OTHER, ahadi_id_print (in_order ? b : a, id));
  ahadi_record_set (record, AHADI_SAME_AS_VERDICT, verdict);
  ahadi_record_set (record, AHADI_SAME_AS_REASON, reason);
  ahadi_record_set (record, AHADI_SAME_AS_DATE, date);
  return record;
}

/* Ids as text sort as their bytes do. */
void
ahadi_same_as_validate (const AhadiRecord *record, GPtrArray *problems)
{
  const char *one = ahadi_record_get (record, AHADI_SAME_AS_ONE);
  const char *other = ahadi_record_get (record, AHADI_SAME_AS_OTHER);

  if (one != NULL && other != NULL && g_strcmp0 (one, other) >= 0)
    ahadi_problem_list_add (problems, same_as_fields[AHADI_SAME_AS_OTHER].name,
                            AHADI_PROBLEM_OTHER_VALUE);
}
