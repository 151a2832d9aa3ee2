/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "base/ahadi-base.h"

/* A date is never after itself, and nobody is younger than nothing. */
static void
check_meaning (const AhadiDate *date)
{
  static const AhadiDate days[] = {
    { 1800, 1, 1 }, { 1900, 2, 28 }, { 2000, 2, 29 }, { 2026, 12, 31 }, { 2200, 12, 31 },
  };

  g_assert_false (ahadi_date_is_after (date, date));
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      int age = ahadi_date_youngest_age (date, &days[i]);

      g_assert_cmpint (age, >=, 0);
      g_assert_cmpint (age, <=, 400);
      g_assert_false (ahadi_date_is_after (date, &days[i]) &&
                      ahadi_date_is_after (&days[i], date));
      if (ahadi_date_is_after (date, &days[i]))
        g_assert_cmpint (age, ==, 0);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_to_text (data, size);
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  AhadiDate date;

  fuzz_start ();
  fuzz_accepted = ahadi_date_parse (text, &date, &error);
  if (!fuzz_accepted)
    {
      g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX);
      return 0;
    }

  again = ahadi_date_to_string (&date);
  g_assert_cmpstr (again, ==, text);
  check_meaning (&date);
  return 0;
}
