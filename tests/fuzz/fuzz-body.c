/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first byte of the input is the number of a kind, the rest an operation's body. */
#include "fuzz.h"

#include "oplog/ahadi-oplog.h"

#define SALT_OFFSET (sizeof "{\"s\":\"" - 1)

static void
assert_oplog_error (const GError *error)
{
  if (!g_error_matches (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_NEWER))
    g_assert_error (error, AHADI_OPLOG_ERROR, AHADI_OPLOG_ERROR_MALFORMED);
}

/* It is read without a JSON parser, so one must agree that it is JSON. */
static void
check_json (const char *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) json = ahadi_json_parse (bytes, size, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  again = ahadi_json_print (json);
  fuzz_assert_same (again, (const guint8 *) bytes, size);
}

static void
check_spelling (const AhadiBody *body, AhadiKind kind, const char *bytes, gsize size)
{
  guint8 salt[AHADI_SALT_SIZE];
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ahadi_hex_decode (bytes + SALT_OFFSET, salt, sizeof salt));
  again = ahadi_body_print (body, kind, salt, &error);
  g_assert_no_error (error);
  fuzz_assert_same (again, (const guint8 *) bytes, size);
}

/* As the log keeps it. */
static void
check_packed (const AhadiBody *body, AhadiKind kind, const char *bytes, gsize size)
{
  gsize packed_size = ahadi_packed_body_measure (body);
  g_autofree gpointer packed = g_malloc (packed_size);
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  ahadi_packed_body_write (body, bytes, packed);
  again = ahadi_packed_body_print (packed, packed_size, kind, &error);
  g_assert_no_error (error);
  fuzz_assert_same (again, (const guint8 *) bytes, size);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *bytes = (const char *) data + 1;
  g_auto (AhadiBody) body = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiKind kind;

  fuzz_start ();
  if (size == 0 || data[0] < '1' || data[0] > '0' + AHADI_KIND_MAX)
    return 0;

  kind = (AhadiKind) (data[0] - '0');
  fuzz_accepted = ahadi_body_parse (bytes, size - 1, kind, &body, &error);
  if (!fuzz_accepted)
    {
      assert_oplog_error (error);
      return 0;
    }

  check_spelling (&body, kind, bytes, size - 1);
  check_json (bytes, size - 1);
  check_packed (&body, kind, bytes, size - 1);
  return 0;
}
