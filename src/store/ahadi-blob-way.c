/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-blob-way.h"

#include "ahadi-blob.h"
#include "ahadi-vault-private.h"

G_STATIC_ASSERT ((AHADI_ATTACHMENT_CT_LIMIT + AHADI_BLOB_PIECE - 1) / AHADI_BLOB_PIECE ==
                 AHADI_BLOB_MAX_PIECES);

guint
ahadi_blob_count_pieces (guint64 ct_size)
{
  return (guint) ((ct_size + AHADI_BLOB_PIECE - 1) / AHADI_BLOB_PIECE);
}

guint32
ahadi_blob_all_pieces (guint64 ct_size)
{
  return (1u << ahadi_blob_count_pieces (ct_size)) - 1;
}

gsize
ahadi_blob_piece_size (guint64 ct_size, guint i)
{
  guint64 start = (guint64) i * AHADI_BLOB_PIECE;

  return start < ct_size ? MIN (ct_size - start, AHADI_BLOB_PIECE) : 0;
}

static guint
count_bits (guint32 set)
{
  guint n = 0;

  for (; set != 0; set &= set - 1)
    n++;
  return n;
}

gboolean
ahadi_blob_list_here (AhadiVault *vault,
                      const AhadiBlobInfo *info,
                      guint32 *pieces,
                      GError **error)
{
  g_autoptr (AhadiStatement) most = NULL;
  char id[AHADI_ID_TEXT_SIZE];
  gint64 value;

  *pieces = ahadi_blob_all_pieces (info->ct_size);
  if (ahadi_blob_is_here (vault, &info->id))
    return TRUE;

  most = ahadi_database_prepare (vault->database, "blob-arrival-most", error);
  if (most == NULL)
    return FALSE;
  ahadi_statement_bind_text (most, 1, ahadi_id_print (&info->id, id));
  if (!ahadi_statement_get_number (most, &value, error))
    return FALSE;

  *pieces &= (guint32) value;
  return TRUE;
}

gboolean
ahadi_blob_get_state (AhadiVault *vault,
                      const AhadiRecord *attachment,
                      AhadiBlobState *state,
                      GError **error)
{
  g_autoptr (AhadiStatement) get = NULL;
  char id[AHADI_ID_TEXT_SIZE];
  AhadiBlobInfo info;
  guint32 here;
  gboolean row;

  *state = (AhadiBlobState){ 0 };
  if (!ahadi_attachment_read_blob (attachment, &info))
    return TRUE;
  if (!ahadi_blob_list_here (vault, &info, &here, error))
    return FALSE;

  get = ahadi_database_prepare (vault->database, "blob-way-get", error);
  if (get == NULL)
    return FALSE;
  ahadi_statement_bind_text (get, 1, ahadi_id_print (&info.id, id));
  if (!ahadi_statement_next (get, &row, error))
    return FALSE;

  state->is_here = ahadi_blob_is_here (vault, &info.id);
  state->pieces = ahadi_blob_count_pieces (info.ct_size);
  state->arrived = count_bits (here);
  state->sent = row ? (guint32) sqlite3_column_int64 (get->stmt, 0) : 0;
  state->held = row ? (guint32) sqlite3_column_int64 (get->stmt, 1) : 0;
  return TRUE;
}

static gboolean
put (AhadiVault *vault,
     const char *name,
     const AhadiId *id,
     guint32 pieces,
     GError **error)
{
  g_autoptr (AhadiStatement) statement =
      ahadi_database_prepare (vault->database, name, error);
  char text[AHADI_ID_TEXT_SIZE];

  if (statement == NULL || !ahadi_vault_begin (vault, error))
    return FALSE;

  ahadi_statement_bind_text (statement, 1, ahadi_id_print (id, text));
  ahadi_statement_bind_int (statement, 2, pieces);
  return ahadi_vault_end (vault, ahadi_statement_run (statement, error), error);
}

gboolean
ahadi_blob_add_sent (AhadiVault *vault, const AhadiId *id, guint32 pieces, GError **error)
{
  return put (vault, "blob-way-sent", id, pieces, error);
}

gboolean
ahadi_blob_set_held (AhadiVault *vault, const AhadiId *id, guint32 pieces, GError **error)
{
  return put (vault, "blob-way-held", id, pieces, error);
}
