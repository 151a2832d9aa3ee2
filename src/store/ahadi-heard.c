/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-heard.h"

/* What its office says is not read by the rules of the field when it comes. */
static gboolean
may_stand (const AhadiField *field, const char *value)
{
  return value != NULL ? ahadi_field_check (field, value, NULL) : !field->required;
}

/* Where the writings of that office are held they say themselves what counts. */
static void
take_one (AhadiStreamTable *streams, gint64 audience, AhadiRow *row, char *const *values)
{
  const AhadiField *fields = ahadi_kind_get_info (row->kind)->fields;
  const char *value = values[AHADI_SETTLEMENT_VALUE];
  const AhadiStamp *written;
  AhadiDecision decision;

  if (!ahadi_decision_read (values, &decision) || decision.kind != row->kind ||
      !may_stand (&fields[decision.field], value))
    return;

  written = &decision.cites[decision.n_cites - 1];
  if (ahadi_stream_table_find_writer (streams, audience, written) == NULL &&
      ahadi_stamp_compare (written, &row->stamps[decision.field]) > 0)
    ahadi_row_set (row, decision.field, value, written);
}

gboolean
ahadi_heard_take (AhadiVault *vault, gint64 audience, AhadiRow *row, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  g_autoptr (AhadiStatement) list = NULL;
  char id[AHADI_ID_TEXT_SIZE];
  gboolean any;

  if (streams == NULL || ahadi_kind_get_sensitive_fields (row->kind) == 0)
    return streams != NULL;

  list = ahadi_database_prepare (vault->database, "settlement-heard", error);
  if (list == NULL)
    return FALSE;

  ahadi_statement_bind_text (list, 1, ahadi_id_print (&row->entity, id));
  ahadi_statement_bind_int (list, 2, audience);
  while (ahadi_statement_next (list, &any, error))
    {
      char *values[AHADI_SETTLEMENT_N_FIELDS] = { NULL };

      if (!any)
        return TRUE;
      values[AHADI_SETTLEMENT_OF_KIND] = (char *) sqlite3_column_text (list->stmt, 0);
      values[AHADI_SETTLEMENT_OF_ENTITY] = id;
      values[AHADI_SETTLEMENT_OF_FIELD] = (char *) sqlite3_column_text (list->stmt, 1);
      values[AHADI_SETTLEMENT_CITES] = (char *) sqlite3_column_text (list->stmt, 2);
      values[AHADI_SETTLEMENT_VALUE] = (char *) sqlite3_column_text (list->stmt, 3);
      take_one (streams, audience, row, values);
    }

  return FALSE;
}
