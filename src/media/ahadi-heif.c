/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * HEIF with HEVC or AV1 (ISO/IEC 23008-12; boxes as in ISO/IEC 14496-12, 4.2), integers
 * big-endian: boxes of
 *
 *   size 4, type 4, and if the size is 1 the real one 8; then the bytes. 0: to the end
 *
 * Numbers in it count from the start of the file, so that nothing is taken away: what
 * tells something becomes as many bytes that tell nothing.
 *
 *   H1 It begins with a box `ftyp` of at most 4 KiB.
 *   H2 A box is as long as its header at least.
 *   H3 One box `meta`, of at most 1 MiB, stands before the first `mdat`; what is looked
 * at in it (ahadi-heif-items.c) follows its form. H4 It is no film: no `moov`, no `moof`.
 *   H5 What tells something stands in `meta` or, whole, in an `mdat`.
 *   H6 It has at most 1 MiB in a stretch, and 64 stretches.
 *   H7 Any other box becomes `free`, of zeros.
 *   F1 Nothing is cut short.
 */

#include <string.h>

#include "ahadi-heif-items.h"
#include "ahadi-media-error.h"
#include "base/ahadi-base.h"

#define HEAD_SIZE 8
#define LARGE_SIZE 8
#define START_LIMIT 4096
#define META_LIMIT (1024 * 1024)
#define STEP 4096

typedef struct
{
  AhadiMediaFilter *filter;
  guint64 at;     /* in the file */
  GArray *ranges; /* AhadiHeifRange, once `meta` was read */
  guint next;     /* of ranges */
} Heif;

typedef struct
{
  guint8 head[HEAD_SIZE + LARGE_SIZE];
  gsize head_size;
  guint64 size; /* of its bytes; G_MAXUINT64: to the end */
} Box;

static gboolean
is_type (const Box *box, const char *type)
{
  return memcmp (box->head + 4, type, 4) == 0;
}

static gboolean
take (Heif *self, guint8 *bytes, gsize size, GError **error)
{
  self->at += size;
  return ahadi_media_filter_take (self->filter, bytes, size, error);
}

static gboolean
take_box (Heif *self, Box *box, GError **error)
{
  guint64 size;

  box->head_size = HEAD_SIZE;
  if (!take (self, box->head, HEAD_SIZE, error))
    return FALSE;

  size = ahadi_get_u32be (box->head);
  if (size == 1)
    {
      box->head_size += LARGE_SIZE;
      if (!take (self, box->head + HEAD_SIZE, LARGE_SIZE, error))
        return FALSE;
      size = ahadi_get_u64be (box->head + HEAD_SIZE);
    }
  else if (size == 0)
    size = G_MAXUINT64;
  if (size < box->head_size)
    return ahadi_media_refuse (error, "H2", "a box is shorter than its header");

  box->size = size == G_MAXUINT64 ? size : size - box->head_size;
  return TRUE;
}

static gboolean
keep_head (Heif *self, const Box *box, GError **error)
{
  return ahadi_media_filter_keep (self->filter, box->head, box->head_size, error);
}

/* Up to @size bytes as they are; @passed is less only at the end of the file. */
static gboolean
pass (Heif *self, guint64 size, guint64 *passed, GError **error)
{
  *passed = 0;
  while (*passed < size)
    {
      const guint8 *bytes;
      gsize n;

      if (!ahadi_media_filter_peek (self->filter, &bytes, &n, error))
        return FALSE;
      if (n == 0)
        return TRUE;
      n = (gsize) MIN (n, size - *passed);
      if (!ahadi_media_filter_pass (self->filter, n, error))
        return FALSE;
      *passed += n;
      self->at += n;
    }

  return TRUE;
}

/* The end of the file is the end of a box that has no size, and of no other. */
static gboolean
check_end (const Box *box, guint64 passed, GError **error)
{
  return passed == box->size || box->size == G_MAXUINT64 ||
         ahadi_media_refuse (error, "F1", "it is cut short");
}

static gboolean
keep_box (Heif *self, const Box *box, GError **error)
{
  guint64 passed;

  return keep_head (self, box, error) && pass (self, box->size, &passed, error) &&
         check_end (box, passed, error);
}

static gboolean
keep_start (Heif *self, GError **error)
{
  Box box;

  if (!take_box (self, &box, error))
    return FALSE;
  if (!is_type (&box, "ftyp") || box.size > START_LIMIT)
    return ahadi_media_refuse (error, "H1", "it does not begin as one");

  return keep_box (self, &box, error);
}

