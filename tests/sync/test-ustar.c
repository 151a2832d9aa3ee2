/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-ustar.h"

#include <string.h>

#include "world.h"

#define BLOCK AHADI_USTAR_BLOCK

/* Three members: 5 bytes, none, exactly one block. */
static GByteArray *
make_archive (void)
{
  static const guint8 block[BLOCK] = { 'x' };
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) five = g_bytes_new_static ("hello", 5);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) whole = g_bytes_new_static (block, sizeof block);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_ustar_write_bytes (out, "a/first.txt", five, &error));
  assert_ok (ahadi_ustar_write_bytes (out, "none", none, &error));
  assert_ok (ahadi_ustar_write_bytes (out, "whole", whole, &error));
  assert_ok (ahadi_ustar_write_end (out, &error));
  assert_ok (g_output_stream_close (out, NULL, &error));
  return g_bytes_unref_to_array (
      g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out)));
}

/* Reads all members; returns how many there are, or -1. */
static int
read_archive (const GByteArray *archive, GError **error)
{
  g_autoptr (GInputStream) in =
      g_memory_input_stream_new_from_data (archive->data, archive->len, NULL);
  g_autoptr (AhadiUstarReader) reader = ahadi_ustar_reader_new (in);
  const char *name;
  guint64 size;
  int n = 0;

  while (TRUE)
    {
      g_autoptr (GBytes) bytes = NULL;

      if (!ahadi_ustar_reader_next (reader, &name, &size, error))
        return -1;
      if (name == NULL)
        return n;
      bytes = ahadi_ustar_reader_read_all (reader, 1024, error);
      if (bytes == NULL)
        return -1;
      g_assert_cmpuint (g_bytes_get_size (bytes), ==, size);
      n++;
    }
}

static void
fix_checksum (guint8 *block)
{
  guint sum = 0;
  g_autofree char *text = NULL;

  memset (block + 148, ' ', 8);
  for (int i = 0; i < BLOCK; i++)
    sum += block[i];
  text = g_strdup_printf ("%06o", sum);
  memcpy (block + 148, text, 7);
}

static void
test_reads_what_it_wrote (void)
{
  g_autoptr (GByteArray) archive = make_archive ();
  g_autoptr (GInputStream) in =
      g_memory_input_stream_new_from_data (archive->data, archive->len, NULL);
  g_autoptr (AhadiUstarReader) reader = ahadi_ustar_reader_new (in);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  guint64 size;

  g_assert_cmpuint (archive->len, ==, 2 * BLOCK + BLOCK + 2 * BLOCK + 2 * BLOCK);
  g_assert_cmpint (read_archive (archive, &error), ==, 3);
  g_assert_no_error (error);

  assert_ok (ahadi_ustar_reader_next (reader, &name, &size, &error));
  g_assert_cmpstr (name, ==, "a/first.txt");
  bytes = ahadi_ustar_reader_read_all (reader, 5, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "hello", 5);
}

static void
test_member_size (void)
{
  g_assert_cmpuint (ahadi_ustar_member_size (0), ==, 512);
  g_assert_cmpuint (ahadi_ustar_member_size (1), ==, 1024);
  g_assert_cmpuint (ahadi_ustar_member_size (512), ==, 1024);
  g_assert_cmpuint (ahadi_ustar_member_size (513), ==, 1536);
}

