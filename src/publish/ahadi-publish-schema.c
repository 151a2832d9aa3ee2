/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publish-schema.h"

#include "ahadi-publish-error.h"
#include "ahadi-publish-kinds.h"
#include "ahadi-publish-statements.h"

static gboolean
refuse (AhadiPublishError code, const char *why, GError **error)
{
  g_set_error (error, AHADI_PUBLISH_ERROR, (int) code, "cannot publish: %s", why);
  return FALSE;
}

/* --- What is there -------------------------------------------------------- */

/* A column that this program would not fill. */
static gboolean
is_foreign_column (const char *table, const char *column)
{
  const AhadiKindInfo *info = ahadi_kind_find (table);
  g_auto (GStrv) ours = g_strsplit (AHADI_PUBLISH_KINDS_COLUMNS, ", ", -1);
  int field = info != NULL ? ahadi_kind_find_field (info, column) : -1;

  return info != NULL && !g_strv_contains ((const char *const *) ours, column) &&
         (field < 0 || !ahadi_publish_kinds_has (&info->fields[field]));
}

static gboolean
check_columns (AhadiPublishServer *server, const char *schema, GError **error)
{
  g_autoptr (PGresult) rows = ahadi_publish_server_ask (
      server,
      "SELECT c.relname, a.attname FROM pg_attribute a\n"
      "  JOIN pg_class c ON c.oid = a.attrelid\n"
      "  JOIN pg_namespace n ON n.oid = c.relnamespace\n"
      "WHERE n.nspname = $1 AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped",
      &schema, 1, error);

  for (int i = 0; rows != NULL && i < PQntuples (rows); i++)
    if (is_foreign_column (PQgetvalue (rows, i, 0), PQgetvalue (rows, i, 1)))
      return refuse (AHADI_PUBLISH_ERROR_NEWER, "it has a field that is not known here",
                     error);

  return rows != NULL;
}

static gboolean
check_publication (AhadiPublishServer *server,
                   const char *schema,
                   const char *org,
                   GError **error)
{
  g_autoptr (PGresult) row = ahadi_publish_server_ask (
      server, "SELECT format, org FROM publication", NULL, 0, error);

  if (row == NULL)
    return FALSE;
  if (PQntuples (row) != 1 || !g_str_equal (PQgetvalue (row, 0, 1), org))
    return refuse (AHADI_PUBLISH_ERROR_FOREIGN, "it is another organisation's", error);
  if (g_ascii_strtoll (PQgetvalue (row, 0, 0), NULL, 10) > AHADI_PUBLISH_FORMAT)
    return refuse (AHADI_PUBLISH_ERROR_NEWER, "its format is not known here", error);

  return check_columns (server, schema, error);
}

gboolean
ahadi_publish_schema_look (AhadiPublishServer *server,
                           const char *schema,
                           const char *org,
                           gboolean *exists,
                           GError **error)
{
  g_autoptr (PGresult) row = ahadi_publish_server_ask (
      server,
      "SELECT coalesce (bool_or (c.relname = 'publication'), false), count (c.oid),\n"
      "  bool_or (pg_has_role (c.relowner, 'USAGE')) FILTER (WHERE c.relname = "
      "'publication')\n"
      "FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid\n"
      "WHERE n.nspname = $1",
      &schema, 1, error);

  if (row == NULL)
    return FALSE;

  *exists = g_str_equal (PQgetvalue (row, 0, 0), "t");
  /* To others row security shows empty tables. */
  if (*exists && !g_str_equal (PQgetvalue (row, 0, 2), "t"))
    return refuse (AHADI_PUBLISH_ERROR_DENIED, "this user does not own what is there",
                   error);
  if (*exists)
    return check_publication (server, schema, org, error);
  if (!g_str_equal (PQgetvalue (row, 0, 1), "0"))
    return refuse (AHADI_PUBLISH_ERROR_FOREIGN, "the schema holds something else", error);

  return TRUE;
}

/* --- Making it ------------------------------------------------------------ */

