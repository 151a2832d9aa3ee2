/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-tiff-directory.h"

#include <string.h>

#include "ahadi-media-error.h"

#define MOST_ENTRIES 4096

/* Of one value, by its type; those of 0 are not known. */
static const guint8 type_sizes[] = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4,
                                     8, 4, 8, 4, 0, 0, 8, 8, 8 };

static gsize
count_size (const AhadiTiffForm *form)
{
  return form->width == 8 ? 8 : 2;
}

static gsize
entry_size (const AhadiTiffForm *form)
{
  return 4 + 2 * form->width;
}

guint64
ahadi_tiff_get (const AhadiTiffForm *form, const guint8 *bytes, gsize n)
{
  guint64 value = 0;

  for (gsize i = 0; i < n; i++)
    value = value << 8 | bytes[form->is_big ? i : n - 1 - i];
  return value;
}

static void
put (const AhadiTiffForm *form, guint8 *bytes, gsize n, guint64 value)
{
  for (gsize i = 0; i < n; i++, value >>= 8)
    bytes[form->is_big ? n - 1 - i : i] = (guint8) value;
}

static gboolean
refuse (GError **error)
{
  return ahadi_media_refuse (error, "T2", "a directory of it is not right");
}

void
ahadi_tiff_directory_clear (AhadiTiffDirectory *self)
{
  g_clear_pointer (&self->entries, g_array_unref);
}

/* @at: of the entry in the file */
static AhadiTiffEntry
read_entry (const AhadiTiffForm *form, const guint8 *bytes, guint64 at)
{
  AhadiTiffEntry entry = { 0 };
  const guint8 *value = bytes + 4 + form->width;
  gsize size;

  memcpy (entry.bytes, bytes, entry_size (form));
  entry.tag = (guint) ahadi_tiff_get (form, bytes, 2);
  entry.type = (guint) ahadi_tiff_get (form, bytes + 2, 2);
  entry.count = ahadi_tiff_get (form, bytes + 4, form->width);
  size = entry.type < G_N_ELEMENTS (type_sizes) ? type_sizes[entry.type] : 0;
  entry.size =
      size != 0 && entry.count > G_MAXINT64 / 8 ? G_MAXUINT64 : entry.count * size;
  entry.at = entry.size <= form->width ? at + 4 + form->width
                                       : ahadi_tiff_get (form, value, form->width);

  /* What stands behind a short value is none of it. */
  if (entry.size < form->width)
    memset (entry.bytes + 4 + form->width + entry.size, 0, form->width - entry.size);
  return entry;
}

gboolean
ahadi_tiff_directory_load (const AhadiTiffForm *form,
                           guint64 at,
                           AhadiTiffDirectory *self,
                           GError **error)
{
  guint8 number[8];
  g_autofree guint8 *bytes = NULL;
  gsize before = count_size (form);
  guint64 n;
  gsize size;

  *self = (AhadiTiffDirectory){ .at = at };
  if (at > form->size || form->size - at < before)
    return refuse (error);
  if (!ahadi_media_filter_load (form->filter, at, number, before, error))
    return FALSE;

  n = ahadi_tiff_get (form, number, before);
  if (n == 0 || n > MOST_ENTRIES)
    return refuse (error);
  size = (gsize) n * entry_size (form) + form->width;
  if (form->size - at - before < size)
    return refuse (error);
  bytes = g_malloc (size);
  if (!ahadi_media_filter_load (form->filter, at + before, bytes, size, error))
    return FALSE;

  self->size = before + size;
  self->entries = g_array_sized_new (FALSE, FALSE, sizeof (AhadiTiffEntry), (guint) n);
  for (gsize i = 0; i < n; i++)
    {
      gsize start = i * entry_size (form);
      AhadiTiffEntry entry = read_entry (form, bytes + start, at + before + start);

      g_array_append_val (self->entries, entry);
    }
  self->next = ahadi_tiff_get (form, bytes + size - form->width, form->width);
  return TRUE;
}

const AhadiTiffEntry *
ahadi_tiff_directory_find (const AhadiTiffDirectory *self, guint tag)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_array_index (self->entries, AhadiTiffEntry, i).tag == tag)
      return &g_array_index (self->entries, AhadiTiffEntry, i);

  return NULL;
}

GBytes *
ahadi_tiff_directory_write (const AhadiTiffForm *form,
                            const AhadiTiffDirectory *self,
                            guint64 next)
{
  guint8 *bytes = g_malloc0 (self->size);
  guint8 *at = bytes;

  put (form, at, count_size (form), self->entries->len);
  at += count_size (form);
  for (guint i = 0; i < self->entries->len; i++, at += entry_size (form))
    memcpy (at, g_array_index (self->entries, AhadiTiffEntry, i).bytes,
            entry_size (form));
  put (form, at, form->width, next);
  return g_bytes_new_take (bytes, self->size);
}

guint64
ahadi_tiff_directory_get_number (const AhadiTiffForm *form,
                                 const AhadiTiffDirectory *self,
                                 guint tag,
                                 guint64 otherwise)
{
  const AhadiTiffEntry *entry = ahadi_tiff_directory_find (self, tag);
  const guint8 *value;

  if (entry == NULL || entry->count != 1 || entry->size > form->width ||
      (entry->type != AHADI_TIFF_SHORT && entry->type != AHADI_TIFF_LONG &&
       entry->type != AHADI_TIFF_LONG8 && entry->type != AHADI_TIFF_OFFSET))
    return otherwise;

  value = entry->bytes + 4 + form->width;
  return ahadi_tiff_get (form, value, (gsize) entry->size);
}
