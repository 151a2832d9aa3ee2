/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-body-text.h"

#include <string.h>

#include "ahadi-store-error.h"
#include "oplog/ahadi-oplog.h"

static void
print (sqlite3_context *context, AhadiKind kind, sqlite3_value *body)
{
  g_autoptr (GError) error = NULL;
  char *text = ahadi_packed_body_print (sqlite3_value_blob (body),
                                        (gsize) sqlite3_value_bytes (body), kind, &error);

  if (text == NULL)
    {
      sqlite3_result_error (context, error->message, -1);
      sqlite3_result_error_code (context, SQLITE_CORRUPT);
      return;
    }

  sqlite3_result_blob64 (context, text, strlen (text), g_free);
}

static void
body_text (sqlite3_context *context, int n, sqlite3_value **values)
{
  sqlite3_value *body = values[1];

  if (sqlite3_value_type (body) == SQLITE_BLOB &&
      ahadi_packed_body_is_one (sqlite3_value_blob (body),
                                (gsize) sqlite3_value_bytes (body)))
    print (context, sqlite3_value_int (values[0]), body);
  else
    sqlite3_result_value (context, body);
}

gboolean
ahadi_body_text_register (sqlite3 *handle, GError **error)
{
  if (sqlite3_create_function_v2 (handle, "body_text", 2,
                                  SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                  NULL, body_text, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_LIBRARY,
                       "cannot open the database: its library takes no function");
  return FALSE;
}
