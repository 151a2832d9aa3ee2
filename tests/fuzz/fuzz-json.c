/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "base/ahadi-base.h"

static json_t *
parse_again (const char *text)
{
  g_autoptr (GError) error = NULL;
  json_t *value = ahadi_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return value;
}

static void
check_value (json_t *value)
{
  g_autofree char *compact = ahadi_json_print (value);
  g_autofree char *pretty = ahadi_json_print_pretty (value);
  g_autoptr (json_t) from_compact = parse_again (compact);
  g_autoptr (json_t) from_pretty = parse_again (pretty);
  g_autofree char *again = ahadi_json_print (from_pretty);

  g_assert_true (json_equal (value, from_compact));
  g_assert_true (json_equal (value, from_pretty));
  g_assert_cmpstr (again, ==, compact);
}

/* Whatever text is written, its reader takes it. */
static void
check_text (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_to_text (data, size);
  g_autoptr (json_t) object = json_object ();
  g_autofree char *printed = NULL;
  g_autoptr (json_t) again = NULL;

  ahadi_json_set_text (object, "text", text);
  printed = ahadi_json_print (object);
  again = parse_again (printed);
  if (ahadi_text_is_nfc (text, -1))
    g_assert_cmpstr (ahadi_json_get_text (again, "text", NULL), ==, text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (json_t) value = NULL;
  g_autoptr (GError) error = NULL;

  fuzz_start ();
  value = ahadi_json_parse ((const char *) data, size, &error);
  fuzz_accepted = value != NULL;
  if (value != NULL)
    check_value (value);
  else if (!g_error_matches (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LIMIT))
    g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_SYNTAX);
  check_text (data, size);
  return 0;
}
