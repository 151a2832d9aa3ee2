/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-twin-index.h"

#include "place.h"

static void
catch_up (Place *place)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_twin_index_catch_up (place->vault, NULL, NULL, &error));
}

static guint64
check (Place *place)
{
  g_autoptr (GError) error = NULL;
  guint64 differing;

  assert_ok (ahadi_twin_index_check (place->vault, &differing, &error));
  return differing;
}

static void
exec (Place *place, const char *sql)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_database_exec (place->vault->database, sql, "test", &error));
}

/* Each kind of damage in a vault of its own, after two members were taken in. */
static void
test_what_the_rows_do_not_give_is_seen (void)
{
  static const char *const damages[] = {
    "DELETE FROM twin WHERE doc = 1",
    "UPDATE twin SET source = 'nAnybody' WHERE doc = 2",
    "DELETE FROM twin_key WHERE key = (SELECT min (key) FROM twin_key)",
    "INSERT INTO twin_key (key, doc) VALUES (5, 1)",
    "UPDATE twin_value SET count = count + 1",
    "DELETE FROM twin_value WHERE value = (SELECT max (value) FROM twin_value)",
    "INSERT INTO twin_value (value, count) VALUES (5, 0)",
    "INSERT INTO twin_pair (low, high, weight) VALUES (1, 9, 0)",
    "INSERT INTO twin_pair (low, high, weight) VALUES (2, 1, 0)",
    "INSERT INTO twin (doc, source) VALUES (9, '')",
    "UPDATE member SET name = 'Someone' WHERE doc = 1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_auto (Place) place = { 0 };

      place_open (&place);
      place_add_member (&place, "Achieng Otieno", "+254712345678");
      place_add_member (&place, "Fatuma Abdi", NULL);
      g_assert_cmpuint (check (&place), ==, 0);
      catch_up (&place);
      g_assert_cmpuint (check (&place), ==, 0);
      g_test_message ("%s", damages[i]);
      exec (&place, damages[i]);
      g_assert_cmpuint (check (&place), >, 0);
    }
}

static void
test_a_member_may_be_taken_out_before_it_was_in (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place);
  place_add_member (&place, "Achieng Otieno", NULL);
  assert_ok (ahadi_twin_index_forget (place.vault, 1, &error));
  catch_up (&place);
  g_assert_cmpuint (check (&place), ==, 0);
}

static gboolean
stop (gpointer data)
{
  return FALSE;
}

static void
test_it_can_be_stopped (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place);
  place_add_member (&place, "Achieng Otieno", NULL);
  g_assert_false (ahadi_twin_index_catch_up (place.vault, stop, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  assert_ok (ahadi_twin_index_load (place.vault, &error));
  g_assert_cmpint (place.vault->twins.indexed, ==, 0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/twin-index/what-the-rows-do-not-give-is-seen",
                   test_what_the_rows_do_not_give_is_seen);
  g_test_add_func ("/store/twin-index/a-member-may-be-taken-out-before-it-was-in",
                   test_a_member_may_be_taken_out_before_it_was_in);
  g_test_add_func ("/store/twin-index/it-can-be-stopped", test_it_can_be_stopped);
  return g_test_run ();
}
