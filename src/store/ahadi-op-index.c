/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-op-index.h"

gboolean
ahadi_op_index_add (AhadiVault *vault,
                    gint64 place,
                    const AhadiId *entity,
                    GError **error)
{
  g_autoptr (AhadiStatement) insert =
      ahadi_database_prepare (vault->database, "entity-insert", error);

  if (insert == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (insert, 1, entity, sizeof *entity);
  ahadi_statement_bind_int (insert, 2, place);
  return ahadi_statement_run (insert, error);
}

static gboolean
run_range (AhadiVault *vault, const char *name, gint64 first, gint64 last, GError **error)
{
  g_autoptr (AhadiStatement) run = ahadi_database_prepare (vault->database, name, error);

  if (run == NULL)
    return FALSE;

  ahadi_statement_bind_int (run, 1, first);
  ahadi_statement_bind_int (run, 2, last);
  return ahadi_statement_run (run, error);
}

gboolean
ahadi_op_index_note (AhadiVault *vault, gint64 first, gint64 last, GError **error)
{
  return run_range (vault, "entity-todo-add", first, last, error);
}

/* Returns: (element-type gint64): first and last of each range, in pairs. */
static GArray *
list_ranges (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "entity-todo-list", error);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  if (list == NULL)
    return NULL;

  while (ahadi_statement_next (list, &row, error))
    {
      gint64 range[2];

      if (!row)
        return g_steal_pointer (&ranges);
      range[0] = sqlite3_column_int64 (list->stmt, 0);
      range[1] = sqlite3_column_int64 (list->stmt, 1);
      g_array_append_vals (ranges, range, 2);
    }

  return NULL;
}

static gboolean
take_in (AhadiVault *vault, GArray *ranges, GError **error)
{
  for (guint i = 0; i < ranges->len; i += 2)
    if (!run_range (vault, "entity-catch-up", g_array_index (ranges, gint64, i),
                    g_array_index (ranges, gint64, i + 1), error))
      return FALSE;

  return ahadi_vault_run_number (vault, "entity-todo-clear", 0, 0, error);
}

gboolean
ahadi_op_index_catch_up (AhadiVault *vault, GError **error)
{
  g_autoptr (GArray) ranges = list_ranges (vault, error);

  if (ranges == NULL)
    return FALSE;
  if (ranges->len == 0)
    return TRUE;

  return ahadi_vault_begin_upkeep (vault, error) &&
         ahadi_vault_end (vault, take_in (vault, ranges, error), error);
}
