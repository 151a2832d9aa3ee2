/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-heif-items.h"

#include <string.h>

#include "ahadi-boxes.h"
#include "ahadi-media-error.h"

/*
 * The box `meta` of HEIF (ISO/IEC 23008-12; its boxes in ISO/IEC 14496-12, 8.11), as far
 * as it is looked at, integers big-endian:
 *
 *   iinf   version, flags 1 + 3; number 2 (version 0) or 4; then a box for each item
 *     infe   version, flags; id 2 (4 in version 3), protection 2, type 4, name, NUL
 *   iloc   version, flags; sizes of an offset and a length, of a base and an index, four
 *          bits each; number 2 (4 in version 2); then for each item
 *     id 2 (4 in version 2); where it stands 2 (from version 1 on: 0 in the file, 1 in
 *     idat, 2 in another item); in which file 2 (0: this one); base; number of stretches
 *     2; of each its index (from version 1 on), offset and length
 *   idat   bytes of items
 *   iprp   ipco: properties, numbered by their order, so that none may be taken away
 *     ispe   version, flags; width 4, height 4
 *
 * Items of the types Exif, mime (XMP) and "uri " tell something; so do those of versions
 * 0 and 1, which have no type. All others are pictures.
 */

#define ITEM_LIMIT (1024 * 1024)
#define MOST_RANGES 64
#define EXIF_LEAD 4 /* how many bytes stand before the TIFF header */

#define IN_FILE 0
#define IN_IDAT 1

/* A TIFF header and a directory without entries. */
static const guint8 empty_tiff[] = { 'M', 'M', 0, '*', 0, 0, 0, 8, 0, 0, 0, 0, 0, 0 };

/* All else in the table becomes free. */
static const char *const known_children[] = {
  "hdlr", "dinf", "pitm", "iinf", "iloc", "iref", "iprp", "ipro", "idat", "grpl", NULL,
};

/* Properties of people and times, not of what shows. */
static const char *const telling_properties[] = {
  "udes", "altt", "crtt", "mdft", "cmex", "uuid", "free", NULL,
};

typedef struct
{
  guint32 id;
  gboolean exif;
} Item;

typedef struct
{
  AhadiMediaFilter *filter;
  guint8 *meta;
  gsize size;
  guint64 at;
  GArray *items;  /* Item: those that tell */
  GArray *ranges; /* AhadiHeifRange */
  AhadiBoxes idat;
} Meta;

static gboolean
refuse_meta (GError **error)
{
  return ahadi_media_refuse (error, "H3", "its table of items is not right");
}

/* --- blanking --------------------------------------------------------------- */

static void
note_exif (AhadiMediaFilter *self, const guint8 *bytes, gsize size)
{
  AhadiBoxes reader = { (guint8 *) bytes, (guint8 *) bytes + size, FALSE };
  gsize lead = ahadi_boxes_take (&reader, EXIF_LEAD);
  AhadiExif exif;

  if (ahadi_boxes_skip (&reader, lead) == NULL)
    return;

  ahadi_exif_read (reader.at, ahadi_boxes_left (&reader), &exif);
  /* Here properties turn a picture, and this says nothing. */
  exif.orientation = 0;
  ahadi_media_filter_note_exif (self, &exif);
}

static void
write_blank (guint8 *bytes, gsize size, gboolean exif)
{
  memset (bytes, exif ? 0 : ' ', size);
  if (exif && size >= EXIF_LEAD + sizeof empty_tiff)
    memcpy (bytes + EXIF_LEAD, empty_tiff, sizeof empty_tiff);
}

void
ahadi_heif_items_blank (AhadiMediaFilter *self, guint8 *bytes, gsize size, gboolean exif)
{
  g_autofree guint8 *blank = g_malloc (size + 1);

  write_blank (blank, size, exif);
  if (memcmp (bytes, blank, size) == 0)
    return;

  self->facts.removed += size;
  if (exif)
    note_exif (self, bytes, size);
  else
    self->facts.tells_more = TRUE;
  memcpy (bytes, blank, size);
}

void
ahadi_heif_items_clear (AhadiMediaFilter *self, guint8 *bytes, gsize size)
{
  gsize n = 0;

  while (n < size && bytes[n] == 0)
    n++;
  if (n == size)
    return;

  memset (bytes, 0, size);
  self->facts.removed += size;
  self->facts.tells_more = TRUE;
}

/* --- which items tell ------------------------------------------------------- */

static void
blank_name (Meta *self, AhadiBoxes *infe)
{
  guint8 *end = memchr (infe->at, '\0', ahadi_boxes_left (infe));

  if (end != NULL)
    ahadi_heif_items_blank (self->filter, infe->at, (gsize) (end - infe->at), FALSE);
}

static gboolean
is_telling (const char type[4])
{
  return memcmp (type, "Exif", 4) == 0 || memcmp (type, "mime", 4) == 0 ||
         memcmp (type, "uri ", 4) == 0;
}

