/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Seals or opens one file, as `age` does: run-seal seal|open KEY IN OUT, where KEY is a
 * file of age-keygen. Attachments go through the same two streams.
 */
#include <string.h>

#include "parties.h"

/* As sync/ copies: larger writes are slower on ext4. */
#define COPY_SIZE (64 * 1024)

static AhadiAgeIdentity *
read_key (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  const char *key;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  key = strstr (text, "AGE-SECRET-KEY-1");
  g_assert_nonnull (key);
  return ahadi_age_identity_parse (key, strcspn (key, "\n"), error);
}

static GInputStream *
open_source (AhadiAgeIdentity *key, gboolean open, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) plain = G_INPUT_STREAM (g_file_read (file, NULL, error));

  if (plain == NULL || !open)
    return g_steal_pointer (&plain);
  return ahadi_age_reader_new (plain, &key, 1, error);
}

static GOutputStream *
open_target (AhadiAgeIdentity *key, gboolean open, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GOutputStream) plain =
      G_OUTPUT_STREAM (g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, error));
  AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (key);

  if (plain == NULL || open)
    return g_steal_pointer (&plain);
  return ahadi_age_writer_new (plain, &recipient, 1, error);
}

static gboolean
copy (GInputStream *source, GOutputStream *target, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (COPY_SIZE);
  gsize n;

  do
    {
      if (!g_input_stream_read_all (source, buffer, COPY_SIZE, &n, NULL, error) ||
          !g_output_stream_write_all (target, buffer, n, NULL, NULL, error))
        return FALSE;
    }
  while (n == COPY_SIZE);
  return g_output_stream_close (target, NULL, error);
}

static gboolean
run (char **arguments, GError **error)
{
  gboolean open = g_str_equal (arguments[0], "open");
  g_autoptr (AhadiAgeIdentity) key = NULL;
  g_autoptr (GInputStream) source = NULL;
  g_autoptr (GOutputStream) target = NULL;

  if (!ahadi_crypto_init (error) || (key = read_key (arguments[1], error)) == NULL)
    return FALSE;
  source = open_source (key, open, arguments[2], error);
  if (source == NULL)
    return FALSE;
  target = open_target (key, open, arguments[3], error);
  if (target == NULL)
    return FALSE;

  return copy (source, target, error);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (argc, ==, 5);
  return run (argv + 1, &error) ? 0 : bench_party_exit (error);
}