static char *
print_layout (void)
{
  g_autofree char *tables = ahadi_publish_statements_read ("tables.sql");
  g_autofree char *views = ahadi_publish_statements_read ("views.sql");
  GString *sql = g_string_new (tables);

  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    {
      g_autofree char *table =
          ahadi_publish_kinds_print_table (ahadi_kind_get_info (kind));

      g_string_append (sql, table);
    }

  g_string_append (sql, views);
  return g_string_free (sql, FALSE);
}

static gboolean
make_namespace (AhadiPublishServer *server, const char *schema, GError **error)
{
  g_autofree char *make = g_strdup_printf ("CREATE SCHEMA \"%s\"", schema);
  g_autoptr (PGresult) there = ahadi_publish_server_ask (
      server, "SELECT FROM pg_namespace WHERE nspname = $1", &schema, 1, error);

  return there != NULL &&
         (PQntuples (there) == 1 || ahadi_publish_server_run (server, make, NULL, error));
}

static gboolean
has_layout (AhadiPublishServer *server, const char *hash, gboolean *has, GError **error)
{
  g_autoptr (PGresult) row = ahadi_publish_server_ask (
      server, "SELECT FROM publication WHERE layout = $1", &hash, 1, error);

  *has = row != NULL && PQntuples (row) == 1;
  return row != NULL;
}

static gboolean
note_layout (AhadiPublishServer *server,
             const char *org,
             const char *hash,
             GError **error)
{
  const char *const values[] = { G_STRINGIFY (AHADI_PUBLISH_FORMAT), org, hash };
  g_autoptr (PGresult) done = ahadi_publish_server_ask (
      server,
      "INSERT INTO publication (format, org, layout) VALUES ($1, $2, $3)\n"
      "ON CONFLICT (one) DO UPDATE SET format = excluded.format, layout = "
      "excluded.layout",
      values, G_N_ELEMENTS (values), error);

  return done != NULL;
}

gboolean
ahadi_publish_schema_prepare (AhadiPublishServer *server,
                              const char *schema,
                              const char *org,
                              gboolean exists,
                              gboolean *changed,
                              GError **error)
{
  g_autofree char *layout = print_layout ();
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, layout, -1);
  gboolean has = FALSE;

  if (exists && !has_layout (server, hash, &has, error))
    return FALSE;

  *changed = !has;
  if (has)
    return TRUE;

  return make_namespace (server, schema, error) &&
         ahadi_publish_server_run (server, layout, NULL, error) &&
         note_layout (server, org, hash, error);
}

/* --- Upkeep --------------------------------------------------------------- */

static const char *const tables[] = { "operation", "stream", "branch", "device",
                                      "publisher" };

static gboolean
run_for_each (AhadiPublishServer *server, const char *statement, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables) + AHADI_KIND_MAX; i++)
    {
      const char *table = i < G_N_ELEMENTS (tables)
                              ? tables[i]
                              : ahadi_kind_get_info (i + 1 - G_N_ELEMENTS (tables))->name;
      g_autofree char *sql = g_strdup_printf ("%s \"%s\"", statement, table);

      if (!ahadi_publish_server_run (server, sql, NULL, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_publish_schema_clear (AhadiPublishServer *server, GError **error)
{
  return run_for_each (server, "DELETE FROM", error) &&
         ahadi_publish_server_run (
             server, "UPDATE publication SET directory = 0, devices = 0, unswept = true",
             NULL, error);
}

gboolean
ahadi_publish_schema_note_unswept (AhadiPublishServer *server, GError **error)
{
  return ahadi_publish_server_run (server, "UPDATE publication SET unswept = true", NULL,
                                   error);
}

/* A plain VACUUM frees a dead row and leaves its bytes where they are. */
gboolean
ahadi_publish_schema_sweep (AhadiPublishServer *server, GError **error)
{
  gint64 unswept;

  if (!ahadi_publish_server_count (
          server, "SELECT count(*) FROM publication WHERE unswept", &unswept, error))
    return FALSE;

  return unswept == 0 ||
         (run_for_each (server, "VACUUM (FULL, ANALYZE)", error) &&
          ahadi_publish_server_run (server, "UPDATE publication SET unswept = false",
                                    NULL, error));
}
