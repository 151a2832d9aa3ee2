/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-statements.h"

#include <string.h>

#include "ahadi-store-resources.h"

#define NAME_MARK "-- name: "

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The resource is asked for by name, so that a static library brings it along and nothing
 * depends on a constructor. */
static char *
read_resource (const char *folder, const char *name)
{
  g_autofree char *path = g_strconcat (folder, "/", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  bytes = g_resource_lookup_data (ahadi_store_get_resource (), path,
                                  G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_assert_no_error (error);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static GStrv
list_resources (const char *folder)
{
  g_autoptr (GError) error = NULL;
  GStrv names = g_resource_enumerate_children (ahadi_store_get_resource (), folder,
                                               G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);
  qsort (names, g_strv_length (names), sizeof (char *), compare_names);
  return names;
}

void
ahadi_statements_add (GHashTable *statements, const char *text)
{
  const char *start = strstr (text, NAME_MARK);

  while (start != NULL)
    {
      const char *name = start + strlen (NAME_MARK);
      const char *line_end = strchr (name, '\n');
      const char *next;
      char *key;

      g_assert (line_end != NULL);
      next = strstr (line_end, NAME_MARK);
      key = g_strndup (name, line_end - name);
      g_assert (!g_hash_table_contains (statements, key));
      g_hash_table_insert (statements, key,
                           next != NULL ? g_strndup (line_end, next - line_end)
                                        : g_strdup (line_end));
      start = next;
    }
}

GHashTable *
ahadi_statements_load (void)
{
  GHashTable *statements =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) names = list_resources (AHADI_STATEMENTS_FOLDER);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *text = read_resource (AHADI_STATEMENTS_FOLDER, names[i]);

      ahadi_statements_add (statements, text);
    }

  return statements;
}

GStrv
ahadi_statements_list_migrations (void)
{
  return list_resources (AHADI_MIGRATIONS_FOLDER);
}

char *
ahadi_statements_read_migration (const char *name)
{
  return read_resource (AHADI_MIGRATIONS_FOLDER, name);
}
