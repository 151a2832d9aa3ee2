/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * TIFF 6.0 (Adobe, 1992), as scanners write it, and BigTIFF (Aware Systems, 2007):
 *
 *   0  2  "II" little-endian, or "MM" big-endian
 *   2  2  42                                         BigTIFF: 43, then 8 2, 0 2
 *   4  4  offset of the first directory              BigTIFF: at 8, 8
 *
 *   directory: number of entries 2 (8), entries, offset of the next directory 4 (8), or 0
 *   entry: tag 2, type 2, count 4 (8), value, or its offset if it is longer than 4 (8)
 *
 * Each directory is a picture; its strips or tiles lie where it says. Numbers count from
 * the start of the file, so that nothing moves; what is taken out becomes zeros.
 *
 *   T1 It begins so.
 *   T2 A directory lies in the file and has 1 to 4096 entries; there are at most 4096, of
 *      65536 entries together.
 *   T3 Kept of a directory: the entries listed below, if they are no text. It becomes
 *      shorter by the others.
 *   T4 A kept value lies in the file.
 *   T5 Strips or tiles are there, of as many sizes as offsets, and lie in the file; there
 *      are at most 2^20.
 *   T6 Their compression is one that stands below. Others (old JPEG, what cameras write
 *      as raw) may need what is not known here.
 *   T7 JPEG data is made of segments. Its comments and APPn but "JFIF" and "Adobe" become
 *      zeros, and what follows its end. Of all of it there is no more than the file has.
 *   T8 Smaller copies go: directories that say so (254) and are not the first. One below
 *      another (330) that is none is not known here.
 *   T9 All else becomes zeros; nothing that is kept lies there, or in a directory.
 *   F1 Nothing is cut short.
 */

#include <string.h>

#include "ahadi-media-edits.h"
#include "ahadi-media-error.h"
#include "ahadi-tiff-jpeg.h"
#include "ahadi-tiff-notes.h"

#define HEAD_SIZE 8
#define WIDE_HEAD_SIZE 16
#define MOST_DIRECTORIES 4096
#define MOST_ENTRIES 65536
#define MOST_STRIPS (1 << 20)
#define JPEG 7

enum
{
  TAG_KIND = 254,
  TAG_COMPRESSION = 259,
  TAG_STRIPS = 273,
  TAG_STRIP_SIZES = 279,
  TAG_TILES = 324,
  TAG_TILE_SIZES = 325,
  TAG_BELOW = 330,
  TAG_JPEG_TABLES = 347,
  TAG_EXIF = 34665,
  TAG_POSITION = 34853,
  TAG_RAW = 50706, /* DNG */
};

/* T3: what a picture is drawn with. */
static const guint16 drawing[] = {
  254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266,   273, 274, 277,
  278, 279, 280, 281, 282, 283, 284, 290, 291, 292, 293,   296, 297, 301,
  317, 318, 319, 320, 321, 322, 323, 324, 325, 326, 327,   328, 332, 334,
  336, 338, 339, 340, 341, 347, 529, 530, 531, 532, 34675,
};

/* T6: none, three of facsimile, LZW, JPEG, Deflate of two numbers, runs, LZMA, Zstandard.
 */
static const guint16 compressions[] = {
  1, 2, 3, 4, 5, JPEG, 8, 32946, 32773, 34925, 50000
};

typedef struct
{
  AhadiTiffForm form;
  GArray *edits;   /* AhadiMediaEdit, as the others */
  GArray *tables;  /* the directories that stay */
  GArray *kept;    /* values, strips and tiles */
  GArray *dropped; /* what must not lie in those */
  guint directories;
  guint entries;
  guint strips;
  guint64 jpeg; /* bytes of such data that were read */
} Tiff;

static gboolean
is_in (guint number, const guint16 *numbers, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (numbers[i] == number)
      return TRUE;

  return FALSE;
}

static gboolean
is_in_file (const Tiff *self, guint64 start, guint64 size)
{
  return start <= self->form.size && size <= self->form.size - start;
}

static gboolean
load (Tiff *self, guint64 at, AhadiTiffDirectory *directory, GError **error)
{
  if (self->directories++ == MOST_DIRECTORIES)
    return ahadi_media_refuse (error, "T2", "it has too many directories");
  if (!ahadi_tiff_directory_load (&self->form, at, directory, error))
    return FALSE;

  self->entries += directory->entries->len;
  return self->entries <= MOST_ENTRIES ||
         ahadi_media_refuse (error, "T2", "its directories are too large");
}

