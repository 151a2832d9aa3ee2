/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-twins.h"

#include <string.h>

#include "place.h"
#include "store/ahadi-twin-index.h"
#include "store/ahadi-vault-private.h"

#define PHONE "+254712345678"

static void
catch_up (Place *place)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_twins_catch_up (place->vault, NULL, NULL, &error));
}

static guint64
count_behind (Place *place)
{
  g_autoptr (GError) error = NULL;
  guint64 count;

  assert_ok (ahadi_twins_count_behind (place->vault, &count, &error));
  return count;
}

static GArray *
list_pairs (Place *place)
{
  g_autoptr (GError) error = NULL;
  GArray *pairs = ahadi_twins_list (place->vault, AHADI_LINK_SURELY, &error);

  g_assert_no_error (error);
  return pairs;
}

static guint
count_pairs (Place *place)
{
  g_autoptr (GArray) pairs = list_pairs (place);

  return pairs->len;
}

/* Exactly one pair, of these two. */
static void
assert_pair (Place *place, const AhadiId *a, const AhadiId *b)
{
  g_autoptr (GArray) pairs = list_pairs (place);
  const AhadiTwinPair *pair;

  g_assert_cmpuint (pairs->len, ==, 1);
  pair = &g_array_index (pairs, AhadiTwinPair, 0);
  g_assert_true ((ahadi_id_equal (&pair->a, a) && ahadi_id_equal (&pair->b, b)) ||
                 (ahadi_id_equal (&pair->a, b) && ahadi_id_equal (&pair->b, a)));
  g_assert_cmpfloat (pair->weight, >=, AHADI_LINK_SURELY);
}

static void
add_strangers (Place *place)
{
  place_add_member (place, "Wanjiku Kamau", "+254722000001");
  place_add_member (place, "Mutua Musyoka", "+254722000002");
  place_add_member (place, "Fatuma Abdi", "+254722000003");
  place_add_member (place, "Chebet Kiplagat", "+254722000004");
}

static void
erase (Place *place, const AhadiId *member)
{
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_ERASURE, NULL);
  g_autofree char *id = ahadi_id_to_string (member);
  g_autoptr (GError) error = NULL;

  ahadi_record_set (record, AHADI_ERASURE_OF, id);
  ahadi_record_set (record, AHADI_ERASURE_OF_KIND, "member");
  ahadi_record_set (record, AHADI_ERASURE_REASON, "request");
  ahadi_record_set (record, AHADI_ERASURE_DATE, "2026-11-28");
  assert_ok (ahadi_vault_save (place->vault, AUDIENCE, record, NULL, &error));
}

