/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-part-lines.h"

#include <string.h>

#define BLOCK_SIZE (256 * 1024)

typedef struct
{
  AhadiSegment segment;
  guint first; /* of the operations */
} Begun;

struct _AhadiPartLines
{
  gsize limit;
  gsize size;
  gboolean over;
  GArray *segments;   /* Begun */
  GArray *operations; /* AhadiOperation, whose bodies lie in the blocks */
  GPtrArray *blocks;
  char *place; /* where the last block is still empty */
  gsize room;  /* and how far */
};

AhadiPartLines *
ahadi_part_lines_new (gsize limit)
{
  AhadiPartLines *self = g_new0 (AhadiPartLines, 1);

  self->limit = limit;
  self->segments = g_array_new (FALSE, FALSE, sizeof (Begun));
  self->operations = g_array_new (FALSE, FALSE, sizeof (AhadiOperation));
  self->blocks = g_ptr_array_new_with_free_func (g_free);
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

static const char *
keep_body (AhadiPartLines *self, const char *body, gsize size)
{
  char *place;

  if (self->room < size)
    {
      self->room = MAX (size, BLOCK_SIZE);
      self->place = g_malloc (self->room);
      g_ptr_array_add (self->blocks, self->place);
    }

  place = memcpy (self->place, body, size);
  self->place += size;
  self->room -= size;
  return place;
}

void
ahadi_part_lines_add_operation (AhadiPartLines *self, const AhadiOperation *operation)
{
  AhadiOperation kept = *operation;

  if (!grow (self, sizeof kept + operation->body_size))
    return;

  if (operation->body != NULL)
    kept.body = keep_body (self, operation->body, operation->body_size);
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
