/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-query.h"

#include "place.h"

static GPtrArray *
list (Place *place, const AhadiQuery *query)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *items = ahadi_query_list (place->vault, query, &error);

  g_assert_no_error (error);
  return items;
}

/* The names in a list, joined. */
static char *
list_names (Place *place, const AhadiQuery *query)
{
  g_autoptr (GPtrArray) items = list (place, query);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const AhadiItem *item = g_ptr_array_index (items, i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                              ahadi_record_get (item->record, AHADI_MEMBER_NAME));
    }

  return g_string_free (names, FALSE);
}

static guint64
count (Place *place, const AhadiQuery *query)
{
  g_autoptr (GError) error = NULL;
  guint64 n;

  assert_ok (ahadi_query_count (place->vault, query, &n, &error));
  return n;
}

static void
assert_names (Place *place, const AhadiQuery *query, const char *expected)
{
  g_autofree char *names = list_names (place, query);

  g_assert_cmpstr (names, ==, expected);
}

/* --- Search --------------------------------------------------------------- */

typedef struct
{
  const char *search;
  const char *found;
} SearchCase;

/* Members: "Wanjikũ wa Ng’ang’a" 0712345678 AK/2023/0012, "Mary Wanjiru" +254733000111
 * Kitale, "Öz" (no phone). */
static const SearchCase search_cases[] = {
  { "wanjiku", "Wanjikũ wa Ng’ang’a" },
  { "WANJIKŨ", "Wanjikũ wa Ng’ang’a" },
  { "nganga", "Wanjikũ wa Ng’ang’a" },
  { "ng'ang'a", "Wanjikũ wa Ng’ang’a" },
  { "anji", "Mary Wanjiru, Wanjikũ wa Ng’ang’a" },
  { "nganga wanj", "Wanjikũ wa Ng’ang’a" },
  { "mary nganga", "" },
  { "w", "Mary Wanjiru, Wanjikũ wa Ng’ang’a" },
  { "wa", "Mary Wanjiru, Wanjikũ wa Ng’ang’a" },
  { "m", "Mary Wanjiru" },
  { "ma", "Mary Wanjiru" },
  { "ar", "" },
  { "ö", "Öz" },
  { "oz", "Öz" },
  { "0712", "Wanjikũ wa Ng’ang’a" },
  { "712345", "Wanjikũ wa Ng’ang’a" },
  { "0712 345 678", "Wanjikũ wa Ng’ang’a" },
  { "+254 712 345 678", "Wanjikũ wa Ng’ang’a" },
  { "00254712", "Wanjikũ wa Ng’ang’a" },
  { "0733-000", "Mary Wanjiru" },
  { "ak/2023", "Wanjikũ wa Ng’ang’a" },
  { "2023/0012", "Wanjikũ wa Ng’ang’a" },
  { "kitale", "Mary Wanjiru" },
  { "mary@", "Mary Wanjiru" },
  { "\"", "" },
  { "wanj\" OR \"z", "" },
  { "*", "" },
  { "NOT wan", "" },
  { "%", "" },
  { "   ", "Mary Wanjiru, Öz, Wanjikũ wa Ng’ang’a" },
};

static void
fill_people (Place *place)
{
  AhadiId id = place_add_member (place, "Wanjikũ wa Ng’ang’a", "+254712345678");

  place_change (place, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_NUMBER, "AK/2023/0012");
  id = place_add_member (place, "Mary Wanjiru", "+254733000111");
  place_change (place, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_PLACE, "Kitale");
  place_change (place, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_EMAIL, "mary@example.org");
  place_add_member (place, "Öz", NULL);
}

static void
test_search_finds_any_part_folded (void)
{
  g_auto (Place) place = { 0 };

  place_open (&place);
  fill_people (&place);
  for (guint i = 0; i < G_N_ELEMENTS (search_cases); i++)
    {
      const SearchCase *one = &search_cases[i];
      AhadiQuery query = { .kind = AHADI_KIND_MEMBER, .search = one->search };
      g_autofree char *names = list_names (&place, &query);
      g_autoptr (GPtrArray) items = list (&place, &query);

      g_test_message ("search for <%s>", one->search);
      g_assert_cmpstr (names, ==, one->found);
      g_assert_cmpuint (count (&place, &query), ==, items->len);
    }
}

static void
test_old_words_are_not_found_after_a_change (void)
{
  g_auto (Place) place = { 0 };
  AhadiId id;

  place_open (&place);
  id = place_add_member (&place, "Wanjiku", "+254712345678");
  place_change (&place, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_NAME, "Akinyi");
  place_change (&place, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_PHONE, NULL);
  g_assert_cmpuint (place_count_found (&place, "wanjiku"), ==, 0);
  g_assert_cmpuint (place_count_found (&place, "0712"), ==, 0);
  g_assert_cmpuint (place_count_found (&place, "akin"), ==, 1);
}

