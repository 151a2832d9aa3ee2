/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto-support.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/ahadi-base.h"

void
support_init (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;
  gboolean started;

  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  started = ahadi_crypto_init (&error);
  g_assert_no_error (error);
  g_assert_true (started);
}

char *
support_vectors (const char *name)
{
  const char *given = g_getenv ("AHADI_VECTORS");
  const char *tests = g_getenv ("G_TEST_SRCDIR");
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  folder = given ? g_strdup (given)
                 : g_build_filename (tests ? tests : "tests", "..", "..", "shared",
                                     "vectors", NULL);
  path = g_build_filename (folder, name, NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autofree char *message = g_strdup_printf ("no test vectors at %s", path);

      g_test_skip (message);
      return NULL;
    }
  return g_steal_pointer (&path);
}

GBytes *
support_pattern (gsize size)
{
  guint8 *bytes = g_malloc (MAX (size, 1));
  guint32 state = 1;

  for (gsize i = 0; i < size; i++)
    {
      state = state * 1664525 + 1013904223;
      bytes[i] = (guint8) (state >> 24);
    }
  return g_bytes_new_take (bytes, size);
}

GBytes *
support_random (void)
{
  gsize size = (gsize) g_test_rand_int_range (0, 1 << g_test_rand_int_range (1, 13));
  guint8 *bytes;

  if (g_test_rand_int_range (0, 10) == 0)
    size = (gsize) g_test_rand_int_range (0, 1 << 20);
  bytes = g_malloc (size + 1);
  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) g_test_rand_int ();
  return g_bytes_new_take (bytes, size);
}

GBytes *
support_seal (GBytes *plain, const AhadiAgeRecipient *recipients, gsize n_recipients)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) writer =
      ahadi_age_writer_new (memory, recipients, n_recipients, &error);
  gsize size;
  const guint8 *data = g_bytes_get_data (plain, &size);

  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (writer, data, size, NULL, NULL, &error));
  g_assert_true (g_output_stream_close (writer, NULL, &error));
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

GBytes *
support_open (GBytes *sealed, AhadiAgeIdentity *identity, gsize step, GError **error)
{
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (sealed);
  g_autoptr (GInputStream) reader = ahadi_age_reader_new (memory, &identity, 1, error);
  g_autoptr (GByteArray) released = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (step);
  gssize n;

  if (!reader)
    return NULL;

  while ((n = g_input_stream_read (reader, buffer, step, NULL, error)) > 0)
    g_byte_array_append (released, buffer, (guint) n);
  return g_byte_array_free_to_bytes (g_steal_pointer (&released));
}

void
support_assert_equal (GBytes *a, GBytes *b)
{
  g_assert_cmpuint (g_bytes_get_size (a), ==, g_bytes_get_size (b));
  g_assert_true (g_bytes_equal (a, b));
}

GBytes *
support_flip (GBytes *bytes, gsize at, guint8 mask)
{
  gsize size;
  guint8 *copy = g_bytes_unref_to_data (g_bytes_ref (bytes), &size);

  g_assert_cmpuint (at, <, size);
  copy[at] ^= mask;
  return g_bytes_new_take (copy, size);
}

GBytes *
support_cut (GBytes *bytes, gsize size)
{
  return g_bytes_new_from_bytes (bytes, 0, size);
}

GBytes *
support_extend (GBytes *bytes, gsize extra)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint8 *copy = g_malloc0 (size + extra);

  memcpy (copy, data, size);
  return g_bytes_new_take (copy, size + extra);
}

gboolean
support_has_program (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);
  g_autofree char *message = g_strdup_printf ("%s is not installed", name);

  if (!path)
    g_test_skip (message);
  return path != NULL;
}

gboolean
support_run (const char *folder, const char *const *argv)
{
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_spawn_sync (folder, (char **) argv, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
                &words, &status, &error);
  g_assert_no_error (error);
  if (words && *words)
    g_test_message ("%s: %s", argv[0], g_strdelimit (words, "\n", ' '));
  return g_spawn_check_wait_status (status, NULL);
}

char *
support_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("ahadi-crypto-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
support_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

void
support_write (const char *folder, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  gboolean written = ahadi_file_replace (path, bytes, 0600, &error);

  g_assert_no_error (error);
  g_assert_true (written);
}

void
support_write_text (const char *folder, const char *name, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  support_write (folder, name, bytes);
}

GBytes *
support_read (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = ahadi_file_read (path, 16 * 1024 * 1024, &error);

  g_assert_no_error (error);
  return bytes;
}