static gboolean
filter_meta (Heif *self, const Box *box, GError **error)
{
  g_autofree guint8 *bytes = NULL;
  guint64 at = self->at;

  if (self->ranges != NULL || box->size > META_LIMIT)
    return ahadi_media_refuse (error, "H3",
                               "its table of items is too large, or not one");

  bytes = g_malloc (box->size + 1);
  if (!take (self, bytes, (gsize) box->size, error))
    return FALSE;

  self->ranges =
      ahadi_heif_items_read (self->filter, bytes, (gsize) box->size, at, error);
  return self->ranges != NULL && keep_head (self, box, error) &&
         ahadi_media_filter_keep (self->filter, bytes, (gsize) box->size, error);
}

static const AhadiHeifRange *
get_next (const Heif *self)
{
  return self->next < self->ranges->len
             ? &g_array_index (self->ranges, AhadiHeifRange, self->next)
             : NULL;
}

static gboolean
blank_next (Heif *self, GError **error)
{
  const AhadiHeifRange *range = get_next (self);
  g_autofree guint8 *bytes = g_malloc (range->size);

  self->next++;
  if (!take (self, bytes, (gsize) range->size, error))
    return FALSE;

  ahadi_heif_items_blank (self->filter, bytes, (gsize) range->size, range->exif);
  return ahadi_media_filter_keep (self->filter, bytes, (gsize) range->size, error);
}

/* Whether the next stretch that tells lies in what ends at @end, whole. */
static gboolean
is_next_before (const Heif *self, guint64 end)
{
  const AhadiHeifRange *range = get_next (self);

  return range != NULL && range->start >= self->at && range->start < end &&
         range->size <= end - range->start;
}

static gboolean
filter_data (Heif *self, const Box *box, GError **error)
{
  guint64 end = box->size == G_MAXUINT64 ? G_MAXUINT64 : self->at + box->size;
  guint64 wanted;
  guint64 passed;

  if (self->ranges == NULL)
    return ahadi_media_refuse (error, "H3", "its table of items comes too late");
  if (end < self->at)
    return ahadi_media_refuse (error, "F1", "it is cut short");
  if (!keep_head (self, box, error))
    return FALSE;

  while (is_next_before (self, end))
    if (!pass (self, get_next (self)->start - self->at, &passed, error) ||
        !blank_next (self, error))
      return FALSE;

  wanted = end - self->at;
  return pass (self, wanted, &passed, error) &&
         (passed == wanted || check_end (box, passed, error));
}

/* H7 */
static gboolean
clear_box (Heif *self, Box *box, GError **error)
{
  guint8 bytes[STEP];
  guint64 left = box->size;

  if (left == G_MAXUINT64)
    return ahadi_media_refuse (error, "H2", "an unknown box has no size");
  if (!is_type (box, "free"))
    self->filter->facts.tells_more = TRUE;

  memcpy (box->head + 4, "free", 4);
  if (!keep_head (self, box, error))
    return FALSE;

  while (left > 0)
    {
      gsize n = (gsize) MIN (left, sizeof bytes);

      if (!take (self, bytes, n, error))
        return FALSE;
      ahadi_heif_items_clear (self->filter, bytes, n);
      if (!ahadi_media_filter_keep (self->filter, bytes, n, error))
        return FALSE;
      left -= n;
    }

  return TRUE;
}

static gboolean
filter_box (Heif *self, GError **error)
{
  Box box;

  if (!take_box (self, &box, error))
    return FALSE;
  if (is_type (&box, "moov") || is_type (&box, "moof"))
    return ahadi_media_refuse (error, "H4", "it is a film");
  if (is_type (&box, "meta"))
    return filter_meta (self, &box, error);
  if (is_type (&box, "mdat"))
    return filter_data (self, &box, error);

  return clear_box (self, &box, error);
}

static gboolean
filter_all (Heif *self, GError **error)
{
  const guint8 *bytes;
  gsize n;

  if (!keep_start (self, error) ||
      !ahadi_media_filter_peek (self->filter, &bytes, &n, error))
    return FALSE;

  while (n > 0)
    if (!filter_box (self, error) ||
        !ahadi_media_filter_peek (self->filter, &bytes, &n, error))
      return FALSE;

  if (self->ranges == NULL)
    return ahadi_media_refuse (error, "H3", "it has no table of items");
  return self->next == self->ranges->len ||
         ahadi_media_refuse (error, "H5", "what it tells stands nowhere");
}

gboolean
ahadi_heif_filter (AhadiMediaFilter *self, GError **error)
{
  Heif heif = { .filter = self };
  gboolean done = filter_all (&heif, error);

  g_clear_pointer (&heif.ranges, g_array_unref);
  return done;
}
