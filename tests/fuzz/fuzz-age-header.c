/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "crypto/ahadi-age-header.h"
#include "crypto/ahadi-base64.h"

#define COLUMNS 64

static void
append_body (GString *text, const AhadiAgeStanza *stanza)
{
  g_autofree char *encoded =
      ahadi_base64_encode (AHADI_BASE64_UNPADDED, stanza->body, stanza->body_size);
  const char *rest = encoded;

  for (; strlen (rest) >= COLUMNS; rest += COLUMNS)
    g_string_append_printf (text, "%.*s\n", COLUMNS, rest);
  g_string_append_printf (text, "%s\n", rest);
}

static char *
print_again (const AhadiAgeHeader *header)
{
  g_autofree char *mac =
      ahadi_base64_encode (AHADI_BASE64_UNPADDED, header->mac, sizeof header->mac);
  GString *text = g_string_new ("age-encryption.org/v1\n");

  for (guint i = 0; i < header->stanzas->len; i++)
    {
      const AhadiAgeStanza *stanza = header->stanzas->pdata[i];
      g_autofree char *arguments = g_strjoinv (" ", stanza->arguments);

      g_string_append_printf (text, "-> %s\n", arguments);
      append_body (text, stanza);
    }
  g_string_append_printf (text, "--- %s\n", mac);
  return g_string_free (text, FALSE);
}

/* Rules 5 to 8, asked of the result. */
static void
check_stanzas (const AhadiAgeHeader *header)
{
  g_assert_cmpuint (header->stanzas->len, >=, 1);
  g_assert_cmpuint (header->stanzas->len, <=, AHADI_AGE_STANZA_LIMIT);
  for (guint i = 0; i < header->stanzas->len; i++)
    {
      const AhadiAgeStanza *stanza = header->stanzas->pdata[i];

      if (g_str_equal (stanza->arguments[0], "scrypt"))
        g_assert_cmpuint (header->stanzas->len, ==, 1);
      if (g_str_equal (stanza->arguments[0], "X25519"))
        {
          g_assert_cmpuint (g_strv_length (stanza->arguments), ==, 2);
          g_assert_cmpuint (stanza->body_size, ==, 32);
        }
    }
}

static void
check_open (const AhadiAgeHeader *header)
{
  AhadiAgeIdentity *identity = fuzz_get_identity ();
  guint8 file_key[AHADI_AGE_FILE_KEY_SIZE];
  g_autoptr (GError) error = NULL;

  fuzz_accepted = ahadi_age_header_open (header, &identity, 1, file_key, &error);
  if (!fuzz_accepted)
    {
      g_assert_true (error->domain == AHADI_CRYPTO_ERROR);
      g_assert_true (error->code == AHADI_CRYPTO_ERROR_MALFORMED ||
                     error->code == AHADI_CRYPTO_ERROR_NO_MATCH ||
                     error->code == AHADI_CRYPTO_ERROR_CORRUPT);
    }
}

/* What a reader without a key counts is what a parser finds. */
static void
check_count (const guint8 *data, gsize size, const AhadiAgeHeader *header)
{
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_data (data, size, NULL);
  g_autoptr (GError) error = NULL;
  int count = ahadi_age_count_stanzas (in, &error);

  g_assert_cmpint (count, ==, header != NULL ? (int) header->stanzas->len : -1);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *text = (const char *) data;
  gsize end = ahadi_age_header_find_end (text, size);
  g_autoptr (AhadiAgeHeader) header = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;

  fuzz_start ();
  header = ahadi_age_header_parse (text, end > 0 ? end : size, &error);
  check_count (data, size, header);
  if (header == NULL)
    {
      g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
      return 0;
    }

  g_assert_cmpuint (end, >, 0);
  g_assert_cmpuint (end, <=, AHADI_AGE_HEADER_LIMIT);
  check_stanzas (header);
  again = print_again (header);
  fuzz_assert_same (again, data, end);
  check_open (header);
  return 0;
}
