/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-replay.h"

#include "place.h"

static void
replay_all (Place *place, AhadiReplay *replay, const AhadiId *entity, gboolean expect)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiStatement) read =
      ahadi_database_prepare (place->vault->database, "op-replay-entity", &error);
  AhadiReplayed folded;
  gboolean row;

  g_assert_no_error (error);
  ahadi_replay_start (replay, entity);
  ahadi_statement_bind_bytes (read, 1, entity, sizeof *entity);
  while (TRUE)
    {
      assert_ok (ahadi_statement_next (read, &row, &error));
      if (!row)
        return;
      assert_ok (ahadi_replay_fold (replay, read, &folded, &error));
      g_assert_cmpint (folded.known, ==, expect);
    }
}

static void
test_operations_of_one_entity_give_its_row (void)
{
  g_auto (Place) place = { 0 };
  g_auto (AhadiReplay) replay = { 0 };
  const AhadiStoredRow *row;
  AhadiId first;
  AhadiId second;

  place_open (&place);
  first = place_add_member (&place, "Achieng", NULL);
  second = place_add_member (&place, "Wanjiku", NULL);
  place_change (&place, AHADI_KIND_MEMBER, &first, AHADI_MEMBER_NAME, "Njeri");
  ahadi_replay_init (&replay, place.vault, ahadi_vault_get_streams (place.vault, NULL));

  replay_all (&place, &replay, &first, TRUE);
  row = ahadi_replay_find (&replay, 1, AHADI_KIND_MEMBER);
  g_assert_nonnull (row);
  g_assert_cmpstr (row->row.values[AHADI_MEMBER_NAME], ==, "Njeri");
  g_assert_cmpuint (row->own_seq, ==, 3);
  g_assert_null (ahadi_replay_find (&replay, 1, AHADI_KIND_PLEDGE));
  g_assert_null (ahadi_replay_find (&replay, 2, AHADI_KIND_MEMBER));

  replay_all (&place, &replay, &second, TRUE);
  row = ahadi_replay_find (&replay, 1, AHADI_KIND_MEMBER);
  g_assert_cmpstr (row->row.values[AHADI_MEMBER_NAME], ==, "Wanjiku");
}

static void
test_an_operation_of_no_kind_is_told (void)
{
  g_auto (Place) place = { 0 };
  g_auto (AhadiReplay) replay = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiId id;

  place_open (&place);
  id = place_add_member (&place, "Achieng", NULL);
  assert_ok (ahadi_database_exec (place.vault->database, "UPDATE op SET kind = 99",
                                  "test", &error));
  ahadi_replay_init (&replay, place.vault, ahadi_vault_get_streams (place.vault, NULL));
  replay_all (&place, &replay, &id, FALSE);
  g_assert_cmpuint (replay.rows->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/replay/operations-of-one-entity-give-its-row",
                   test_operations_of_one_entity_give_its_row);
  g_test_add_func ("/store/replay/an-operation-of-no-kind-is-told",
                   test_an_operation_of_no_kind_is_told);
  return g_test_run ();
}
