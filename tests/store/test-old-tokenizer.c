/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-old-tokenizer.h"

#include "place.h"
#include "store/ahadi-vault-private.h"

static int
exec (Place *place, const char *sql)
{
  return sqlite3_exec (ahadi_database_get_handle (place->vault->database), sql, NULL,
                       NULL, NULL);
}

/* As the backup that is made before a migration does. */
static void
test_a_table_that_names_it_can_be_checked (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place);
  g_assert_cmpint (exec (&place, PLACE_UNDO_15), ==, SQLITE_OK);
  assert_ok (ahadi_database_check (place.vault->database, &error));
}

static void
test_nothing_is_put_into_it (void)
{
  g_auto (Place) place = { 0 };

  place_open (&place);
  g_assert_cmpint (exec (&place, PLACE_UNDO_15), ==, SQLITE_OK);
  g_assert_cmpint (
      exec (&place, "INSERT INTO member_text (rowid, words) VALUES (1, 'x')"), !=,
      SQLITE_OK);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/old-tokenizer/a-table-that-names-it-can-be-checked",
                   test_a_table_that_names_it_can_be_checked);
  g_test_add_func ("/store/old-tokenizer/nothing-is-put-into-it",
                   test_nothing_is_put_into_it);
  return g_test_run ();
}
