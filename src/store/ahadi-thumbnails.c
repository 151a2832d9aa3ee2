/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-thumbnails.h"

#include "ahadi-vault-private.h"

GBytes *
ahadi_thumbnails_get (AhadiVault *vault, const AhadiId *id, GError **error)
{
  g_autoptr (AhadiStatement) get =
      ahadi_database_prepare (vault->database, "thumbnail-get", error);
  char text[AHADI_ID_TEXT_SIZE];
  gboolean row;

  if (get == NULL)
    return NULL;

  ahadi_statement_bind_text (get, 1, ahadi_id_print (id, text));
  if (!ahadi_statement_next (get, &row, error) || !row)
    return NULL;
  return g_bytes_new (sqlite3_column_blob (get->stmt, 0),
                      (gsize) sqlite3_column_bytes (get->stmt, 0));
}

gboolean
ahadi_thumbnails_put (AhadiVault *vault, const AhadiId *id, GBytes *png, GError **error)
{
  g_autoptr (AhadiStatement) put =
      ahadi_database_prepare (vault->database, "thumbnail-put", error);
  char text[AHADI_ID_TEXT_SIZE];
  gsize size;
  const void *bytes = g_bytes_get_data (png, &size);

  if (put == NULL || !ahadi_vault_begin_upkeep (vault, error))
    return FALSE;

  ahadi_statement_bind_text (put, 1, ahadi_id_print (id, text));
  ahadi_statement_bind_bytes (put, 2, bytes, size);
  return ahadi_vault_end (vault, ahadi_statement_run (put, error), error);
}