static void
test_limit (void)
{
  g_autoptr (GByteArray) archive = make_archive ();
  g_autoptr (GInputStream) in =
      g_memory_input_stream_new_from_data (archive->data, archive->len, NULL);
  g_autoptr (AhadiUstarReader) reader = ahadi_ustar_reader_new (in);
  g_autoptr (GError) error = NULL;
  const char *name;
  guint64 size;

  assert_ok (ahadi_ustar_reader_next (reader, &name, &size, &error));
  g_assert_null (ahadi_ustar_reader_read_all (reader, 4, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED);
}

/* One change in the second header (so that it is never "foreign"), and what stands behind
 * a member. */
typedef struct
{
  const char *name;
  guint at; /* in the archive */
  const char *bytes;
  guint size;
  gboolean fix; /* the checksum of the second header */
} Change;

#define SECOND (2 * BLOCK)

static const Change changes[] = {
  { "/sync/ustar/U1-refuses-other-magic", SECOND + 257, "ustar  ", 7, TRUE },
  { "/sync/ustar/U1-refuses-other-version", SECOND + 263, "01", 2, TRUE },
  { "/sync/ustar/U2-refuses-wrong-checksum", SECOND + 0, "N", 1, FALSE },
  { "/sync/ustar/U2-refuses-checksum-in-another-spelling", SECOND + 154, "  ", 2, FALSE },
  { "/sync/ustar/U3-refuses-folder", SECOND + 156, "5", 1, TRUE },
  { "/sync/ustar/U3-refuses-symbolic-link", SECOND + 156, "2", 1, TRUE },
  { "/sync/ustar/U3-refuses-hard-link", SECOND + 156, "1", 1, TRUE },
  { "/sync/ustar/U3-refuses-pax-header", SECOND + 156, "x", 1, TRUE },
  { "/sync/ustar/U3-refuses-gnu-long-name", SECOND + 156, "L", 1, TRUE },
  { "/sync/ustar/U3-refuses-old-regular-file", SECOND + 156, "\0", 1, TRUE },
  { "/sync/ustar/U4-refuses-link-name", SECOND + 160, "t", 1, TRUE },
  { "/sync/ustar/U5-refuses-prefix", SECOND + 345, "p", 1, TRUE },
  { "/sync/ustar/U5-refuses-bytes-behind-prefix", SECOND + 511, "p", 1, TRUE },
  { "/sync/ustar/U6-refuses-decimal-size", SECOND + 134, "8", 1, TRUE },
  { "/sync/ustar/U6-refuses-base-256-size", SECOND + 124, "\x80", 1, TRUE },
  { "/sync/ustar/U6-refuses-unended-size", SECOND + 135, "0", 1, TRUE },
  { "/sync/ustar/U7-refuses-empty-name", SECOND + 0, "\0\0\0\0", 4, TRUE },
  { "/sync/ustar/U7-refuses-blank-in-name", SECOND + 1, " ", 1, TRUE },
  { "/sync/ustar/U7-refuses-control-character-in-name", SECOND + 1, "\n", 1, TRUE },
  { "/sync/ustar/U7-refuses-letters-beyond-ascii", SECOND + 1, "\xc3\xa9", 2, TRUE },
  { "/sync/ustar/U7-refuses-bytes-behind-name", SECOND + 50, "x", 1, TRUE },
  { "/sync/ustar/U8-refuses-padding-that-is-not-zeros", BLOCK + 5, "x", 1, FALSE },
  { "/sync/ustar/U9-refuses-one-block-of-zeros-and-more", 6 * BLOCK, "x", 1, FALSE },
};

static void
test_change (gconstpointer data)
{
  const Change *change = data;
  g_autoptr (GByteArray) archive = make_archive ();
  g_autoptr (GError) error = NULL;

  memcpy (archive->data + change->at, change->bytes, change->size);
  if (change->fix)
    fix_checksum (archive->data + SECOND);
  g_assert_cmpint (read_archive (archive, &error), ==, -1);
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED);
}

static void
test_ignored (void)
{
  g_autoptr (GByteArray) archive = make_archive ();
  g_autoptr (GError) error = NULL;

  /* mode, owner, time and names of another tar; its size field ends with a blank */
  memcpy (archive->data + SECOND + 100, "0100644\0001750\0\0\0001750\0\0", 22);
  memcpy (archive->data + SECOND + 136, "14745362513", 11);
  memcpy (archive->data + SECOND + 265, "achieng", 7);
  memcpy (archive->data + SECOND + 329, "        ", 8);
  archive->data[SECOND + 135] = ' ';
  fix_checksum (archive->data + SECOND);
  g_assert_cmpint (read_archive (archive, &error), ==, 3);
  g_assert_no_error (error);
}

/* The header of a member of @size, with a size field of @field if that is not %NULL. */
static GBytes *
make_header (guint64 size, const char *field)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GByteArray) header = NULL;
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_ustar_write_header (out, "vault.db", size, &error));
  assert_ok (g_output_stream_close (out, NULL, &error));
  header = g_bytes_unref_to_array (
      g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out)));
  if (field != NULL)
    memcpy (header->data + 124, field, 12);
  fix_checksum (header->data);
  return g_byte_array_free_to_bytes (g_steal_pointer (&header));
}

static gboolean
read_header (GBytes *header, gboolean large, guint64 *size)
{
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (header);
  g_autoptr (AhadiUstarReader) reader = ahadi_ustar_reader_new (in);
  g_autoptr (GError) error = NULL;
  const char *name;

  if (large)
    ahadi_ustar_reader_allow_large (reader);
  if (ahadi_ustar_reader_next (reader, &name, size, &error))
    return TRUE;
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED);
  return FALSE;
}

#define GIB (G_GUINT64_CONSTANT (1) << 30)

