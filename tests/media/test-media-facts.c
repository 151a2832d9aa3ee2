/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#define PLAIN "RIFF\x12\0\0\0WEBPVP8 \5\0\0\0data.\0"

static gboolean
refuse (gpointer data, const void *bytes, gsize size, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  return FALSE;
}

static gboolean
accept (gpointer data, const void *bytes, gsize size, GError **error)
{
  return TRUE;
}

static gboolean
clean (const AhadiMediaFacts *facts, AhadiMediaSink sink, GError **error)
{
  g_autoptr (GInputStream) in =
      g_memory_input_stream_new_from_data (PLAIN, sizeof PLAIN - 1, NULL);

  return ahadi_media_clean (AHADI_MEDIA_WEBP, in, facts, sink, NULL, error);
}

static void
test_full_disk_is_passed_on (void)
{
  AhadiMediaFacts facts = { .clean_size = sizeof PLAIN - 1 };
  g_autoptr (GError) error = NULL;

  g_assert_false (clean (&facts, refuse, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

/* What was shown to the person must be what is taken out. */
static void
test_another_picture_than_was_looked_at_is_refused (void)
{
  AhadiMediaFacts facts = { .clean_size = sizeof PLAIN - 1, .removed = 100 };
  g_autoptr (GError) error = NULL;

  g_assert_false (clean (&facts, accept, &error));
  g_assert_error (error, AHADI_MEDIA_ERROR, AHADI_MEDIA_ERROR_CHANGED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/media-facts/full-disk-is-passed-on",
                   test_full_disk_is_passed_on);
  g_test_add_func ("/media/media-facts/another-picture-than-was-looked-at-is-refused",
                   test_another_picture_than_was_looked_at_is_refused);
  return g_test_run ();
}
