/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-blob-gone.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "ahadi-blob.h"
#include "ahadi-vault-private.h"

static AhadiStatement *
prepare (AhadiVault *vault, const char *name, const char *id, GError **error)
{
  AhadiStatement *statement = ahadi_database_prepare (vault->database, name, error);

  if (statement != NULL)
    ahadi_statement_bind_text (statement, 1, id);
  return statement;
}

static gboolean
run (AhadiVault *vault, const char *name, const char *id, GError **error)
{
  g_autoptr (AhadiStatement) statement = prepare (vault, name, id, error);

  return statement != NULL && ahadi_statement_run (statement, error);
}

/* Adds the first column of @list to @texts. */
static gboolean
read_texts (AhadiStatement *list, GPtrArray *texts, GError **error)
{
  gboolean row;

  while (ahadi_statement_next (list, &row, error))
    {
      if (!row)
        return TRUE;
      g_ptr_array_add (texts, ahadi_statement_dup_text (list, 0));
    }

  return FALSE;
}

gboolean
ahadi_blob_gone_add (AhadiVault *vault, const char *id, GError **error)
{
  return run (vault, "blob-gone-add", id, error);
}

gboolean
ahadi_blob_gone_has (AhadiVault *vault, const AhadiId *id, gboolean *gone, GError **error)
{
  char text[AHADI_ID_TEXT_SIZE];
  g_autoptr (AhadiStatement) ask =
      prepare (vault, "blob-gone-has", ahadi_id_print (id, text), error);
  gint64 value;

  if (ask == NULL || !ahadi_statement_get_number (ask, &value, error))
    return FALSE;

  *gone = value != 0;
  return TRUE;
}

/* --- Sweeping --------------------------------------------------------------- */

static gboolean
remove_file (const char *path, GError **error)
{
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  ahadi_base_error_set_errno (error, errno, "remove", path);
  return FALSE;
}

/* What came in pieces, by whose bundle it came in. */
static gboolean
remove_pieces (AhadiVault *vault, const AhadiId *id, const char *text, GError **error)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AhadiStatement) list = prepare (vault, "blob-arrival-devices", text, error);

  if (list == NULL || !read_texts (list, devices, error))
    return FALSE;

  for (guint i = 0; i < devices->len; i++)
    {
      g_autofree char *path = ahadi_blob_get_part_path (vault, id, devices->pdata[i]);

      if (!remove_file (path, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
remove_files (AhadiVault *vault, const char *text, GError **error)
{
  g_autofree char *path = NULL;
  AhadiId id;

  /* The rules of the model let nothing else in. */
  if (!ahadi_id_parse (text, &id, NULL))
    return TRUE;

  path = ahadi_blob_get_path (vault, &id);
  return remove_file (path, error) && remove_pieces (vault, &id, text, error);
}

static gboolean
note_swept (AhadiVault *vault, const char *id, GError **error)
{
  return run (vault, "blob-arrival-forget", id, error) &&
         run (vault, "blob-way-forget", id, error) &&
         run (vault, "blob-gone-swept", id, error);
}

gboolean
ahadi_blob_gone_sweep (AhadiVault *vault, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "blob-gone-unswept", error);

  if (list == NULL || !read_texts (list, ids, error))
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    if (!remove_files (vault, ids->pdata[i], error) ||
        !ahadi_vault_begin_upkeep (vault, error) ||
        !ahadi_vault_end (vault, note_swept (vault, ids->pdata[i], error), error))
      return FALSE;

  return TRUE;
}
