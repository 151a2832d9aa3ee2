/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * dump-vault VAULT PASSPHRASE-FILE: for each table of its database a line of JSON:
 * {"table":…,"rows":[…]}, a row as text of all its columns. For tests that say what must
 * not have changed.
 */
#include <stdio.h>

#include "crypto/ahadi-crypto.h"
#include "store/ahadi-database.h"
#include "store/ahadi-store.h"
#include "store/ahadi-vault-private.h"

/* What stands in @column as SQL would write it. */
static char *
quote (sqlite3_stmt *row, int column)
{
  const guint8 *bytes;
  GString *text;
  int size;

  if (sqlite3_column_type (row, column) != SQLITE_BLOB)
    return g_strdup ((const char *) sqlite3_column_text (row, column));

  bytes = sqlite3_column_blob (row, column);
  size = sqlite3_column_bytes (row, column);
  text = g_string_new ("x'");
  for (int i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  g_string_append_c (text, '\'');
  return g_string_free (text, FALSE);
}

static json_t *
read_row (sqlite3_stmt *row)
{
  json_t *columns = json_array ();

  for (int i = 0; i < sqlite3_column_count (row); i++)
    {
      g_autofree char *text = quote (row, i);

      json_array_append_new (columns, text != NULL ? json_string (text) : json_null ());
    }
  return columns;
}

static json_t *
read_rows (sqlite3 *handle, const char *query)
{
  json_t *rows = json_array ();
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, query, -1, &statement, NULL), ==,
                   SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    json_array_append_new (rows, read_row (statement));
  g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
  return rows;
}

/* Virtual tables are not asked: what they know stands in tables of their own. */
static void
dump (sqlite3 *handle)
{
  g_autoptr (json_t) names = read_rows (
      handle, "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE "
              "'CREATE VIRTUAL%' ORDER BY name");
  json_t *name;
  gsize i;

  json_array_foreach (names, i, name)
  {
    const char *table = json_string_value (json_array_get (name, 0));
    g_autofree char *query = g_strdup_printf ("SELECT * FROM \"%s\"", table);
    g_autoptr (json_t) object = json_object ();
    g_autofree char *text = NULL;

    json_object_set_new (object, "table", json_string (table));
    json_object_set_new (object, "rows", read_rows (handle, query));
    text = json_dumps (object, JSON_COMPACT);
    puts (text);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiSecret) passphrase = NULL;
  g_autoptr (AhadiVault) vault = NULL;

  g_assert_cmpint (argc, ==, 3);
  if (!ahadi_crypto_init (&error))
    g_error ("%s", error->message);
  passphrase = ahadi_secret_read_file (argv[2], &error);
  g_assert_no_error (error);
  vault = ahadi_vault_open (argv[1], AHADI_SLOT_PASSPHRASE, passphrase, &error);
  g_assert_no_error (error);

  dump (ahadi_database_get_handle (vault->database));
  return 0;
}
