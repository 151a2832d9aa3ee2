/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-replay.h"

#include "ahadi-log.h"
#include "ahadi-sealed-ops.h"

static void
free_row (gpointer data)
{
  ahadi_stored_row_clear (data);
  g_free (data);
}

void
ahadi_replay_init (AhadiReplay *self, AhadiVault *vault, AhadiStreamTable *streams)
{
  *self = (AhadiReplay){ .vault = vault, .streams = streams };
  self->rows = g_ptr_array_new_with_free_func (free_row);
}

void
ahadi_replay_clear (AhadiReplay *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

void
ahadi_replay_start (AhadiReplay *self, const AhadiId *entity)
{
  g_ptr_array_set_size (self->rows, 0);
  self->entity = *entity;
}

AhadiStoredRow *
ahadi_replay_find (AhadiReplay *self, gint64 audience, AhadiKind kind)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      AhadiStoredRow *row = g_ptr_array_index (self->rows, i);

      if (row->audience == audience && row->row.kind == kind)
        return row;
    }

  return NULL;
}

static AhadiStoredRow *
find_or_add (AhadiReplay *self, gint64 audience, AhadiKind kind)
{
  AhadiStoredRow *row = ahadi_replay_find (self, audience, kind);

  if (row != NULL)
    return row;

  row = g_new0 (AhadiStoredRow, 1);
  ahadi_stored_row_start (row, audience, kind, &self->entity);
  g_ptr_array_add (self->rows, row);
  return row;
}

/* FALSE in @folded's known or TRUE in its closed: @body is empty. */
static gboolean
read_body (AhadiReplay *self,
           AhadiStatement *read,
           AhadiReplayed *folded,
           AhadiBody *body,
           GError **error)
{
  AhadiOperation operation = { .kind = folded->kind, .entity = self->entity };

  if (!folded->known)
    return TRUE;

  operation.body = sqlite3_column_blob (read->stmt, 4);
  operation.body_size = sqlite3_column_bytes (read->stmt, 4);
  folded->sealed = ahadi_sealed_ops_has_seal (&operation);
  return ahadi_sealed_ops_read (self->vault, &operation, body, &folded->closed, error);
}

gboolean
ahadi_replay_fold (AhadiReplay *self,
                   AhadiStatement *read,
                   AhadiReplayed *folded,
                   GError **error)
{
  gint64 place = sqlite3_column_int64 (read->stmt, 1);
  const AhadiStreamEntry *entry =
      ahadi_stream_table_by_number (self->streams, ahadi_log_get_stream (place));
  g_auto (AhadiBody) body = { 0 };
  AhadiStoredRow *row;
  AhadiStamp stamp;

  *folded = (AhadiReplayed){ .place = place, .kind = sqlite3_column_int (read->stmt, 3) };
  folded->known = entry != NULL && ahadi_kind_get_info (folded->kind) != NULL;
  if (!read_body (self, read, folded, &body, error))
    return FALSE;
  if (!folded->known || folded->closed)
    return TRUE;

  stamp.hlc = sqlite3_column_int64 (read->stmt, 2);
  stamp.device = entry->info.id.device;
  stamp.epoch = entry->info.id.epoch;
  row = find_or_add (self, entry->audience, folded->kind);
  ahadi_stored_row_fold (row, &stamp, &body);
  if (entry->info.own)
    ahadi_stored_row_note_own (row, entry->info.number, ahadi_log_get_seq (place));
  return TRUE;
}
