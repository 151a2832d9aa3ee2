/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-part-reader.h"

#include <string.h>

#include "forge.h"

/* A part of any plain bytes, read to its end: how many lines, or -1. */
static int
read_part (GBytes *plain, GError **error)
{
  g_autoptr (AhadiAgeIdentity) identity = ahadi_age_identity_new ();
  AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (identity);
  g_autofree char *text = ahadi_age_recipient_to_string (&recipient);
  const char *recipients[] = { text, NULL };
  g_autoptr (GBytes) sealed = forge_seal (plain, recipients);
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (sealed);
  g_autoptr (GPtrArray) ring = world_make_ring (identity);
  g_autoptr (AhadiPartReader) reader = ahadi_part_reader_new (in, ring, error);
  const char *line;
  gsize size;
  int n = 0;

  g_assert_nonnull (reader);
  while (ahadi_part_reader_next (reader, &line, &size, error))
    {
      if (line == NULL)
        return n;
      g_assert_null (memchr (line, '\n', size));
      n++;
    }

  return -1;
}

static GBytes *
pad (GBytes *gzip)
{
  return forge_pad (gzip, ahadi_part_bucket (g_bytes_get_size (gzip)));
}

static int
read_lines (const char *text, gsize size, GError **error)
{
  g_autoptr (GBytes) gzip = forge_gzip (text, size);
  g_autoptr (GBytes) plain = pad (gzip);

  return read_part (plain, error);
}

static void
assert_part_refused (GBytes *plain, const char *rule)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (read_part (plain, &error), ==, -1);
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, rule));
}

static void
test_lines (void)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (read_lines ("one\ntwo\n\nfour\n", 14, &error), ==, 4);
  g_assert_no_error (error);
  g_assert_cmpint (read_lines ("", 0, &error), ==, 0);
  g_assert_no_error (error);

  for (int i = 0; i < 20000; i++)
    g_string_append_printf (many, "%d %08x%08x\n", i, g_test_rand_int (),
                            g_test_rand_int ());
  g_assert_cmpint (read_lines (many->str, many->len, &error), ==, 20000);
  g_assert_no_error (error);
}

static void
test_longest_line (void)
{
  gsize size = AHADI_PART_LINE_LIMIT + 2;
  g_autofree char *text = g_malloc (size);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < size; i++)
    text[i] = 'a' + g_test_rand_int_range (0, 26);
  text[size - 2] = '\n';
  g_assert_cmpint (read_lines (text, size - 1, &error), ==, 1);
  g_assert_no_error (error);

  text[size - 2] = 'a';
  text[size - 1] = '\n';
  g_assert_cmpint (read_lines (text, size, &error), ==, -1);
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, "P5"));
}

static void
test_last_newline (void)
{
  g_autoptr (GBytes) gzip = forge_gzip ("one\ntwo", 7);
  g_autoptr (GBytes) plain = pad (gzip);

  assert_part_refused (plain, "P4");
}

/* Offsets in the gzip header (RFC 1952). */
static void
test_gzip_start (gconstpointer offset)
{
  g_autoptr (GBytes) gzip = forge_gzip ("one\n", 4);
  g_autoptr (GBytes) plain = pad (gzip);
  gsize size;
  guint8 *bytes = g_bytes_unref_to_data (g_steal_pointer (&plain), &size);
  g_autoptr (GBytes) changed = NULL;

  bytes[GPOINTER_TO_UINT (offset)] ^= 8;
  changed = g_bytes_new_take (bytes, size);
  assert_part_refused (changed, "P1");
}

static void
test_empty (void)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  guint8 *zeros = g_malloc0 (65536);
  g_autoptr (GBytes) padding = g_bytes_new_take (zeros, 65536);

  assert_part_refused (nothing, "P1");
  assert_part_refused (padding, "P1");
}

static void
test_padding (void)
{
  g_autoptr (GBytes) gzip = forge_gzip ("one\n", 4);
  g_autoptr (GBytes) twice = forge_pad (gzip, 2 * 65536);
  g_autoptr (GBytes) less = forge_pad (gzip, 65535);
  g_autoptr (GBytes) more = forge_pad (gzip, 65537);
  g_autoptr (GBytes) whole = forge_pad (gzip, 65536);
  guint8 *bytes;
  gsize size;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) last = NULL;

  assert_part_refused (gzip, "P2");
  assert_part_refused (twice, "P2");
  assert_part_refused (less, "P2");
  assert_part_refused (more, "P2");

  bytes = g_memdup2 (g_bytes_get_data (whole, &size), 65536);
  bytes[g_bytes_get_size (gzip)] = 1;
  first = g_bytes_new_take (bytes, size);
  assert_part_refused (first, "P2");

  bytes = g_memdup2 (g_bytes_get_data (whole, &size), 65536);
  bytes[size - 1] = 1;
  last = g_bytes_new_take (bytes, size);
  assert_part_refused (last, "P2");
}