static void
test_a_kind_that_is_not_searched_finds_nothing (void)
{
  g_auto (Place) place = { 0 };
  AhadiQuery query = { .kind = AHADI_KIND_PLEDGE, .search = "person" };
  AhadiId member;

  place_open (&place);
  member = place_add_member (&place, "Njeri", NULL);
  place_add_pledge (&place, &member);
  g_assert_cmpuint (count (&place, &query), ==, 0);
  query.search = NULL;
  g_assert_cmpuint (count (&place, &query), ==, 1);
}

/* --- Lists ---------------------------------------------------------------- */

static void
test_names_are_sorted_folded (void)
{
  g_auto (Place) place = { 0 };
  AhadiQuery query = { .kind = AHADI_KIND_MEMBER };

  place_open (&place);
  place_add_member (&place, "zawadi", NULL);
  place_add_member (&place, "Ábdi", NULL);
  place_add_member (&place, "ABEL", NULL);
  place_add_member (&place, "Ng'ang'a", NULL);
  assert_names (&place, &query, "Ábdi, ABEL, Ng'ang'a, zawadi");
}

static void
test_newest_come_first (void)
{
  g_auto (Place) place = { 0 };
  AhadiQuery query = { .kind = AHADI_KIND_MEMBER, .sort = AHADI_SORT_NEWEST };
  AhadiId first;

  place_open (&place);
  first = place_add_member (&place, "A", NULL);
  place_add_member (&place, "B", NULL);
  place_add_member (&place, "C", NULL);
  assert_names (&place, &query, "C, B, A");
  place_change (&place, AHADI_KIND_MEMBER, &first, AHADI_MEMBER_NOTE, "x");
  assert_names (&place, &query, "A, C, B");
}

static void
test_pages_are_the_list_in_pieces (void)
{
  g_auto (Place) place = { 0 };
  AhadiQuery query = { .kind = AHADI_KIND_MEMBER, .limit = 3 };

  place_open (&place);
  for (char c = 'A'; c <= 'H'; c++)
    place_add_member (&place, (char[]){ c, '\0' }, NULL);

  assert_names (&place, &query, "A, B, C");
  query.offset = 3;
  assert_names (&place, &query, "D, E, F");
  query.offset = 6;
  assert_names (&place, &query, "G, H");
  query.offset = 9;
  assert_names (&place, &query, "");
  g_assert_cmpuint (count (&place, &query), ==, 8);
  query.limit = 0;
  query.offset = 0;
  assert_names (&place, &query, "A, B, C, D, E, F, G, H");
}

static void
test_pledges_of_one_member (void)
{
  g_auto (Place) place = { 0 };
  AhadiQuery query = { .kind = AHADI_KIND_PLEDGE };
  g_autoptr (GPtrArray) items = NULL;
  AhadiId a;
  AhadiId b;
  AhadiId pledge;

  place_open (&place);
  a = place_add_member (&place, "A", NULL);
  b = place_add_member (&place, "B", NULL);
  place_add_pledge (&place, &a);
  pledge = place_add_pledge (&place, &b);
  place_add_pledge (&place, &a);

  query.of = &b;
  items = list (&place, &query);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_true (ahadi_id_equal (
      ahadi_record_get_id (((AhadiItem *) items->pdata[0])->record), &pledge));
  query.of = &a;
  g_assert_cmpuint (count (&place, &query), ==, 2);

  /* A circle belongs to nothing. */
  query.kind = AHADI_KIND_CIRCLE;
  g_assert_cmpuint (count (&place, &query), ==, 0);
}

static void
test_members_of_one_circle_can_be_searched (void)
{
  g_auto (Place) place = { 0 };
  AhadiQuery query = { .kind = AHADI_KIND_MEMBER };
  const AhadiId circle = { { 1 } };
  g_autofree char *text = ahadi_id_to_string (&circle);
  AhadiId id;

  place_open (&place);
  id = place_add_member (&place, "Mary Inside", NULL);
  place_change (&place, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_CIRCLE, text);
  place_add_member (&place, "Mary Outside", NULL);
  id = place_add_member (&place, "Joan Inside", NULL);
  place_change (&place, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_CIRCLE, text);

  query.of = &circle;
  assert_names (&place, &query, "Joan Inside, Mary Inside");
  query.search = "mary";
  assert_names (&place, &query, "Mary Inside");
  g_assert_cmpuint (count (&place, &query), ==, 1);
}

