/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-mp4-samples.h"

#include "ahadi-media-error.h"

/*
 * Where the samples of a track lie (ISO/IEC 14496-12, 8.7), each box behind version and
 * flags 1 + 3, integers big-endian:
 *
 *   stsz   size of all 4; number 4; and if that size is 0, each one's size 4
 *   stz2   0 3, bits of a size 1 (4, 8, 16); number 4; each one's size
 *   stsc   number 4; runs of: first chunk 4 (from 1), samples in a chunk 4, description 4
 *   stco   number 4; offset of each chunk 4; or co64: 8
 *
 *   B9  The tables are there, complete, and tell of the same number of samples.
 *   B10 Sizes are those of whole samples: not 1 for all, as old sound says of its points.
 *   B11 They are at most 1 TiB together, and lie in at most 2^20 stretches.
 */

#define MOST_BYTES ((guint64) 1 << 40)
#define MOST_STRETCHES (1 << 20)

typedef struct
{
  AhadiBoxes sizes; /* of each sample; or none */
  guint64 one_size; /* of each sample, if not 0 */
  guint bits;       /* of a size in @sizes */
  guint64 left;     /* samples to come */
  guint8 half;      /* of a byte, when @bits is 4 */
  gboolean has_half;
} Sizes;

typedef struct
{
  AhadiBoxes runs;
  guint64 left;  /* runs to come */
  guint64 next;  /* first chunk of the next run */
  guint64 count; /* samples in a chunk of this one */
} Runs;

static gboolean
refuse (GError **error)
{
  return ahadi_media_refuse (error, "B9", "its tables of samples are not right");
}

static gboolean
open_sizes (AhadiBoxes stbl, Sizes *self, GError **error)
{
  AhadiBox box;
  gboolean is_compact = !ahadi_boxes_find (stbl, "stsz", &box);

  if (is_compact && !ahadi_boxes_find (stbl, "stz2", &box))
    return refuse (error);

  *self = (Sizes){ .sizes = box.inside, .bits = 32 };
  ahadi_boxes_skip (&self->sizes, 4);
  if (is_compact)
    self->bits = (guint) ahadi_boxes_take (&self->sizes, 4) & 0xff;
  else
    self->one_size = ahadi_boxes_take (&self->sizes, 4);
  self->left = ahadi_boxes_take (&self->sizes, 4);
  if (self->one_size == 1)
    return ahadi_media_refuse (error, "B10", "its sizes are those of points");

  return (!self->sizes.failed &&
          (self->bits == 32 || self->bits == 16 || self->bits == 8 || self->bits == 4)) ||
         refuse (error);
}

static guint64
take_half (Sizes *self)
{
  self->has_half = !self->has_half;
  if (self->has_half)
    {
      self->half = (guint8) ahadi_boxes_take (&self->sizes, 1);
      return self->half >> 4;
    }

  return self->half & 15;
}

/* Of @count samples together. */
static guint64
take_sizes (Sizes *self, guint64 count)
{
  guint64 size = 0;

  if (self->one_size != 0)
    return self->one_size * count;
  for (guint64 i = 0; i < count && !self->sizes.failed; i++)
    size += self->bits == 4 ? take_half (self)
                            : ahadi_boxes_take (&self->sizes, self->bits / 8);

  return size;
}

static gboolean
open_runs (AhadiBoxes stbl, Runs *self)
{
  AhadiBox box;

  if (!ahadi_boxes_find (stbl, "stsc", &box))
    return FALSE;

  *self = (Runs){ .runs = box.inside };
  ahadi_boxes_skip (&self->runs, 4);
  self->left = ahadi_boxes_take (&self->runs, 4);
  self->next = self->left > 0 ? ahadi_boxes_take (&self->runs, 4) : G_MAXUINT64;
  return !self->runs.failed;
}

/* How many samples are in @chunk, which is one more than the last time. */
static guint64
take_count (Runs *self, guint64 chunk)
{
  if (chunk != self->next || self->left == 0)
    return self->count;

  self->count = ahadi_boxes_take (&self->runs, 4);
  ahadi_boxes_skip (&self->runs, 4);
  self->left--;
  self->next = self->left > 0 ? ahadi_boxes_take (&self->runs, 4) : G_MAXUINT64;
  return self->count;
}

/* Chunks that follow each other are one stretch. */
static void
keep (GArray *kept, guint64 start, guint64 size)
{
  AhadiMediaEdit *last =
      kept->len > 0 ? &g_array_index (kept, AhadiMediaEdit, kept->len - 1) : NULL;

  if (last != NULL && last->start + last->size == start)
    last->size += size;
  else
    ahadi_media_edits_fill (kept, start, size, 0);
}

static gboolean
keep_chunks (AhadiBoxes offsets, gsize width, Sizes *sizes, Runs *runs, GArray *kept)
{
  guint64 total = 0;
  guint64 n;

  ahadi_boxes_skip (&offsets, 4);
  n = ahadi_boxes_take (&offsets, 4);
  for (guint64 chunk = 1; chunk <= n && !offsets.failed; chunk++)
    {
      guint64 start = ahadi_boxes_take (&offsets, width);
      guint64 count = take_count (runs, chunk);
      guint64 size;

      if (count > sizes->left || start > G_MAXINT64 - MOST_BYTES)
        return FALSE;
      size = take_sizes (sizes, count);
      sizes->left -= count;
      if (size > MOST_BYTES - total || kept->len == MOST_STRETCHES)
        return FALSE;
      total += size;
      keep (kept, start, size);
    }

  return !offsets.failed && !sizes->sizes.failed && !runs->runs.failed &&
         sizes->left == 0;
}

gboolean
ahadi_mp4_samples_find (AhadiBoxes stbl, GArray *kept, GError **error)
{
  Sizes sizes;
  Runs runs;
  AhadiBox box;
  gboolean is_wide = !ahadi_boxes_find (stbl, "stco", &box);

  if (!open_sizes (stbl, &sizes, error))
    return FALSE;
  if (!open_runs (stbl, &runs) || (is_wide && !ahadi_boxes_find (stbl, "co64", &box)))
    return refuse (error);

  return keep_chunks (box.inside, is_wide ? 8 : 4, &sizes, &runs, kept) || refuse (error);
}