/* --- what goes ------------------------------------------------------------------- */

static gboolean
is_apart (const Tiff *self, const AhadiTiffEntry *entry)
{
  return entry->size > self->form.width;
}

static void
drop_value (Tiff *self, const AhadiTiffEntry *entry)
{
  self->form.filter->facts.tells_more = TRUE;
  if (is_apart (self, entry) && is_in_file (self, entry->at, entry->size))
    ahadi_media_edits_fill (self->dropped, entry->at, entry->size, 0);
}

static void
drop_directory (Tiff *self, const AhadiTiffDirectory *directory)
{
  self->form.filter->facts.tells_more = TRUE;
  ahadi_media_edits_fill (self->dropped, directory->at, directory->size, 0);
  for (guint i = 0; i < directory->entries->len; i++)
    drop_value (self, &g_array_index (directory->entries, AhadiTiffEntry, i));
}

/* The directory that the entry @tag leads to; one that is none is not there. */
static void
drop_below (Tiff *self,
            const AhadiTiffDirectory *directory,
            guint tag,
            AhadiTiffDirectory *below)
{
  guint64 at = ahadi_tiff_directory_get_number (&self->form, directory, tag, 0);

  if (at != 0 && load (self, at, below, NULL))
    drop_directory (self, below);
  else
    ahadi_tiff_directory_clear (below);
}

static gboolean
is_smaller_copy (const Tiff *self, const AhadiTiffDirectory *directory)
{
  return (ahadi_tiff_directory_get_number (&self->form, directory, TAG_KIND, 0) & 1) != 0;
}

/* The numbers of an entry, as they stand in the file. Returns: %NULL with DAMAGED against
 * T5, or the file's error. */
static guint8 *
load_numbers (Tiff *self, const AhadiTiffEntry *entry, GError **error)
{
  g_autofree guint8 *bytes = NULL;

  if (entry == NULL || entry->count == 0 || entry->count > MOST_STRIPS ||
      (entry->type != AHADI_TIFF_SHORT && entry->type != AHADI_TIFF_LONG &&
       entry->type != AHADI_TIFF_LONG8 && entry->type != AHADI_TIFF_OFFSET) ||
      !is_in_file (self, entry->at, entry->size))
    {
      ahadi_media_refuse (error, "T5", "it does not say where its pictures lie");
      return NULL;
    }

  bytes = g_malloc (entry->size);
  if (!ahadi_media_filter_load (self->form.filter, entry->at, bytes, (gsize) entry->size,
                                error))
    return NULL;
  return g_steal_pointer (&bytes);
}

static guint64
get_number (const Tiff *self, const AhadiTiffEntry *entry, const guint8 *bytes, guint64 i)
{
  gsize width = (gsize) (entry->size / entry->count);

  return ahadi_tiff_get (&self->form, bytes + i * width, width);
}

/* T8 */
static gboolean
drop_copies (Tiff *self, const AhadiTiffDirectory *directory, GError **error)
{
  const AhadiTiffEntry *entry = ahadi_tiff_directory_find (directory, TAG_BELOW);
  g_autofree guint8 *offsets = NULL;

  if (entry == NULL)
    return TRUE;
  offsets = load_numbers (self, entry, error);
  if (offsets == NULL)
    return FALSE;

  for (guint64 i = 0; i < entry->count; i++)
    {
      g_auto (AhadiTiffDirectory) copy = { 0 };

      if (!load (self, get_number (self, entry, offsets, i), &copy, error))
        return FALSE;
      if (!is_smaller_copy (self, &copy))
        return ahadi_media_refuse (error, "T8", "it has pictures below others");
      drop_directory (self, &copy);
    }

  return TRUE;
}

/* --- what stays ------------------------------------------------------------------ */

/* Strips that follow each other are one stretch. */
static void
keep (Tiff *self, guint64 start, guint64 size)
{
  GArray *kept = self->kept;
  AhadiMediaEdit *last =
      kept->len > 0 ? &g_array_index (kept, AhadiMediaEdit, kept->len - 1) : NULL;

  if (last != NULL && last->start + last->size == start)
    last->size += size;
  else
    ahadi_media_edits_fill (kept, start, size, 0);
}

/* T7. Places that are told again and again would take for ever. */
static gboolean
clear_jpeg (Tiff *self, guint64 start, guint64 size, GError **error)
{
  if (size > self->form.size - self->jpeg)
    return ahadi_media_refuse (error, "T7", "JPEG data in it is used more than once");

  self->jpeg += size;
  return ahadi_tiff_jpeg_clear (self->form.filter, start, size, self->edits, error);
}

