/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row's stamps. The columns hlc and writer (a stream's number) are the newest stamp of
 * any field. A field that has a value and is not listed in the blob has that stamp; one
 * without a value was never written. The blob lists the others, by rising field:
 *
 *   0  1  field index
 *   1  8  hlc, big-endian
 *   9  4  writer, big-endian
 *
 *  13 bytes each. (1) The size is a multiple of 13. (2) Fields are below the kind's
 * number of fields and rise. (3) Writers are streams of the row's audience.
 */
#include "ahadi-rows.h"

#include <string.h>

#include "ahadi-search-text.h"
#include "ahadi-store-error.h"
#include "ahadi-text-index.h"
#include "ahadi-twin-index.h"
#include "ahadi-twin-source.h"

#define STAMP_SIZE 13
#define FIRST_FIELD_VALUE 9  /* its parameter in insert and update */
#define FIRST_FIELD_COLUMN 6 /* in get and scan */

void
ahadi_stored_row_clear (AhadiStoredRow *self)
{
  ahadi_row_clear (&self->row);
}

AhadiFoldOutcome
ahadi_stored_row_fold (AhadiStoredRow *self,
                       const AhadiStamp *stamp,
                       const AhadiBody *body)
{
  AhadiFoldOutcome outcome = ahadi_fold (&self->row, stamp, body);

  if ((outcome.won & ahadi_search_text_get_fields (self->row.kind)) != 0)
    self->text_stale = TRUE;
  if (self->row.kind == AHADI_KIND_MEMBER &&
      (outcome.won & ahadi_twin_source_get_fields ()) != 0)
    self->twin_stale = TRUE;

  return outcome;
}

/* Streams are numbered as they come to be: of two of ours the later one is meant. */
void
ahadi_stored_row_note_own (AhadiStoredRow *self, gint64 stream, guint64 seq)
{
  if (stream < self->own_stream || (stream == self->own_stream && seq < self->own_seq))
    return;

  self->own_stream = stream;
  self->own_seq = seq;
}

static gboolean
malformed (const AhadiKindInfo *info, GError **error)
{
  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
               "cannot read a row of %s: it is not as this program writes it",
               info->name);
  return FALSE;
}

static gboolean
make_stamp (AhadiStreamTable *streams,
            gint64 audience,
            AhadiHlc hlc,
            gint64 writer,
            AhadiStamp *stamp)
{
  const AhadiStreamEntry *entry = ahadi_stream_table_by_number (streams, writer);

  if (entry == NULL || entry->audience != audience)
    return FALSE;

  stamp->hlc = hlc;
  stamp->device = entry->info.id.device;
  stamp->epoch = entry->info.id.epoch;
  return TRUE;
}

static gboolean
read_other_stamps (AhadiStreamTable *streams,
                   AhadiStoredRow *stored,
                   guint n_fields,
                   const guint8 *bytes,
                   gsize size)
{
  int last = -1;

  if (size % STAMP_SIZE != 0)
    return FALSE;

  for (gsize at = 0; at < size; at += STAMP_SIZE)
    {
      guint field = bytes[at];

      if ((int) field <= last || field >= n_fields ||
          !make_stamp (streams, stored->audience, ahadi_get_u64be (bytes + at + 1),
                       ahadi_get_u32be (bytes + at + 9), &stored->row.stamps[field]))
        return FALSE;
      last = field;
    }

  return TRUE;
}

static gboolean
read_row (AhadiStreamTable *streams,
          AhadiStatement *get,
          const AhadiKindInfo *info,
          AhadiStoredRow *stored,
          GError **error)
{
  AhadiStamp newest;

  if (!make_stamp (streams, stored->audience, sqlite3_column_int64 (get->stmt, 0),
                   sqlite3_column_int64 (get->stmt, 1), &newest))
    return malformed (info, error);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *value =
          (const char *) sqlite3_column_text (get->stmt, FIRST_FIELD_COLUMN + (int) i);

      if (value != NULL)
        ahadi_row_set (&stored->row, i, value, &newest);
    }

  if (!read_other_stamps (streams, stored, info->n_fields,
                          sqlite3_column_blob (get->stmt, 2),
                          sqlite3_column_bytes (get->stmt, 2)))
    return malformed (info, error);

  stored->own_stream = sqlite3_column_int64 (get->stmt, 3);
  stored->own_seq = sqlite3_column_int64 (get->stmt, 4);
  stored->doc = sqlite3_column_int64 (get->stmt, 5);
  stored->exists = TRUE;
  return TRUE;
}

