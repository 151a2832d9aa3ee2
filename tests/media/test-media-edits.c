/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/ahadi-media-edits.h"

#include <string.h>

#include "files.h"

static gboolean
collect (gpointer data, const void *bytes, gsize size, GError **error)
{
  g_byte_array_append (data, bytes, (guint) size);
  return TRUE;
}

/* What "0123456789" becomes. Returns: the bytes that were changed. */
static guint64
apply (GArray *edits, char text[11], GError **error)
{
  g_autoptr (GInputStream) in =
      g_memory_input_stream_new_from_data ("0123456789", 10, NULL);
  g_autofree guint8 *buffer = g_malloc (AHADI_MEDIA_BUFFER);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  AhadiMediaFilter filter = { .in = in, .sink = collect, .data = out, .buffer = buffer };

  if (ahadi_media_edits_apply (edits, &filter, error))
    {
      g_assert_cmpuint (out->len, <=, 10);
      memcpy (text, out->data, out->len);
    }
  return filter.facts.removed;
}

static void
test_only_what_is_named_changes (void)
{
  g_autoptr (GArray) edits = ahadi_media_edits_new ();
  g_autoptr (GError) error = NULL;
  char text[11] = "";

  ahadi_media_edits_write (edits, 7, g_bytes_new_static ("7x", 2));
  ahadi_media_edits_fill (edits, 1, 3, ' ');
  ahadi_media_edits_fill (edits, 5, 0, ' ');
  g_assert_cmpuint (apply (edits, text, &error), ==, 4);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "0   4567x9");
}

static void
test_what_is_dropped_is_counted (void)
{
  g_autoptr (GArray) edits = ahadi_media_edits_new ();
  g_autoptr (GError) error = NULL;
  char text[11] = "";

  ahadi_media_edits_drop (edits, 2, 3);
  ahadi_media_edits_drop (edits, 9, 1);
  g_assert_cmpuint (apply (edits, text, &error), ==, 4);
  g_assert_cmpstr (text, ==, "015678");
}

static void
test_f1_none_reaches_beyond_the_file (void)
{
  g_autoptr (GArray) edits = ahadi_media_edits_new ();
  g_autoptr (GError) error = NULL;
  char text[11] = "";

  ahadi_media_edits_fill (edits, 8, 3, ' ');
  apply (edits, text, &error);
  g_assert_error (error, AHADI_MEDIA_ERROR, AHADI_MEDIA_ERROR_DAMAGED);
}

static void
test_f2_none_overlaps_another (void)
{
  g_autoptr (GArray) edits = ahadi_media_edits_new ();
  g_autoptr (GError) error = NULL;
  char text[11] = "";

  ahadi_media_edits_fill (edits, 4, 3, ' ');
  ahadi_media_edits_fill (edits, 2, 3, ' ');
  apply (edits, text, &error);
  g_assert_error (error, AHADI_MEDIA_ERROR, AHADI_MEDIA_ERROR_DAMAGED);
}

static void
test_all_but_what_is_kept_is_cleared (void)
{
  g_autoptr (GArray) edits = ahadi_media_edits_new ();
  g_autoptr (GArray) kept = ahadi_media_edits_new ();
  g_autoptr (GError) error = NULL;
  char text[11] = "";

  ahadi_media_edits_fill (kept, 6, 1, 0);
  ahadi_media_edits_fill (kept, 2, 3, 0);
  ahadi_media_edits_fill (kept, 2, 1, 0);
  ahadi_media_edits_clear_gaps (edits, kept, 1, 9);
  apply (edits, text, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (text, 10, "0\000234\0006\0\0009", 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/media-edits/only-what-is-named-changes",
                   test_only_what_is_named_changes);
  g_test_add_func ("/media/media-edits/what-is-dropped-is-counted",
                   test_what_is_dropped_is_counted);
  g_test_add_func ("/media/media-edits/f1-none-reaches-beyond-the-file",
                   test_f1_none_reaches_beyond_the_file);
  g_test_add_func ("/media/media-edits/f2-none-overlaps-another",
                   test_f2_none_overlaps_another);
  g_test_add_func ("/media/media-edits/all-but-what-is-kept-is-cleared",
                   test_all_but_what_is_kept_is_cleared);
  return g_test_run ();
}
