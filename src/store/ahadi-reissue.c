/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-reissue.h"

#include <string.h>

#include "ahadi-heads.h"
#include "ahadi-refold.h"
#include "ahadi-rows.h"
#include "ahadi-saver.h"
#include "ahadi-sealed-ops.h"

/* --- The records as they stand -------------------------------------------- */

static gboolean
keep_record (AhadiVault *vault,
             gint64 audience,
             AhadiKind kind,
             const AhadiId *id,
             GPtrArray *records,
             GError **error)
{
  g_auto (AhadiStoredRow) stored = { 0 };

  if (!ahadi_rows_load (vault, audience, kind, id, &stored, error))
    return FALSE;

  if (stored.exists)
    g_ptr_array_add (records, ahadi_row_to_record (&stored.row));
  return TRUE;
}

/* Returns: (element-type AhadiRecord): those that operations from the fork on are of and
 * count until now, in the order in which they were written. Sealed operations are not
 * looked at: what they hold must not be written unsealed. */
static GPtrArray *
list_records (AhadiVault *vault, const AhadiStreamEntry *entry, GError **error)
{
  gint64 stream = entry->info.number;
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_record_unref);
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "op-records", error);
  gboolean row;

  if (list == NULL)
    return NULL;

  ahadi_statement_bind_int (list, 1, ahadi_log_get_place (stream, entry->info.forked));
  ahadi_statement_bind_int (list, 2, ahadi_log_get_place (stream, G_MAXUINT64));
  while (ahadi_statement_next (list, &row, error))
    {
      AhadiId id;

      if (!row)
        return g_steal_pointer (&records);
      if (ahadi_statement_read_bytes (list, 1, &id, sizeof id) &&
          !keep_record (vault, entry->audience, sqlite3_column_int (list->stmt, 0), &id,
                        records, error))
        return NULL;
    }

  return NULL;
}

/* --- Holding -------------------------------------------------------------- */

/* What this device wrote stands in no segment; once it is held, only a segment still
 * tells its chain, for other stories to be compared with. */
static gboolean
keep_chain (AhadiVault *vault, AhadiStreamEntry *entry, GError **error)
{
  AhadiStreamInfo *info = &entry->info;
  AhadiSegment run = { .stream = info->id, .from = info->forked, .to = info->frontier };
  gboolean found;

  if (run.from > run.to)
    return TRUE;
  if (!ahadi_heads_find (vault, entry, run.from - 1, run.prev, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  memcpy (run.head, info->frontier_head, sizeof run.head);
  if (info->exported >= run.from)
    {
      info->exported = run.from - 1;
      memcpy (entry->exported_head, run.prev, sizeof run.prev);
    }
  return ahadi_heads_keep (vault, entry, &run, error);
}

/* A record that is never changed stands already if somebody else wrote it too. */
static gboolean
must_stay (AhadiVault *vault,
           gint64 audience,
           const AhadiRecord *record,
           gboolean *stays,
           GError **error)
{
  const AhadiKindInfo *info = ahadi_record_get_info (record);
  g_auto (AhadiStoredRow) stored = { 0 };

  if (!ahadi_rows_load (vault, audience, info->kind, ahadi_record_get_id (record),
                        &stored, error))
    return FALSE;

  *stays = info->add_only && stored.exists;
  return TRUE;
}

static gboolean
write_again (AhadiVault *vault,
             const AhadiStreamEntry *entry,
             GPtrArray *records,
             guint64 *n,
             GError **error)
{
  for (guint i = 0; i < records->len; i++)
    {
      AhadiRecord *record = records->pdata[i];
      gboolean changed = FALSE;
      gboolean stays;

      if (!must_stay (vault, entry->audience, record, &stays, error))
        return FALSE;
      if (!stays &&
          !ahadi_vault_save (vault, entry->info.id.audience, record, &changed, error))
        return FALSE;
      *n += changed ? 1 : 0;
    }

  return TRUE;
}

/* --- Sealed operations ---------------------------------------------------- */

typedef struct
{
  AhadiVault *vault;
  const AhadiStreamEntry *entry;
  guint64 *n;
} Repeat;

/* Whether the very same body counts: the other copy of this laptop wrote it again. */
static gboolean
stands (AhadiVault *vault,
        const AhadiOperation *operation,
        gboolean *stands,
        GError **error)
{
  g_autoptr (AhadiStatement) ask =
      ahadi_database_prepare (vault->database, "op-stands", error);
  gint64 value;

  if (ask == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (ask, 1, &operation->entity, sizeof operation->entity);
  ahadi_statement_bind_int (ask, 2, operation->kind);
  ahadi_statement_bind_bytes (ask, 3, operation->body_hash, sizeof operation->body_hash);
  if (!ahadi_statement_get_number (ask, &value, error))
    return FALSE;

  *stands = value != 0;
  return TRUE;
}

/* The body as it is: this vault may not even be able to open it. What is closed is not
 * counted. */
static gboolean
repeat_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  Repeat *repeat = data;
  AhadiVault *vault = repeat->vault;
  const AhadiStreamEntry *entry = repeat->entry;
  g_auto (AhadiBody) body = { 0 };
  gboolean stood;
  gboolean closed;

  if (!stands (vault, operation, &stood, error) ||
      !ahadi_sealed_ops_read (vault, operation, &body, &closed, error))
    return FALSE;
  if (stood)
    return TRUE;

  *repeat->n += closed ? 0 : 1;
  return ahadi_saver_repeat (vault, entry->info.id.audience, operation, error) &&
         ahadi_refold (vault, entry->audience, &operation->entity, error);
}

/* @places: (element-type gint64): held by now */
static gboolean
repeat_sealed (AhadiVault *vault,
               const AhadiStreamEntry *entry,
               GArray *places,
               guint64 *n,
               GError **error)
{
  Repeat repeat = { .vault = vault, .entry = entry, .n = n };

  for (guint i = 0; i < places->len; i++)
    {
      guint64 seq = ahadi_log_get_seq (g_array_index (places, gint64, i));

      if (!ahadi_log_read (vault, entry->info.number, seq, seq, repeat_one, &repeat,
                           error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_reissue (AhadiVault *vault,
               AhadiStreamEntry *entry,
               guint64 *records,
               GError **error)
{
  g_autoptr (GPtrArray) standing = NULL;
  g_autoptr (GArray) sealed = NULL;
  gint64 stream = entry->info.number;

  g_return_val_if_fail (vault->depth > 0 && entry->info.own && entry->info.forked > 0,
                        FALSE);

  standing = list_records (vault, entry, error);
  sealed = standing == NULL ? NULL
                            : ahadi_sealed_ops_list_range (
                                  vault, ahadi_log_get_place (stream, entry->info.forked),
                                  ahadi_log_get_place (stream, G_MAXUINT64), error);
  return sealed != NULL && keep_chain (vault, entry, error) &&
         ahadi_refold_stream (vault, entry, entry->info.forked, AHADI_OP_FORKED, error) &&
         ahadi_vault_end_epoch (vault, &entry->info.id, error) &&
         repeat_sealed (vault, entry, sealed, records, error) &&
         write_again (vault, entry, standing, records, error);
}
