/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first byte of the input is the number of a kind, the rest a sealed body. */
#include "fuzz.h"

#include "oplog/ahadi-oplog.h"

static void
open_it (const char *bytes, gsize size, AhadiKind kind)
{
  AhadiAgeIdentity *key = fuzz_get_identity ();
  g_auto (AhadiBody) body = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiId entity = { { 1 } };

  if (ahadi_sealed_body_open (bytes, size, kind, &entity, &key, 1, &body, &error))
    g_assert_cmpuint (body.fields, !=, 0);
  else if (error->domain != AHADI_CRYPTO_ERROR)
    g_assert_true (error->domain == AHADI_OPLOG_ERROR);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *bytes = (const char *) data + 1;
  g_autoptr (GError) error = NULL;
  AhadiKind kind;

  fuzz_start ();
  if (size == 0 || data[0] < '1' || data[0] > '0' + AHADI_KIND_MAX)
    return 0;

  kind = (AhadiKind) (data[0] - '0');
  fuzz_accepted = ahadi_sealed_body_check (bytes, size - 1, kind, &error);
  if (fuzz_accepted)
    {
      g_assert_true (ahadi_sealed_body_is_one (bytes, size - 1));
      open_it (bytes, size - 1, kind);
    }
  else
    g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED);

  return 0;
}
