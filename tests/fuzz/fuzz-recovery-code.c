/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#define CODE_DIGITS 39

static void
assert_same_code (AhadiSecret *a, AhadiSecret *b)
{
  g_assert_cmpmem (ahadi_secret_get_bytes (a), ahadi_secret_get_size (a),
                   ahadi_secret_get_bytes (b), ahadi_secret_get_size (b));
}

/* The same digits with nothing between them are the same code; with one of them changed,
 * none. */
static void
check_digits (const guint8 *data, gsize size, AhadiSecret *code)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (AhadiSecret) plain = NULL;
  g_autoptr (AhadiSecret) changed = NULL;
  guint at;

  for (gsize i = 0; i < size; i++)
    if (g_ascii_isdigit (data[i]))
      g_string_append_c (digits, (char) data[i]);
  plain = ahadi_recovery_code_parse (digits->str, digits->len, NULL, NULL);
  g_assert_nonnull (plain);
  assert_same_code (plain, code);

  at = (guint) (size % digits->len);
  digits->str[at] = (char) ('0' + (digits->str[at] - '0' + 1) % 10);
  changed = ahadi_recovery_code_parse (digits->str, digits->len, NULL, NULL);
  g_assert_null (changed);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (AhadiSecret) code = NULL;
  g_autoptr (GError) error = NULL;
  int bad_group = -1;

  fuzz_start ();
  code = ahadi_recovery_code_parse ((const char *) data, size, &bad_group, &error);
  g_assert_cmpint (bad_group, >=, 0);
  g_assert_cmpint (bad_group, <=, AHADI_RECOVERY_GROUPS);
  if (code == NULL)
    {
      g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
      return 0;
    }

  fuzz_accepted = TRUE;
  g_assert_cmpint (bad_group, ==, 0);
  g_assert_cmpuint (ahadi_secret_get_size (code), ==, CODE_DIGITS);
  check_digits (data, size, code);
  return 0;
}