static void
test_second_member (void)
{
  g_autoptr (GBytes) gzip = forge_gzip ("one\n", 4);
  gsize n;
  const void *bytes = g_bytes_get_data (gzip, &n);
  guint8 *both = g_malloc0 (65536);
  g_autoptr (GBytes) plain = g_bytes_new_take (both, 65536);

  memcpy (both, bytes, n);
  memcpy (both + n, bytes, n);
  assert_part_refused (plain, "P2");
}

/* 64 MiB of short lines that deflate to some 64 KiB. */
static void
test_bomb (void)
{
  gsize size = 64 * 1024 * 1024;
  g_autofree char *text = g_malloc (size);
  g_autoptr (GBytes) gzip = NULL;
  g_autoptr (GBytes) plain = NULL;

  memset (text, '\n', size);
  gzip = forge_gzip (text, size);
  plain = pad (gzip);
  assert_part_refused (plain, "P3");
}

/* Below the allowance of a MiB anything may shrink as it likes. */
static void
test_no_bomb (void)
{
  gsize size = 1024 * 1024;
  g_autofree char *text = g_malloc (size);
  g_autoptr (GError) error = NULL;

  memset (text, '\n', size);
  g_assert_cmpint (read_lines (text, size, &error), ==, (int) size);
  g_assert_no_error (error);
}

static void
test_damaged (void)
{
  g_autoptr (GBytes) gzip = forge_gzip ("one\ntwo\n", 8);
  gsize size = g_bytes_get_size (gzip);

  /* Every byte behind the header of the member, its check sum and length too. */
  for (gsize i = 10; i < size; i++)
    {
      g_autoptr (GBytes) plain = pad (gzip);
      gsize n;
      guint8 *bytes = g_bytes_unref_to_data (g_steal_pointer (&plain), &n);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (GError) error = NULL;

      bytes[i] ^= 1;
      changed = g_bytes_new_take (bytes, n);
      g_assert_cmpint (read_part (changed, &error), ==, -1);
      g_assert_true (error->domain == AHADI_SYNC_ERROR);
    }
}

static void
test_sealed_for_others (void)
{
  g_autoptr (AhadiAgeIdentity) identity = ahadi_age_identity_new ();
  g_autoptr (AhadiAgeIdentity) other = ahadi_age_identity_new ();
  AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (other);
  g_autofree char *text = ahadi_age_recipient_to_string (&recipient);
  const char *recipients[] = { text, NULL };
  g_autoptr (GBytes) plain = g_bytes_new_static ("x", 1);
  g_autoptr (GBytes) sealed = forge_seal (plain, recipients);
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (sealed);
  g_autoptr (GPtrArray) ring = world_make_ring (identity);
  g_autoptr (GError) error = NULL;

  g_assert_null (ahadi_part_reader_new (in, ring, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_FOR_US);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/part-reader/hands-out-lines", test_lines);
  g_test_add_data_func ("/sync/part-reader/P1-refuses-flags", GUINT_TO_POINTER (3),
                        test_gzip_start);
  g_test_add_data_func ("/sync/part-reader/P1-refuses-time", GUINT_TO_POINTER (4),
                        test_gzip_start);
  g_test_add_data_func ("/sync/part-reader/P1-refuses-no-gzip", GUINT_TO_POINTER (0),
                        test_gzip_start);
  g_test_add_func ("/sync/part-reader/P1-refuses-nothing", test_empty);
  g_test_add_func ("/sync/part-reader/P2-refuses-other-padding", test_padding);
  g_test_add_func ("/sync/part-reader/P2-refuses-second-member", test_second_member);
  g_test_add_func ("/sync/part-reader/P3-refuses-bomb", test_bomb);
  g_test_add_func ("/sync/part-reader/P3-takes-a-small-one", test_no_bomb);
  g_test_add_func ("/sync/part-reader/P4-refuses-line-without-newline",
                   test_last_newline);
  g_test_add_func ("/sync/part-reader/P5-refuses-line-above-its-limit",
                   test_longest_line);
  g_test_add_func ("/sync/part-reader/P12-refuses-every-flipped-byte", test_damaged);
  g_test_add_func ("/sync/part-reader/sealed-for-others", test_sealed_for_others);

  return g_test_run ();
}
