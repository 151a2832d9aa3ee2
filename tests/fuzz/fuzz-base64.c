/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "crypto/ahadi-base64.h"

static void
check_form (AhadiBase64 form, const guint8 *data, gsize size)
{
  g_autofree guint8 *bytes = g_malloc (size + 1);
  g_autofree guint8 *exact = NULL;
  g_autofree char *again = NULL;
  gsize decoded;

  if (!ahadi_base64_decode (form, (const char *) data, size, bytes, size, &decoded))
    return;

  again = ahadi_base64_encode (form, bytes, decoded);
  fuzz_assert_same (again, data, size);
  exact = g_malloc (decoded + 1);
  g_assert_true (
      ahadi_base64_decode_exactly (form, (const char *) data, size, exact, decoded));
  if (decoded > 0)
    g_assert_false (ahadi_base64_decode_exactly (form, (const char *) data, size, exact,
                                                 decoded - 1));
  fuzz_accepted = TRUE;
}

static void
check_round_trip (AhadiBase64 form, const guint8 *data, gsize size)
{
  g_autofree char *text = ahadi_base64_encode (form, data, size);
  g_autofree guint8 *bytes = g_malloc (size + 1);

  g_assert_true (ahadi_base64_decode_exactly (form, text, strlen (text), bytes, size));
  g_assert_cmpmem (bytes, size, data, size);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  fuzz_start ();
  check_form (AHADI_BASE64_UNPADDED, data, size);
  check_form (AHADI_BASE64_PADDED, data, size);
  check_round_trip (AHADI_BASE64_UNPADDED, data, size);
  check_round_trip (AHADI_BASE64_PADDED, data, size);
  return 0;
}
