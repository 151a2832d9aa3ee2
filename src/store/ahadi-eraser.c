/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-eraser.h"

#include <string.h>

#include "ahadi-blob-gone.h"
#include "ahadi-log.h"
#include "ahadi-op-index.h"
#include "ahadi-review-due.h"
#include "ahadi-sealed-ops.h"
#include "ahadi-settings.h"
#include "ahadi-untold.h"

/* --- What is gone --------------------------------------------------------- */

gboolean
ahadi_eraser_is_needed (AhadiVault *vault, gboolean *needed, GError **error)
{
  g_autoptr (AhadiStatement) ask =
      ahadi_database_prepare (vault->database, "gone-any", error);
  gint64 value;

  if (ask == NULL || !ahadi_statement_get_number (ask, &value, error))
    return FALSE;

  *needed = value != 0;
  return TRUE;
}

gboolean
ahadi_eraser_has (AhadiVault *vault,
                  gint64 audience,
                  const AhadiId *entity,
                  gboolean *gone,
                  GError **error)
{
  g_autoptr (AhadiStatement) ask =
      ahadi_database_prepare (vault->database, "gone-has", error);
  gint64 value;

  if (ask == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (ask, 1, entity, sizeof *entity);
  ahadi_statement_bind_int (ask, 2, audience);
  if (!ahadi_statement_get_number (ask, &value, error))
    return FALSE;

  *gone = value != 0;
  return TRUE;
}

static gboolean
note (AhadiVault *vault,
      gint64 audience,
      const AhadiId *entity,
      const AhadiEraserWhy *why,
      GError **error)
{
  g_autoptr (AhadiStatement) insert =
      ahadi_database_prepare (vault->database, "gone-insert", error);

  if (insert == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (insert, 1, entity, sizeof *entity);
  ahadi_statement_bind_int (insert, 2, audience);
  ahadi_statement_bind_text (insert, 3, why->kind);
  ahadi_statement_bind_text (insert, 4, why->reason);
  ahadi_statement_bind_text (insert, 5, why->date);
  ahadi_statement_bind_text (insert, 6, why->reference);
  ahadi_statement_bind_text (insert, 7, why->route);
  return ahadi_statement_run (insert, error);
}

/* --- One record in one audience ------------------------------------------- */

static gboolean
forget_bodies (AhadiVault *vault, gint64 audience, const AhadiId *entity, GError **error)
{
  g_autoptr (AhadiStatement) forget =
      ahadi_database_prepare (vault->database, "gone-forget-bodies", error);

  if (forget == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (forget, 1, entity, sizeof *entity);
  ahadi_statement_bind_int (forget, 2, audience);
  ahadi_statement_bind_int (forget, 3, AHADI_KIND_ERASURE);
  return ahadi_statement_run (forget, error);
}

/* A record that goes with another. */
typedef struct
{
  AhadiKind kind;
  AhadiId id;
} Belonging;

/* Kinds of which a record can belong to another, as bits. */
static guint32
list_belonging_kinds (void)
{
  guint32 kinds = 0;

  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    if (ahadi_erasure_get_owner_fields (kind) != 0)
      kinds |= 1u << kind;

  return kinds;
}

static gboolean
forget_held (AhadiVault *vault,
             gint64 audience,
             const AhadiId *entity,
             const char *id,
             GError **error)
{
  g_autoptr (AhadiStatement) forget =
      ahadi_database_prepare (vault->database, "gone-forget-held", error);

  if (forget == NULL)
    return FALSE;

  ahadi_statement_bind_text (forget, 1, id);
  ahadi_statement_bind_int (forget, 2, audience);
  ahadi_statement_bind_int (forget, 3, list_belonging_kinds ());
  ahadi_statement_bind_bytes (forget, 4, entity, sizeof *entity);
  ahadi_statement_bind_int (forget, 5, AHADI_KIND_ERASURE);
  return ahadi_statement_run (forget, error);
}

/* Adds to @found what belongs to @owner by something that is held. */
static gboolean
add_held (
    AhadiVault *vault, gint64 audience, const char *owner, GArray *found, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "gone-held-records", error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  ahadi_statement_bind_text (list, 1, owner);
  ahadi_statement_bind_int (list, 2, audience);
  ahadi_statement_bind_int (list, 3, list_belonging_kinds ());
  while (ahadi_statement_next (list, &row, error))
    {
      Belonging one;

      if (!row)
        return TRUE;
      one.kind = sqlite3_column_int (list->stmt, 0);
      if (ahadi_statement_read_bytes (list, 1, &one.id, sizeof one.id))
        g_array_append_val (found, one);
    }

  return FALSE;
}

static gboolean
forget_drafts (AhadiVault *vault, const char *id, GError **error)
{
  g_autoptr (AhadiStatement) forget =
      ahadi_database_prepare (vault->database, "gone-forget-drafts", error);

  if (forget == NULL)
    return FALSE;

  ahadi_statement_bind_text (forget, 1, id);
  return ahadi_statement_run (forget, error);
}

/* Their sealed files lost their keys with the records: they go with the next
 * ahadi_blob_sweep(). */
static gboolean
forget_blobs (AhadiVault *vault,
              gint64 audience,
              const AhadiId *entity,
              const char *id,
              GError **error)
{
  g_autoptr (AhadiStatement) forget =
      ahadi_database_prepare (vault->database, "gone-forget-blobs", error);

  if (forget == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (forget, 1, entity, sizeof *entity);
  ahadi_statement_bind_int (forget, 2, audience);
  ahadi_statement_bind_text (forget, 3, id);
  ahadi_statement_bind_int (forget, 4, AHADI_KIND_ATTACHMENT);
  return ahadi_statement_run (forget, error);
}

static gboolean
forget_thumbnail (AhadiVault *vault, const AhadiId *entity, GError **error)
{
  g_autoptr (AhadiStatement) forget =
      ahadi_database_prepare (vault->database, "gone-forget-thumbnail", error);

  if (forget == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (forget, 1, entity, sizeof *entity);
  return ahadi_statement_run (forget, error);
}

static gboolean
remove_rows (AhadiVault *vault, gint64 audience, const AhadiId *entity, GError **error)
{
  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    {
      g_auto (AhadiStoredRow) row = { 0 };

      if (kind == AHADI_KIND_ERASURE)
        continue;
      if (!ahadi_rows_load (vault, audience, kind, entity, &row, error) ||
          (row.exists &&
           (!ahadi_review_due_note_row (vault, &row, AHADI_REVIEW_DUE_YES, error) ||
            !ahadi_rows_remove (vault, &row, error))))
        return FALSE;
    }

  return TRUE;
}

/* --- What belongs to it --------------------------------------------------- */

/* Adds to @found what belongs to @owner. */
static gboolean
add_belonging (
    AhadiVault *vault, gint64 audience, const char *owner, GArray *found, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "gone-belonging", error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  ahadi_statement_bind_text (list, 1, owner);
  ahadi_statement_bind_int (list, 2, audience);
  while (ahadi_statement_next (list, &row, error))
    {
      Belonging one;

      if (!row)
        return TRUE;
      one.kind =
          ahadi_kind_find ((const char *) sqlite3_column_text (list->stmt, 0))->kind;
      if (ahadi_statement_read_bytes (list, 1, &one.id, sizeof one.id))
        g_array_append_val (found, one);
    }

  return FALSE;
}

static gboolean
note_belonging (AhadiVault *vault,
                gint64 audience,
                const Belonging *one,
                const AhadiEraserWhy *why,
                GError **error)
{
  AhadiEraserWhy its = { .kind = ahadi_kind_get_info (one->kind)->name,
                         .reason = why->reason,
                         .date = why->date };

  return note (vault, audience, &one->id, &its, error) &&
         ahadi_untold_note_if_sealed (vault, audience, &one->id, error);
}

/* Its row goes before what belongs to it is looked for, so that two which belong to each
 * other are met once. */
static gboolean
erase_one (AhadiVault *vault,
           gint64 audience,
           const AhadiId *entity,
           GArray *found,
           GError **error)
{
  char id[AHADI_ID_TEXT_SIZE];

  ahadi_id_print (entity, id);
  return forget_thumbnail (vault, entity, error) &&
         forget_blobs (vault, audience, entity, id, error) &&
         remove_rows (vault, audience, entity, error) &&
         add_belonging (vault, audience, id, found, error) &&
         add_held (vault, audience, id, found, error) &&
         forget_bodies (vault, audience, entity, error) &&
         forget_held (vault, audience, entity, id, error) &&
         forget_drafts (vault, id, error);
}

/* --- What arrives later --------------------------------------------------- */

/* The sealed file that @body, of a record that is gone, names goes too. */
static gboolean
leave_blob (AhadiVault *vault, AhadiKind kind, const AhadiBody *body, GError **error)
{
  const char *blob =
      kind == AHADI_KIND_ATTACHMENT ? body->values[AHADI_ATTACHMENT_BLOB] : NULL;

  return blob == NULL || ahadi_blob_gone_add (vault, blob, error);
}

gboolean
ahadi_eraser_leave_blob (AhadiVault *vault,
                         const AhadiOperation *operation,
                         GError **error)
{
  g_auto (AhadiBody) body = { 0 };
  gboolean closed;

  /* What can't be read names no file that would come. */
  if (operation->kind != AHADI_KIND_ATTACHMENT || operation->body == NULL ||
      !ahadi_sealed_ops_read (vault, operation, &body, &closed, NULL) || closed)
    return TRUE;

  return leave_blob (vault, operation->kind, &body, error);
}

/* @reason and @date: of the erasure of @owner; NULL if it is not gone. */
static gboolean
get_why (AhadiVault *vault,
         gint64 audience,
         const AhadiId *owner,
         char **reason,
         char **date,
         GError **error)
{
  g_autoptr (AhadiStatement) get =
      ahadi_database_prepare (vault->database, "gone-get", error);
  gboolean row;

  if (get == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (get, 1, owner, sizeof *owner);
  ahadi_statement_bind_int (get, 2, audience);
  if (!ahadi_statement_next (get, &row, error))
    return FALSE;

  if (row)
    {
      *reason = ahadi_statement_dup_text (get, 0);
      *date = ahadi_statement_dup_text (get, 1);
    }
  return TRUE;
}

static gboolean
forget_one (AhadiVault *vault,
            gint64 audience,
            gint64 place,
            const AhadiOperation *operation,
            const AhadiBody *body,
            const AhadiEraserWhy *why,
            GError **error)
{
  vault->forgets = TRUE;
  return note (vault, audience, &operation->entity, why, error) &&
         (!ahadi_sealed_ops_has_seal (operation) ||
          ahadi_untold_note (vault, audience, &operation->entity, error)) &&
         leave_blob (vault, operation->kind, body, error) &&
         ahadi_vault_run_number (vault, "gone-forget-one", 1, place, error) &&
         ahadi_vault_run_number (vault, "gone-forget-seals", 0, 0, error);
}

gboolean
ahadi_eraser_take_belonging (AhadiVault *vault,
                             gint64 audience,
                             gint64 place,
                             const AhadiOperation *operation,
                             const AhadiBody *body,
                             gboolean *gone,
                             GError **error)
{
  guint32 owners = ahadi_erasure_get_owner_fields (operation->kind) & body->fields;

  *gone = FALSE;
  for (guint i = 0; owners >> i != 0; i++)
    {
      AhadiEraserWhy why = { .kind = ahadi_kind_get_info (operation->kind)->name };
      g_autofree char *reason = NULL;
      g_autofree char *date = NULL;
      AhadiId owner;

      if ((owners >> i & 1) == 0 || !ahadi_id_parse (body->values[i], &owner, NULL))
        continue;
      if (!get_why (vault, audience, &owner, &reason, &date, error))
        return FALSE;
      if (reason == NULL)
        continue;

      *gone = TRUE;
      why.reason = reason;
      why.date = date;
      return forget_one (vault, audience, place, operation, body, &why, error);
    }

  return TRUE;
}

/* --- What is held, and sealed --------------------------------------------- */

typedef struct
{
  AhadiVault *vault;
  gint64 audience;
  gint64 place;
  GArray *found; /* Belonging */
} Held;

static gboolean
forget_if_belonging (const AhadiOperation *operation, gpointer data, GError **error)
{
  const Held *held = data;
  Belonging one = { operation->kind, operation->entity };
  g_auto (AhadiBody) body = { 0 };
  gboolean closed;
  gboolean gone = FALSE;

  if (!ahadi_sealed_ops_has_seal (operation))
    return TRUE;
  if (!ahadi_sealed_ops_read (held->vault, operation, &body, &closed, error))
    return FALSE;
  if (!closed && !ahadi_eraser_take_belonging (held->vault, held->audience, held->place,
                                               operation, &body, &gone, error))
    return FALSE;

  if (gone)
    g_array_append_val (held->found, one);
  return TRUE;
}

/* What it belongs to is only seen inside. */
static gboolean
forget_sealed (AhadiVault *vault, gint64 audience, GArray *found, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "gone-held-belonging", error);
  Held held = { .vault = vault, .audience = audience, .found = found };
  gboolean row;

  if (list == NULL)
    return FALSE;

  ahadi_statement_bind_int (list, 1, audience);
  ahadi_statement_bind_int (list, 2, list_belonging_kinds ());
  while (ahadi_statement_next (list, &row, error))
    {
      guint64 seq;

      if (!row)
        return TRUE;
      held.place = sqlite3_column_int64 (list->stmt, 0);
      seq = ahadi_log_get_seq (held.place);
      if (!ahadi_log_read (vault, ahadi_log_get_stream (held.place), seq, seq,
                           forget_if_belonging, &held, error))
        return FALSE;
    }

  return FALSE;
}

/* --- All audiences that are meant ----------------------------------------- */

/* Returns: (element-type gint64): @audience and those that are read with it. */
static GArray *
list_audiences (AhadiVault *vault, gint64 audience, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "gone-audiences", error);
  g_autoptr (GArray) audiences = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  if (list == NULL)
    return NULL;

  ahadi_statement_bind_int (list, 1, audience);
  while (ahadi_statement_next (list, &row, error))
    {
      gint64 number;

      if (!row)
        return g_steal_pointer (&audiences);
      number = sqlite3_column_int64 (list->stmt, 0);
      g_array_append_val (audiences, number);
    }

  return NULL;
}

static gboolean
erase_everywhere (AhadiVault *vault,
                  const GArray *audiences,
                  const AhadiId *entity,
                  GArray *found,
                  GError **error)
{
  for (guint i = 0; i < audiences->len; i++)
    if (!erase_one (vault, g_array_index (audiences, gint64, i), entity, found, error))
      return FALSE;

  return TRUE;
}

static gboolean
forget_sealed_everywhere (AhadiVault *vault,
                          const GArray *audiences,
                          GArray *found,
                          GError **error)
{
  for (guint i = 0; i < audiences->len; i++)
    if (!forget_sealed (vault, g_array_index (audiences, gint64, i), found, error))
      return FALSE;

  return TRUE;
}

/* One after another and not one within another: how long a row of belongings is, whoever
 * wrote it decides. What belongs to a record may stand in another audience than that. */
static gboolean
erase_all (AhadiVault *vault,
           const GArray *audiences,
           const AhadiId *entity,
           const AhadiEraserWhy *why,
           GError **error)
{
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (Belonging));
  gint64 audience = g_array_index (audiences, gint64, 0);
  Belonging first = { .id = *entity };

  g_array_append_val (records, first);
  for (guint i = 0; i < records->len; i++)
    {
      Belonging one = g_array_index (records, Belonging, i);

      if ((i > 0 && !note_belonging (vault, audience, &one, why, error)) ||
          !erase_everywhere (vault, audiences, &one.id, records, error) ||
          (i + 1 == records->len &&
           !forget_sealed_everywhere (vault, audiences, records, error)))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_eraser_erase (AhadiVault *vault,
                    gint64 audience,
                    const AhadiId *entity,
                    const AhadiEraserWhy *why,
                    GError **error)
{
  g_autoptr (GArray) audiences = list_audiences (vault, audience, error);

  g_return_val_if_fail (vault->depth > 0, FALSE);
  if (audiences == NULL || !ahadi_op_index_catch_up (vault, error) ||
      !note (vault, audience, entity, why, error) ||
      !erase_all (vault, audiences, entity, why, error))
    return FALSE;

  vault->forgets = TRUE;
  return ahadi_vault_run_number (vault, "gone-forget-seals", 0, 0, error) &&
         ahadi_settings_set_text (vault, AHADI_VAULT_FORGETS, "yes", error);
}

static gboolean
take (AhadiVault *vault, gint64 audience, char *const *values, GError **error)
{
  AhadiEraserWhy why = { .kind = values[AHADI_ERASURE_OF_KIND],
                         .reason = values[AHADI_ERASURE_REASON],
                         .date = values[AHADI_ERASURE_DATE] };
  AhadiId entity;

  /* Only what a fork garbled lacks a field that each erasure has. */
  if (values[AHADI_ERASURE_OF] == NULL || why.kind == NULL || why.reason == NULL ||
      why.date == NULL || !ahadi_id_parse (values[AHADI_ERASURE_OF], &entity, NULL))
    return TRUE;

  return ahadi_eraser_erase (vault, audience, &entity, &why, error);
}

gboolean
ahadi_eraser_take (AhadiVault *vault, const AhadiStoredRow *erasure, GError **error)
{
  return take (vault, erasure->audience, erasure->row.values, error);
}

/* A record that belongs to one that is gone, with what belongs to it in turn and came
 * before it. */
static gboolean
take_mark_of_belonging (AhadiVault *vault, const AhadiErasureMark *mark, GError **error)
{
  AhadiEraserWhy why = { .kind = ahadi_kind_get_info (mark->kind)->name };
  g_autofree char *reason = NULL;
  g_autofree char *date = NULL;

  if (!get_why (vault, mark->audience, &mark->id, &reason, &date, error))
    return FALSE;

  why.reason = reason;
  why.date = date;
  return reason == NULL ||
         ahadi_eraser_erase (vault, mark->audience, &mark->id, &why, error);
}

static gboolean
take_mark (AhadiVault *vault, const AhadiErasureMark *mark, GError **error)
{
  g_auto (AhadiStoredRow) row = { 0 };

  if (mark->kind != AHADI_KIND_ERASURE)
    return take_mark_of_belonging (vault, mark, error);

  return ahadi_rows_load (vault, mark->audience, AHADI_KIND_ERASURE, &mark->id, &row,
                          error) &&
         ahadi_eraser_take (vault, &row, error);
}

gboolean
ahadi_eraser_take_all (AhadiVault *vault, const GArray *erasures, GError **error)
{
  for (guint i = 0; i < erasures->len; i++)
    if (!take_mark (vault, &g_array_index (erasures, AhadiErasureMark, i), error))
      return FALSE;

  return TRUE;
}

/* Erasing changes what is held, so that all are read first. */
typedef struct
{
  gint64 audience;
  AhadiBody body;
} HeldErasure;

static void
clear_held_erasure (gpointer data)
{
  ahadi_body_clear (&((HeldErasure *) data)->body);
}

static GArray *
list_held_erasures (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "gone-held-erasures", error);
  g_autoptr (GArray) erasures = g_array_new (FALSE, TRUE, sizeof (HeldErasure));
  gboolean row;

  if (list == NULL)
    return NULL;

  g_array_set_clear_func (erasures, clear_held_erasure);
  ahadi_statement_bind_int (list, 1, AHADI_KIND_ERASURE);
  while (ahadi_statement_next (list, &row, error))
    {
      HeldErasure erasure = { 0 };

      if (!row)
        return g_steal_pointer (&erasures);
      erasure.audience = sqlite3_column_int64 (list->stmt, 1);
      if (!ahadi_body_parse (sqlite3_column_blob (list->stmt, 0),
                             sqlite3_column_bytes (list->stmt, 0), AHADI_KIND_ERASURE,
                             &erasure.body, error))
        return NULL;
      g_array_append_val (erasures, erasure);
    }

  return NULL;
}

gboolean
ahadi_eraser_take_held (AhadiVault *vault, GError **error)
{
  g_autoptr (GArray) erasures = list_held_erasures (vault, error);

  if (erasures == NULL)
    return FALSE;

  for (guint i = 0; i < erasures->len; i++)
    {
      const HeldErasure *erasure = &g_array_index (erasures, HeldErasure, i);

      if (!take (vault, erasure->audience, (char *const *) erasure->body.values, error))
        return FALSE;
    }

  return TRUE;
}
