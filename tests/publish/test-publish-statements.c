/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/ahadi-publish-statements.h"

#include <string.h>

static void
test_names (void)
{
  g_autoptr (GHashTable) statements = ahadi_publish_statements_load ();
  const char *finish = ahadi_publish_statements_get (statements, "finish");

  g_assert_cmpuint (g_hash_table_size (statements), >, 10);
  g_assert_true (g_str_has_prefix (finish, "INSERT INTO publisher"));
  g_assert_null (strstr (finish, "-- name:"));
}

static void
test_scripts (void)
{
  g_autofree char *tables = ahadi_publish_statements_read ("tables.sql");
  g_autofree char *views = ahadi_publish_statements_read ("views.sql");

  g_assert_nonnull (strstr (tables, "CREATE TABLE IF NOT EXISTS operation"));
  g_assert_nonnull (strstr (views, "security_invoker"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/publish/statements/are-found-by-name", test_names);
  g_test_add_func ("/publish/statements/scripts-are-whole", test_scripts);
  return g_test_run ();
}
