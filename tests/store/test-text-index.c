/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-text-index.h"

#include "place.h"

static gboolean
is_current (Place *place, AhadiKind kind)
{
  g_autoptr (GError) error = NULL;
  gboolean current;

  assert_ok (ahadi_text_index_is_current (place->vault, kind, &current, &error));
  return current;
}

static void
catch_up (Place *place, AhadiKind kind)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_text_index_catch_up (place->vault, kind, &error));
}

static gint64
take_doc (Place *place)
{
  g_autoptr (GError) error = NULL;
  gint64 doc;

  assert_ok (ahadi_text_index_take_doc (place->vault, AHADI_KIND_MEMBER, &doc, &error));
  return doc;
}

/* Rows that the full-text table gives for @search, which is one word of three letters. */
static guint
count_matches (Place *place, const char *search)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiStatement) matches =
      ahadi_database_prepare (place->vault->database, "member-matches", &error);
  gboolean row;
  guint n = 0;

  g_assert_no_error (error);
  ahadi_statement_bind_text (matches, 1, search);
  while (TRUE)
    {
      assert_ok (ahadi_statement_next (matches, &row, &error));
      if (!row)
        return n;
      n++;
    }
}

/* FTS5's own check, which would find a row that was forgotten with other words than it
 * was given. */
static void
assert_whole (Place *place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiStatement) check =
      ahadi_database_prepare (place->vault->database, "member-text-check", &error);

  g_assert_no_error (error);
  assert_ok (ahadi_statement_run (check, &error));
  place_assert_sound (place);
}

static void
test_a_save_keeps_it_current (void)
{
  g_auto (Place) place = { 0 };
  AhadiId id;

  place_open (&place);
  g_assert_true (is_current (&place, AHADI_KIND_MEMBER));
  id = place_add_member (&place, "Wanjiku", NULL);
  g_assert_true (is_current (&place, AHADI_KIND_MEMBER));
  g_assert_cmpuint (count_matches (&place, "jik"), ==, 1);

  place_change (&place, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_NAME, "Hassan");
  g_assert_true (is_current (&place, AHADI_KIND_MEMBER));
  g_assert_cmpuint (count_matches (&place, "jik"), ==, 0);
  g_assert_cmpuint (count_matches (&place, "ssa"), ==, 1);
  assert_whole (&place);
}

static void
test_an_import_is_taken_in_later (void)
{
  g_auto (Place) from = { 0 };
  g_auto (Place) to = { 0 };

  place_open (&from);
  place_open (&to);
  place_add_member (&from, "Wanjiku", NULL);
  place_deliver_all (&from, &to);
  g_assert_false (is_current (&to, AHADI_KIND_MEMBER));
  g_assert_cmpuint (count_matches (&to, "jik"), ==, 0);

  catch_up (&to, AHADI_KIND_MEMBER);
  g_assert_true (is_current (&to, AHADI_KIND_MEMBER));
  g_assert_cmpuint (count_matches (&to, "jik"), ==, 1);
  assert_whole (&to);
}

/* Also what changed after it was taken in: its old words go. */
static void
test_a_change_replaces_the_words (void)
{
  g_auto (Place) from = { 0 };
  g_auto (Place) to = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiId id;

  place_open (&from);
  place_open (&to);
  id = place_add_member (&from, "Wanjiku", NULL);
  place_deliver_all (&from, &to);
  catch_up (&to, AHADI_KIND_MEMBER);

  place_change (&from, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_NAME, "Hassan");
  assert_ok (place_deliver (&from, &to, 2, 2, NULL, &error));
  g_assert_false (is_current (&to, AHADI_KIND_MEMBER));
  catch_up (&to, AHADI_KIND_MEMBER);
  g_assert_cmpuint (count_matches (&to, "jik"), ==, 0);
  g_assert_cmpuint (count_matches (&to, "ssa"), ==, 1);
  assert_whole (&to);
}

/* A change of what is not searched costs nothing. */
static void
test_other_fields_do_not_count (void)
{
  g_auto (Place) from = { 0 };
  g_auto (Place) to = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiId id;

  place_open (&from);
  place_open (&to);
  id = place_add_member (&from, "Wanjiku", NULL);
  place_deliver_all (&from, &to);
  catch_up (&to, AHADI_KIND_MEMBER);
  place_change (&from, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_NOTE, "Hassan");
  assert_ok (place_deliver (&from, &to, 2, 2, NULL, &error));
  g_assert_true (is_current (&to, AHADI_KIND_MEMBER));
}

