/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "crypto/ahadi-base64.h"

/* What the signature among the inputs is over. */
#define SIGNED_TEXT "maji moto"

static char *
encode (const guint8 *bytes, gsize size)
{
  return ahadi_base64_encode (AHADI_BASE64_PADDED, bytes, size);
}

/* All but the first line, of which only the form counts. */
static char *
print_again (const AhadiMinisig *sig)
{
  guint8 blob[2 + sizeof sig->number + sizeof sig->signature] = { 'E', 'D' };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  memcpy (blob + 2, sig->number, sizeof sig->number);
  memcpy (blob + 2 + sizeof sig->number, sig->signature, sizeof sig->signature);
  first = encode (blob, sizeof blob);
  second = encode (sig->global_signature, sizeof sig->global_signature);
  return g_strdup_printf ("%s\ntrusted comment: %s\n%s\n", first, sig->trusted_comment,
                          second);
}

static void
check_signature (const guint8 *data, gsize size)
{
  const AhadiVerifyKey *key = ahadi_signing_key_get_verify_key (fuzz_get_signing_key ());
  g_autoptr (AhadiMinisig) sig = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  const guint8 *rest;

  sig = ahadi_minisig_parse ((const char *) data, size, &error);
  if (sig == NULL)
    {
      g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
      return;
    }

  rest = (const guint8 *) memchr (data, '\n', size) + 1;
  again = print_again (sig);
  fuzz_assert_same (again, rest, (gsize) (data + size - rest));
  fuzz_accepted = ahadi_minisign_check (sig, key, SIGNED_TEXT, strlen (SIGNED_TEXT),
                                        sig->trusted_comment, &error);
  if (!fuzz_accepted &&
      !g_error_matches (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_NO_MATCH))
    g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_BAD_SIGNATURE);
}

static void
check_public_key (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_to_text (data, size);
  g_autofree char *again = NULL;
  AhadiVerifyKey key;

  if (!ahadi_verify_key_parse (text, &key, NULL))
    return;

  again = ahadi_verify_key_to_string (&key);
  g_assert_cmpstr (again, ==, text);
  fuzz_accepted = TRUE;
}

static void
check_public_file (const guint8 *data, gsize size)
{
  g_autofree char *again = NULL;
  const guint8 *rest;
  AhadiVerifyKey key;

  if (!ahadi_verify_key_parse_file_text ((const char *) data, size, &key, NULL))
    return;

  rest = (const guint8 *) memchr (data, '\n', size) + 1;
  again = ahadi_verify_key_to_string (&key);
  g_assert_cmpuint ((gsize) (data + size - rest), ==, strlen (again) + 1);
  g_assert_cmpmem (again, strlen (again), rest, strlen (again));
  fuzz_accepted = TRUE;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  fuzz_start ();
  check_signature (data, size);
  check_public_key (data, size);
  check_public_file (data, size);
  return 0;
}