static gboolean
read_item (Meta *self, AhadiBoxes *infe)
{
  guint64 version = ahadi_boxes_take (infe, 4) >> 24;
  Item item = { (guint32) ahadi_boxes_take (infe, version >= 3 ? 4 : 2), FALSE };
  const char *type = "mime";

  ahadi_boxes_skip (infe, 2);
  if (version >= 2)
    type = (const char *) ahadi_boxes_skip (infe, 4);
  if (infe->failed)
    return FALSE;

  item.exif = memcmp (type, "Exif", 4) == 0;
  blank_name (self, infe);
  if (is_telling (type))
    g_array_append_val (self->items, item);
  return TRUE;
}

static gboolean
read_items (Meta *self, AhadiBoxes iinf)
{
  AhadiBox box;

  ahadi_boxes_skip (&iinf, ahadi_boxes_take (&iinf, 4) >> 24 == 0 ? 2 : 4);
  while (ahadi_boxes_left (&iinf) > 0 && ahadi_boxes_next (&iinf, &box))
    if (strcmp (box.type, "infe") == 0 && !read_item (self, &box.inside))
      return FALSE;

  return !iinf.failed;
}

static const Item *
find_item (const Meta *self, guint32 id)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);

      if (item->id == id)
        return item;
    }

  return NULL;
}

/* --- where they stand ------------------------------------------------------- */

static gboolean
add_range (Meta *self, const AhadiHeifRange *range, GError **error)
{
  if (range->size == 0 || range->size > ITEM_LIMIT || self->ranges->len == MOST_RANGES)
    return ahadi_media_refuse (error, "H6", "what it tells is too much, or has no end");

  g_array_append_val (self->ranges, *range);
  return TRUE;
}

/* How wide the numbers of iloc are. */
typedef struct
{
  guint64 version;
  gsize offset;
  gsize length;
  gsize base;
  gsize index;
} Widths;

static gboolean
read_stretch (Meta *self,
              AhadiBoxes *iloc,
              const Widths *widths,
              guint64 base,
              const Item *item,
              GError **error)
{
  AhadiHeifRange range = { .exif = item != NULL && item->exif };
  guint64 offset;

  ahadi_boxes_skip (iloc, widths->index);
  offset = ahadi_boxes_take (iloc, widths->offset);
  range.size = ahadi_boxes_take (iloc, widths->length);
  if (iloc->failed || base > G_MAXINT64 || offset > G_MAXINT64)
    return refuse_meta (error);

  range.start = base + offset;
  return item == NULL || add_range (self, &range, error);
}

static guint64
find_idat (const Meta *self)
{
  return self->at + (guint64) (self->idat.at - self->meta);
}

/* Where numbers of an item begin to count; @item is forgotten if it is in another file.
 */
static gboolean
find_source (Meta *self,
             guint64 where,
             guint64 file,
             const Item **item,
             guint64 *base,
             GError **error)
{
  if (*item == NULL || file != 0)
    {
      *item = NULL;
      return TRUE;
    }
  if (where == IN_FILE)
    return TRUE;
  if (where != IN_IDAT || self->idat.at == NULL || *base > G_MAXINT64 / 2)
    return ahadi_media_refuse (error, "H5", "what it tells stands nowhere");

  *base += find_idat (self);
  return TRUE;
}