static void
test_numbers_rise (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place);
  place_add_member (&place, "Wanjiku", NULL);
  assert_ok (ahadi_vault_begin (place.vault, &error));
  g_assert_cmpint (take_doc (&place), ==, 2);
  g_assert_cmpint (take_doc (&place), ==, 3);
  ahadi_vault_rollback (place.vault);

  /* Nothing came of them. */
  assert_ok (ahadi_vault_begin (place.vault, &error));
  g_assert_cmpint (take_doc (&place), ==, 2);
  ahadi_vault_rollback (place.vault);
  g_assert_true (is_current (&place, AHADI_KIND_MEMBER));
}

/* What a transaction took in, and was rolled back, is still to be taken in. */
static void
test_a_rollback_is_noticed (void)
{
  g_auto (Place) from = { 0 };
  g_auto (Place) to = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&from);
  place_open (&to);
  place_add_member (&from, "Wanjiku", NULL);
  place_deliver_all (&from, &to);
  assert_ok (ahadi_vault_begin (to.vault, &error));
  catch_up (&to, AHADI_KIND_MEMBER);
  g_assert_true (is_current (&to, AHADI_KIND_MEMBER));
  ahadi_vault_rollback (to.vault);

  g_assert_false (is_current (&to, AHADI_KIND_MEMBER));
  g_assert_cmpuint (count_matches (&to, "jik"), ==, 0);
  catch_up (&to, AHADI_KIND_MEMBER);
  g_assert_cmpuint (count_matches (&to, "jik"), ==, 1);
  assert_whole (&to);
}

static void
test_is_known_after_opening (void)
{
  g_auto (Place) from = { 0 };
  g_auto (Place) to = { 0 };

  place_open (&from);
  place_open (&to);
  place_add_member (&from, "Wanjiku", NULL);
  place_deliver_all (&from, &to);
  place_reopen (&to);
  g_assert_false (is_current (&to, AHADI_KIND_MEMBER));
  catch_up (&to, AHADI_KIND_MEMBER);
  place_reopen (&to);
  g_assert_true (is_current (&to, AHADI_KIND_MEMBER));
  g_assert_cmpuint (count_matches (&to, "jik"), ==, 1);
}

/* Nobody looks for words in a pledge. */
static void
test_kinds_that_are_not_searched (void)
{
  g_auto (Place) from = { 0 };
  g_auto (Place) to = { 0 };
  AhadiId member;

  place_open (&from);
  place_open (&to);
  member = place_add_member (&from, "Wanjiku", NULL);
  place_add_pledge (&from, &member);
  place_deliver_all (&from, &to);
  catch_up (&to, AHADI_KIND_PLEDGE);
  catch_up (&to, AHADI_KIND_MEMBER);
  assert_whole (&to);
}

static void
add (const char *name, GTestFunc test)
{
  g_autofree char *path = g_strconcat ("/store/text-index/", name, NULL);

  g_test_add_func (path, test);
}

/* FTS5 loses what stands behind a row that is deleted and inserted in one go. */
static void
test_what_follows_a_changed_row_is_found (void)
{
  g_auto (Place) branch = { 0 };
  g_auto (Place) office = { 0 };
  AhadiId first;

  place_open (&branch);
  place_open (&office);
  first = place_add_member (&branch, "Wanjiku", NULL);
  place_deliver_all (&branch, &office);
  catch_up (&office, AHADI_KIND_MEMBER);

  place_change (&branch, AHADI_KIND_MEMBER, &first, AHADI_MEMBER_NAME, "Wanjiku Njeri");
  place_add_member (&branch, "Wanjiku Kamau", NULL);
  place_deliver_all (&branch, &office);
  catch_up (&office, AHADI_KIND_MEMBER);
  g_assert_cmpuint (count_matches (&office, "jik"), ==, 2);
  g_assert_cmpuint (count_matches (&office, "nje"), ==, 1);
  assert_whole (&office);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  add ("a-save-keeps-it-current", test_a_save_keeps_it_current);
  add ("an-import-is-taken-in-later", test_an_import_is_taken_in_later);
  add ("a-change-replaces-the-words", test_a_change_replaces_the_words);
  add ("other-fields-do-not-count", test_other_fields_do_not_count);
  add ("numbers-rise", test_numbers_rise);
  add ("a-rollback-is-noticed", test_a_rollback_is_noticed);
  add ("is-known-after-opening", test_is_known_after_opening);
  add ("kinds-that-are-not-searched-need-none", test_kinds_that_are_not_searched);
  g_test_add_func ("/store/text-index/what-follows-a-changed-row-is-found",
                   test_what_follows_a_changed_row_is_found);
  return g_test_run ();
}
