/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-stream-table.h"

#include <string.h>

#include "ahadi-store-error.h"

typedef struct
{
  AhadiId device;
  guint32 epoch;
  guint32 audience;
} Key;

typedef struct
{
  Key key; /* first: a slot is its own key in the hash table */
  AhadiStreamEntry entry;
} Slot;

struct _AhadiStreamTable
{
  AhadiDatabase *database;
  GPtrArray *slots; /* at number - 1 */
  GHashTable *by_key;
  GPtrArray *audiences; /* names, at number - 1 */
  GHashTable *audience_numbers;
};

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;
  guint32 start;

  memcpy (&start, key->device.bytes, sizeof start);
  return start ^ (key->epoch * 2654435761u) ^ (key->audience * 40503u);
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  const Key *first = a;
  const Key *second = b;

  return first->epoch == second->epoch && first->audience == second->audience &&
         ahadi_id_equal (&first->device, &second->device);
}

static void
keep_audience (AhadiStreamTable *self, char *name)
{
  g_ptr_array_add (self->audiences, name);
  g_hash_table_insert (self->audience_numbers, name,
                       GUINT_TO_POINTER (self->audiences->len));
}

static void
keep_slot (AhadiStreamTable *self, Slot *slot)
{
  slot->key.device = slot->entry.info.id.device;
  slot->key.epoch = slot->entry.info.id.epoch;
  slot->key.audience = slot->entry.audience;
  g_ptr_array_add (self->slots, slot);
  g_hash_table_add (self->by_key, slot);
}

static gboolean
malformed (GError **error)
{
  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
               "cannot read the streams: they are not as this program writes them");
  return FALSE;
}

