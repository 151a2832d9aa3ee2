/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history.h"

History *
history_new (guint32 seed)
{
  History *self = g_new0 (History, 1);

  self->seed = seed;
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  return self;
}

void
history_free (History *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->steps);
  g_free (self);
}

History *
history_select (const History *self, const guint8 *kept)
{
  History *selected = history_new (self->seed);

  for (guint i = 0; i < self->steps->len; i++)
    if (kept[i] != 0)
      g_array_append_val (selected->steps, g_array_index (self->steps, Step, i));
  return selected;
}

char *
history_print (const History *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "seed %" G_GUINT32_FORMAT "\n", self->seed);
  for (guint i = 0; i < self->steps->len; i++)
    step_print (&g_array_index (self->steps, Step, i), text);
  return g_string_free (text, FALSE);
}

static gboolean
parse_line (History *self, const char *line)
{
  guint64 seed;
  Step step;

  if (line[0] == '\0' || line[0] == '#')
    return TRUE;
  if (g_str_has_prefix (line, "seed ") &&
      g_ascii_string_to_unsigned (line + 5, 10, 0, G_MAXUINT32, &seed, NULL))
    {
      self->seed = (guint32) seed;
      return TRUE;
    }
  if (!step_parse (line, &step))
    return FALSE;

  g_array_append_val (self->steps, step);
  return TRUE;
}

History *
history_parse (const char *text, char **wrong)
{
  g_autoptr (History) self = history_new (0);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!parse_line (self, lines[i]))
      {
        *wrong = g_strdup (lines[i]);
        return NULL;
      }

  return g_steal_pointer (&self);
}
