/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "oplog/ahadi-oplog.h"

#define ORG "0123456789abcdef0123456789abcdef"

static void
check_signature (AhadiSegment *segment)
{
  AhadiSigningKey *key = fuzz_get_signing_key ();
  const AhadiVerifyKey *public = ahadi_signing_key_get_verify_key (key);
  g_autoptr (GError) error = NULL;

  ahadi_segment_sign (segment, ORG, key);
  g_assert_true (ahadi_segment_verify (segment, ORG, public, &error));
  g_assert_no_error (error);
  segment->to++;
  g_assert_false (ahadi_segment_verify (segment, ORG, public, &error));
  g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_BAD_SIGNATURE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AhadiSegment segment;

  fuzz_start ();
  fuzz_accepted = ahadi_segment_parse ((const char *) data, size, &segment, &error);
  if (!fuzz_accepted)
    {
      g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED);
      return 0;
    }

  g_assert_true (ahadi_segment_is_line ((const char *) data, size));
  ahadi_segment_print (&segment, again);
  g_assert_cmpmem (again->str, again->len - 1, data, size);
  check_signature (&segment);
  return 0;
}
