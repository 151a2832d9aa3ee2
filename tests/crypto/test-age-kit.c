/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Runs every file of the C2SP age test kit that is there. Each begins with lines "key:
 * value" and an empty line; the age file follows, compressed if the lines say so. Outcome
 * and released payload must be those expected.
 *
 * The kit also has files that this reader does not open, ever: armored ones, and those
 * under a passphrase. For them the right outcome is that they are refused before anything
 * is released.
 */
#include <string.h>

#include "base/ahadi-base.h"
#include "crypto-support.h"

#define FILE_LIMIT (256 * 1024 * 1024)

/* Bytes per read: chunks are handed out in pieces, or opened right into the buffer. */
#define SMALL_STEP 10000
#define LARGE_STEP (128 * 1024)

typedef struct
{
  char *expect;
  char *payload; /* SHA-256 of what is released; NULL: nothing is */
  GPtrArray *identities;
  gboolean compressed;
  gboolean armored;
  gboolean with_passphrase;
  GBytes *file;
} KitFile;

static void
kit_file_free (KitFile *self)
{
  g_free (self->expect);
  g_free (self->payload);
  g_ptr_array_unref (self->identities);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KitFile, kit_file_free)

static void
take_key (KitFile *self, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;

  if (g_str_equal (key, "expect"))
    self->expect = g_strdup (value);
  else if (g_str_equal (key, "payload"))
    self->payload = g_strdup (value);
  else if (g_str_equal (key, "identity"))
    g_ptr_array_add (self->identities,
                     ahadi_age_identity_parse (value, strlen (value), &error));
  else if (g_str_equal (key, "compressed"))
    self->compressed = g_str_equal (value, "zlib");
  else if (g_str_equal (key, "armored"))
    self->armored = g_str_equal (value, "yes");
  else if (g_str_equal (key, "passphrase"))
    self->with_passphrase = TRUE;
  g_assert_no_error (error);
}

static GBytes *
inflate (GBytes *compressed)
{
  g_autoptr (GZlibDecompressor) zlib =
      g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (compressed);
  g_autoptr (GInputStream) inflated =
      g_converter_input_stream_new (memory, G_CONVERTER (zlib));
  g_autoptr (GOutputStream) plain = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (plain, inflated, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL,
                          &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (plain));
}

static KitFile *
kit_file_read (const char *path)
{
  g_autoptr (KitFile) self = g_new0 (KitFile, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ahadi_file_read (path, FILE_LIMIT, &error);
  const char *start;
  const char *line;
  const char *end;

  g_assert_no_error (error);
  start = g_bytes_get_data (bytes, NULL);
  self->identities =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_age_identity_unref);
  for (line = start; *line != '\n'; line = end + 1)
    {
      g_auto (GStrv) parts = NULL;
      g_autofree char *text = NULL;

      end = memchr (line, '\n', g_bytes_get_size (bytes) - (gsize) (line - start));
      g_assert_nonnull (end);
      text = g_strndup (line, (gsize) (end - line));
      parts = g_strsplit (text, ": ", 2);
      g_assert_cmpuint (g_strv_length (parts), ==, 2);
      take_key (self, parts[0], parts[1]);
    }

  line++;
  self->file = g_bytes_new_from_bytes (bytes, (gsize) (line - start),
                                       g_bytes_get_size (bytes) - (gsize) (line - start));
  if (self->compressed)
    {
      g_autoptr (GBytes) compressed = g_steal_pointer (&self->file);

      self->file = inflate (compressed);
    }
  g_assert_nonnull (self->expect);
  return g_steal_pointer (&self);
}

static const char *
name_opening_error (const GError *error)
{
  if (g_error_matches (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED))
    return "header failure";
  if (g_error_matches (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_NO_MATCH))
    return "no match";
  if (g_error_matches (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT))
    return "HMAC failure";
  return "another error";
}

/* Adds what is released to @checksum. Returns the outcome in the kit's words. */
static const char *
read_payload (GInputStream *reader, gsize step, GChecksum *checksum)
{
  g_autofree guchar *buffer = g_malloc (step);
  g_autoptr (GError) error = NULL;
  gssize n;

  while ((n = g_input_stream_read (reader, buffer, step, NULL, &error)) > 0)
    g_checksum_update (checksum, buffer, n);
  if (n == 0)
    return "success";
  return g_error_matches (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT)
             ? "payload failure"
             : "another error";
}

static const char *
open_file (KitFile *file, gsize step, GChecksum *checksum)
{
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (file->file);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) reader =
      ahadi_age_reader_new (memory, (AhadiAgeIdentity *const *) file->identities->pdata,
                            file->identities->len, &error);

  if (error)
    g_test_message ("%s", error->message);
  return reader ? read_payload (reader, step, checksum) : name_opening_error (error);
}

static void
check_file (KitFile *file, gsize step)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *nothing = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "", 0);
  gboolean foreign = file->armored || file->with_passphrase;
  const char *outcome = open_file (file, step, checksum);

  if (file->armored)
    g_assert_cmpstr (outcome, ==, "header failure");
  else if (file->with_passphrase && !g_str_equal (file->expect, "header failure"))
    g_assert_cmpstr (outcome, ==, "no match");
  else if (file->with_passphrase)
    g_assert_true (g_str_equal (outcome, "header failure") ||
                   g_str_equal (outcome, "no match"));
  else
    g_assert_cmpstr (outcome, ==, file->expect);

  g_assert_cmpstr (g_checksum_get_string (checksum), ==,
                   file->payload && !foreign ? file->payload : nothing);
}

static void
test_file (gconstpointer path)
{
  g_autoptr (KitFile) file = kit_file_read (path);

  check_file (file, SMALL_STEP);
  check_file (file, LARGE_STEP);
}

/* Skipped without a kit; a kit without files would pass for one that was run. */
static void
test_kit_is_there (gconstpointer n_files)
{
  g_autofree char *folder = support_vectors ("age");

  if (folder)
    g_assert_cmpuint (GPOINTER_TO_UINT (n_files), >, 0);
}

/* Registers a test for each file; they are few enough to be kept until the end. */
static void
add_files (GPtrArray *paths)
{
  g_autofree char *folder = support_vectors ("age");
  g_autoptr (GDir) dir = folder ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *test = g_strconcat ("/crypto/age-kit/", name, NULL);
      char *path = g_build_filename (folder, name, NULL);

      g_ptr_array_add (paths, path);
      g_test_add_data_func (test, path, test_file);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  support_init (&argc, &argv);
  add_files (paths);
  g_test_add_data_func ("/crypto/age-kit/kit-is-there", GUINT_TO_POINTER (paths->len),
                        test_kit_is_there);
  return g_test_run ();
}
