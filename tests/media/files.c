/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include <string.h>

GByteArray *
files_make (const char *bytes, gsize size)
{
  GByteArray *file = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *) bytes, (guint) size);
  return file;
}

void
cleaned_clear (Cleaned *self)
{
  g_clear_pointer (&self->clean, g_byte_array_unref);
}

static GInputStream *
open_picture (const GByteArray *picture)
{
  return g_memory_input_stream_new_from_data (picture->data, picture->len, NULL);
}

static gboolean
collect (gpointer data, const void *bytes, gsize size, GError **error)
{
  g_byte_array_append (data, bytes, (guint) size);
  return TRUE;
}

void
files_clean (AhadiMediaType type, const GByteArray *picture, Cleaned *cleaned)
{
  g_autoptr (GInputStream) first = open_picture (picture);
  g_autoptr (GInputStream) second = open_picture (picture);
  g_autoptr (GError) error = NULL;
  gboolean done;

  cleaned->clean = g_byte_array_new ();
  done = ahadi_media_read (type, first, &cleaned->facts, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  done =
      ahadi_media_clean (type, second, &cleaned->facts, collect, cleaned->clean, &error);
  g_assert_no_error (error);
  g_assert_true (done);
}

void
files_assert_untouched (AhadiMediaType type, const GByteArray *picture)
{
  g_auto (Cleaned) cleaned = { 0 };

  files_clean (type, picture, &cleaned);
  g_assert_cmpmem (cleaned.clean->data, cleaned.clean->len, picture->data, picture->len);
  g_assert_cmpuint (cleaned.facts.removed, ==, 0);
  g_assert_false (cleaned.facts.tells_more);
}

void
files_assert_refused (AhadiMediaType type, const GByteArray *picture, const char *rule)
{
  g_autoptr (GInputStream) in = open_picture (picture);
  g_autoptr (GError) error = NULL;
  g_autofree char *mark = g_strdup_printf ("against rule %s:", rule);
  AhadiMediaFacts facts;

  g_assert_false (ahadi_media_read (type, in, &facts, &error));
  g_assert_error (error, AHADI_MEDIA_ERROR, AHADI_MEDIA_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, mark));
}

void
files_assert_no_cut_passes (AhadiMediaType type, const GByteArray *picture)
{
  for (guint size = 0; size < picture->len; size++)
    {
      g_autoptr (GInputStream) in =
          g_memory_input_stream_new_from_data (picture->data, size, NULL);
      g_autoptr (GError) error = NULL;
      AhadiMediaFacts facts;

      g_assert_false (ahadi_media_read (type, in, &facts, &error));
      g_assert_error (error, AHADI_MEDIA_ERROR, AHADI_MEDIA_ERROR_DAMAGED);
    }
}

gboolean
files_has (const GByteArray *picture, const char *text)
{
  return memmem (picture->data, picture->len, text, strlen (text)) != NULL;
}

void
files_add_number (GByteArray *bytes, guint64 value, guint n)
{
  for (guint i = n; i > 0; i--)
    {
      guint8 byte = (guint8) (value >> (8 * (i - 1)));

      g_byte_array_append (bytes, &byte, 1);
    }
}

guint
files_begin_box (GByteArray *bytes, const char *type)
{
  guint start = bytes->len;

  files_add_number (bytes, 0, 4);
  g_byte_array_append (bytes, (const guint8 *) type, 4);
  return start;
}

void
files_end_box (GByteArray *bytes, guint start)
{
  guint size = bytes->len - start;

  for (guint i = 0; i < 4; i++)
    bytes->data[start + i] = (guint8) (size >> (8 * (3 - i)));
}

void
files_add_exif (GByteArray *picture)
{
  guint start = picture->len;

  ADD (picture, "MM\0*\0\0\0\x08");
  ADD (picture, "\0\x04");
  ADD (picture, "\x01\x0f\0\x02\0\0\0\x06\0\0\0\x3e"); /* maker at 62 */
  ADD (picture, "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"); /* orientation */
  ADD (picture, "\x87\x69\0\x04\0\0\0\x01\0\0\0\x98"); /* directory at 152 */
  ADD (picture, "\x88\x25\0\x04\0\0\0\x01\0\0\0\x44"); /* position at 68 */
  ADD (picture, "\0\0\0\0");
  ADD (picture, "Tecno\0");
  ADD (picture, "\0\x04");
  ADD (picture, "\0\x01\0\x02\0\0\0\x02S\0\0\0");
  ADD (picture, "\0\x02\0\x05\0\0\0\x03\0\0\0\x7a"); /* latitude at 122 */
  ADD (picture, "\0\x03\0\x02\0\0\0\x02"
                "E\0\0\0");
  ADD (picture, "\0\x04\0\x05\0\0\0\x03\0\0\0\x92"); /* longitude at 146 */
  ADD (picture, "\0\0\0\0");
  ADD (picture, "\0\0\0\x01\0\0\0\x01\0\0\0\x1e\0\0\0\x01\0\0\0\0\0\0\0\x01");
  ADD (picture, "\0\0\0\x24\0\0\0\x01\0\0\0\x2d\0\0\0\x01\0\0\0\0\0\0\0\x01");
  ADD (picture, "\0\0");
  g_assert_cmpuint (picture->len - start, ==, FILES_EXIF_SIZE);
}
