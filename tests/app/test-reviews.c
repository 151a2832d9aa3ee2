/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#define NAME AHADI_MEMBER_NAME

/* A member whose name branch and office changed apart; the office has both. */
typedef struct
{
  Desks desks;
  AhadiId member;
} Fixture;

static void
edit (AhadiSession *session, const AhadiId *id, guint field, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiItem) item = ahadi_records_get (session, AHADI_KIND_MEMBER, id, &error);
  gboolean changed;

  g_assert_no_error (error);
  ahadi_record_set (item->record, field, value);
  assert_ok (ahadi_records_save (session, item->record, NULL, &changed, &error));
  g_assert_true (changed);
}

static void
deliver (Fixture *self)
{
  g_autofree char *bundle = desks_export (&self->desks, self->desks.branch);
  g_autoptr (AhadiImportResult) merged = desks_import (self->desks.office, bundle);

  g_assert_cmpint (merged->outcome, ==, AHADI_OUTCOME_MERGED);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  desks_open (&self->desks);
  desks_add_branch (&self->desks);
  self->member = desks_add_member (self->desks.branch, "Wanjiku Kamau");
  deliver (self);
  edit (self->desks.branch, &self->member, NAME, "Wanjiru Kamau");
  edit (self->desks.office, &self->member, NAME, "Wanjeri Kamau");
  deliver (self);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  desks_clear (&self->desks);
}

static AhadiReviewDetail *
get (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  AhadiReviewDetail *detail = ahadi_reviews_get (self->desks.office, AHADI_KIND_MEMBER,
                                                 &self->member, NAME, &error);

  g_assert_no_error (error);
  return detail;
}

static void
settle (Fixture *self, const AhadiReviewChoice *choice)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_reviews_settle (self->desks.office, AHADI_KIND_MEMBER, &self->member,
                                   NAME, choice, "Her card was seen", &error));
}

static void
assert_name (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiItem) item =
      ahadi_records_get (self->desks.office, AHADI_KIND_MEMBER, &self->member, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ahadi_record_get (item->record, NAME), ==, name);
}

static void
assert_counts (Fixture *self, guint64 open, guint64 settled)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiDesk) desk = ahadi_desk_load (self->desks.office, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (desk->reviews.open, ==, open);
  g_assert_cmpuint (desk->reviews.settled, ==, settled);
}

static void
test_what_waits_is_listed_and_shown (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines =
      ahadi_reviews_list (fixture->desks.office, FALSE, 0, 0, &error);
  g_autoptr (AhadiReviewDetail) detail = get (fixture);
  const AhadiReviewOther *other = detail->others->pdata[0];

  g_assert_no_error (error);
  assert_counts (fixture, 1, 0);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpuint (((AhadiReviewLine *) lines->pdata[0])->field, ==, NAME);
  g_assert_cmpint (detail->state, ==, AHADI_REVIEW_OPEN);
  g_assert_cmpstr (detail->base.value, ==, "Wanjiku Kamau");
  g_assert_cmpstr (detail->base.who, ==, "Kisumu");
  g_assert_cmpstr (detail->standing.who, ==, "this laptop");
  g_assert_cmpstr (other->change.value, ==, "Wanjiru Kamau");
  g_assert_cmpstr (other->change.who, ==, "Kisumu");
  g_assert_null (detail->settlement);
}

static void
test_each_outcome_stands (Fixture *fixture, gconstpointer unused)
{
  AhadiReviewChoice choice = { .outcome = AHADI_REVIEW_TAKE };
  g_autoptr (AhadiReviewDetail) detail = NULL;

  settle (fixture, &choice);
  assert_name (fixture, "Wanjiru Kamau");
  assert_counts (fixture, 0, 1);
  choice.outcome = AHADI_REVIEW_OTHER;
  choice.value = " Wanjiku wa Kamau ";
  settle (fixture, &choice);
  assert_name (fixture, "Wanjiku wa Kamau");
  choice.outcome = AHADI_REVIEW_KEEP;
  settle (fixture, &choice);
  assert_name (fixture, "Wanjiku wa Kamau");
  assert_counts (fixture, 0, 1);

  detail = get (fixture);
  g_assert_cmpstr (ahadi_record_get (detail->settlement, AHADI_SETTLEMENT_OUTCOME), ==,
                   "keep");
  g_assert_cmpstr (detail->decided.value, ==, "Wanjiku wa Kamau");
  g_assert_cmpstr (detail->decided.who, ==, "this laptop");
}

