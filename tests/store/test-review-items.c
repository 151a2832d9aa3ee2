/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-review-items.h"

#include "place.h"

/* One member that three know, of whom two change the name apart; two offices. */
typedef struct
{
  Place kisumu;
  Place mombasa;
  Place nakuru;
  Place office;
  Place other;
  AhadiId member;
  gint64 now; /* ms: who writes later wins */
} Fixture;

#define NAME AHADI_MEMBER_NAME
#define START G_GINT64_CONSTANT (1800000000000)

static void
rename_member (Fixture *self, Place *at, const char *name)
{
  place_set_clock (self->now += 1000);
  place_change (at, AHADI_KIND_MEMBER, &self->member, NAME, name);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  Place *all[] = { &self->kisumu, &self->mombasa, &self->nakuru, &self->office,
                   &self->other };

  self->now = START;
  place_set_clock (self->now);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    place_open (all[i]);
  self->member = place_add_member (&self->kisumu, "Wanjiku", NULL);
  for (guint i = 1; i < G_N_ELEMENTS (all); i++)
    place_deliver_all (&self->kisumu, all[i]);
  rename_member (self, &self->kisumu, "Wanjiru");
  rename_member (self, &self->mombasa, "Wanjeri");
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->kisumu);
  place_close (&self->mombasa);
  place_close (&self->nakuru);
  place_close (&self->office);
  place_close (&self->other);
  place_set_clock (0);
}

static void
assert_counts (Place *at, guint64 open, guint64 settled)
{
  g_autoptr (GError) error = NULL;
  AhadiReviewCounts counts;

  assert_ok (ahadi_review_items_count (at->vault, &counts, &error));
  g_assert_cmpuint (counts.open, ==, open);
  g_assert_cmpuint (counts.settled, ==, settled);
  place_assert_sound (at);
}

/* All that is listed, as text. */
static char *
describe (Place *at)
{
  GString *text = g_string_new (NULL);

  for (int settled = 0; settled < 2; settled++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items =
          ahadi_review_items_list (at->vault, settled, 0, 0, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < items->len; i++)
        {
          const AhadiReviewItem *item = items->pdata[i];
          char id[AHADI_ID_TEXT_SIZE];

          g_string_append_printf (
              text, "%s %d %s %u %d %" G_GUINT64_FORMAT "\n", item->audience, item->kind,
              ahadi_id_print (&item->entity, id), item->field, item->state, item->hlc);
        }
    }
  return g_string_free (text, FALSE);
}

static void
settle (Fixture *self, Place *at, const char *name)
{
  g_autoptr (AhadiRecord) settlement = ahadi_record_new (AHADI_KIND_SETTLEMENT, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiItem) item =
      ahadi_query_get (at->vault, AHADI_KIND_MEMBER, &self->member, &error);
  AhadiDate today = ahadi_date_today ();
  g_autoptr (GPtrArray) problems = ahadi_problem_list_new ();

  g_assert_no_error (error);
  ahadi_record_set (item->record, NAME, name);
  ahadi_record_set (settlement, AHADI_SETTLEMENT_OUTCOME, "other");
  ahadi_record_set (settlement, AHADI_SETTLEMENT_REASON, "Her card was seen");
  ahadi_record_set (settlement, AHADI_SETTLEMENT_DATE, "2026-11-29");
  assert_ok (ahadi_review_items_settle (at->vault, AUDIENCE, item->record, NAME,
                                        settlement, &error));
  g_assert_cmpstr (ahadi_record_get (settlement, AHADI_SETTLEMENT_VALUE), ==, name);
  ahadi_record_validate (settlement, &today, problems);
  g_assert_cmpuint (problems->len, ==, 0);
}

static AhadiReview *
get_review (Fixture *self, Place *at)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = ahadi_review_items_of (
      at->vault, AUDIENCE, AHADI_KIND_MEMBER, &self->member, &error);

  g_assert_no_error (error);
  g_ptr_array_set_free_func (all, NULL);
  g_assert_cmpuint (all->len, ==, 1);
  return all->pdata[0];
}