static void
test_an_unknown_record_is_not_found (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  const AhadiId id = { { 9 } };

  place_open (&place);
  g_assert_null (ahadi_query_get (place.vault, AHADI_KIND_MEMBER, &id, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
}

/* --- Delivery ------------------------------------------------------------- */

static AhadiDelivery
delivery_of (Place *place, const AhadiId *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiItem) item =
      ahadi_query_get (place->vault, AHADI_KIND_MEMBER, id, &error);

  g_assert_no_error (error);
  return item->delivery;
}

static void
assert_deliveries (
    Place *place, guint64 none, guint64 here, guint64 out, guint64 received)
{
  g_autoptr (GError) error = NULL;
  AhadiQuery query = { .kind = AHADI_KIND_MEMBER, .only_here = TRUE };
  AhadiDeliveryCounts counts;
  const guint64 *members = counts.counts[AHADI_KIND_MEMBER];

  assert_ok (ahadi_query_deliveries (place->vault, &counts, &error));
  g_assert_cmpuint (members[AHADI_DELIVERY_NONE], ==, none);
  g_assert_cmpuint (members[AHADI_DELIVERY_ONLY_HERE], ==, here);
  g_assert_cmpuint (members[AHADI_DELIVERY_EXPORTED], ==, out);
  g_assert_cmpuint (members[AHADI_DELIVERY_RECEIVED], ==, received);
  g_assert_cmpuint (count (place, &query), ==, here);
  query.search = "member";
  g_assert_cmpuint (count (place, &query), ==, here);
}

static void
test_delivery_goes_from_here_to_received (void)
{
  g_auto (Place) place = { 0 };
  g_auto (Place) other = { 0 };
  g_autoptr (GError) error = NULL;
  const guint8 head[32] = { 1 };
  gint64 stream;
  AhadiId first;
  AhadiId second;

  place_open (&place);
  place_open (&other);
  first = place_add_member (&place, "Member A", NULL);
  second = place_add_member (&place, "Member B", NULL);
  stream = place_get_stream (&place).number;
  assert_deliveries (&place, 0, 2, 0, 0);
  g_assert_cmpint (delivery_of (&place, &first), ==, AHADI_DELIVERY_ONLY_HERE);

  assert_ok (ahadi_streams_set_exported (place.vault, stream, 1, &error));
  g_assert_cmpint (delivery_of (&place, &first), ==, AHADI_DELIVERY_EXPORTED);
  g_assert_cmpint (delivery_of (&place, &second), ==, AHADI_DELIVERY_ONLY_HERE);
  assert_deliveries (&place, 0, 1, 1, 0);

  assert_ok (ahadi_streams_set_exported (place.vault, stream, 2, &error));
  assert_ok (ahadi_streams_set_acked (place.vault, stream, 1, head, &error));
  g_assert_cmpint (delivery_of (&place, &first), ==, AHADI_DELIVERY_RECEIVED);
  assert_deliveries (&place, 0, 0, 1, 1);

  place_change (&place, AHADI_KIND_MEMBER, &first, AHADI_MEMBER_NOTE, "again");
  g_assert_cmpint (delivery_of (&place, &first), ==, AHADI_DELIVERY_ONLY_HERE);
  assert_deliveries (&place, 0, 1, 1, 0);

  place_deliver_all (&place, &other);
  g_assert_cmpint (delivery_of (&other, &first), ==, AHADI_DELIVERY_NONE);
  assert_deliveries (&other, 2, 0, 0, 0);
}

/* --- Audiences ------------------------------------------------------------ */

static void
test_audiences_are_kept_apart (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_CIRCLE, NULL);
  g_autoptr (AhadiItem) item = NULL;
  g_auto (GStrv) audiences = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *empty = NULL;

  place_open (&place);
  place_add_member (&place, "Njeri", NULL);
  before = place_digest (&place);
  ahadi_record_set (record, AHADI_CIRCLE_NAME, "Kibera");
  assert_ok (ahadi_vault_save (place.vault, "executive-director", record, NULL, &error));
  after = place_digest (&place);
  g_assert_cmpstr (before, ==, after);

  empty = ahadi_query_digest (place.vault, "board-committee", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (empty, !=, before);
  audiences = ahadi_query_list_audiences (place.vault, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (audiences), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) audiences, "executive-director"));
  item = ahadi_query_get (place.vault, AHADI_KIND_CIRCLE, ahadi_record_get_id (record),
                          &error);
  g_assert_no_error (error);
  g_assert_cmpstr (item->audience, ==, "executive-director");
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/query/search-finds-any-part-folded",
                   test_search_finds_any_part_folded);
  g_test_add_func ("/store/query/old-words-are-not-found-after-a-change",
                   test_old_words_are_not_found_after_a_change);
  g_test_add_func ("/store/query/a-kind-that-is-not-searched-finds-nothing",
                   test_a_kind_that_is_not_searched_finds_nothing);
  g_test_add_func ("/store/query/names-are-sorted-folded", test_names_are_sorted_folded);
  g_test_add_func ("/store/query/newest-come-first", test_newest_come_first);
  g_test_add_func ("/store/query/pages-are-the-list-in-pieces",
                   test_pages_are_the_list_in_pieces);
  g_test_add_func ("/store/query/pledges-of-one-member", test_pledges_of_one_member);
  g_test_add_func ("/store/query/members-of-one-circle-can-be-searched",
                   test_members_of_one_circle_can_be_searched);
  g_test_add_func ("/store/query/an-unknown-record-is-not-found",
                   test_an_unknown_record_is_not_found);
  g_test_add_func ("/store/query/delivery-goes-from-here-to-received",
                   test_delivery_goes_from_here_to_received);
  g_test_add_func ("/store/query/audiences-are-kept-apart",
                   test_audiences_are_kept_apart);
  return g_test_run ();
}
