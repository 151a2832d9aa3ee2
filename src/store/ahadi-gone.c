/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-gone.h"

#include "ahadi-eraser.h"
#include "ahadi-op-index.h"
#include "ahadi-query.h"
#include "ahadi-store-error.h"

void
ahadi_gone_free (AhadiGone *self)
{
  g_free (self->reason);
  g_free (self->date);
  g_free (self->month);
  g_free (self->reference);
  g_free (self->route);
  g_free (self);
}

static char *
print_month (AhadiHlc hlc)
{
  g_autoptr (GDateTime) time = NULL;

  if (hlc == 0)
    return NULL;

  time = g_date_time_new_from_unix_utc (ahadi_hlc_to_ms (hlc) / 1000);
  return time != NULL ? g_date_time_format (time, "%Y-%m") : NULL;
}

static AhadiGone *
read_gone (AhadiStatement *list, GError **error)
{
  g_autoptr (AhadiGone) gone = g_new0 (AhadiGone, 1);
  const AhadiKindInfo *info =
      ahadi_kind_find ((const char *) sqlite3_column_text (list->stmt, 2));

  if (info == NULL ||
      !ahadi_statement_read_bytes (list, 0, &gone->entity, sizeof gone->entity))
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
                   "cannot read what is gone: it is not as this program writes it");
      return NULL;
    }

  gone->kind = info->kind;
  g_strlcpy (gone->scope, (const char *) sqlite3_column_text (list->stmt, 1),
             sizeof gone->scope);
  gone->reason = ahadi_statement_dup_text (list, 3);
  gone->date = ahadi_statement_dup_text (list, 4);
  return g_steal_pointer (&gone);
}

/* @whole: month, reference and route stand in the columns that follow. */
static GPtrArray *
read_all (AhadiStatement *list, gboolean whole, GError **error)
{
  g_autoptr (GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_gone_free);
  gboolean row;

  while (ahadi_statement_next (list, &row, error))
    {
      AhadiGone *gone;

      if (!row)
        return g_steal_pointer (&all);
      gone = read_gone (list, error);
      if (gone == NULL)
        return NULL;

      g_ptr_array_add (all, gone);
      if (!whole)
        continue;
      gone->reference = ahadi_statement_dup_text (list, 5);
      gone->route = ahadi_statement_dup_text (list, 6);
      gone->month = print_month ((AhadiHlc) sqlite3_column_int64 (list->stmt, 7));
    }

  return NULL;
}

GPtrArray *
ahadi_gone_list (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "gone-list", error);

  return list == NULL ? NULL : read_all (list, TRUE, error);
}

GPtrArray *
ahadi_gone_list_of_device (AhadiVault *vault, const AhadiId *device, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "gone-of-device", error);

  if (list == NULL)
    return NULL;

  ahadi_statement_bind_bytes (list, 1, device, sizeof *device);
  return read_all (list, FALSE, error);
}

GPtrArray *
ahadi_gone_list_untold (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "untold-list", error);

  return list == NULL ? NULL : read_all (list, FALSE, error);
}

GStrv
ahadi_gone_list_audiences (AhadiVault *vault,
                           const AhadiId *entity,
                           const char *audience,
                           GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (AhadiStatement) list = NULL;
  gboolean row;

  if (!ahadi_op_index_catch_up (vault, error))
    return NULL;
  list = ahadi_database_prepare (vault->database, "gone-written-in", error);
  if (list == NULL)
    return NULL;

  ahadi_statement_bind_bytes (list, 1, entity, sizeof *entity);
  ahadi_statement_bind_text (list, 2, audience);
  while (ahadi_statement_next (list, &row, error))
    {
      if (!row)
        return g_strv_builder_end (names);
      g_strv_builder_add (names, (const char *) sqlite3_column_text (list->stmt, 0));
    }

  return NULL;
}

