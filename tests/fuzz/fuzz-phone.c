/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "model/ahadi-model.h"

/* What a form makes of a number, the record takes; and what people are shown of it, a
 * form reads as the same number. */
static void
check_number (const char *number)
{
  const AhadiField *field = &ahadi_member_info.fields[AHADI_MEMBER_PHONE];
  g_autofree char *again = ahadi_phone_normalise (number);
  g_autofree char *shown = ahadi_phone_print (number);
  g_autofree char *of_shown = ahadi_phone_normalise (shown);
  g_autoptr (GError) error = NULL;

  g_assert_true (ahadi_field_check (field, number, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, number);
  g_assert_cmpstr (of_shown, ==, number);
}

/* A number out of a bundle was never typed into a form, but is shown. */
static void
check_foreign (const char *text)
{
  const AhadiField *field = &ahadi_member_info.fields[AHADI_MEMBER_PHONE];
  g_autofree char *shown = ahadi_phone_print (text);

  g_assert_nonnull (shown);
  if (ahadi_field_check (field, text, NULL))
    g_assert_true (g_utf8_validate (shown, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_to_text (data, size);
  g_autofree char *number = NULL;

  fuzz_start ();
  number = ahadi_phone_normalise (text);
  fuzz_accepted = number != NULL;
  if (number != NULL)
    check_number (number);
  check_foreign (text);
  return 0;
}
