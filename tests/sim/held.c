/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "held.h"

#include <string.h>

static void
clear_tale (gpointer data)
{
  story_unref (((Tale *) data)->story);
}

void
held_init (Held *self, gboolean has_key)
{
  self->has_key = has_key;
  self->tales = g_array_new (FALSE, FALSE, sizeof (Tale));
  g_array_set_clear_func (self->tales, clear_tale);
  self->told = g_array_new (FALSE, FALSE, sizeof (Confession));
}

void
held_clear (Held *self)
{
  g_array_unref (self->tales);
  g_array_unref (self->told);
}

void
held_add (Held *self, const Tale *tale)
{
  g_array_append_vals (self->tales, tale, 1);
  story_ref (tale->story);
}

void
held_be_told (Held *self, const Confession *confession)
{
  g_array_append_vals (self->told, confession, 1);
}

void
held_add_all (Held *self, const Held *other)
{
  for (guint i = 0; i < other->tales->len; i++)
    held_add (self, &g_array_index (other->tales, Tale, i));
}

gboolean
held_has (const Held *self, const Story *story, guint64 seq)
{
  for (guint i = 0; i < self->tales->len; i++)
    {
      const Tale *tale = &g_array_index (self->tales, Tale, i);

      if (ahadi_stream_id_equal (&tale->story->id, &story->id) && tale->from <= seq &&
          tale->to >= seq &&
          memcmp (story_get_head (tale->story, seq), story_get_head (story, seq),
                  sizeof (Head)) == 0)
        return TRUE;
    }

  return FALSE;
}
