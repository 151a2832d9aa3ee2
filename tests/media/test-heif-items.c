/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/ahadi-heif-items.h"

#include "files.h"

static void
test_blank_exif_is_a_block_without_entries (void)
{
  g_autoptr (GByteArray) block = g_byte_array_new ();
  AhadiMediaFilter filter = { 0 };
  AhadiExif exif;

  ADD (block, "\0\0\0\0");
  files_add_exif (block);
  ahadi_heif_items_blank (&filter, block->data, block->len, TRUE);
  g_assert_cmpuint (filter.facts.removed, ==, block->len);
  g_assert_true (filter.facts.exif.has_position);
  g_assert_cmpmem (block->data + 4, 4, "MM\0*", 4);
  ahadi_exif_read (block->data + 4, block->len - 4, &exif);
  g_assert_false (exif.has_position);
  g_assert_cmpstr (exif.camera, ==, "");
}

static void
test_exif_is_found_behind_its_lead (void)
{
  g_autoptr (GByteArray) block = g_byte_array_new ();
  AhadiMediaFilter filter = { 0 };

  ADD (block, "\0\0\0\6Exif\0\0");
  files_add_exif (block);
  ahadi_heif_items_blank (&filter, block->data, block->len, TRUE);
  g_assert_cmpstr (filter.facts.exif.camera, ==, "Tecno");
}

static void
test_a_lead_beyond_the_block_finds_nothing (void)
{
  guint8 block[] = { 0xff, 0xff, 0xff, 0xff, 'M', 'M' };
  AhadiMediaFilter filter = { 0 };

  ahadi_heif_items_blank (&filter, block, sizeof block, TRUE);
  g_assert_false (filter.facts.exif.has_position);
  g_assert_cmpuint (filter.facts.removed, ==, sizeof block);
  g_assert_cmpuint (block[4], ==, 0);
}

static void
test_blank_text_is_blanks (void)
{
  guint8 text[] = { 'N', 'y', 'a' };
  AhadiMediaFilter filter = { 0 };

  ahadi_heif_items_blank (&filter, text, sizeof text, FALSE);
  g_assert_cmpmem (text, 3, "   ", 3);
  g_assert_true (filter.facts.tells_more);
}

static void
test_what_is_blank_is_not_noted_again (void)
{
  guint8 text[] = { ' ', ' ' };
  guint8 zeros[] = { 0, 0 };
  AhadiMediaFilter filter = { 0 };

  ahadi_heif_items_blank (&filter, text, sizeof text, FALSE);
  ahadi_heif_items_clear (&filter, zeros, sizeof zeros);
  g_assert_cmpuint (filter.facts.removed, ==, 0);
  g_assert_false (filter.facts.tells_more);
}

static void
test_what_is_cleared_is_zeros (void)
{
  guint8 bytes[] = { 0, 7 };
  AhadiMediaFilter filter = { 0 };

  ahadi_heif_items_clear (&filter, bytes, sizeof bytes);
  g_assert_cmpuint (bytes[1], ==, 0);
  g_assert_cmpuint (filter.facts.removed, ==, 2);
}

static void
test_items_over_each_other_are_refused (void)
{
  /* iinf of two Exif items, and iloc of both at one place. */
  guint8 meta[] = "\0\0\0\0"
                  "\0\0\0\x38iinf\0\0\0\0\0\2"
                  "\0\0\0\x15infe\2\0\0\0\0\1\0\0Exif\0"
                  "\0\0\0\x15infe\2\0\0\0\0\2\0\0Exif\0"
                  "\0\0\0\x2ciloc\0\0\0\0\x44\0\0\2"
                  "\0\1\0\0\0\1\0\0\3\xe8\0\0\0\x10"
                  "\0\2\0\0\0\1\0\0\3\xe9\0\0\0\x10";
  AhadiMediaFilter filter = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_null (ahadi_heif_items_read (&filter, meta, sizeof meta - 1, 0, &error));
  g_assert_error (error, AHADI_MEDIA_ERROR, AHADI_MEDIA_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "H3"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/heif-items/blank-exif-is-a-block-without-entries",
                   test_blank_exif_is_a_block_without_entries);
  g_test_add_func ("/media/heif-items/exif-is-found-behind-its-lead",
                   test_exif_is_found_behind_its_lead);
  g_test_add_func ("/media/heif-items/a-lead-beyond-the-block-finds-nothing",
                   test_a_lead_beyond_the_block_finds_nothing);
  g_test_add_func ("/media/heif-items/blank-text-is-blanks", test_blank_text_is_blanks);
  g_test_add_func ("/media/heif-items/what-is-blank-is-not-noted-again",
                   test_what_is_blank_is_not_noted_again);
  g_test_add_func ("/media/heif-items/what-is-cleared-is-zeros",
                   test_what_is_cleared_is_zeros);
  g_test_add_func ("/media/heif-items/items-over-each-other-are-refused",
                   test_items_over_each_other_are_refused);
  return g_test_run ();
}