static void
test_an_office_that_has_both_sees_a_conflict (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiReview) review = NULL;

  place_deliver_all (&fixture->kisumu, &fixture->office);
  assert_counts (&fixture->office, 0, 0);
  place_deliver_all (&fixture->mombasa, &fixture->office);
  assert_counts (&fixture->office, 1, 0);

  review = get_review (fixture, &fixture->office);
  g_assert_cmpint (review->state, ==, AHADI_REVIEW_OPEN);
  g_assert_cmpstr (review->base.value, ==, "Wanjiku");
  g_assert_cmpstr (review->standing.value, ==, "Wanjeri");
  g_assert_cmpstr (g_array_index (review->rivals, AhadiRival, 0).writing.value, ==,
                   "Wanjiru");
}

static void
test_a_decision_settles_and_a_late_change_reopens (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiReview) review = NULL;

  place_deliver_all (&fixture->kisumu, &fixture->office);
  place_deliver_all (&fixture->mombasa, &fixture->office);
  settle (fixture, &fixture->office, "Wanjiru");
  assert_counts (&fixture->office, 0, 1);
  g_assert_cmpuint (place_count_found (&fixture->office, "wanjiru"), ==, 1);

  rename_member (fixture, &fixture->nakuru, "Wangari");
  place_deliver_all (&fixture->nakuru, &fixture->office);
  assert_counts (&fixture->office, 1, 0);
  review = get_review (fixture, &fixture->office);
  g_assert_cmpint (review->state, ==, AHADI_REVIEW_REOPENED);

  settle (fixture, &fixture->office, "Wangari");
  assert_counts (&fixture->office, 0, 1);
  settle (fixture, &fixture->office, "Wanjiru");
  assert_counts (&fixture->office, 0, 1);
}

static void
test_keeping_what_stands_is_written_too (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiReview) review = NULL;
  AhadiStreamInfo stream;

  place_deliver_all (&fixture->kisumu, &fixture->office);
  place_deliver_all (&fixture->mombasa, &fixture->office);
  settle (fixture, &fixture->office, "Wanjeri");
  stream = place_get_stream (&fixture->office);
  g_assert_cmpuint (stream.frontier, ==, 2);
  review = get_review (fixture, &fixture->office);
  g_assert_cmpint (review->state, ==, AHADI_REVIEW_SETTLED);
  g_assert_true (ahadi_id_equal (&review->standing.stamp.device, &stream.id.device));
}

/* The decision before what it is about, too. */
static void
test_any_order_gives_one_list (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  place_deliver_all (&fixture->kisumu, &fixture->office);
  place_deliver_all (&fixture->mombasa, &fixture->office);
  settle (fixture, &fixture->office, "Wanjiru");
  rename_member (fixture, &fixture->nakuru, "Wangari");
  place_deliver_all (&fixture->nakuru, &fixture->office);

  place_deliver_all (&fixture->office, &fixture->other);
  place_deliver_all (&fixture->nakuru, &fixture->other);
  assert_counts (&fixture->other, 1, 0);
  place_deliver_all (&fixture->mombasa, &fixture->other);
  place_deliver_all (&fixture->kisumu, &fixture->other);
  first = describe (&fixture->office);
  second = describe (&fixture->other);
  g_assert_cmpstr (first, ==, second);
  assert_counts (&fixture->other, 1, 0);
}

static void
test_two_offices_that_decide_apart_ask_again (Fixture *fixture, gconstpointer unused)
{
  place_deliver_all (&fixture->kisumu, &fixture->office);
  place_deliver_all (&fixture->mombasa, &fixture->office);
  place_deliver_all (&fixture->kisumu, &fixture->other);
  place_deliver_all (&fixture->mombasa, &fixture->other);
  settle (fixture, &fixture->office, "Wanjeri");
  settle (fixture, &fixture->other, "Wanjiru");
  place_deliver_all (&fixture->office, &fixture->other);
  assert_counts (&fixture->other, 1, 0);
  settle (fixture, &fixture->other, "Wanjiru");
  place_deliver_all (&fixture->other, &fixture->office);
  assert_counts (&fixture->office, 0, 1);
}

static void
test_what_counts_no_longer_competes_no_longer (Fixture *fixture, gconstpointer unused)
{
  AhadiStreamInfo stream = place_get_stream (&fixture->mombasa);
  AhadiCutoff cutoff = { .device = stream.id.device, .epoch = stream.id.epoch };
  g_autoptr (AhadiRecord) record = ahadi_cutoff_to_record (&cutoff, NULL);
  g_autoptr (GError) error = NULL;

  place_deliver_all (&fixture->kisumu, &fixture->office);
  place_deliver_all (&fixture->mombasa, &fixture->office);
  assert_counts (&fixture->office, 1, 0);
  assert_ok (ahadi_vault_save (fixture->office.vault, AUDIENCE, record, NULL, &error));
  assert_counts (&fixture->office, 0, 0);
}