static gboolean
read_place (Meta *self, AhadiBoxes *iloc, const Widths *widths, GError **error)
{
  guint32 id = (guint32) ahadi_boxes_take (iloc, widths->version < 2 ? 2 : 4);
  guint64 where = widths->version > 0 ? ahadi_boxes_take (iloc, 2) & 15 : IN_FILE;
  guint64 file = ahadi_boxes_take (iloc, 2);
  guint64 base = ahadi_boxes_take (iloc, widths->base);
  guint64 n = ahadi_boxes_take (iloc, 2);
  const Item *item = find_item (self, id);

  if (iloc->failed)
    return refuse_meta (error);
  if (!find_source (self, where, file, &item, &base, error))
    return FALSE;

  for (guint64 i = 0; i < n; i++)
    if (!read_stretch (self, iloc, widths, base, item, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_places (Meta *self, AhadiBoxes iloc, GError **error)
{
  Widths widths = { .version = ahadi_boxes_take (&iloc, 4) >> 24 };
  guint64 sizes = ahadi_boxes_take (&iloc, 2);
  guint64 n = ahadi_boxes_take (&iloc, widths.version < 2 ? 2 : 4);

  widths.offset = sizes >> 12;
  widths.length = sizes >> 8 & 15;
  widths.base = sizes >> 4 & 15;
  widths.index = widths.version > 0 ? sizes & 15 : 0;
  if (iloc.failed || widths.version > 2 || widths.offset > 8 || widths.length > 8 ||
      widths.base > 8 || widths.index > 8)
    return refuse_meta (error);

  for (guint64 i = 0; i < n; i++)
    if (!read_place (self, &iloc, &widths, error))
      return FALSE;

  return TRUE;
}

/* --- properties ------------------------------------------------------------- */

/* Of several pictures in one file the largest is the one that shows. */
static void
read_size (Meta *self, AhadiBoxes ispe)
{
  AhadiMediaFacts *facts = &self->filter->facts;
  guint32 width;
  guint32 height;

  ahadi_boxes_skip (&ispe, 4);
  width = (guint32) ahadi_boxes_take (&ispe, 4);
  height = (guint32) ahadi_boxes_take (&ispe, 4);
  if ((guint64) width * height > (guint64) facts->width * facts->height)
    {
      facts->width = width;
      facts->height = height;
    }
}

static void
clear_box (Meta *self, AhadiBox *box)
{
  memcpy (box->name, "free", 4);
  ahadi_heif_items_clear (self->filter, box->inside.at, ahadi_boxes_left (&box->inside));
}

static gboolean
read_properties (Meta *self, AhadiBoxes iprp)
{
  AhadiBox ipco;
  AhadiBox property;

  if (!ahadi_boxes_find (iprp, "ipco", &ipco))
    return TRUE;

  while (ahadi_boxes_left (&ipco.inside) > 0 &&
         ahadi_boxes_next (&ipco.inside, &property))
    {
      if (strcmp (property.type, "ispe") == 0)
        read_size (self, property.inside);
      if (ahadi_box_is_one_of (property.type, telling_properties))
        clear_box (self, &property);
    }

  return !ipco.inside.failed;
}

/* --- all of it -------------------------------------------------------------- */

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const AhadiHeifRange *left = a;
  const AhadiHeifRange *right = b;

  return (left->start > right->start) - (left->start < right->start);
}

static gboolean
are_apart (const GArray *ranges)
{
  for (guint i = 1; i < ranges->len; i++)
    {
      const AhadiHeifRange *last = &g_array_index (ranges, AhadiHeifRange, i - 1);

      if (g_array_index (ranges, AhadiHeifRange, i).start - last->start < last->size)
        return FALSE;
    }

  return TRUE;
}

/* Nothing else of the table may be touched. */
static gboolean
blank_in_idat (Meta *self, const AhadiHeifRange *range, GError **error)
{
  guint64 start = self->idat.at == NULL ? G_MAXUINT64 : find_idat (self);

  if (range->start < start || range->start - start > ahadi_boxes_left (&self->idat) ||
      range->size > ahadi_boxes_left (&self->idat) - (range->start - start))
    return ahadi_media_refuse (error, "H5", "it tells something outside its data");

  ahadi_heif_items_blank (self->filter, self->idat.at + (range->start - start),
                          (gsize) range->size, range->exif);
  return TRUE;
}

static gboolean
blank_here (Meta *self, GError **error)
{
  guint64 end = self->at + self->size;
  guint n = 0;

  while (n < self->ranges->len)
    {
      const AhadiHeifRange *range = &g_array_index (self->ranges, AhadiHeifRange, n);

      if (range->start >= end)
        break;
      if (!blank_in_idat (self, range, error))
        return FALSE;
      n++;
    }

  g_array_remove_range (self->ranges, 0, n);
  return TRUE;
}

static gboolean
clear_children (Meta *self, AhadiBoxes boxes)
{
  AhadiBox box;

  while (ahadi_boxes_left (&boxes) > 0 && ahadi_boxes_next (&boxes, &box))
    if (!ahadi_box_is_one_of (box.type, known_children))
      clear_box (self, &box);

  return !boxes.failed;
}

static gboolean
read_meta (Meta *self, GError **error)
{
  AhadiBoxes boxes = { self->meta, self->meta + self->size, FALSE };
  AhadiBox box;

  ahadi_boxes_skip (&boxes, 4);
  if (boxes.failed || !clear_children (self, boxes))
    return refuse_meta (error);
  if (ahadi_boxes_find (boxes, "idat", &box))
    self->idat = box.inside;
  if ((ahadi_boxes_find (boxes, "iprp", &box) && !read_properties (self, box.inside)) ||
      (ahadi_boxes_find (boxes, "iinf", &box) && !read_items (self, box.inside)))
    return refuse_meta (error);
  if (ahadi_boxes_find (boxes, "iloc", &box) && !read_places (self, box.inside, error))
    return FALSE;

  g_array_sort (self->ranges, compare_ranges);
  if (!are_apart (self->ranges))
    return refuse_meta (error);

  return blank_here (self, error);
}

GArray *
ahadi_heif_items_read (
    AhadiMediaFilter *self, guint8 *meta, gsize size, guint64 at, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (AhadiHeifRange));
  Meta content = { self, meta, size, at, items, ranges, { NULL, NULL, FALSE } };

  return read_meta (&content, error) ? g_steal_pointer (&ranges) : NULL;
}