static gboolean
load_audiences (AhadiStreamTable *self, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (self->database, "audience-list", error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  while (ahadi_statement_next (list, &row, error))
    {
      if (!row)
        return TRUE;
      if (sqlite3_column_int64 (list->stmt, 0) != self->audiences->len + 1)
        return malformed (error);
      keep_audience (self, ahadi_statement_dup_text (list, 1));
    }

  return FALSE;
}

static gboolean
read_slot (AhadiStreamTable *self, AhadiStatement *list, Slot *slot)
{
  AhadiStreamEntry *entry = &slot->entry;
  AhadiStreamInfo *info = &entry->info;
  const char *audience;
  AhadiId device;

  info->number = sqlite3_column_int64 (list->stmt, 0);
  entry->audience = sqlite3_column_int64 (list->stmt, 3);
  audience = ahadi_stream_table_get_audience (self, entry->audience);
  if (audience == NULL || info->number != self->slots->len + 1 ||
      !ahadi_statement_read_bytes (list, 1, &device, sizeof device) ||
      !ahadi_statement_read_bytes (list, 5, entry->prefix, sizeof entry->prefix))
    return FALSE;

  ahadi_stream_id_init (&info->id, &device, sqlite3_column_int64 (list->stmt, 2),
                        audience);
  info->own = sqlite3_column_int (list->stmt, 4);
  entry->counter = sqlite3_column_int64 (list->stmt, 6);
  entry->has_root = ahadi_statement_read_bytes (list, 7, entry->root, sizeof entry->root);
  info->last = sqlite3_column_int64 (list->stmt, 8);
  info->frontier = sqlite3_column_int64 (list->stmt, 9);
  ahadi_statement_read_bytes (list, 10, info->frontier_head, 32);
  entry->parked = sqlite3_column_int64 (list->stmt, 11);
  info->exported = sqlite3_column_int64 (list->stmt, 12);
  info->acked = sqlite3_column_int64 (list->stmt, 13);
  ahadi_statement_read_bytes (list, 14, info->acked_head, 32);
  ahadi_statement_read_bytes (list, 15, entry->exported_head, 32);
  info->forked = sqlite3_column_int64 (list->stmt, 16);
  info->elsewhere = sqlite3_column_int64 (list->stmt, 17);
  info->beyond = sqlite3_column_int64 (list->stmt, 18);
  entry->after = sqlite3_column_int64 (list->stmt, 19);
  entry->after_seq = sqlite3_column_int64 (list->stmt, 20);
  info->line = sqlite3_column_int64 (list->stmt, 21);
  info->settled = sqlite3_column_int64 (list->stmt, 22);
  return TRUE;
}

static gboolean
load_streams (AhadiStreamTable *self, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (self->database, "stream-list", error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  while (ahadi_statement_next (list, &row, error))
    {
      g_autofree Slot *slot = NULL;

      if (!row)
        return TRUE;
      slot = g_new0 (Slot, 1);
      if (!read_slot (self, list, slot))
        return malformed (error);
      keep_slot (self, g_steal_pointer (&slot));
    }

  return FALSE;
}

AhadiStreamTable *
ahadi_stream_table_load (AhadiDatabase *database, GError **error)
{
  g_autoptr (AhadiStreamTable) self = g_new0 (AhadiStreamTable, 1);

  self->database = database;
  self->slots = g_ptr_array_new_with_free_func (g_free);
  self->by_key = g_hash_table_new (hash_key, equal_keys);
  self->audiences = g_ptr_array_new_with_free_func (g_free);
  self->audience_numbers = g_hash_table_new (g_str_hash, g_str_equal);

  if (!load_audiences (self, error) || !load_streams (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
ahadi_stream_table_free (AhadiStreamTable *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->audience_numbers);
  g_ptr_array_unref (self->slots);
  g_ptr_array_unref (self->audiences);
  g_free (self);
}

guint
ahadi_stream_table_get_length (AhadiStreamTable *self)
{
  return self->slots->len;
}

AhadiStreamEntry *
ahadi_stream_table_get (AhadiStreamTable *self, guint index)
{
  return &((Slot *) g_ptr_array_index (self->slots, index))->entry;
}

AhadiStreamEntry *
ahadi_stream_table_by_number (AhadiStreamTable *self, gint64 number)
{
  if (number < 1 || number > self->slots->len)
    return NULL;

  return ahadi_stream_table_get (self, number - 1);
}

static AhadiStreamEntry *
look_up (AhadiStreamTable *self, const AhadiId *device, guint32 epoch, gint64 audience)
{
  Key key = { *device, epoch, audience };
  Slot *slot = g_hash_table_lookup (self->by_key, &key);

  return slot != NULL ? &slot->entry : NULL;
}

AhadiStreamEntry *
ahadi_stream_table_find (AhadiStreamTable *self, const AhadiStreamId *id)
{
  gint64 audience = ahadi_stream_table_find_audience (self, id->audience);

  return audience != 0 ? look_up (self, &id->device, id->epoch, audience) : NULL;
}

AhadiStreamEntry *
ahadi_stream_table_find_writer (AhadiStreamTable *self,
                                gint64 audience,
                                const AhadiStamp *stamp)
{
  return look_up (self, &stamp->device, stamp->epoch, audience);
}

static gint64
add_audience (AhadiStreamTable *self, const char *name, GError **error)
{
  g_autoptr (AhadiStatement) insert = NULL;

  insert = ahadi_database_prepare (self->database, "audience-insert", error);
  if (insert == NULL)
    return 0;

  ahadi_statement_bind_int (insert, 1, self->audiences->len + 1);
  ahadi_statement_bind_text (insert, 2, name);
  if (!ahadi_statement_run (insert, error))
    return 0;

  keep_audience (self, g_strdup (name));
  return self->audiences->len;
}

AhadiStreamEntry *
ahadi_stream_table_add (AhadiStreamTable *self,
                        const AhadiStreamId *id,
                        gboolean own,
                        GError **error)
{
  g_autoptr (AhadiStatement) insert = NULL;
  g_autofree Slot *slot = g_new0 (Slot, 1);
  AhadiStreamEntry *entry = &slot->entry;

  entry->audience = ahadi_stream_table_find_audience (self, id->audience);
  if (entry->audience == 0)
    entry->audience = add_audience (self, id->audience, error);
  if (entry->audience == 0)
    return NULL;

  insert = ahadi_database_prepare (self->database, "stream-insert", error);
  if (insert == NULL)
    return NULL;

  ahadi_stream_id_init (&entry->info.id, &id->device, id->epoch, id->audience);
  entry->info.number = self->slots->len + 1;
  entry->info.own = own;
  ahadi_random_bytes (entry->prefix, sizeof entry->prefix);
  ahadi_statement_bind_int (insert, 1, entry->info.number);
  ahadi_statement_bind_bytes (insert, 2, &id->device, sizeof id->device);
  ahadi_statement_bind_int (insert, 3, id->epoch);
  ahadi_statement_bind_int (insert, 4, entry->audience);
  ahadi_statement_bind_int (insert, 5, own);
  ahadi_statement_bind_bytes (insert, 6, entry->prefix, sizeof entry->prefix);
  if (!ahadi_statement_run (insert, error))
    return NULL;

  keep_slot (self, slot);
  return &((Slot *) g_steal_pointer (&slot))->entry;
}

gboolean
ahadi_stream_entry_waits (const AhadiStreamEntry *entry)
{
  return entry->parked != 0 &&
         (entry->info.forked == 0 || entry->parked < entry->info.forked ||
          (entry->info.line != 0 && entry->parked >= entry->info.line)) &&
         (entry->info.beyond == 0 || entry->parked < entry->info.beyond);
}

gboolean
ahadi_stream_table_update (AhadiStreamTable *self,
                           const AhadiStreamEntry *entry,
                           GError **error)
{
  g_autoptr (AhadiStatement) update =
      ahadi_database_prepare (self->database, "stream-update", error);
  const AhadiStreamInfo *info = &entry->info;

  if (update == NULL)
    return FALSE;

  ahadi_statement_bind_int (update, 1, info->number);
  ahadi_statement_bind_int (update, 2, info->own);
  ahadi_statement_bind_int (update, 3, entry->counter);
  ahadi_statement_bind_bytes (update, 4, entry->has_root ? entry->root : NULL, 32);
  ahadi_statement_bind_int (update, 5, info->last);
  ahadi_statement_bind_int (update, 6, info->frontier);
  ahadi_statement_bind_bytes (update, 7, info->frontier_head, 32);
  ahadi_statement_bind_int (update, 8, entry->parked);
  ahadi_statement_bind_int (update, 9, info->exported);
  ahadi_statement_bind_int (update, 10, info->acked);
  ahadi_statement_bind_bytes (update, 11, info->acked_head, 32);
  ahadi_statement_bind_bytes (update, 12, entry->exported_head, 32);
  ahadi_statement_bind_int (update, 13, info->forked);
  ahadi_statement_bind_int (update, 14, info->elsewhere);
  ahadi_statement_bind_int (update, 15, info->beyond);
  ahadi_statement_bind_int (update, 16, entry->after);
  ahadi_statement_bind_int (update, 17, (gint64) entry->after_seq);
  ahadi_statement_bind_int (update, 18, (gint64) info->line);
  ahadi_statement_bind_int (update, 19, (gint64) info->settled);
  return ahadi_statement_run (update, error);
}

gint64
ahadi_stream_table_find_audience (AhadiStreamTable *self, const char *name)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->audience_numbers, name));
}

const char *
ahadi_stream_table_get_audience (AhadiStreamTable *self, gint64 number)
{
  if (number < 1 || number > self->audiences->len)
    return NULL;

  return g_ptr_array_index (self->audiences, number - 1);
}

gint64
ahadi_stream_table_count_audiences (AhadiStreamTable *self)
{
  return self->audiences->len;
}
