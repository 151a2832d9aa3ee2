/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "files.h"

static void
test_position_maker_and_turn_are_read (void)
{
  g_autoptr (GByteArray) block = g_byte_array_new ();
  AhadiExif exif;

  files_add_exif (block);
  ahadi_exif_read (block->data, block->len, &exif);
  g_assert_true (exif.has_position);
  g_assert_cmpfloat_with_epsilon (exif.latitude, -1.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (exif.longitude, 36.75, 1e-9);
  g_assert_cmpstr (exif.camera, ==, "Tecno");
  g_assert_cmpuint (exif.orientation, ==, 6);
}

/* X1, X2, X3: every byte changed, every end cut off; nothing outside is read (the
 * sanitizers watch), and what is said stays in its bounds. */
static void
test_broken_blocks_are_read_within_their_bounds (void)
{
  g_autoptr (GByteArray) block = g_byte_array_new ();

  files_add_exif (block);
  for (guint i = 0; i < block->len; i++)
    for (guint bit = 0; bit < 8; bit++)
      {
        g_autofree guint8 *copy = g_memdup2 (block->data, block->len);
        g_autofree guint8 *cut = i > 0 ? g_memdup2 (block->data, i) : NULL;
        AhadiExif exif;

        copy[i] ^= (guint8) (1 << bit);
        ahadi_exif_read (copy, block->len, &exif);
        g_assert_cmpuint (exif.orientation, <=, 8);
        g_assert_true (!exif.has_position || ABS (exif.latitude) <= 90);
        ahadi_exif_read (cut, i, &exif);
      }
}

/* X4 */
static void
test_position_divided_by_zero_is_none (void)
{
  g_autoptr (GByteArray) block = g_byte_array_new ();
  AhadiExif exif;

  files_add_exif (block);
  memset (block->data + 126, 0, 4);
  ahadi_exif_read (block->data, block->len, &exif);
  g_assert_false (exif.has_position);
}

static void
test_written_turn_is_all_that_is_read (void)
{
  guint8 block[AHADI_EXIF_ORIENTATION_SIZE];
  AhadiExif exif;

  for (guint i = 1; i <= 8; i++)
    {
      ahadi_exif_write_orientation (i, block);
      ahadi_exif_read (block, sizeof block, &exif);
      g_assert_cmpuint (exif.orientation, ==, i);
      g_assert_false (exif.has_position);
      g_assert_cmpstr (exif.camera, ==, "");
      g_assert_cmpstr (exif.taken, ==, "");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/exif/position-maker-and-turn-are-read",
                   test_position_maker_and_turn_are_read);
  g_test_add_func ("/media/exif/broken-blocks-are-read-within-their-bounds",
                   test_broken_blocks_are_read_within_their_bounds);
  g_test_add_func ("/media/exif/position-divided-by-zero-is-none",
                   test_position_divided_by_zero_is_none);
  g_test_add_func ("/media/exif/written-turn-is-all-that-is-read",
                   test_written_turn_is_all_that_is_read);
  return g_test_run ();
}
