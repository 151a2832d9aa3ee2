/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#define START "GIF89a\1\0\2\0\x80\0\0colour"
#define SHOWN "!\xf9\4\0\0\0\0\0"
#define REPEATS "!\xff\x0bNETSCAPE2.0\3\1\0\0\0"
#define PICTURE                                                                          \
  ",\0\0\0\0\1\0\2\0\x80"                                                                \
  "tables\2\4lzw!\0"
#define COMMENT "!\xfe\7Achieng\0"

static void
test_what_shows_stays (void)
{
  g_autoptr (GByteArray) file = MAKE_FILE (START REPEATS SHOWN PICTURE SHOWN PICTURE ";");

  files_assert_untouched (AHADI_MEDIA_GIF, file);
  files_assert_no_cut_passes (AHADI_MEDIA_GIF, file);
}

static void
test_descriptions_are_dropped (void)
{
  g_autoptr (GByteArray) file = MAKE_FILE (START COMMENT SHOWN PICTURE COMMENT
                                           "!\xff\x0bXMP DataXMP\7Achieng\0;Achieng");
  g_autoptr (GByteArray) expected = MAKE_FILE (START SHOWN PICTURE ";");
  g_auto (Cleaned) cleaned = { 0 };

  files_clean (AHADI_MEDIA_GIF, file, &cleaned);
  g_assert_cmpmem (cleaned.clean->data, cleaned.clean->len, expected->data,
                   expected->len);
  g_assert_cmpuint (cleaned.facts.removed, ==, file->len - expected->len);
  g_assert_cmpuint (cleaned.facts.height, ==, 2);
  g_assert_true (cleaned.facts.tells_more);
}

static void
assert_refused (GByteArray *file, const char *rule)
{
  files_assert_refused (AHADI_MEDIA_GIF, file, rule);
  g_byte_array_unref (file);
}

static void
test_what_is_none_is_refused (void)
{
  assert_refused (MAKE_FILE ("GIF88a\1\0\1\0\0\0\0;"), "G1");
  assert_refused (MAKE_FILE (START PICTURE "x"), "G3");
  assert_refused (MAKE_FILE (START "!\xff\x0aNETSCAPE2.\0;"), "G3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/gif/G2-F1-what-shows-stays", test_what_shows_stays);
  g_test_add_func ("/media/gif/G2-G4-descriptions-are-dropped",
                   test_descriptions_are_dropped);
  g_test_add_func ("/media/gif/G1-G3-what-is-none-is-refused",
                   test_what_is_none_is_refused);
  return g_test_run ();
}
