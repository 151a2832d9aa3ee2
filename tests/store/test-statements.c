/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-statements.h"

#include "place.h"
#include "store/ahadi-vault-private.h"

static void
test_a_name_starts_a_statement (void)
{
  g_autoptr (GHashTable) statements =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  ahadi_statements_add (statements, "-- a comment\n-- name: one\nSELECT 1\n\n"
                                    "-- name: two\nSELECT 2\n");
  g_assert_cmpuint (g_hash_table_size (statements), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (statements, "one"), ==, "\nSELECT 1\n\n");
  g_assert_cmpstr (g_hash_table_lookup (statements, "two"), ==, "\nSELECT 2\n");
}

/* Every statement is compiled once against the newest schema: a wrong column fails here,
 * not in the field. */
static void
test_every_statement_compiles (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GHashTable) statements = ahadi_statements_load ();
  GHashTableIter iter;
  gpointer name;

  place_open (&place);
  g_assert_cmpuint (g_hash_table_size (statements), >, 80);
  g_hash_table_iter_init (&iter, statements);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AhadiStatement) statement =
          ahadi_database_prepare (place.vault->database, name, &error);

      g_assert_no_error (error);
      g_assert_nonnull (statement);
    }
}

/* ATTACH … KEY '' writes a plain file (FORMATS 8). */
static void
test_nothing_is_attached (void)
{
  g_autoptr (GHashTable) statements = ahadi_statements_load ();
  g_auto (GStrv) migrations = ahadi_statements_list_migrations ();
  g_autoptr (GRegex) attach =
      g_regex_new ("\\b(attach|load_extension|sqlcipher_export)\\b", G_REGEX_CASELESS,
                   G_REGEX_MATCH_DEFAULT, NULL);
  GHashTableIter iter;
  gpointer text;

  g_assert_true (g_regex_match (attach, "ATTACH 'x' AS y KEY ''", 0, NULL));
  g_hash_table_iter_init (&iter, statements);
  while (g_hash_table_iter_next (&iter, NULL, &text))
    g_assert_false (g_regex_match (attach, text, 0, NULL));
  for (guint i = 0; migrations[i] != NULL; i++)
    {
      g_autofree char *migration = ahadi_statements_read_migration (migrations[i]);

      g_assert_false (g_regex_match (attach, migration, 0, NULL));
    }
}

static void
test_migrations_are_numbered_without_a_hole (void)
{
  g_auto (GStrv) names = ahadi_statements_list_migrations ();

  g_assert_cmpuint (g_strv_length (names), >, 0);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *start = g_strdup_printf ("%04u-", i + 1);
      g_autofree char *text = ahadi_statements_read_migration (names[i]);
      g_autofree char *version = g_strdup_printf ("PRAGMA user_version = %u;", i + 1);

      g_assert_true (g_str_has_prefix (names[i], start));
      g_assert_nonnull (g_strstr_len (text, -1, version));
    }
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/statements/a-name-starts-a-statement",
                   test_a_name_starts_a_statement);
  g_test_add_func ("/store/statements/every-statement-compiles",
                   test_every_statement_compiles);
  g_test_add_func ("/store/statements/nothing-is-attached", test_nothing_is_attached);
  g_test_add_func ("/store/statements/migrations-are-numbered-without-a-hole",
                   test_migrations_are_numbered_without_a_hole);
  return g_test_run ();
}
