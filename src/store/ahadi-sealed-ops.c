/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-sealed-ops.h"

#include <string.h>

#include "ahadi-log.h"
#include "ahadi-settings.h"
#include "ahadi-store-error.h"

#define KEY_SETTING "age-identity"

/* --- keys ------------------------------------------------------------------- */

static gboolean
is_key_setting (const char *name)
{
  return g_str_equal (name, KEY_SETTING) || g_str_has_prefix (name, KEY_SETTING "/");
}

static gboolean
add_key (AhadiVault *vault, GPtrArray *keys, const char *name, GError **error)
{
  g_autoptr (AhadiSecret) secret = ahadi_settings_get_secret (vault, name, error);
  AhadiAgeIdentity *key =
      secret == NULL ? NULL : ahadi_age_identity_new_from_secret (secret, error);

  if (key == NULL)
    return FALSE;

  g_ptr_array_add (keys, key);
  return TRUE;
}

/* Borrowed. None are remembered while there are none: a vault gets its identity later. */
static GPtrArray *
get_keys (AhadiVault *vault, GError **error)
{
  g_auto (GStrv) names = NULL;

  if (vault->keys != NULL && vault->keys->len > 0)
    return vault->keys;

  names = ahadi_settings_list (vault, KEY_SETTING, error);
  if (names == NULL)
    return NULL;

  ahadi_sealed_ops_forget_keys (vault);
  vault->keys =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_age_identity_unref);
  for (gsize i = 0; names[i] != NULL; i++)
    if (is_key_setting (names[i]) && !add_key (vault, vault->keys, names[i], error))
      {
        ahadi_sealed_ops_forget_keys (vault);
        return NULL;
      }

  return vault->keys;
}

void
ahadi_sealed_ops_forget_keys (AhadiVault *vault)
{
  g_clear_pointer (&vault->keys, g_ptr_array_unref);
}

/* --- bodies ----------------------------------------------------------------- */

gboolean
ahadi_sealed_ops_has_seal (const AhadiOperation *operation)
{
  return operation->body != NULL &&
         ahadi_sealed_body_is_one (operation->body, operation->body_size);
}

/* Why a seal stays closed is no fault of this machine: there is only one kind of them. */
static gboolean
open_seal (AhadiVault *vault,
           const AhadiOperation *operation,
           AhadiBody *body,
           gboolean *closed,
           GError **error)
{
  GPtrArray *keys = get_keys (vault, error);
  g_autoptr (GError) why = NULL;

  if (keys == NULL)
    return FALSE;
  if (!ahadi_sealed_body_check (operation->body, operation->body_size, operation->kind,
                                error))
    return FALSE;

  *closed =
      keys->len == 0 || !ahadi_sealed_body_open (operation->body, operation->body_size,
                                                 operation->kind, &operation->entity,
                                                 (AhadiAgeIdentity *const *) keys->pdata,
                                                 keys->len, body, &why);
  if (*closed)
    ahadi_body_clear (body);
  return TRUE;
}

gboolean
ahadi_sealed_ops_read (AhadiVault *vault,
                       const AhadiOperation *operation,
                       AhadiBody *body,
                       gboolean *closed,
                       GError **error)
{
  *closed = FALSE;
  if (operation->body != NULL && operation->packed != NULL)
    {
      ahadi_packed_body_open (operation->packed, body);
      return TRUE;
    }

  memset (body, 0, sizeof *body);
  if (operation->body == NULL) /* erased: only its place in the chain is left */
    return TRUE;
  if (ahadi_sealed_ops_has_seal (operation))
    return open_seal (vault, operation, body, closed, error);

  return ahadi_body_parse (operation->body, operation->body_size, operation->kind, body,
                           error);
}

/* --- the list of them ------------------------------------------------------- */

gboolean
ahadi_sealed_ops_note (AhadiVault *vault,
                       gint64 place,
                       const AhadiOperation *operation,
                       GError **error)
{
  return !ahadi_sealed_ops_has_seal (operation) ||
         ahadi_vault_run_number (vault, "sealed-insert", 1, place, error);
}

gboolean
ahadi_sealed_ops_mark (AhadiVault *vault, gint64 place, GError **error)
{
  return ahadi_vault_run_number (vault, "sealed-mark", 1, place, error);
}

gboolean
ahadi_sealed_ops_mark_read (AhadiVault *vault,
                            gint64 place,
                            const AhadiOperation *operation,
                            GError **error)
{
  return !ahadi_sealed_ops_has_seal (operation) ||
         ahadi_sealed_ops_mark (vault, place, error);
}

static gboolean
is_seal_closed (AhadiVault *vault,
                const AhadiOperation *operation,
                gboolean *closed,
                GError **error)
{
  g_auto (AhadiBody) body = { 0 };

  return open_seal (vault, operation, &body, closed, error);
}

