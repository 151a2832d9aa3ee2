/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-refold.h"

#include "ahadi-eraser.h"
#include "ahadi-heads.h"
#include "ahadi-op-index.h"
#include "ahadi-replay.h"
#include "ahadi-review-due.h"
#include "ahadi-sealed-ops.h"
#include "ahadi-store-error.h"

/* --- One entity ----------------------------------------------------------- */

static gboolean
replay_entity (AhadiVault *vault, AhadiReplay *replay, GError **error)
{
  g_autoptr (AhadiStatement) read =
      ahadi_database_prepare (vault->database, "op-replay-entity", error);
  AhadiReplayed folded = { .known = TRUE };
  gboolean row;

  if (read == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (read, 1, &replay->entity, sizeof replay->entity);
  while (folded.known)
    {
      if (!ahadi_statement_next (read, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!ahadi_replay_fold (replay, read, &folded, error))
        return FALSE;
      if (folded.sealed && !folded.closed &&
          !ahadi_sealed_ops_mark (vault, folded.place, error))
        return FALSE;
    }

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
               "cannot fold a record again: an operation is of no stream or kind");
  return FALSE;
}

/* @made (nullable): the row as it must stand. */
static gboolean
replace_row (AhadiVault *vault,
             AhadiStoredRow *standing,
             AhadiStoredRow *made,
             GError **error)
{
  if (standing->exists &&
      !ahadi_review_due_note_row (vault, standing, AHADI_REVIEW_DUE_YES, error))
    return FALSE;
  if (made == NULL)
    return !standing->exists || ahadi_rows_remove (vault, standing, error);

  made->exists = standing->exists;
  made->doc = standing->doc;
  made->text_stale = TRUE;
  made->twin_stale = made->row.kind == AHADI_KIND_MEMBER;
  return ahadi_review_due_note_row (vault, made, AHADI_REVIEW_DUE_YES, error) &&
         ahadi_rows_put (vault, made, error);
}

static gboolean
refold_entity (AhadiVault *vault,
               AhadiReplay *replay,
               gint64 audience,
               const AhadiId *entity,
               GError **error)
{
  ahadi_replay_start (replay, entity);
  if (!replay_entity (vault, replay, error))
    return FALSE;

  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    {
      AhadiStoredRow *made = ahadi_replay_find (replay, audience, kind);
      g_auto (AhadiStoredRow) standing = { 0 };

      if (!ahadi_rows_load (vault, audience, kind, entity, &standing, error) ||
          !replace_row (vault, &standing, made, error))
        return FALSE;
      if (kind == AHADI_KIND_ERASURE && made != NULL &&
          !ahadi_eraser_take (vault, made, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
replay_start (AhadiVault *vault, AhadiReplay *replay, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);

  if (streams == NULL || !ahadi_op_index_catch_up (vault, error))
    return FALSE;

  ahadi_replay_init (replay, vault, streams);
  return TRUE;
}

gboolean
ahadi_refold (AhadiVault *vault, gint64 audience, const AhadiId *entity, GError **error)
{
  g_auto (AhadiReplay) replay = { 0 };

  g_return_val_if_fail (vault->depth > 0, FALSE);

  return replay_start (vault, &replay, error) &&
         refold_entity (vault, &replay, audience, entity, error);
}

/* --- The records of a stream ---------------------------------------------- */

/* Returns: (element-type AhadiId): each record that an operation from @from on is of. */
static GArray *
list_entities (AhadiVault *vault, gint64 stream, guint64 from, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "op-entities", error);
  g_autoptr (GArray) entities = g_array_new (FALSE, FALSE, sizeof (AhadiId));
  gboolean row;

  if (list == NULL)
    return NULL;

  ahadi_statement_bind_int (list, 1, ahadi_log_get_place (stream, from));
  ahadi_statement_bind_int (list, 2, ahadi_log_get_place (stream, G_MAXUINT64));
  while (ahadi_statement_next (list, &row, error))
    {
      AhadiId entity;

      if (!row)
        return g_steal_pointer (&entities);
      if (ahadi_statement_read_bytes (list, 0, &entity, sizeof entity))
        g_array_append_val (entities, entity);
    }

  return NULL;
}

static gboolean
refold_all (AhadiVault *vault, gint64 audience, GArray *entities, GError **error)
{
  g_auto (AhadiReplay) replay = { 0 };

  if (!replay_start (vault, &replay, error))
    return FALSE;

  for (guint i = 0; i < entities->len; i++)
    if (!refold_entity (vault, &replay, audience, &g_array_index (entities, AhadiId, i),
                        error))
      return FALSE;

  return TRUE;
}

/* --- A stream ------------------------------------------------------------- */

static gboolean
move_frontier (AhadiVault *vault, AhadiStreamEntry *entry, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);

  return streams != NULL &&
         ahadi_log_find_held (vault, entry->info.number, &entry->parked, error) &&
         ahadi_heads_advance (vault, entry, error) &&
         ahadi_stream_table_update (streams, entry, error);
}

static gboolean
set_state (AhadiVault *vault,
           const AhadiStreamEntry *entry,
           guint64 from,
           AhadiOpState state,
           GError **error)
{
  return ahadi_log_set_state (vault, entry->info.number, from, state,
                              ahadi_wall_clock_ms (), error);
}

/* 0 as @from: nowhere. */
static gboolean
set_state_above (AhadiVault *vault,
                 const AhadiStreamEntry *entry,
                 guint64 least,
                 guint64 from,
                 AhadiOpState state,
                 GError **error)
{
  return from == 0 || set_state (vault, entry, MAX (from, least), state, error);
}

/* From below to above: each is said of all that follow. */
static gboolean
set_states (AhadiVault *vault,
            const AhadiStreamEntry *entry,
            guint64 from,
            GError **error)
{
  const AhadiStreamInfo *info = &entry->info;

  return set_state (vault, entry, from, AHADI_OP_APPLIED, error) &&
         set_state_above (vault, entry, from, info->forked, AHADI_OP_FORKED, error) &&
         set_state_above (vault, entry, from, info->line, AHADI_OP_APPLIED, error) &&
         set_state_above (vault, entry, from, info->beyond, AHADI_OP_REVOKED, error);
}

gboolean
ahadi_refold_again (AhadiVault *vault,
                    AhadiStreamEntry *entry,
                    guint64 from,
                    GError **error)
{
  g_autoptr (GArray) entities = NULL;

  g_return_val_if_fail (vault->depth > 0 && from > 0, FALSE);

  entities = list_entities (vault, entry->info.number, from, error);
  return entities != NULL && set_states (vault, entry, from, error) &&
         move_frontier (vault, entry, error) &&
         refold_all (vault, entry->audience, entities, error);
}

gboolean
ahadi_refold_stream (AhadiVault *vault,
                     AhadiStreamEntry *entry,
                     guint64 from,
                     AhadiOpState state,
                     GError **error)
{
  gint64 stream = entry->info.number;
  g_autoptr (GArray) entities = NULL;

  g_return_val_if_fail (vault->depth > 0 && from > 0, FALSE);

  entities = list_entities (vault, stream, from, error);
  return entities != NULL &&
         ahadi_log_set_state (vault, stream, from, state, ahadi_wall_clock_ms (),
                              error) &&
         move_frontier (vault, entry, error) &&
         refold_all (vault, entry->audience, entities, error);
}
