/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publish-statements.h"

#include <gio/gio.h>
#include <string.h>

/* Made by the resource compiler; named here so that the library brings it along. */
GResource *ahadi_publish_get_resource (void);

#define FOLDER "/org/amnestykenya/Ahadi/publish/sql/"
#define NAME "-- name: "

char *
ahadi_publish_statements_read (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (ahadi_publish_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert (bytes != NULL);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

GHashTable *
ahadi_publish_statements_load (void)
{
  GHashTable *statements =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *text = ahadi_publish_statements_read ("merge.sql");
  g_auto (GStrv) pieces = g_strsplit (text, "\n" NAME, -1);

  for (gsize i = 1; pieces[i] != NULL; i++)
    {
      const char *end = strchr (pieces[i], '\n');

      g_assert (end != NULL);
      g_hash_table_insert (statements, g_strndup (pieces[i], end - pieces[i]),
                           g_strdup (end + 1));
    }

  return statements;
}

const char *
ahadi_publish_statements_get (GHashTable *statements, const char *name)
{
  const char *sql = g_hash_table_lookup (statements, name);

  g_assert (sql != NULL);
  return sql;
}
