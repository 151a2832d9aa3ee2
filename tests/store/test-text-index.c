/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-text-index.h"

#include "place.h"
#include "store/ahadi-posting-table.h"
#include "store/ahadi-search-text.h"
#include "store/ahadi-tokenizer.h"

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

/* Rows that the table of posting lists gives for @search, which is one word of three
 * letters. */
static guint
count_matches (Place *place, const char *search)
{
  g_autoptr (GError) error = NULL;
  guint64 token = ahadi_tokenizer_make_key (search, strlen (search));
  g_autoptr (GArray) docs = ahadi_posting_table_find (
      place->vault->database, ahadi_kind_get_info (AHADI_KIND_MEMBER), &token, 1, &error);

  g_assert_no_error (error);
  return docs->len;
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
  place_assert_sound (&place);
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
  place_assert_sound (&to);
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
  place_assert_sound (&to);
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
  place_assert_sound (&to);
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
  place_assert_sound (&to);
}

/* Of one word, of which a row goes and comes again and another one comes. */
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
  place_assert_sound (&office);
}

static void
assert_columns (Place *place, const AhadiKindInfo *info, const char *name, guint columns)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiStatement) statement =
      ahadi_database_prepare_for (place->vault->database, info->name, name, &error);

  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_column_count (statement->stmt), ==, (int) columns);
}

/* Values are found by their place: one field left out shifts what stands behind it. */
static void
test_every_field_is_read (void)
{
  g_auto (Place) place = { 0 };

  place_open (&place);
  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    {
      const AhadiKindInfo *info = ahadi_kind_get_info (kind);

      if (ahadi_search_text_get_fields (kind) == 0)
        continue;
      assert_columns (&place, info, "text-new", 1 + info->n_fields);
      assert_columns (&place, info, "text-todo", 1 + info->n_fields + 2);
    }
}

static void
add (const char *name, GTestFunc test)
{
  g_autofree char *path = g_strconcat ("/store/text-index/", name, NULL);

  g_test_add_func (path, test);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  add ("what-follows-a-changed-row-is-found", test_what_follows_a_changed_row_is_found);
  add ("every-field-is-read", test_every_field_is_read);
  add ("a-save-keeps-it-current", test_a_save_keeps_it_current);
  add ("an-import-is-taken-in-later", test_an_import_is_taken_in_later);
  add ("a-change-replaces-the-words", test_a_change_replaces_the_words);
  add ("other-fields-do-not-count", test_other_fields_do_not_count);
  add ("numbers-rise", test_numbers_rise);
  add ("a-rollback-is-noticed", test_a_rollback_is_noticed);
  add ("is-known-after-opening", test_is_known_after_opening);
  add ("kinds-that-are-not-searched-need-none", test_kinds_that_are_not_searched);
  return g_test_run ();
}
