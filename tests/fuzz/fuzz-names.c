/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ids, stamps and audiences: short names of one spelling each. */
#include "fuzz.h"

#include <string.h>

#include "oplog/ahadi-oplog.h"

static gboolean
check_id (const char *text)
{
  char again[AHADI_ID_TEXT_SIZE];
  AhadiId id;

  if (!ahadi_id_parse (text, &id, NULL))
    return FALSE;

  g_assert_cmpstr (ahadi_id_print (&id, again), ==, text);
  return TRUE;
}

static gboolean
check_stamp (const char *text)
{
  char again[AHADI_STAMP_TEXT_SIZE];
  AhadiStamp stamp;

  if (!ahadi_stamp_parse (text, &stamp))
    return FALSE;

  g_assert_cmpstr (ahadi_stamp_print (&stamp, again), ==, text);
  g_assert_cmpint (ahadi_stamp_compare (&stamp, &stamp), ==, 0);
  return TRUE;
}

static gboolean
check_audience (const char *text)
{
  AhadiAudienceClass audience_class;
  g_autofree char *again = NULL;
  gboolean has_scope;
  AhadiId scope;

  if (!ahadi_audience_parse (text, &audience_class, &scope))
    return FALSE;

  has_scope = audience_class >= AHADI_AUDIENCE_BRANCH;
  again = ahadi_audience_make (audience_class, has_scope ? &scope : NULL);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpuint (strlen (text), <, AHADI_AUDIENCE_TEXT_SIZE);
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_to_text (data, size);
  guint taken = 0;

  fuzz_start ();
  taken += check_id (text);
  taken += check_stamp (text);
  taken += check_audience (text);
  g_assert_cmpuint (taken, <=, 1);
  fuzz_accepted = taken == 1;
  return 0;
}
