/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#ifdef AHADI_WITH_PDF
#define WITH_PDF TRUE
#else
#define WITH_PDF FALSE
#endif

#define SNIFF(bytes) ahadi_media_sniff ((const guint8 *) bytes, sizeof bytes - 1)

static void
test_types_are_told_from_the_bytes (void)
{
  g_assert_cmpint (SNIFF ("\xff\xd8\xff\xe0"), ==, AHADI_MEDIA_JPEG);
  g_assert_cmpint (SNIFF ("\x89PNG\r\n\x1a\n"), ==, AHADI_MEDIA_PNG);
  g_assert_cmpint (SNIFF ("RIFF....WEBPVP8 "), ==, AHADI_MEDIA_WEBP);
  g_assert_cmpint (SNIFF ("RIFF....WAVEfmt "), ==, AHADI_MEDIA_WAV);
  g_assert_cmpint (SNIFF ("II*\0"), ==, AHADI_MEDIA_TIFF);
  g_assert_cmpint (SNIFF ("MM\0+"), ==, AHADI_MEDIA_TIFF);
  g_assert_cmpint (SNIFF ("RIFF....AVI LIST"), ==, AHADI_MEDIA_AVI);
  g_assert_cmpint (SNIFF ("\x1a\x45\xdf\xa3"), ==, AHADI_MEDIA_MATROSKA);
  g_assert_cmpint (SNIFF ("....ftypheic"), ==, AHADI_MEDIA_HEIF);
  g_assert_cmpint (SNIFF ("....ftypM4A "), ==, AHADI_MEDIA_MP4);
  g_assert_cmpint (SNIFF ("%PDF-1.7"), ==, AHADI_MEDIA_PDF);
  g_assert_cmpint (SNIFF ("OggS"), ==, AHADI_MEDIA_OGG);
  g_assert_cmpint (SNIFF ("Dear office"), ==, AHADI_MEDIA_OTHER);
  g_assert_cmpint (SNIFF (""), ==, AHADI_MEDIA_OTHER);
}

static void
test_every_type_has_a_name_that_leads_back (void)
{
  for (guint i = 0; i <= AHADI_MEDIA_MATROSKA; i++)
    g_assert_cmpint (ahadi_media_type_from_mime (ahadi_media_type_to_mime (i)), ==, i);
}

static void
test_pictures_and_sound_can_be_stripped (void)
{
  for (guint i = 0; i <= AHADI_MEDIA_MATROSKA; i++)
    g_assert_cmpint (ahadi_media_can_strip (i), ==,
                     ahadi_media_is_picture (i) || ahadi_media_is_sound (i) ||
                         (WITH_PDF && i == AHADI_MEDIA_PDF));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/type/types-are-told-from-the-bytes",
                   test_types_are_told_from_the_bytes);
  g_test_add_func ("/media/type/every-type-has-a-name-that-leads-back",
                   test_every_type_has_a_name_that_leads_back);
  g_test_add_func ("/media/type/pictures-and-sound-can-be-stripped",
                   test_pictures_and_sound_can_be_stripped);
  return g_test_run ();
}
