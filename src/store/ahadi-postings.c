/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-postings.h"

#include <string.h>

#include "ahadi-tokenizer.h"

#define FIRST_SLOTS 1024 /* a power of two, as every number of slots */
#define FIRST_ROOM 16
#define MAX_VARINT 5

/* Open addressing: most of an import's time here is spent in looking up tokens. */
struct _AhadiPostings
{
  AhadiPostingList *slots; /* unused ones have no count */
  guint n_slots;
  guint used;
  gsize bytes;
};

AhadiPostings *
ahadi_postings_new (void)
{
  AhadiPostings *self = g_new0 (AhadiPostings, 1);

  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (AhadiPostingList, self->n_slots);
  return self;
}

void
ahadi_postings_free (AhadiPostings *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_slots; i++)
    g_free (self->slots[i].bytes);
  g_free (self->slots);
  g_free (self);
}

gsize
ahadi_postings_get_size (const AhadiPostings *self)
{
  return self->bytes + self->n_slots * sizeof *self->slots;
}

/* Where @token stands, or is to stand. */
static AhadiPostingList *
find_slot (AhadiPostingList *slots, guint n_slots, guint64 token)
{
  guint64 hash = token * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint at = (guint) (hash >> 32) & (n_slots - 1);

  while (slots[at].count > 0 && slots[at].token != token)
    at = (at + 1) & (n_slots - 1);
  return &slots[at];
}

static void
grow (AhadiPostings *self)
{
  guint n_slots = 2 * self->n_slots;
  AhadiPostingList *slots = g_new0 (AhadiPostingList, n_slots);

  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i].count > 0)
      *find_slot (slots, n_slots, self->slots[i].token) = self->slots[i];
  g_free (self->slots);
  self->slots = slots;
  self->n_slots = n_slots;
}

static gsize
put_varint (guint8 *bytes, guint32 value)
{
  gsize size = 0;

  for (; value >= 0x80; value >>= 7)
    bytes[size++] = (guint8) (value | 0x80);
  bytes[size++] = (guint8) value;
  return size;
}

static void
append (AhadiPostings *self, AhadiPostingList *list, guint32 doc)
{
  if (list->size + MAX_VARINT > list->room)
    {
      guint32 room = MAX (FIRST_ROOM, 2 * list->room);

      list->bytes = g_realloc (list->bytes, room);
      self->bytes += room - list->room;
      list->room = room;
    }

  list->size += (guint32) put_varint (list->bytes + list->size, doc - list->last);
  list->last = doc;
  list->count++;
}

static void
start (AhadiPostings *self, guint64 token, guint32 doc)
{
  if (2 * (self->used + 1) > self->n_slots)
    grow (self);

  self->used++;
  *find_slot (self->slots, self->n_slots, token) =
      (AhadiPostingList){ .token = token, .first = doc, .last = doc, .count = 1 };
}

typedef struct
{
  AhadiPostings *postings;
  guint32 doc;
} Adding;

static void
take_token (guint64 token, gpointer data)
{
  const Adding *adding = data;
  AhadiPostings *self = adding->postings;
  AhadiPostingList *list = find_slot (self->slots, self->n_slots, token);

  if (list->count == 0)
    start (self, token, adding->doc);
  else if (list->last != adding->doc)
    append (self, list, adding->doc);
}

void
ahadi_postings_add (AhadiPostings *self, guint32 doc, const char *text)
{
  Adding adding = { self, doc };

  ahadi_tokenizer_cut (text, take_token, &adding);
}

static int
compare_lists (gconstpointer a, gconstpointer b)
{
  const AhadiPostingList *first = *(const AhadiPostingList *const *) a;
  const AhadiPostingList *second = *(const AhadiPostingList *const *) b;

  return first->token < second->token ? -1 : first->token > second->token ? 1 : 0;
}

GPtrArray *
ahadi_postings_list (AhadiPostings *self)
{
  GPtrArray *lists = g_ptr_array_sized_new (self->used);

  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i].count > 0)
      g_ptr_array_add (lists, &self->slots[i]);
  g_ptr_array_sort (lists, compare_lists);
  return lists;
}

const AhadiPostingList *
ahadi_postings_find (const AhadiPostings *self, guint64 token)
{
  const AhadiPostingList *list = find_slot (self->slots, self->n_slots, token);

  return list->count > 0 ? list : NULL;
}

/* --- as bytes -------------------------------------------------------------------- */

/* Every number takes a byte at least: so many are made room for. */
gboolean
ahadi_posting_decode (guint32 first, const guint8 *bytes, gsize size, GArray *docs)
{
  const guint8 *end = bytes + size;
  guint n = docs->len;
  guint32 *out;

  g_array_set_size (docs, n + 1 + (guint) size);
  out = (guint32 *) (gpointer) docs->data;
  out[n++] = first;
  while (bytes < end)
    {
      guint64 value = 0;
      guint shift = 0;

      for (; bytes < end && (*bytes & 0x80) != 0 && shift < 28; shift += 7)
        value |= (guint64) (*bytes++ & 0x7f) << shift;
      if (bytes == end || (*bytes & 0x80) != 0)
        return FALSE;
      value |= (guint64) *bytes++ << shift;
      if (value == 0 || value > G_MAXUINT32 - first)
        return FALSE;
      first += (guint32) value;
      out[n++] = first;
    }

  g_array_set_size (docs, n);
  return TRUE;
}

guint
ahadi_posting_encode (
    const guint32 *docs, guint n, guint8 *bytes, gsize room, gsize *size)
{
  guint i;

  *size = 0;
  for (i = 1; i < n && *size + MAX_VARINT <= room; i++)
    *size += put_varint (bytes + *size, docs[i] - docs[i - 1]);

  return i;
}
