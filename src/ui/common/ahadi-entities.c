/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-entities.h"

#include "ahadi-keeper-records.h"
#include "ahadi-record-row.h"

/* A list to choose from longer than this is none. */
#define LIMIT 500

static void
on_listed (gpointer owner, gpointer result, const GError *error)
{
  GPtrArray *items = result;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (items == NULL)
    return;
  for (guint i = 0; i < items->len; i++)
    {
      const AhadiItem *item = items->pdata[i];

      g_ptr_array_add (ids, ahadi_id_to_string (ahadi_record_get_id (item->record)));
      g_ptr_array_add (names, ahadi_record_title (item->record));
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (names, NULL);
  ahadi_field_row_set_entities (owner, (const char *const *) ids->pdata,
                                (const char *const *) names->pdata);
}

void
ahadi_entities_fill (AhadiFieldRow *row, AhadiKeeper *keeper, AhadiKind kind)
{
  AhadiQuery query = { .kind = kind, .sort = AHADI_SORT_NAME, .limit = LIMIT };

  ahadi_keeper_list (keeper, &query, row, on_listed);
}
