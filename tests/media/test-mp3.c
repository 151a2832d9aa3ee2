/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include <string.h>

#define FRAME_SIZE 104 /* version 1, layer 3, 32 kbit/s, 44100 Hz */
#define ID3                                                                              \
  "ID3\4\0\0\0\0\0\x1e"                                                                  \
  "TPE1\0\0\0\5\0\0\3Asha"                                                               \
  "TDRC\0\0\0\5\0\0\0"                                                                   \
  "2026"

static void
add_frames (GByteArray *file, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint start = file->len;

      ADD (file, "\xff\xfb\x10\xc0");
      g_byte_array_set_size (file, start + FRAME_SIZE);
      memset (file->data + start + 4, 'a', FRAME_SIZE - 4);
    }
}

static GByteArray *
make (const char *start, gsize size)
{
  GByteArray *file = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *) start, (guint) size);
  add_frames (file, 3);
  return file;
}

#define MAKE(start) make (start, sizeof start - 1)

/* Only the frames are left. */
static void
assert_cleaned (const GByteArray *file, Cleaned *cleaned)
{
  g_autoptr (GByteArray) expected = MAKE ("");

  files_clean (AHADI_MEDIA_MP3, file, cleaned);
  g_assert_cmpmem (cleaned->clean->data, cleaned->clean->len, expected->data,
                   expected->len);
  g_assert_cmpuint (cleaned->facts.removed, ==, file->len - expected->len);
}

static void
test_frames_stay (void)
{
  g_autoptr (GByteArray) file = MAKE ("");

  files_assert_untouched (AHADI_MEDIA_MP3, file);
  g_byte_array_set_size (file, file->len - 50);
  files_assert_untouched (AHADI_MEDIA_MP3, file);
}

static void
test_tags_are_read_and_dropped (void)
{
  g_autoptr (GByteArray) file = MAKE (ID3);
  g_auto (Cleaned) cleaned = { 0 };

  ADD (file, "APETAGEX\xd0\7\0\0\x08\0\0\0\1\0\0\0\0\0\0\xa0\0\0\0\0\0\0\0\0"
             "Achieng.");
  ADD (file, "TAGAchieng");
  assert_cleaned (file, &cleaned);
  g_assert_cmpstr (cleaned.facts.author, ==, "Asha");
  g_assert_cmpstr (cleaned.facts.exif.taken, ==, "2026");
  g_assert_true (cleaned.facts.tells_more);
}

/* As many zeros as one likes: the frame behind them is found. */
static void
test_no_frame_is_lost_behind_what_is_none (void)
{
  g_autoptr (GByteArray) file = MAKE ("\0\0\0\0\0");
  g_auto (Cleaned) cleaned = { 0 };

  assert_cleaned (file, &cleaned);
  g_assert_false (cleaned.facts.tells_more);
}

static void
assert_refused (GByteArray *file, const char *rule)
{
  files_assert_refused (AHADI_MEDIA_MP3, file, rule);
  g_byte_array_unref (file);
}

static void
test_what_is_none_is_refused (void)
{
  GByteArray *file = g_byte_array_new ();

  ADD (file, ID3);
  assert_refused (file, "M1");
  file = MAKE ("");
  ADD (file, "ID3\4\0\0\0\0\x7f\x7f");
  assert_refused (file, "M3");
  file = MAKE ("");
  ADD (file, "\xff\xfb\x14\xc0"); /* 48000 Hz */
  assert_refused (file, "M4");
  file = MAKE ("");
  g_byte_array_set_size (file, file->len + 1024 * 1024 + 4);
  memset (file->data + 3 * FRAME_SIZE, 'x', 1024 * 1024 + 4);
  assert_refused (file, "M4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/mp3/M2-frames-stay", test_frames_stay);
  g_test_add_func ("/media/mp3/M2-tags-are-read-and-dropped",
                   test_tags_are_read_and_dropped);
  g_test_add_func ("/media/mp3/M2-no-frame-is-lost-behind-what-is-none",
                   test_no_frame_is_lost_behind_what_is_none);
  g_test_add_func ("/media/mp3/M1-M3-M4-what-is-none-is-refused",
                   test_what_is_none_is_refused);
  return g_test_run ();
}
