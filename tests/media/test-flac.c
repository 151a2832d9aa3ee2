/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include <string.h>

#define FORMAT                                                                           \
  "\0\0\0\x22"                                                                           \
  "1234567890123456789012345678901234"
#define SEEK                                                                             \
  "\3\0\0\x12"                                                                           \
  "123456781234567812"
#define NOTES                                                                            \
  "\4\0\0\x17"                                                                           \
  "\2\0\0\0me\1\0\0\0\x09\0\0\0DATE=2026"
#define PICTURE "\x86\0\0\4face"
#define SOUND "\xff\xf8sound"

static GByteArray *
make (const char *bytes, gsize size)
{
  GByteArray *file = g_byte_array_new ();

  ADD (file, "fLaC");
  g_byte_array_append (file, (const guint8 *) bytes, (guint) size);
  return file;
}

#define MAKE(bytes) make (bytes, sizeof bytes - 1)

static void
assert_refused (GByteArray *file, const char *rule)
{
  files_assert_refused (AHADI_MEDIA_FLAC, file, rule);
  g_byte_array_unref (file);
}

static void
test_what_it_tells_becomes_padding (void)
{
  g_autoptr (GByteArray) file = MAKE (FORMAT SEEK NOTES PICTURE SOUND);
  g_autoptr (GByteArray) expected = MAKE (
      FORMAT SEEK
      "\1\0\0\x17\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x81\0\0\4\0\0\0\0" SOUND);
  g_auto (Cleaned) cleaned = { 0 };

  files_clean (AHADI_MEDIA_FLAC, file, &cleaned);
  g_assert_cmpstr (cleaned.facts.exif.taken, ==, "2026");
  g_assert_true (cleaned.facts.tells_more);
  g_assert_cmpmem (cleaned.clean->data, cleaned.clean->len, expected->data,
                   expected->len);
  files_assert_untouched (AHADI_MEDIA_FLAC, cleaned.clean);
}

static void
test_tag_at_the_end_is_dropped (void)
{
  g_autoptr (GByteArray) file = MAKE ("\x80\0\0\x22"
                                      "1234567890123456789012345678901234" SOUND);
  g_auto (Cleaned) cleaned = { 0 };
  guint size = file->len;

  ADD (file, "TAGAchieng");
  g_byte_array_set_size (file, size + 128);
  files_clean (AHADI_MEDIA_FLAC, file, &cleaned);
  g_assert_cmpuint (cleaned.clean->len, ==, size);
}

static void
test_what_is_none_is_refused (void)
{
  GByteArray *file = MAKE (FORMAT);

  assert_refused (MAKE (SEEK SOUND), "C1");
  assert_refused (MAKE (FORMAT "\x84\0\xff\0" SOUND), "C3");
  assert_refused (MAKE (FORMAT NOTES PICTURE "xxsound"), "C4");
  assert_refused (MAKE (FORMAT NOTES PICTURE), "F1");
  for (guint i = 0; i < 1024; i++)
    ADD (file, "\1\0\0\0");
  assert_refused (file, "C3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/flac/C2-what-it-tells-becomes-padding",
                   test_what_it_tells_becomes_padding);
  g_test_add_func ("/media/flac/C4-tag-at-the-end-is-dropped",
                   test_tag_at_the_end_is_dropped);
  g_test_add_func ("/media/flac/C1-C3-C4-F1-what-is-none-is-refused",
                   test_what_is_none_is_refused);
  return g_test_run ();
}