gboolean
ahadi_gone_count (AhadiVault *vault, guint64 *count, GError **error)
{
  g_autoptr (AhadiStatement) ask =
      ahadi_database_prepare (vault->database, "gone-count", error);
  gint64 value;

  if (ask == NULL || !ahadi_statement_get_number (ask, &value, error))
    return FALSE;

  *count = value;
  return TRUE;
}

static gboolean
erase (AhadiVault *vault,
       const char *scope,
       const AhadiId *entity,
       const AhadiEraserWhy *why,
       GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  gint64 audience =
      streams == NULL ? 0 : ahadi_stream_table_find_audience (streams, scope);

  /* Nothing of that audience was ever here, so there is nothing to erase. */
  return streams != NULL &&
         (audience == 0 || ahadi_eraser_erase (vault, audience, entity, why, error));
}

gboolean
ahadi_gone_take (AhadiVault *vault, const AhadiGone *told, GError **error)
{
  AhadiEraserWhy why = { .kind = ahadi_kind_get_info (told->kind)->name,
                         .reason = told->reason,
                         .date = told->date,
                         .reference = told->reference,
                         .route = told->route };

  return ahadi_vault_begin (vault, error) &&
         ahadi_vault_end (vault, erase (vault, told->scope, &told->entity, &why, error),
                          error);
}

/* --- After the receipt ---------------------------------------------------- */

static gboolean
refuse_not_received (GError **error)
{
  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
               "cannot drop the report: no office has received all of it yet");
  return FALSE;
}

static gboolean
check_additions (AhadiVault *vault, const AhadiId *report, GError **error)
{
  AhadiQuery query = { .kind = AHADI_KIND_ADDENDUM, .of = report };
  g_autoptr (GPtrArray) additions = ahadi_query_list (vault, &query, error);

  if (additions == NULL)
    return FALSE;

  for (guint i = 0; i < additions->len; i++)
    if (((const AhadiItem *) additions->pdata[i])->delivery != AHADI_DELIVERY_RECEIVED)
      return refuse_not_received (error);

  return TRUE;
}

gboolean
ahadi_gone_drop_report (AhadiVault *vault,
                        const AhadiId *report,
                        const char *today,
                        GError **error)
{
  g_autoptr (AhadiItem) item = ahadi_query_get (vault, AHADI_KIND_REPORT, report, error);
  AhadiEraserWhy why = { .kind = ahadi_report_info.name,
                         .reason = AHADI_GONE_RECEIVED,
                         .date = today };

  if (item == NULL)
    return FALSE;
  if (item->delivery != AHADI_DELIVERY_RECEIVED)
    return refuse_not_received (error);
  if (!check_additions (vault, report, error) || !ahadi_vault_begin (vault, error))
    return FALSE;

  why.reference = ahadi_record_get (item->record, AHADI_REPORT_REFERENCE);
  why.route = ahadi_record_get (item->record, AHADI_REPORT_ROUTE);
  return ahadi_vault_end (vault, erase (vault, item->audience, report, &why, error),
                          error);
}

/* --- Before it was sent --------------------------------------------------- */

gboolean
ahadi_gone_take_back (AhadiVault *vault,
                      const AhadiId *attachment,
                      const char *today,
                      GError **error)
{
  g_autoptr (AhadiItem) item =
      ahadi_query_get (vault, AHADI_KIND_ATTACHMENT, attachment, error);
  AhadiEraserWhy why = { .kind = ahadi_attachment_info.name,
                         .reason = AHADI_GONE_TAKEN_BACK,
                         .date = today };

  if (item == NULL)
    return FALSE;
  if (item->delivery != AHADI_DELIVERY_ONLY_HERE)
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                           "cannot take the attachment back: a bundle has it");
      return FALSE;
    }
  if (!ahadi_vault_begin (vault, error))
    return FALSE;

  return ahadi_vault_end (vault, erase (vault, item->audience, attachment, &why, error),
                          error);
}