static void
test_large_size_is_as_gnu_tar_writes_it (void)
{
  static const char field[] = "\x80\0\0\0\0\0\0\x02\x40\0\0";
  g_autoptr (GBytes) header = make_header (9 * GIB, NULL);
  const char *bytes = g_bytes_get_data (header, NULL);

  g_assert_cmpmem (bytes + 124, 12, field, sizeof field);
}

static void
test_large_size_is_taken_where_it_may_be (void)
{
  static const guint64 sizes[] = { 0, 8 * GIB - 1, 8 * GIB, 9 * GIB,
                                   (G_GUINT64_CONSTANT (1) << 53) - 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) header = make_header (sizes[i], NULL);
      guint64 size = 1;

      g_assert_true (read_header (header, TRUE, &size));
      g_assert_cmpuint (size, ==, sizes[i]);
      g_assert_true (read_header (header, FALSE, &size) == (sizes[i] < 8 * GIB));
    }
}

static void
test_large_size_has_one_spelling (void)
{
  static const char *const fields[] = {
    "\x80\0\0\0\0\0\0\0\0\0\0\x05",         /* small */
    "\x80\0\0\0\0\0\0\x01\xff\xff\xff\xff", /* 8 GiB less one */
    "\x80\0\0\0\0\x20\0\0\0\0\0\0",         /* 2^53 */
    "\x80\0\0\x01\0\0\0\x02\0\0\0\0",       /* beyond 64 bits */
    "\xff\0\0\0\0\0\0\x02\0\0\0\0",         /* below zero */
    "\x81\0\0\0\0\0\0\x02\0\0\0\0",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GBytes) header = make_header (0, fields[i]);
      guint64 size;

      g_assert_false (read_header (header, TRUE, &size));
    }
}

static void
test_foreign (void)
{
  g_autoptr (GByteArray) archive = make_archive ();
  g_autoptr (GByteArray) empty = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (read_archive (empty, &error), ==, -1);
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN);
  g_clear_error (&error);

  archive->data[257] = 'U';
  fix_checksum (archive->data);
  g_assert_cmpint (read_archive (archive, &error), ==, -1);
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN);
}

static void
test_zeros_behind_the_end (void)
{
  g_autoptr (GByteArray) archive = make_archive ();
  g_autoptr (GError) error = NULL;
  guint whole = archive->len;

  g_byte_array_set_size (archive, whole + 16 * BLOCK);
  memset (archive->data + whole, 0, 16 * BLOCK);
  g_assert_cmpint (read_archive (archive, &error), ==, 3);
  g_assert_no_error (error);

  archive->data[whole + 3 * BLOCK] = 1;
  g_assert_cmpint (read_archive (archive, &error), ==, -1);
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED);
  g_clear_error (&error);

  archive->data[whole + 3 * BLOCK] = 0;
  g_byte_array_set_size (archive, whole + BLOCK / 2);
  g_assert_cmpint (read_archive (archive, &error), ==, -1);
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED);
}

static void
test_every_truncation (void)
{
  g_autoptr (GByteArray) archive = make_archive ();

  while (archive->len > 0)
    {
      g_autoptr (GError) error = NULL;

      g_byte_array_set_size (archive, archive->len - 1);
      g_assert_cmpint (read_archive (archive, &error), ==, -1);
      g_assert_error (
          error, AHADI_SYNC_ERROR,
          (archive->len < BLOCK ? AHADI_SYNC_ERROR_FOREIGN : AHADI_SYNC_ERROR_DAMAGED));
    }
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/ustar/reads-what-it-wrote", test_reads_what_it_wrote);
  g_test_add_func ("/sync/ustar/member-size", test_member_size);
  g_test_add_func ("/sync/ustar/reads-no-more-than-its-limit", test_limit);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_test_add_data_func (changes[i].name, &changes[i], test_change);
  g_test_add_func ("/sync/ustar/K11-large-size-is-as-gnu-tar-writes-it",
                   test_large_size_is_as_gnu_tar_writes_it);
  g_test_add_func ("/sync/ustar/K11-large-size-is-taken-where-it-may-be",
                   test_large_size_is_taken_where_it_may_be);
  g_test_add_func ("/sync/ustar/K11-large-size-has-one-spelling",
                   test_large_size_has_one_spelling);
  g_test_add_func ("/sync/ustar/ignores-owner-and-time", test_ignored);
  g_test_add_func ("/sync/ustar/U1-something-else-is-foreign", test_foreign);
  g_test_add_func ("/sync/ustar/U9-takes-only-zeros-behind-the-end",
                   test_zeros_behind_the_end);
  g_test_add_func ("/sync/ustar/U10-refuses-every-truncation", test_every_truncation);

  return g_test_run ();
}
