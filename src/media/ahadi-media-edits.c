/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-media-edits.h"

#include <string.h>

#include "ahadi-media-error.h"

#define STEP 4096

static void
clear_edit (gpointer data)
{
  AhadiMediaEdit *self = data;

  g_clear_pointer (&self->bytes, g_bytes_unref);
}

GArray *
ahadi_media_edits_new (void)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (AhadiMediaEdit));

  g_array_set_clear_func (edits, clear_edit);
  return edits;
}

void
ahadi_media_edits_fill (GArray *edits, guint64 start, guint64 size, guint8 fill)
{
  AhadiMediaEdit edit = { .start = start, .size = size, .fill = fill };

  if (size > 0)
    g_array_append_val (edits, edit);
}

void
ahadi_media_edits_write (GArray *edits, guint64 start, GBytes *bytes)
{
  AhadiMediaEdit edit = { .start = start,
                          .size = g_bytes_get_size (bytes),
                          .bytes = bytes };

  g_array_append_val (edits, edit);
}

void
ahadi_media_edits_drop (GArray *edits, guint64 start, guint64 size)
{
  AhadiMediaEdit edit = { .start = start, .size = size, .drops = TRUE };

  if (size > 0)
    g_array_append_val (edits, edit);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const AhadiMediaEdit *left = a;
  const AhadiMediaEdit *right = b;

  return (left->start > right->start) - (left->start < right->start);
}

void
ahadi_media_edits_sort (GArray *edits)
{
  g_array_sort (edits, compare);
}

void
ahadi_media_edits_clear_gaps (GArray *edits, GArray *kept, guint64 start, guint64 end)
{
  guint64 at = start;

  ahadi_media_edits_sort (kept);
  for (guint i = 0; i < kept->len && at < end; i++)
    {
      const AhadiMediaEdit *stretch = &g_array_index (kept, AhadiMediaEdit, i);

      if (stretch->start > at)
        ahadi_media_edits_fill (edits, at, MIN (stretch->start, end) - at, 0);
      at = MAX (at, stretch->start + stretch->size);
    }
  if (at < end)
    ahadi_media_edits_fill (edits, at, end - at, 0);
}

static guint8
get_byte (const AhadiMediaEdit *self, guint64 at)
{
  return self->bytes != NULL ? ((const guint8 *) g_bytes_get_data (self->bytes, NULL))[at]
                             : self->fill;
}

static gboolean
apply_one (const AhadiMediaEdit *self, AhadiMediaFilter *filter, GError **error)
{
  guint8 bytes[STEP];

  if (self->drops)
    return ahadi_media_filter_skip (filter, self->size, error);

  for (guint64 done = 0; done < self->size;)
    {
      gsize n = (gsize) MIN (self->size - done, sizeof bytes);

      if (!ahadi_media_filter_take (filter, bytes, n, error))
        return FALSE;
      for (gsize i = 0; i < n; i++)
        {
          guint8 byte = get_byte (self, done + i);

          filter->facts.removed += byte != bytes[i];
          bytes[i] = byte;
        }
      if (!ahadi_media_filter_keep (filter, bytes, n, error))
        return FALSE;
      done += n;
    }

  return TRUE;
}

gboolean
ahadi_media_edits_apply (GArray *edits, AhadiMediaFilter *filter, GError **error)
{
  guint64 at = 0;

  if (!ahadi_media_filter_seek (filter, 0, error))
    return FALSE;

  ahadi_media_edits_sort (edits);
  for (guint i = 0; i < edits->len; i++)
    {
      const AhadiMediaEdit *edit = &g_array_index (edits, AhadiMediaEdit, i);

      if (edit->start < at)
        return ahadi_media_refuse (error, "F2", "two parts of it overlap");
      if (!ahadi_media_filter_pass (filter, edit->start - at, error) ||
          !apply_one (edit, filter, error))
        return FALSE;
      at = edit->start + edit->size;
    }

  return ahadi_media_filter_pass_rest (filter, error);
}