void
ahadi_stored_row_start (AhadiStoredRow *stored,
                        gint64 audience,
                        AhadiKind kind,
                        const AhadiId *id)
{
  memset (stored, 0, sizeof *stored);
  ahadi_row_init (&stored->row, kind, id);
  stored->audience = audience;
}

gboolean
ahadi_rows_load (AhadiVault *vault,
                 gint64 audience,
                 AhadiKind kind,
                 const AhadiId *id,
                 AhadiStoredRow *stored,
                 GError **error)
{
  ahadi_stored_row_start (stored, audience, kind, id);
  return ahadi_rows_read (vault, stored, error);
}

gboolean
ahadi_rows_read (AhadiVault *vault, AhadiStoredRow *stored, GError **error)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (stored->row.kind);
  g_autoptr (AhadiStatement) get = NULL;
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  gboolean row;

  if (streams == NULL)
    return FALSE;

  get = ahadi_database_prepare_for (vault->database, info->name, "get", error);
  if (get == NULL)
    return FALSE;

  ahadi_statement_bind_int (get, 1, stored->audience);
  ahadi_statement_bind_bytes (get, 2, &stored->row.entity, AHADI_ID_SIZE);
  if (!ahadi_statement_next (get, &row, error))
    return FALSE;

  return !row || read_row (streams, get, info, stored, error);
}

/* --- Writing -------------------------------------------------------------- */

/* Streams of a row's stamps are always in the table: their operations were logged first.
 */
static gint64
find_writer (AhadiStreamTable *streams, gint64 audience, const AhadiStamp *stamp)
{
  const AhadiStreamEntry *entry =
      ahadi_stream_table_find_writer (streams, audience, stamp);

  g_assert (entry != NULL);
  return entry->info.number;
}

static gsize
pack_other_stamps (AhadiStreamTable *streams,
                   const AhadiStoredRow *stored,
                   guint n_fields,
                   const AhadiStamp *newest,
                   guint8 *bytes)
{
  gsize size = 0;

  for (guint i = 0; i < n_fields; i++)
    {
      const AhadiStamp *stamp = &stored->row.stamps[i];

      if (ahadi_stamp_is_zero (stamp) ||
          (stored->row.values[i] != NULL && ahadi_stamp_compare (stamp, newest) == 0))
        continue;

      bytes[size] = i;
      ahadi_put_u64be (bytes + size + 1, stamp->hlc);
      ahadi_put_u32be (bytes + size + 9, find_writer (streams, stored->audience, stamp));
      size += STAMP_SIZE;
    }

  return size;
}

static gboolean
write_row (AhadiVault *vault,
           AhadiStreamTable *streams,
           const AhadiKindInfo *info,
           AhadiStoredRow *stored,
           GError **error)
{
  const AhadiStamp *newest = ahadi_row_get_newest (&stored->row);
  guint8 stamps[AHADI_KIND_MAX_FIELDS * STAMP_SIZE];
  gsize size = pack_other_stamps (streams, stored, info->n_fields, newest, stamps);
  g_autoptr (AhadiStatement) put = ahadi_database_prepare_for (
      vault->database, info->name, stored->exists ? "update" : "insert", error);

  if (put == NULL)
    return FALSE;

  ahadi_statement_bind_int (put, 1, stored->doc);
  ahadi_statement_bind_int (put, 2, stored->audience);
  ahadi_statement_bind_bytes (put, 3, &stored->row.entity, AHADI_ID_SIZE);
  ahadi_statement_bind_int (put, 4, newest->hlc);
  ahadi_statement_bind_int (put, 5, find_writer (streams, stored->audience, newest));
  ahadi_statement_bind_bytes (put, 6, size > 0 ? stamps : NULL, size);
  ahadi_statement_bind_int (put, 7, stored->own_stream);
  ahadi_statement_bind_int (put, 8, stored->own_seq);
  for (guint i = 0; i < info->n_fields; i++)
    ahadi_statement_bind_text (put, FIRST_FIELD_VALUE + i, stored->row.values[i]);

  return ahadi_statement_run (put, error);
}

