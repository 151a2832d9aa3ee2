/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-settings.h"

#include <string.h>

#include "ahadi-store-error.h"
#include "ahadi-vault-private.h"

/* Far above any card; SQLite's own limit would be met by an assertion. */
#define VALUE_LIMIT (256 * 1024 * 1024)

/* Returns: a statement that stands on the value, or NULL, also without an error if there
 * is none. */
static AhadiStatement *
look_up (AhadiVault *vault, const char *name, GError **error)
{
  g_autoptr (AhadiStatement) get =
      ahadi_database_prepare (vault->database, "setting-get", error);
  gboolean row;

  if (get == NULL)
    return NULL;

  ahadi_statement_bind_text (get, 1, name);
  if (!ahadi_statement_next (get, &row, error) || !row)
    return NULL;

  return g_steal_pointer (&get);
}

char *
ahadi_settings_get_text (AhadiVault *vault, const char *name, GError **error)
{
  g_autoptr (AhadiStatement) get = look_up (vault, name, error);

  return get != NULL ? ahadi_statement_dup_text (get, 0) : NULL;
}

GBytes *
ahadi_settings_get_bytes (AhadiVault *vault, const char *name, GError **error)
{
  g_autoptr (AhadiStatement) get = look_up (vault, name, error);

  if (get == NULL)
    return NULL;

  return g_bytes_new (sqlite3_column_blob (get->stmt, 0),
                      sqlite3_column_bytes (get->stmt, 0));
}

AhadiSecret *
ahadi_settings_get_secret (AhadiVault *vault, const char *name, GError **error)
{
  g_autoptr (AhadiStatement) get = look_up (vault, name, error);

  if (get == NULL)
    return NULL;

  return ahadi_secret_new_from (sqlite3_column_blob (get->stmt, 0),
                                sqlite3_column_bytes (get->stmt, 0));
}

static gboolean
run_in_transaction (AhadiVault *vault, AhadiStatement *statement, GError **error)
{
  if (!ahadi_vault_begin (vault, error))
    return FALSE;

  return ahadi_vault_end (vault, ahadi_statement_run (statement, error), error);
}

static gboolean
remove_setting (AhadiVault *vault, const char *name, GError **error)
{
  g_autoptr (AhadiStatement) remove =
      ahadi_database_prepare (vault->database, "setting-remove", error);

  if (remove == NULL)
    return FALSE;

  ahadi_statement_bind_text (remove, 1, name);
  return run_in_transaction (vault, remove, error);
}

static gboolean
set_value (AhadiVault *vault,
           const char *name,
           gconstpointer bytes,
           gsize size,
           gboolean is_text,
           GError **error)
{
  g_autoptr (AhadiStatement) set =
      ahadi_database_prepare (vault->database, "setting-set", error);

  if (set == NULL)
    return FALSE;

  if (size > VALUE_LIMIT)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED,
                   "cannot keep %s: it is too large", name);
      return FALSE;
    }

  ahadi_statement_bind_text (set, 1, name);
  if (is_text)
    ahadi_statement_bind_text (set, 2, bytes);
  else
    ahadi_statement_bind_bytes (set, 2, bytes != NULL ? bytes : "", size);
  return run_in_transaction (vault, set, error);
}

gboolean
ahadi_settings_set_text (AhadiVault *vault,
                         const char *name,
                         const char *text,
                         GError **error)
{
  return text != NULL ? set_value (vault, name, text, strlen (text), TRUE, error)
                      : remove_setting (vault, name, error);
}

gboolean
ahadi_settings_set_bytes (AhadiVault *vault,
                          const char *name,
                          GBytes *bytes,
                          GError **error)
{
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    return remove_setting (vault, name, error);

  data = g_bytes_get_data (bytes, &size);
  return set_value (vault, name, data, size, FALSE, error);
}

gboolean
ahadi_settings_set_secret (AhadiVault *vault,
                           const char *name,
                           AhadiSecret *secret,
                           GError **error)
{
  return secret != NULL ? set_value (vault, name, ahadi_secret_get_bytes (secret),
                                     ahadi_secret_get_size (secret), FALSE, error)
                        : remove_setting (vault, name, error);
}

GStrv
ahadi_settings_list (AhadiVault *vault, const char *prefix, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "setting-list", error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  gboolean row;

  if (list == NULL)
    return NULL;

  ahadi_statement_bind_text (list, 1, prefix);
  while (ahadi_statement_next (list, &row, error))
    {
      if (!row)
        return g_strv_builder_end (names);
      g_strv_builder_add (names, (const char *) sqlite3_column_text (list->stmt, 0));
    }

  return NULL;
}