static gboolean
keep_strip (Tiff *self, guint64 start, guint64 size, gboolean is_jpeg, GError **error)
{
  if (self->strips++ == MOST_STRIPS)
    return ahadi_media_refuse (error, "T5", "it has too many strips");
  if (!is_in_file (self, start, size))
    return ahadi_media_refuse (error, "T5", "a strip of it lies outside the file");
  if (size == 0)
    return TRUE;

  keep (self, start, size);
  return !is_jpeg || clear_jpeg (self, start, size, error);
}

/* T5 */
static gboolean
keep_strips (Tiff *self,
             const AhadiTiffDirectory *directory,
             gboolean is_jpeg,
             GError **error)
{
  gboolean has_tiles = ahadi_tiff_directory_find (directory, TAG_TILES) != NULL;
  const AhadiTiffEntry *offset =
      ahadi_tiff_directory_find (directory, has_tiles ? TAG_TILES : TAG_STRIPS);
  const AhadiTiffEntry *size =
      ahadi_tiff_directory_find (directory, has_tiles ? TAG_TILE_SIZES : TAG_STRIP_SIZES);
  g_autofree guint8 *offsets = load_numbers (self, offset, error);
  g_autofree guint8 *sizes = offsets != NULL ? load_numbers (self, size, error) : NULL;

  if (sizes == NULL)
    return FALSE;
  if (offset->count != size->count)
    return ahadi_media_refuse (error, "T5", "it has not as many sizes as strips");

  for (guint64 i = 0; i < offset->count; i++)
    if (!keep_strip (self, get_number (self, offset, offsets, i),
                     get_number (self, size, sizes, i), is_jpeg, error))
      return FALSE;
  return TRUE;
}

static gboolean
draws (const AhadiTiffEntry *entry)
{
  return entry->size != 0 && entry->type != AHADI_TIFF_TEXT &&
         is_in (entry->tag, drawing, G_N_ELEMENTS (drawing));
}

static gboolean
keep_value (Tiff *self, const AhadiTiffEntry *entry, GError **error)
{
  if (!is_apart (self, entry))
    return TRUE;
  if (!is_in_file (self, entry->at, entry->size))
    return ahadi_media_refuse (error, "T4", "a value lies outside the file");

  keep (self, entry->at, entry->size);
  return entry->tag != TAG_JPEG_TABLES ||
         clear_jpeg (self, entry->at, entry->size, error);
}

/* T3 */
static gboolean
filter_entries (Tiff *self, AhadiTiffDirectory *directory, GError **error)
{
  AhadiTiffEntry *entries = (gpointer) directory->entries->data;
  guint n = 0;

  for (guint i = 0; i < directory->entries->len; i++)
    if (!draws (&entries[i]))
      drop_value (self, &entries[i]);
    else if (keep_value (self, &entries[i], error))
      entries[n++] = entries[i];
    else
      return FALSE;

  g_array_set_size (directory->entries, n);
  return TRUE;
}

/* --- directories ----------------------------------------------------------------- */

static gboolean
filter_picture (Tiff *self,
                AhadiTiffDirectory *directory,
                gboolean is_first,
                GError **error)
{
  guint64 compression =
      ahadi_tiff_directory_get_number (&self->form, directory, TAG_COMPRESSION, 1);
  g_auto (AhadiTiffDirectory) exif = { 0 };
  g_auto (AhadiTiffDirectory) position = { 0 };

  if (compression > G_MAXUINT16 ||
      ahadi_tiff_directory_find (directory, TAG_RAW) != NULL ||
      !is_in ((guint) compression, compressions, G_N_ELEMENTS (compressions)))
    return ahadi_media_refuse (error, "T6", "it is written in a way that is not known");

  drop_below (self, directory, TAG_EXIF, &exif);
  drop_below (self, directory, TAG_POSITION, &position);
  if (is_first &&
      !ahadi_tiff_notes_read (&self->form, directory, exif.entries != NULL ? &exif : NULL,
                              position.entries != NULL ? &position : NULL, error))
    return FALSE;

  return drop_copies (self, directory, error) &&
         keep_strips (self, directory, compression == JPEG, error) &&
         filter_entries (self, directory, error);
}

static void
write_directory (Tiff *self, const AhadiTiffDirectory *directory, guint64 next)
{
  ahadi_media_edits_fill (self->tables, directory->at, directory->size, 0);
  ahadi_media_edits_write (self->edits, directory->at,
                           ahadi_tiff_directory_write (&self->form, directory, next));
}

