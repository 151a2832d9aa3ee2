/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A share as a file (its outside: Argon2id never runs), or else as digits. */
#include "fuzz.h"

static void
check_numbers (const AhadiShareInfo *info)
{
  g_assert_cmpuint (info->threshold, >=, 2);
  g_assert_cmpuint (info->threshold, <=, info->count);
  g_assert_cmpuint (info->count, <=, AHADI_SHARES_LIMIT);
  g_assert_cmpuint (info->index, >=, 1);
  g_assert_cmpuint (info->index, <=, info->count);
}

/* What was read is printed as the same digits. */
static void
check_digits (const guint8 *data, gsize size, const AhadiShare *share)
{
  g_autoptr (AhadiSecret) printed = ahadi_share_print_digits (share);
  const char *next = (const char *) ahadi_secret_get_bytes (printed);

  for (gsize i = 0; i < size; i++)
    {
      if (!g_ascii_isdigit (data[i]))
        continue;
      while (*next == ' ')
        next++;
      g_assert_cmpint (*next++, ==, data[i]);
    }
  g_assert_cmpint (*next, ==, '\0');
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (AhadiShare) share = NULL;
  g_autoptr (GError) error = NULL;
  AhadiShareInfo info;
  int bad_group = -1;

  fuzz_start ();
  fuzz_accepted = ahadi_share_read_info (data, size, &info, &error);
  if (fuzz_accepted)
    {
      g_assert_cmpuint (size, ==, AHADI_SHARE_SIZE);
      check_numbers (&info);
      return 0;
    }

  g_assert_true (error->domain == AHADI_CRYPTO_ERROR);
  share = ahadi_share_parse_digits ((const char *) data, size, &bad_group, NULL);
  g_assert_cmpint (bad_group, >=, 0);
  g_assert_cmpint (bad_group, <=, AHADI_SHARE_GROUPS);
  fuzz_accepted = share != NULL;
  if (share == NULL)
    return 0;

  g_assert_cmpint (bad_group, ==, 0);
  check_numbers (ahadi_share_get_info (share));
  check_digits (data, size, share);
  return 0;
}