/* Before a new row, or one that is found by something else now, is written. */
static gboolean
note_change (AhadiVault *vault, AhadiStoredRow *stored, GError **error)
{
  AhadiKind kind = stored->row.kind;

  if (stored->doc == 0)
    return ahadi_text_index_take_doc (vault, kind, &stored->doc, error);

  return (!stored->text_stale ||
          ahadi_text_index_note (vault, kind, stored->doc, error)) &&
         (!stored->twin_stale || ahadi_twin_index_note (vault, stored->doc, error));
}

gboolean
ahadi_rows_put (AhadiVault *vault, AhadiStoredRow *stored, GError **error)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (stored->row.kind);
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);

  g_assert (vault->depth > 0);
  if (streams == NULL || !note_change (vault, stored, error) ||
      !write_row (vault, streams, info, stored, error))
    return FALSE;

  vault->more_rows[info->kind] += stored->exists ? 0 : 1;
  stored->exists = TRUE;
  stored->text_stale = FALSE;
  stored->twin_stale = FALSE;
  vault->records_changed = TRUE;
  return TRUE;
}

gboolean
ahadi_rows_remove (AhadiVault *vault, AhadiStoredRow *stored, GError **error)
{
  AhadiKind kind = stored->row.kind;
  g_autoptr (AhadiStatement) remove = ahadi_database_prepare_for (
      vault->database, ahadi_kind_get_info (kind)->name, "delete", error);

  g_assert (vault->depth > 0 && stored->exists);
  if (remove == NULL || !ahadi_text_index_forget (vault, kind, stored->doc, error) ||
      (kind == AHADI_KIND_MEMBER && !ahadi_twin_index_forget (vault, stored->doc, error)))
    return FALSE;

  ahadi_statement_bind_int (remove, 1, stored->doc);
  if (!ahadi_statement_run (remove, error))
    return FALSE;

  vault->more_rows[kind]--;
  stored->exists = FALSE;
  vault->records_changed = TRUE;
  return TRUE;
}

/* --- Reading many --------------------------------------------------------- */

gboolean
ahadi_rows_scan (AhadiVault *vault,
                 gint64 audience,
                 AhadiKind kind,
                 AhadiRowFunc func,
                 gpointer data,
                 GError **error)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (kind);
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  g_autoptr (AhadiStatement) scan = NULL;
  gboolean row;

  if (streams == NULL)
    return FALSE;

  scan = ahadi_database_prepare_for (vault->database, info->name, "scan", error);
  if (scan == NULL)
    return FALSE;

  ahadi_statement_bind_int (scan, 1, audience);
  while (ahadi_statement_next (scan, &row, error))
    {
      g_auto (AhadiStoredRow) stored = { 0 };
      AhadiId id;

      if (!row)
        return TRUE;
      if (!ahadi_statement_read_bytes (scan, FIRST_FIELD_COLUMN + info->n_fields, &id,
                                       sizeof id))
        return malformed (info, error);
      ahadi_stored_row_start (&stored, audience, kind, &id);
      if (!read_row (streams, scan, info, &stored, error) || !func (&stored, data, error))
        return FALSE;
    }

  return FALSE;
}

gboolean
ahadi_rows_find_next (AhadiVault *vault,
                      gint64 audience,
                      AhadiKind kind,
                      const AhadiId *id,
                      AhadiId *next,
                      gboolean *found,
                      GError **error)
{
  g_autoptr (AhadiStatement) find = ahadi_database_prepare_for (
      vault->database, ahadi_kind_get_info (kind)->name, "next-id", error);
  AhadiId end = *id;

  if (find == NULL)
    return FALSE;

  memset (end.bytes + 8, 0xff, 8);
  ahadi_statement_bind_int (find, 1, audience);
  ahadi_statement_bind_bytes (find, 2, id, sizeof *id);
  ahadi_statement_bind_bytes (find, 3, &end, sizeof end);
  if (!ahadi_statement_next (find, found, error))
    return FALSE;

  *found = *found && ahadi_statement_read_bytes (find, 0, next, sizeof *next);
  return TRUE;
}

gboolean
ahadi_rows_find (AhadiVault *vault,
                 AhadiKind kind,
                 const AhadiId *id,
                 gint64 *audience,
                 GError **error)
{
  g_autoptr (AhadiStatement) find = ahadi_database_prepare_for (
      vault->database, ahadi_kind_get_info (kind)->name, "find", error);

  if (find == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (find, 1, id, sizeof *id);
  return ahadi_statement_get_number (find, audience, error);
}
