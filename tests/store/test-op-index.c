/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-op-index.h"

#include "place.h"

static gint64
ask (Place *place, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiStatement) statement =
      ahadi_database_prepare (place->vault->database, name, &error);
  gint64 value;

  g_assert_no_error (error);
  assert_ok (ahadi_statement_get_number (statement, &value, &error));
  return value;
}

static void
catch_up (Place *place)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_op_index_catch_up (place->vault, &error));
}

static void
test_a_save_keeps_it_up (void)
{
  g_auto (Place) place = { 0 };

  place_open (&place);
  place_add_member (&place, "Fatuma", NULL);
  place_add_member (&place, "Hassan", NULL);
  g_assert_cmpint (ask (&place, "entity-count"), ==, 2);
  catch_up (&place);
  g_assert_cmpint (ask (&place, "entity-count"), ==, 2);
}

static void
test_an_operation_stands_in_it_once (void)
{
  g_auto (Place) place = { 0 };
  const AhadiId entity = { { 7 } };
  g_autoptr (GError) error = NULL;

  place_open (&place);
  assert_ok (ahadi_vault_begin (place.vault, &error));
  assert_ok (ahadi_op_index_add (place.vault, 12, &entity, &error));
  assert_ok (ahadi_op_index_add (place.vault, 12, &entity, &error));
  g_assert_cmpint (ask (&place, "entity-count"), ==, 1);
  assert_ok (ahadi_op_index_add (place.vault, 13, &entity, &error));
  g_assert_cmpint (ask (&place, "entity-count"), ==, 2);
  ahadi_vault_rollback (place.vault);
}

/* An import notes what it brought; whoever reads next takes it in. */
static void
test_an_import_is_taken_in_later (void)
{
  g_auto (Place) from = { 0 };
  g_auto (Place) to = { 0 };
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId id;

  place_open (&from);
  place_open (&to);
  id = place_add_member (&from, "Fatuma", NULL);
  place_change (&from, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_NAME, "Fatuma Ali");
  place_add_member (&from, "Hassan", NULL);
  place_deliver_all (&from, &to);
  g_assert_cmpint (ask (&to, "op-count"), ==, 3);
  g_assert_cmpint (ask (&to, "entity-count"), ==, 0);

  timeline = ahadi_query_history (to.vault, AHADI_KIND_MEMBER, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (timeline->len, ==, 2);
  g_assert_cmpint (ask (&to, "entity-count"), ==, 3);
  place_assert_sound (&to);
}

/* Segments that overlap what was taken in already. */
static void
test_notes_may_overlap (void)
{
  g_auto (Place) from = { 0 };
  g_auto (Place) to = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&from);
  place_open (&to);
  for (guint i = 0; i < 4; i++)
    place_add_member (&from, "Fatuma", NULL);
  assert_ok (place_deliver (&from, &to, 1, 2, NULL, &error));
  catch_up (&to);
  assert_ok (place_deliver (&from, &to, 2, 3, NULL, &error));
  assert_ok (place_deliver (&from, &to, 1, 4, NULL, &error));
  catch_up (&to);
  g_assert_cmpint (ask (&to, "op-count"), ==, 4);
  g_assert_cmpint (ask (&to, "entity-count"), ==, 4);
}

static void
test_a_note_goes_with_its_transaction (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiStatement) list = NULL;
  gboolean row;

  place_open (&place);
  assert_ok (ahadi_vault_begin (place.vault, &error));
  assert_ok (ahadi_op_index_note (place.vault, 1, 10, &error));
  ahadi_vault_rollback (place.vault);

  list = ahadi_database_prepare (place.vault->database, "entity-todo-list", &error);
  g_assert_no_error (error);
  assert_ok (ahadi_statement_next (list, &row, &error));
  g_assert_false (row);
}

/* Taken in once: the next reader has nothing left to do. */
static void
test_notes_are_cleared (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiStatement) list = NULL;
  gboolean row;

  place_open (&place);
  assert_ok (ahadi_vault_begin (place.vault, &error));
  assert_ok (ahadi_op_index_note (place.vault, 1, 10, &error));
  assert_ok (ahadi_op_index_note (place.vault, 20, 30, &error));
  assert_ok (ahadi_vault_commit (place.vault, &error));
  catch_up (&place);

  list = ahadi_database_prepare (place.vault->database, "entity-todo-list", &error);
  g_assert_no_error (error);
  assert_ok (ahadi_statement_next (list, &row, &error));
  g_assert_false (row);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/op-index/a-save-keeps-it-up", test_a_save_keeps_it_up);
  g_test_add_func ("/store/op-index/an-operation-stands-in-it-once",
                   test_an_operation_stands_in_it_once);
  g_test_add_func ("/store/op-index/an-import-is-taken-in-later",
                   test_an_import_is_taken_in_later);
  g_test_add_func ("/store/op-index/notes-may-overlap", test_notes_may_overlap);
  g_test_add_func ("/store/op-index/a-note-goes-with-its-transaction",
                   test_a_note_goes_with_its_transaction);
  g_test_add_func ("/store/op-index/notes-are-cleared", test_notes_are_cleared);
  return g_test_run ();
}