/* Each is written once it is known which one follows it. */
static gboolean
filter_directories (Tiff *self, guint64 first, GError **error)
{
  g_auto (AhadiTiffDirectory) last = { 0 };

  for (guint64 at = first, next; at != 0; at = next)
    {
      g_auto (AhadiTiffDirectory) directory = { 0 };

      if (!load (self, at, &directory, error))
        return FALSE;
      next = directory.next;
      if (at != first && is_smaller_copy (self, &directory))
        {
          drop_directory (self, &directory);
          continue;
        }
      if (!filter_picture (self, &directory, at == first, error))
        return FALSE;
      if (last.entries != NULL)
        write_directory (self, &last, at);
      ahadi_tiff_directory_clear (&last);
      last = directory;
      directory.entries = NULL;
    }

  if (last.entries == NULL)
    return ahadi_media_refuse (error, "T2", "it has no directory");
  write_directory (self, &last, 0);
  return TRUE;
}

/* T9: of two lists, sorted here, whether none of the one lies in the other. */
static gboolean
are_apart (GArray *some, GArray *others)
{
  guint64 reach = 0;
  guint next = 0;

  ahadi_media_edits_sort (some);
  ahadi_media_edits_sort (others);
  for (guint i = 0; i < some->len; i++)
    {
      const AhadiMediaEdit *one = &g_array_index (some, AhadiMediaEdit, i);

      for (; next < others->len; next++)
        {
          const AhadiMediaEdit *other = &g_array_index (others, AhadiMediaEdit, next);

          if (other->start >= one->start + one->size)
            break;
          reach = MAX (reach, other->start + other->size);
        }
      if (reach > one->start)
        return FALSE;
    }

  return TRUE;
}

static gboolean
clear_rest (Tiff *self, GError **error)
{
  if (!are_apart (self->tables, self->kept) || !are_apart (self->dropped, self->kept))
    return ahadi_media_refuse (error, "T9", "two parts of it lie in the same place");

  g_array_append_vals (self->kept, self->tables->data, self->tables->len);
  ahadi_media_edits_clear_gaps (self->edits, self->kept, 0, self->form.size);
  return TRUE;
}

/* T1. @first: (out): offset of the first directory */
static gboolean
read_start (Tiff *self, guint64 *first, GError **error)
{
  AhadiTiffForm *form = &self->form;
  guint8 head[WIDE_HEAD_SIZE];
  gsize size = HEAD_SIZE;
  guint64 number;

  if (!ahadi_media_filter_get_size (form->filter, &form->size, error) ||
      !ahadi_media_filter_load (form->filter, 0, head, HEAD_SIZE, error))
    return FALSE;

  form->is_big = head[0] == 'M';
  form->width = 4;
  number = ahadi_tiff_get (form, head + 2, 2);
  if ((memcmp (head, "II", 2) != 0 && memcmp (head, "MM", 2) != 0) ||
      (number != 42 && number != 43))
    return ahadi_media_refuse (error, "T1", "it does not begin as one");
  if (number == 43)
    {
      form->width = 8;
      size = WIDE_HEAD_SIZE;
      if (!ahadi_media_filter_load (form->filter, 0, head, size, error))
        return FALSE;
      if (ahadi_tiff_get (form, head + 4, 2) != form->width ||
          ahadi_tiff_get (form, head + 6, 2) != 0)
        return ahadi_media_refuse (error, "T1", "it does not begin as one");
    }

  *first = ahadi_tiff_get (form, head + size - form->width, form->width);
  ahadi_media_edits_fill (self->tables, 0, size, 0);
  return TRUE;
}

gboolean
ahadi_tiff_filter (AhadiMediaFilter *self, GError **error)
{
  g_autoptr (GArray) edits = ahadi_media_edits_new ();
  g_autoptr (GArray) tables = ahadi_media_edits_new ();
  g_autoptr (GArray) kept = ahadi_media_edits_new ();
  g_autoptr (GArray) dropped = ahadi_media_edits_new ();
  Tiff tiff = { .form.filter = self,
                .edits = edits,
                .tables = tables,
                .kept = kept,
                .dropped = dropped };
  guint64 first = 0;

  return read_start (&tiff, &first, error) && filter_directories (&tiff, first, error) &&
         clear_rest (&tiff, error) && ahadi_media_edits_apply (edits, self, error);
}