static void
test_what_cannot_stand_is_refused (Fixture *fixture, gconstpointer unused)
{
  const AhadiReviewChoice keep = { .outcome = AHADI_REVIEW_KEEP };
  g_autofree char *endless = g_strnfill (201, 'a');
  const AhadiReviewChoice wrong[] = {
    { .outcome = AHADI_REVIEW_TAKE, .other = 1 },
    { .outcome = AHADI_REVIEW_OTHER, .value = NULL },
    { .outcome = AHADI_REVIEW_OTHER, .value = endless },
  };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_fails (ahadi_reviews_settle (fixture->desks.office, AHADI_KIND_MEMBER,
                                        &fixture->member, NAME, &wrong[i], "Because",
                                        &error),
                  AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE);
  assert_fails (ahadi_reviews_settle (fixture->desks.office, AHADI_KIND_MEMBER,
                                      &fixture->member, NAME, &keep, " ", &error),
                AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE);
  assert_fails (ahadi_reviews_settle (fixture->desks.office, AHADI_KIND_MEMBER,
                                      &fixture->member, AHADI_MEMBER_BIRTH, &keep,
                                      "Because", &error),
                AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
  assert_counts (fixture, 1, 0);
  assert_name (fixture, "Wanjeri Kamau");
}

/* The branch hears of it with a reply, sees it, and what it writes then asks nobody. */
static void
test_a_branch_hears_of_it (Fixture *fixture, gconstpointer unused)
{
  const AhadiReviewChoice keep = { .outcome = AHADI_REVIEW_KEEP };
  g_autofree char *folder = desks_path (&fixture->desks, "replies");
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (AhadiImportResult) reply = NULL;
  g_autoptr (AhadiItem) seen = NULL;
  g_autoptr (GError) error = NULL;

  settle (fixture, &keep);
  replies = ahadi_exchange_reply (fixture->desks.office, folder, NULL, &error);
  g_assert_no_error (error);
  reply = desks_import (fixture->desks.branch, replies->pdata[0]);
  g_assert_cmpint (reply->outcome, ==, AHADI_OUTCOME_MERGED);
  timeline = ahadi_records_timeline (fixture->desks.branch, AHADI_KIND_MEMBER,
                                     &fixture->member, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((AhadiTimelineEntry *) timeline->pdata[0])->what, ==,
                   "“Name” had been changed apart. It was decided that “Wanjeri Kamau” "
                   "stands: “Her card was seen”.");
  seen = ahadi_records_get (fixture->desks.branch, AHADI_KIND_MEMBER, &fixture->member,
                            &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ahadi_record_get (seen->record, NAME), ==, "Wanjeri Kamau");

  edit (fixture->desks.branch, &fixture->member, NAME, "Wangari Kamau");
  deliver (fixture);
  assert_counts (fixture, 0, 1);
  assert_name (fixture, "Wangari Kamau");
}

/* It holds what it wrote itself, and nothing apart from that. */
static void
test_a_laptop_decides_nothing (Fixture *fixture, gconstpointer unused)
{
  const AhadiReviewChoice keep = { .outcome = AHADI_REVIEW_KEEP };
  g_autoptr (GError) error = NULL;

  assert_fails (ahadi_reviews_settle (fixture->desks.branch, AHADI_KIND_MEMBER,
                                      &fixture->member, NAME, &keep, "Because", &error),
                AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
}

#define ADD(name, func)                                                                  \
  g_test_add ("/app/reviews/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  ADD ("what-waits-is-listed-and-shown", test_what_waits_is_listed_and_shown);
  ADD ("each-outcome-stands", test_each_outcome_stands);
  ADD ("what-cannot-stand-is-refused", test_what_cannot_stand_is_refused);
  ADD ("a-branch-hears-of-it", test_a_branch_hears_of_it);
  ADD ("a-laptop-decides-nothing", test_a_laptop_decides_nothing);
  return g_test_run ();
}
