/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shrink.h"

#include <string.h>

/* Returns: (transfer full) (nullable): @history without its steps from @from on, @n of
 * them, if that still fails. */
static History *
try_without (
    const History *history, guint from, guint n, ShrinkFails fails, gpointer data)
{
  guint length = history->steps->len;
  g_autofree guint8 *kept = g_malloc (length + 1);
  g_autoptr (History) rest = NULL;

  memset (kept, 1, length + 1);
  memset (kept + from, 0, MIN (n, length - from));
  rest = history_select (history, kept);
  return fails (rest, data) ? g_steal_pointer (&rest) : NULL;
}

/* Returns: whether any piece of @n steps could be left out. */
static gboolean
leave_out (History **history, guint n, ShrinkFails fails, gpointer data)
{
  gboolean any = FALSE;
  guint from = 0;

  while (from < (*history)->steps->len)
    {
      History *rest = try_without (*history, from, n, fails, data);

      if (rest == NULL)
        {
          from += n;
          continue;
        }
      history_free (*history);
      *history = rest;
      any = TRUE;
    }

  return any;
}

History *
shrink (const History *history, ShrinkFails fails, gpointer data)
{
  g_autofree guint8 *all = g_malloc (history->steps->len + 1);
  History *smallest;
  guint n = MAX (history->steps->len / 2, 1);

  memset (all, 1, history->steps->len + 1);
  smallest = history_select (history, all);
  while (n > 0)
    if (!leave_out (&smallest, n, fails, data))
      n = n == 1 ? 0 : n / 2;

  return smallest;
}