static gint64
ask (Place *place, const char *sql)
{
  sqlite3_stmt *stmt;
  gint64 value;

  g_assert_cmpint (sqlite3_prepare_v2 (ahadi_database_get_handle (place->vault->database),
                                       sql, -1, &stmt, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  return value;
}

static void
test_one_person_twice_is_found (void)
{
  g_auto (Place) place = { 0 };
  AhadiId a, b;

  place_open (&place);
  add_strangers (&place);
  a = place_add_member (&place, "Achieng Otieno", PHONE);
  b = place_add_member (&place, "Otieno Achieng", PHONE);
  g_assert_cmpuint (count_behind (&place), ==, 6);
  g_assert_cmpuint (count_pairs (&place), ==, 0);
  catch_up (&place);
  g_assert_cmpuint (count_behind (&place), ==, 0);
  assert_pair (&place, &a, &b);
  place_assert_sound (&place);
}

static void
test_strangers_are_no_pair (void)
{
  g_auto (Place) place = { 0 };

  place_open (&place);
  add_strangers (&place);
  catch_up (&place);
  g_assert_cmpuint (count_pairs (&place), ==, 0);
}

/* What an import brings is compared at the next look, and with what was there. */
static void
test_who_comes_later_is_compared_with_all (void)
{
  g_auto (Place) place = { 0 };
  g_auto (Place) other = { 0 };
  AhadiId a, b;

  place_open (&place);
  place_open (&other);
  add_strangers (&place);
  a = place_add_member (&place, "Achieng Otieno", PHONE);
  catch_up (&place);
  b = place_add_member (&other, "Achieng Otieno", PHONE);
  place_deliver_all (&other, &place);
  g_assert_cmpuint (count_behind (&place), ==, 1);
  catch_up (&place);
  assert_pair (&place, &a, &b);
  place_assert_sound (&place);
}

static void
test_who_changed_is_compared_again (void)
{
  g_auto (Place) place = { 0 };
  AhadiId a, b;

  place_open (&place);
  add_strangers (&place);
  a = place_add_member (&place, "Achieng Otieno", PHONE);
  b = place_add_member (&place, "Nekesa Wafula", "+254733000000");
  catch_up (&place);
  g_assert_cmpuint (count_pairs (&place), ==, 0);

  place_change (&place, AHADI_KIND_MEMBER, &b, AHADI_MEMBER_NAME, "Achieng Otieno");
  place_change (&place, AHADI_KIND_MEMBER, &b, AHADI_MEMBER_PHONE, PHONE);
  g_assert_cmpuint (count_behind (&place), ==, 1);
  place_assert_sound (&place);
  catch_up (&place);
  assert_pair (&place, &a, &b);

  place_change (&place, AHADI_KIND_MEMBER, &a, AHADI_MEMBER_NAME, "Nekesa Wafula");
  place_change (&place, AHADI_KIND_MEMBER, &a, AHADI_MEMBER_PHONE, "+254733000000");
  catch_up (&place);
  g_assert_cmpuint (count_pairs (&place), ==, 0);
  place_assert_sound (&place);
}

static void
test_other_fields_need_no_look (void)
{
  g_auto (Place) place = { 0 };
  AhadiId a;

  place_open (&place);
  a = place_add_member (&place, "Achieng Otieno", PHONE);
  catch_up (&place);
  place_change (&place, AHADI_KIND_MEMBER, &a, AHADI_MEMBER_NOTE, "Has a bicycle");
  g_assert_cmpuint (count_behind (&place), ==, 0);
}

/* Neither name nor key nor count, in no page of the file. */
static void
test_who_is_erased_is_gone_from_here_too (void)
{
  g_auto (Place) place = { 0 };
  sqlite3 *handle;
  sqlite3_int64 size = 0;
  unsigned char *pages;
  gint64 keys, values;
  AhadiId a, b;

  place_open (&place);
  add_strangers (&place);
  a = place_add_member (&place, "Achieng Otieno", PHONE);
  catch_up (&place);
  keys = ask (&place, "SELECT count (*) FROM twin_key");
  values = ask (&place, "SELECT sum (count) FROM twin_value");
  b = place_add_member (&place, "Otieno Achieng Quixotica", PHONE);
  catch_up (&place);
  assert_pair (&place, &a, &b);

  erase (&place, &b);
  g_assert_cmpuint (count_pairs (&place), ==, 0);
  g_assert_cmpint (ask (&place, "SELECT count (*) FROM twin_key"), ==, keys);
  g_assert_cmpint (ask (&place, "SELECT sum (count) FROM twin_value"), ==, values);
  g_assert_cmpint (ask (&place, "SELECT count (*) FROM twin_pair"), ==, 0);
  g_assert_cmpint (ask (&place, "SELECT count (*) FROM twin"), ==, 5);
  place_assert_sound (&place);

  handle = ahadi_database_get_handle (place.vault->database);
  pages = sqlite3_serialize (handle, "main", &size, 0);
  g_assert_null (memmem (pages, (gsize) size, "Quixotica", strlen ("Quixotica")));
  sqlite3_free (pages);
}

/* The number of who went is not given to somebody who would count as compared. */
static void
test_who_comes_after_the_last_one_went_is_compared (void)
{
  g_auto (Place) place = { 0 };
  AhadiId a, b;

  place_open (&place);
  add_strangers (&place);
  a = place_add_member (&place, "Achieng Otieno", PHONE);
  b = place_add_member (&place, "Nekesa Wafula", NULL);
  catch_up (&place);
  erase (&place, &b);
  place_reopen (&place);
  b = place_add_member (&place, "Achieng Otieno", PHONE);
  catch_up (&place);
  assert_pair (&place, &a, &b);
  place_assert_sound (&place);
}

static gboolean
stop (guint64 done, guint64 total, gpointer data)
{
  guint *left = data;

  g_assert_cmpuint (done, <=, total);
  return (*left)-- > 0;
}

static void
test_a_look_that_is_stopped_goes_on_later (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiId a, b;

  place_open (&place);
  a = place_add_member (&place, "Achieng Otieno", PHONE);
  b = place_add_member (&place, "Otieno Achieng", PHONE);
  for (guint left = 0; left < 2; left++)
    {
      guint ticks = left;

      g_assert_false (ahadi_twins_catch_up (place.vault, stop, &ticks, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      place_assert_sound (&place);
    }
  catch_up (&place);
  assert_pair (&place, &a, &b);
}

static void
test_what_is_rolled_back_was_not_compared (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiId a, b;

  place_open (&place);
  a = place_add_member (&place, "Achieng Otieno", PHONE);
  b = place_add_member (&place, "Otieno Achieng", PHONE);
  assert_ok (ahadi_vault_begin (place.vault, &error));
  catch_up (&place);
  ahadi_vault_rollback (place.vault);
  g_assert_cmpuint (count_behind (&place), ==, 2);
  catch_up (&place);
  assert_pair (&place, &a, &b);
  place_assert_sound (&place);
}

static void
test_somebody_new_is_looked_for_before_being_saved (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_MEMBER, NULL);
  g_autoptr (GArray) twins = NULL;
  g_autoptr (GArray) none = NULL;
  g_autoptr (GError) error = NULL;
  const AhadiTwin *twin;
  AhadiId a;

  place_open (&place);
  add_strangers (&place);
  a = place_add_member (&place, "Achieng Otieno", PHONE);
  ahadi_record_set (record, AHADI_MEMBER_NAME, "Otieno Achieng");
  ahadi_record_set (record, AHADI_MEMBER_PHONE, PHONE);
  twins = ahadi_twins_find (place.vault, record, AHADI_LINK_SURELY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (twins->len, ==, 1);
  twin = &g_array_index (twins, AhadiTwin, 0);
  g_assert_true (ahadi_id_equal (&twin->id, &a));
  g_assert_cmpuint (twin->vector.counts[AHADI_LINK_PHONE_SAME], ==, 1);
  g_assert_cmpuint (twin->vector.counts[AHADI_LINK_ORDER_SWAPPED], ==, 1);

  /* Nobody is like themselves. */
  ahadi_record_set_id (record, &a);
  none = ahadi_twins_find (place.vault, record, AHADI_LINK_SURELY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_two_are_compared_on_request (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiId a, b, nobody = { { 9 } };
  AhadiTwinPair pair = { 0 };
  gboolean have;
  AhadiTwin twin;

  place_open (&place);
  a = place_add_member (&place, "Achieng Otieno", PHONE);
  b = place_add_member (&place, "Fatuma Abdi", "+254722000003");
  pair.a = a;
  pair.b = b;
  assert_ok (ahadi_twins_have (place.vault, &pair, &have, &error));
  g_assert_true (have);
  assert_ok (ahadi_twins_compare (place.vault, &pair, 1, &twin, &error));
  g_assert_true (ahadi_id_equal (&twin.id, &b));
  g_assert_cmpuint (twin.vector.counts[AHADI_LINK_PHONE_DIFFERENT], ==, 1);
  g_assert_cmpfloat (twin.weight, <, AHADI_LINK_PERHAPS);
  pair.b = nobody;
  assert_ok (ahadi_twins_have (place.vault, &pair, &have, &error));
  g_assert_false (have);
  g_assert_false (ahadi_twins_compare (place.vault, &pair, 1, &twin, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
}

/* As a program of before leaves them. */
static void
test_what_other_rules_made_is_made_anew (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiId a, b;
  guint64 differing;

  place_open (&place);
  add_strangers (&place);
  a = place_add_member (&place, "Achieng Otieno", PHONE);
  b = place_add_member (&place, "Otieno Achieng'", PHONE);
  catch_up (&place);
  assert_pair (&place, &a, &b);

  assert_ok (ahadi_database_exec (
      place.vault->database,
      "UPDATE setting SET value = 1 WHERE name = 'twin-rules'; DELETE FROM twin_pair;"
      "UPDATE twin_key SET key = key + 1; UPDATE twin_value SET count = 5",
      "test", &error));
  place_reopen (&place);
  g_assert_cmpuint (count_behind (&place), ==, 6);
  assert_ok (ahadi_twin_index_check (place.vault, &differing, &error));
  g_assert_cmpuint (differing, ==, 0);

  erase (&place, &a);
  a = place_add_member (&place, "Achieng Otieno", PHONE);
  catch_up (&place);
  g_assert_cmpuint (count_behind (&place), ==, 0);
  assert_pair (&place, &a, &b);
  assert_ok (ahadi_twin_index_check (place.vault, &differing, &error));
  g_assert_cmpuint (differing, ==, 0);
}

static void
add (const char *name, GTestFunc test)
{
  g_autofree char *path = g_strconcat ("/store/twins/", name, NULL);

  g_test_add_func (path, test);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  add ("one-person-twice-is-found", test_one_person_twice_is_found);
  add ("strangers-are-no-pair", test_strangers_are_no_pair);
  add ("who-comes-later-is-compared-with-all", test_who_comes_later_is_compared_with_all);
  add ("who-changed-is-compared-again", test_who_changed_is_compared_again);
  add ("other-fields-need-no-look", test_other_fields_need_no_look);
  add ("who-is-erased-is-gone-from-here-too", test_who_is_erased_is_gone_from_here_too);
  add ("who-comes-after-the-last-one-went-is-compared",
       test_who_comes_after_the_last_one_went_is_compared);
  add ("a-look-that-is-stopped-goes-on-later", test_a_look_that_is_stopped_goes_on_later);
  add ("what-other-rules-made-is-made-anew", test_what_other_rules_made_is_made_anew);
  add ("what-is-rolled-back-was-not-compared", test_what_is_rolled_back_was_not_compared);
  add ("somebody-new-is-looked-for-before-being-saved",
       test_somebody_new_is_looked_for_before_being_saved);
  add ("two-are-compared-on-request", test_two_are_compared_on_request);
  return g_test_run ();
}
