/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-part-lines.h"

#include <string.h>

#define BLOCK_SIZE (256 * 1024)

typedef struct
{
  AhadiSegment segment;
  guint first; /* of the operations */
} Begun;

typedef struct
{
  char *bytes;
  gsize size;
} Block;

struct _AhadiPartLines
{
  gsize limit;
  gsize size;
  gboolean over;
  GArray *segments;   /* Begun */
  GArray *operations; /* AhadiOperation, whose bodies lie in the blocks */
  GPtrArray *blocks;  /* Block */
  char *place;        /* where the last block is still empty */
  gsize room;         /* and how far */
};

static void
free_block (gpointer data)
{
  Block *block = data;

  explicit_bzero (block->bytes, block->size);
  g_free (block->bytes);
  g_free (block);
}

AhadiPartLines *
ahadi_part_lines_new (gsize limit)
{
  AhadiPartLines *self = g_new0 (AhadiPartLines, 1);

  self->limit = limit;
  self->segments = g_array_new (FALSE, FALSE, sizeof (Begun));
  self->operations = g_array_new (FALSE, FALSE, sizeof (AhadiOperation));
  self->blocks = g_ptr_array_new_with_free_func (free_block);
  return self;
}

void
ahadi_part_lines_free (AhadiPartLines *self)
{
  g_array_unref (self->segments);
  g_array_unref (self->operations);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/* Whether @size more bytes may be kept. */
static gboolean
grow (AhadiPartLines *self, gsize size)
{
  self->size += size;
  if (self->over || self->size <= self->limit)
    return !self->over;

  self->over = TRUE;
  g_array_set_size (self->segments, 0);
  g_array_set_size (self->operations, 0);
  g_ptr_array_set_size (self->blocks, 0);
  self->room = 0;
  return FALSE;
}

void
ahadi_part_lines_add_segment (AhadiPartLines *self, const AhadiSegment *segment)
{
  Begun begun = { *segment, self->operations->len };

  if (grow (self, sizeof begun))
    g_array_append_val (self->segments, begun);
}

/* Aligned for whatever lies there. */
static gpointer
take_room (AhadiPartLines *self, gsize size)
{
  gsize taken = (size + 7) & ~(gsize) 7;
  char *place;

  if (self->room < taken)
    {
      Block *block = g_new (Block, 1);

      block->size = self->room = MAX (taken, BLOCK_SIZE);
      block->bytes = self->place = g_malloc (block->size);
      g_ptr_array_add (self->blocks, block);
    }

  place = self->place;
  self->place += taken;
  self->room -= taken;
  return place;
}

void
ahadi_part_lines_add_operation (AhadiPartLines *self,
                                const AhadiOperation *operation,
                                const AhadiBody *body)
{
  AhadiOperation kept = *operation;
  gsize packed_size = body != NULL ? ahadi_packed_body_measure (body) : 0;

  if (!grow (self, sizeof kept + operation->body_size + packed_size))
    return;

  if (operation->body != NULL)
    kept.body = memcpy (take_room (self, operation->body_size), operation->body,
                        operation->body_size);
  if (body != NULL)
    {
      kept.packed = take_room (self, packed_size);
      kept.packed_size = packed_size;
      ahadi_packed_body_write (body, operation->body, kept.packed);
    }
  g_array_append_val (self->operations, kept);
}

gboolean
ahadi_part_lines_is_whole (const AhadiPartLines *self)
{
  return !self->over;
}

guint
ahadi_part_lines_count (const AhadiPartLines *self)
{
  return self->segments->len;
}

const AhadiSegment *
ahadi_part_lines_get (const AhadiPartLines *self,
                      guint i,
                      const AhadiOperation **operations,
                      guint *n)
{
  const Begun *begun = &g_array_index (self->segments, Begun, i);
  guint end = i + 1 < self->segments->len
                  ? g_array_index (self->segments, Begun, i + 1).first
                  : self->operations->len;

  *operations = &g_array_index (self->operations, AhadiOperation, begun->first);
  *n = end - begun->first;
  return &begun->segment;
}