gboolean
ahadi_sealed_ops_is_closed (AhadiVault *vault,
                            const AhadiOperation *operation,
                            gboolean *closed,
                            GError **error)
{
  *closed = FALSE;
  return operation->packed != NULL || !ahadi_sealed_ops_has_seal (operation) ||
         is_seal_closed (vault, operation, closed, error);
}

gboolean
ahadi_sealed_ops_is_marked (
    AhadiVault *vault, gint64 place, gboolean *listed, gboolean *opened, GError **error)
{
  g_autoptr (AhadiStatement) get =
      ahadi_database_prepare (vault->database, "sealed-get", error);

  if (get == NULL)
    return FALSE;

  ahadi_statement_bind_int (get, 1, place);
  if (!ahadi_statement_next (get, listed, error))
    return FALSE;

  *opened = *listed && sqlite3_column_int (get->stmt, 0) != 0;
  return TRUE;
}

gboolean
ahadi_sealed_ops_count_closed (
    AhadiVault *vault, gint64 first, gint64 last, guint64 *count, GError **error)
{
  g_autoptr (AhadiStatement) ask =
      ahadi_database_prepare (vault->database, "sealed-count-closed", error);
  gint64 value;

  if (ask == NULL)
    return FALSE;

  ahadi_statement_bind_int (ask, 1, first);
  ahadi_statement_bind_int (ask, 2, last);
  if (!ahadi_statement_get_number (ask, &value, error))
    return FALSE;

  *count = (guint64) value;
  return TRUE;
}

static GArray *
read_places (AhadiStatement *list, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  while (ahadi_statement_next (list, &row, error))
    {
      gint64 place;

      if (!row)
        return g_steal_pointer (&places);
      place = sqlite3_column_int64 (list->stmt, 0);
      g_array_append_val (places, place);
    }

  return NULL;
}

GArray *
ahadi_sealed_ops_list_closed (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "sealed-list-closed", error);

  return list != NULL ? read_places (list, error) : NULL;
}

GArray *
ahadi_sealed_ops_list_range (AhadiVault *vault, gint64 first, gint64 last, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "sealed-list-stream", error);

  if (list == NULL)
    return NULL;

  ahadi_statement_bind_int (list, 1, first);
  ahadi_statement_bind_int (list, 2, last);
  return read_places (list, error);
}

static int
compare_sealed (gconstpointer a, gconstpointer b)
{
  const AhadiSealedOp *left = a;
  const AhadiSealedOp *right = b;
  int order;

  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;

  order = ahadi_id_compare (&left->entity, &right->entity);
  if (order == 0)
    order = ahadi_stamp_compare (&left->stamp, &right->stamp);
  return order != 0 ? order : memcmp (left->hash, right->hash, sizeof left->hash);
}

/* @found: (out): whether it is of @audience */
static gboolean
read_sealed (AhadiStreamTable *streams,
             gint64 audience,
             AhadiStatement *list,
             AhadiSealedOp *sealed,
             gboolean *found,
             GError **error)
{
  const AhadiStreamEntry *entry = ahadi_stream_table_by_number (
      streams, ahadi_log_get_stream (sqlite3_column_int64 (list->stmt, 0)));

  *found = entry != NULL && entry->audience == audience;
  if (!*found)
    return TRUE;

  sealed->kind = (AhadiKind) sqlite3_column_int (list->stmt, 1);
  sealed->stamp.hlc = (AhadiHlc) sqlite3_column_int64 (list->stmt, 3);
  sealed->stamp.device = entry->info.id.device;
  sealed->stamp.epoch = entry->info.id.epoch;
  if (ahadi_statement_read_bytes (list, 2, &sealed->entity, sizeof sealed->entity) &&
      ahadi_statement_read_bytes (list, 4, sealed->hash, sizeof sealed->hash))
    return TRUE;

  g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
                       "cannot read a sealed operation: it is not as this program "
                       "writes it");
  return FALSE;
}

GArray *
ahadi_sealed_ops_list (AhadiVault *vault, gint64 audience, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (AhadiSealedOp));
  g_autoptr (AhadiStatement) list = NULL;
  gboolean row = TRUE;

  if (streams == NULL)
    return NULL;
  list = ahadi_database_prepare (vault->database, "sealed-list", error);
  if (list == NULL)
    return NULL;

  while (row)
    {
      AhadiSealedOp sealed = { 0 };
      gboolean found = FALSE;

      if (!ahadi_statement_next (list, &row, error) ||
          (row && !read_sealed (streams, audience, list, &sealed, &found, error)))
        return NULL;
      if (found)
        g_array_append_val (all, sealed);
    }

  g_array_sort (all, compare_sealed);
  return g_steal_pointer (&all);
}