/* The member goes, and the decision with it: its reason may name somebody. */
static void
test_what_is_erased_is_under_no_review (Fixture *fixture, gconstpointer unused)
{
  AhadiQuery query = { .kind = AHADI_KIND_SETTLEMENT };
  g_autoptr (AhadiRecord) erasure = ahadi_record_new (AHADI_KIND_ERASURE, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ahadi_id_to_string (&fixture->member);
  guint64 settlements;

  place_deliver_all (&fixture->kisumu, &fixture->office);
  place_deliver_all (&fixture->mombasa, &fixture->office);
  settle (fixture, &fixture->office, "Wanjiru");
  assert_counts (&fixture->office, 0, 1);
  ahadi_record_set (erasure, AHADI_ERASURE_OF, id);
  ahadi_record_set (erasure, AHADI_ERASURE_OF_KIND, "member");
  ahadi_record_set (erasure, AHADI_ERASURE_REASON, "request");
  ahadi_record_set (erasure, AHADI_ERASURE_DATE, "2026-11-29");
  assert_ok (ahadi_vault_save (fixture->office.vault, AUDIENCE, erasure, NULL, &error));
  assert_counts (&fixture->office, 0, 0);
  assert_ok (ahadi_query_count (fixture->office.vault, &query, &settlements, &error));
  g_assert_cmpuint (settlements, ==, 0);
}

static void
test_what_nobody_wrote_apart_is_not_settled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiRecord) settlement = ahadi_record_new (AHADI_KIND_SETTLEMENT, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiItem) item = ahadi_query_get (fixture->office.vault, AHADI_KIND_MEMBER,
                                                &fixture->member, &error);
  g_autofree char *before = place_digest (&fixture->office);
  g_autofree char *after = NULL;

  g_assert_no_error (error);
  ahadi_record_set (item->record, NAME, "Wangari");
  g_assert_false (ahadi_review_items_settle (fixture->office.vault, AUDIENCE,
                                             item->record, NAME, settlement, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
  after = place_digest (&fixture->office);
  g_assert_cmpstr (before, ==, after);
}

static void
test_a_page_begins_anywhere (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GError) error = NULL;

  place_change (&fixture->kisumu, AHADI_KIND_MEMBER, &fixture->member,
                AHADI_MEMBER_GENDER, "woman");
  place_change (&fixture->mombasa, AHADI_KIND_MEMBER, &fixture->member,
                AHADI_MEMBER_GENDER, "not said");
  place_deliver_all (&fixture->kisumu, &fixture->office);
  place_deliver_all (&fixture->mombasa, &fixture->office);
  assert_counts (&fixture->office, 2, 0);
  page = ahadi_review_items_list (fixture->office.vault, FALSE, 0, 1, &error);
  rest = ahadi_review_items_list (fixture->office.vault, FALSE, 1, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->len, ==, 1);
  g_assert_cmpuint (((AhadiReviewItem *) page->pdata[0])->field, ==, AHADI_MEMBER_GENDER);
  g_assert_cmpuint (((AhadiReviewItem *) rest->pdata[0])->field, ==, NAME);
}

#define ADD(name, func)                                                                  \
  g_test_add ("/store/review-items/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  ADD ("an-office-that-has-both-sees-a-conflict",
       test_an_office_that_has_both_sees_a_conflict);
  ADD ("a-decision-settles-and-a-late-change-reopens",
       test_a_decision_settles_and_a_late_change_reopens);
  ADD ("keeping-what-stands-is-written-too", test_keeping_what_stands_is_written_too);
  ADD ("any-order-gives-one-list", test_any_order_gives_one_list);
  ADD ("two-offices-that-decide-apart-ask-again",
       test_two_offices_that_decide_apart_ask_again);
  ADD ("what-counts-no-longer-competes-no-longer",
       test_what_counts_no_longer_competes_no_longer);
  ADD ("what-is-erased-is-under-no-review", test_what_is_erased_is_under_no_review);
  ADD ("what-nobody-wrote-apart-is-not-settled",
       test_what_nobody_wrote_apart_is_not_settled);
  ADD ("a-page-begins-anywhere", test_a_page_begins_anywhere);
  return g_test_run ();
}
