/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-boxes.h"

#include <string.h>

gsize
ahadi_boxes_left (const AhadiBoxes *self)
{
  return (gsize) (self->end - self->at);
}

guint8 *
ahadi_boxes_skip (AhadiBoxes *self, gsize n)
{
  guint8 *start = self->at;

  if (self->failed || n > ahadi_boxes_left (self))
    {
      self->failed = TRUE;
      return NULL;
    }

  self->at += n;
  return start;
}

guint64
ahadi_boxes_take (AhadiBoxes *self, gsize n)
{
  const guint8 *bytes = ahadi_boxes_skip (self, n);
  guint64 value = 0;

  for (gsize i = 0; bytes != NULL && i < n; i++)
    value = value << 8 | bytes[i];

  return value;
}

gboolean
ahadi_boxes_next (AhadiBoxes *self, AhadiBox *box)
{
  guint8 *start = self->at;
  guint64 size = ahadi_boxes_take (self, 4);
  guint8 *name = ahadi_boxes_skip (self, 4);

  if (size == 1)
    size = ahadi_boxes_take (self, 8);
  else if (size == 0)
    size = (guint64) (self->end - start);
  if (self->failed || size < (guint64) (self->at - start) ||
      size > (guint64) (self->end - start))
    {
      self->failed = TRUE;
      return FALSE;
    }

  memcpy (box->type, name, 4);
  box->type[4] = '\0';
  box->name = name;
  box->inside = (AhadiBoxes){ self->at, start + size, FALSE };
  self->at = start + size;
  return TRUE;
}

gboolean
ahadi_boxes_find (AhadiBoxes self, const char *type, AhadiBox *box)
{
  while (ahadi_boxes_left (&self) > 0 && ahadi_boxes_next (&self, box))
    if (strcmp (box->type, type) == 0)
      return TRUE;

  return FALSE;
}

gboolean
ahadi_box_is_one_of (const char *type, const char *const *types)
{
  for (; *types != NULL; types++)
    if (strcmp (type, *types) == 0)
      return TRUE;

  return FALSE;
}
