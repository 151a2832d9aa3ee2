/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of the Code of Conduct, which may come with a card. */
#include "fuzz.h"

#include <string.h>

#include "model/ahadi-model.h"

static void
assert_shown (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strchr (text, '\n'));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (AhadiCode) code = NULL;
  g_autoptr (GError) error = NULL;

  fuzz_start ();
  code = ahadi_code_parse (bytes, "en", &error);
  fuzz_accepted = code != NULL;
  if (code == NULL)
    {
      g_assert_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE);
      return 0;
    }

  assert_shown (ahadi_code_get_introduction (code));
  assert_shown (ahadi_code_get_opening (code));
  assert_shown (ahadi_code_get_closing (code));
  for (int i = 1; i <= AHADI_CODE_N_CLAUSES; i++)
    assert_shown (ahadi_code_get_clause (code, i));
  for (int i = 0; i <= AHADI_CODE_N_CLAUSES + 1; i++)
    assert_shown (ahadi_code_get_reason (code, i));
  return 0;
}
