/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <gio/gio.h>

#include "media/ahadi-media.h"

static gboolean
collect (gpointer data, const void *bytes, gsize size, GError **error)
{
  g_byte_array_append (data, bytes, (guint) size);
  return TRUE;
}

/* What was cleaned tells nothing but how it is turned, and cleaning it again changes
 * nothing. */
static void
assert_clean (AhadiMediaType type, const GByteArray *clean, guint orientation)
{
  g_autoptr (GInputStream) in =
      g_memory_input_stream_new_from_data (clean->data, clean->len, NULL);
  AhadiMediaFacts facts;
  gboolean read = ahadi_media_read (type, in, &facts, NULL);

  g_assert_true (read);
  g_assert_false (facts.exif.has_position);
  g_assert_cmpstr (facts.exif.camera, ==, "");
  g_assert_cmpstr (facts.exif.taken, ==, "");
  g_assert_cmpstr (facts.author, ==, "");
  g_assert_false (facts.tells_more);
  if (facts.removed > 0)
    g_assert_cmpuint (facts.exif.orientation, ==, orientation);
}

static gboolean
clean_picture (AhadiMediaType type, const guint8 *data, gsize size)
{
  g_autoptr (GInputStream) first =
      g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GInputStream) second =
      g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GByteArray) clean = g_byte_array_new ();
  AhadiMediaFacts facts;
  gboolean cleaned;

  if (!ahadi_media_read (type, first, &facts, NULL))
    return FALSE;

  cleaned = ahadi_media_clean (type, second, &facts, collect, clean, NULL);
  g_assert_true (cleaned);
  assert_clean (type, clean, facts.exif.orientation);
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  AhadiMediaType type = ahadi_media_sniff (data, size);

  fuzz_start ();
  /* PDF is read by a program of its own. */
  fuzz_accepted = type != AHADI_MEDIA_PDF && ahadi_media_can_strip (type) &&
                  clean_picture (type, data, size);
  return 0;
}
