/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-blob.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ahadi-blob-gone.h"
#include "ahadi-blob-writer.h"
#include "ahadi-store-error.h"
#include "ahadi-vault-private.h"

char *
ahadi_blob_get_path (AhadiVault *vault, const AhadiId *id)
{
  char name[AHADI_ID_TEXT_SIZE];

  return g_build_filename (vault->folder, "blobs", ahadi_id_print (id, name), NULL);
}

char *
ahadi_blob_get_part_path (AhadiVault *vault, const AhadiId *id, const char *device)
{
  g_autofree char *path = ahadi_blob_get_path (vault, id);

  return g_strdup_printf ("%s-%s.part", path, device);
}

gboolean
ahadi_blob_is_here (AhadiVault *vault, const AhadiId *id)
{
  g_autofree char *path = ahadi_blob_get_path (vault, id);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static GInputStream *
open_sealed (AhadiVault *vault, const AhadiId *id, GError **error)
{
  g_autofree char *path = ahadi_blob_get_path (vault, id);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

  if (fd >= 0)
    return g_unix_input_stream_new (fd, TRUE);

  if (errno == ENOENT)
    g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                         "cannot open the attachment: its file is not here");
  else
    ahadi_base_error_set_errno (error, errno, "open", path);
  return NULL;
}

GInputStream *
ahadi_blob_open (AhadiVault *vault, const AhadiRecord *attachment, GError **error)
{
  const char *key = ahadi_record_get (attachment, AHADI_ATTACHMENT_KEY);
  g_autoptr (AhadiAgeIdentity) identity = NULL;
  g_autoptr (GInputStream) sealed = NULL;
  AhadiBlobInfo info;

  if (ahadi_attachment_read_blob (attachment, &info) && key != NULL)
    identity = ahadi_age_identity_parse (key, strlen (key), NULL);
  if (identity == NULL)
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
                           "cannot open the attachment: its record has no key");
      return NULL;
    }

  sealed = open_sealed (vault, &info.id, error);
  return sealed != NULL ? ahadi_age_reader_new (sealed, &identity, 1, error) : NULL;
}

/* --- What was begun and never named ---------------------------------------- */

static gboolean
remove_row (AhadiVault *vault, const char *id, GError **error)
{
  g_autoptr (AhadiStatement) remove =
      ahadi_database_prepare (vault->database, "blob-begun-remove", error);

  if (remove == NULL)
    return FALSE;

  ahadi_statement_bind_text (remove, 1, id);
  return ahadi_statement_run (remove, error);
}

static void
unlink_begun (AhadiVault *vault, const char *text)
{
  g_autofree char *path = NULL;
  g_autofree char *temporary = NULL;
  AhadiId id;

  if (!ahadi_id_parse (text, &id, NULL))
    return;

  path = ahadi_blob_get_path (vault, &id);
  temporary = g_strconcat (path, AHADI_BLOB_BEGUN_SUFFIX, NULL);
  g_unlink (temporary);
  g_unlink (path);
}

/* @begun: the ids of all, @unnamed: of those that no attachment names */
static gboolean
list_begun (AhadiVault *vault, GPtrArray *begun, GPtrArray *unnamed, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "blob-begun-list", error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  while (ahadi_statement_next (list, &row, error))
    {
      char *id;

      if (!row)
        return TRUE;
      id = ahadi_statement_dup_text (list, 0);
      g_ptr_array_add (begun, id);
      if (!sqlite3_column_int (list->stmt, 1))
        g_ptr_array_add (unnamed, id);
    }

  return FALSE;
}

static gboolean
remove_rows (AhadiVault *vault, GPtrArray *begun, GError **error)
{
  for (guint i = 0; i < begun->len; i++)
    if (!remove_row (vault, begun->pdata[i], error))
      return FALSE;

  return TRUE;
}

/* The files go first: a crash in between finds their rows again. */
static gboolean
sweep_begun (AhadiVault *vault, GError **error)
{
  g_autoptr (GPtrArray) begun = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) unnamed = g_ptr_array_new ();

  if (!list_begun (vault, begun, unnamed, error))
    return FALSE;
  if (begun->len == 0)
    return TRUE;

  for (guint i = 0; i < unnamed->len; i++)
    unlink_begun (vault, unnamed->pdata[i]);

  return ahadi_vault_begin_upkeep (vault, error) &&
         ahadi_vault_end (vault, remove_rows (vault, begun, error), error);
}

gboolean
ahadi_blob_sweep (AhadiVault *vault, GError **error)
{
  return sweep_begun (vault, error) && ahadi_blob_gone_sweep (vault, error);
}
