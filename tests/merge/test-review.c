/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge/ahadi-merge.h"

/* A history of one record: devices are letters, times small numbers, so that a case reads
 * like a story. */
typedef struct
{
  GPtrArray *bodies;
  GArray *entries;
  GArray *decisions;
} Story;

static void
free_body (gpointer data)
{
  ahadi_body_clear (data);
  g_free (data);
}

static void
story_init (Story *self)
{
  self->bodies = g_ptr_array_new_with_free_func (free_body);
  self->entries = g_array_new (FALSE, FALSE, sizeof (AhadiReviewEntry));
  self->decisions = g_array_new (FALSE, FALSE, sizeof (AhadiDecision));
}

static void
story_clear (Story *self)
{
  g_ptr_array_unref (self->bodies);
  g_array_unref (self->entries);
  g_array_unref (self->decisions);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Story, story_clear)

static AhadiStamp
at (AhadiHlc hlc, char device)
{
  AhadiStamp stamp = { .hlc = hlc, .epoch = 1 };

  stamp.device.bytes[0] = (guint8) device;
  return stamp;
}

static const AhadiStamp nothing = { 0 };

#define NAME AHADI_MEMBER_NAME   /* sensitive */
#define PHONE AHADI_MEMBER_PHONE /* ordinary */

static void
add (Story *self, guint field, const char *value, AhadiStamp stamp, AhadiStamp base)
{
  AhadiBody *body = g_new0 (AhadiBody, 1);
  AhadiReviewEntry entry = { .stamp = stamp, .body = body };

  body->fields = 1u << field;
  body->values[field] = g_strdup (value);
  body->bases[field] = base;
  g_ptr_array_add (self->bodies, body);
  g_array_append_val (self->entries, entry);
}

/* Those with the times @from to @to, whoever wrote them, count for good. */
static void
settle (Story *self, AhadiHlc from, AhadiHlc to)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      AhadiReviewEntry *entry = &g_array_index (self->entries, AhadiReviewEntry, i);

      entry->settled = entry->stamp.hlc >= from && entry->stamp.hlc <= to;
    }
}

/* @cites: with the last */
static void
decide (Story *self, AhadiStamp stamp, const AhadiStamp *cites, guint n_cites)
{
  AhadiDecision decision = { .stamp = stamp, .kind = AHADI_KIND_MEMBER, .field = NAME };

  decision.id.bytes[0] = (guint8) stamp.hlc;
  decision.n_cites = n_cites;
  memcpy (decision.cites, cites, n_cites * sizeof *cites);
  g_array_append_val (self->decisions, decision);
}

/* Takes back what lets @last stand; its own writing is @written. */
static void
take_back (Story *self, AhadiStamp stamp, AhadiStamp last, AhadiStamp written)
{
  const AhadiStamp cites[] = { last, written };

  decide (self, stamp, cites, G_N_ELEMENTS (cites));
  g_array_index (self->decisions, AhadiDecision, self->decisions->len - 1).undoes = TRUE;
}

/* NULL if @field is under no review. */
static AhadiReview *
review (Story *self, guint field)
{
  g_autoptr (GPtrArray) all =
      ahadi_review_record (AHADI_KIND_MEMBER, self->entries, self->decisions);

  g_ptr_array_set_free_func (all, NULL);
  if (all->len == 0)
    return NULL;

  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpuint (((AhadiReview *) all->pdata[0])->field, ==, field);
  return all->pdata[0];
}

static void
assert_rival (const AhadiReview *self,
              guint index,
              const char *value,
              AhadiRivalState state)
{
  const AhadiRival *rival = &g_array_index (self->rivals, AhadiRival, index);

  g_assert_cmpuint (index, <, self->rivals->len);
  g_assert_cmpstr (rival->writing.value, ==, value);
  g_assert_cmpint (rival->state, ==, state);
}

/* Kisumu and Mombasa change a name that both know. */
static void
begin_conflict (Story *self)
{
  story_init (self);
  add (self, NAME, "Wanjiku", at (1, 'k'), nothing);
  add (self, NAME, "Wanjiru", at (5, 'k'), at (1, 'k'));
  add (self, NAME, "Wanjeri", at (6, 'm'), at (1, 'k'));
}

static void
test_a_line_of_changes_is_no_review (void)
{
  g_auto (Story) story = { 0 };

  story_init (&story);
  add (&story, NAME, "Wanjiku", at (1, 'k'), nothing);
  g_assert_null (review (&story, NAME));
  add (&story, NAME, "Wanjiru", at (2, 'm'), at (1, 'k'));
  add (&story, NAME, "Wanjeri", at (3, 'k'), at (2, 'm'));
  g_assert_null (review (&story, NAME));
}

static void
test_two_that_did_not_see_each_other_are_a_conflict (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  begin_conflict (&story);
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_OPEN);
  g_assert_cmpuint (found->n_competing, >, 0);
  g_assert_true (found->has_base);
  g_assert_cmpstr (found->base.value, ==, "Wanjiku");
  g_assert_cmpstr (found->standing.value, ==, "Wanjeri");
  g_assert_cmpuint (found->n_competing, ==, 1);
  g_assert_cmpuint (found->rivals->len, ==, 1);
  assert_rival (found, 0, "Wanjiru", AHADI_RIVAL_COMPETES);
  g_assert_false (found->has_decision);
}

static void
test_two_that_begin_a_field_have_no_base (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  story_init (&story);
  add (&story, NAME, "Wanjiku", at (1, 'k'), nothing);
  add (&story, NAME, NULL, at (2, 'm'), nothing);
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_OPEN);
  g_assert_false (found->has_base);
  g_assert_null (found->standing.value);
}

static void
test_the_same_said_twice_is_parallel (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  story_init (&story);
  add (&story, NAME, "Wanjiku", at (1, 'k'), nothing);
  add (&story, NAME, "Wanjiru", at (5, 'k'), at (1, 'k'));
  add (&story, NAME, "Wanjiru", at (6, 'm'), at (1, 'k'));
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_PARALLEL);
  g_assert_cmpuint (found->n_competing, ==, 0);
  assert_rival (found, 0, "Wanjiru", AHADI_RIVAL_PARALLEL);
}

static void
test_an_ordinary_field_is_told_and_not_asked (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  story_init (&story);
  add (&story, PHONE, "+254700000001", at (5, 'k'), nothing);
  add (&story, PHONE, "+254700000002", at (6, 'm'), nothing);
  found = review (&story, PHONE);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_PARALLEL);
  assert_rival (found, 0, "+254700000001", AHADI_RIVAL_PARALLEL);
}

static void
test_facts_are_under_no_review (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (GPtrArray) found = NULL;

  story_init (&story);
  add (&story, AHADI_ADDENDUM_TEXT, "one", at (1, 'k'), nothing);
  add (&story, AHADI_ADDENDUM_TEXT, "another", at (2, 'm'), nothing);
  found = ahadi_review_record (AHADI_KIND_ADDENDUM, story.entries, story.decisions);
  g_assert_cmpuint (found->len, ==, 0);
}

static void
test_who_saw_one_side_only_settles_nothing (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  begin_conflict (&story);
  add (&story, NAME, "Wanjohi", at (9, 'o'), at (6, 'm'));
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_OPEN);
  g_assert_cmpstr (found->standing.value, ==, "Wanjohi");
  g_assert_cmpuint (found->rivals->len, ==, 1);
  assert_rival (found, 0, "Wanjiru", AHADI_RIVAL_COMPETES);
  g_assert_cmpstr (found->base.value, ==, "Wanjiku");
}

/* Its own and, as the base tells, the other's. */
static void
test_who_provably_saw_both_leaves_no_question (void)
{
  g_auto (Story) story = { 0 };

  begin_conflict (&story);
  add (&story, NAME, "Wanjohi", at (9, 'k'), at (6, 'm'));
  g_assert_null (review (&story, NAME));
}

/* Each has seen more that the other has not. */
static void
test_the_base_lies_behind_what_each_wrote_alone (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  begin_conflict (&story);
  add (&story, NAME, "Wanjohi", at (9, 'o'), at (6, 'm'));
  add (&story, NAME, "Wangari", at (8, 'k'), at (5, 'k'));
  found = review (&story, NAME);
  g_assert_true (found->has_base);
  g_assert_cmpstr (found->base.value, ==, "Wanjiku");
  assert_rival (found, 0, "Wangari", AHADI_RIVAL_COMPETES);
}

static void
test_a_decision_settles_what_it_cites (void)
{
  const AhadiStamp cites[] = { at (5, 'k'), at (6, 'm'), at (9, 'o') };
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  begin_conflict (&story);
  add (&story, NAME, "Wanjiru", at (9, 'o'), at (6, 'm'));
  decide (&story, at (10, 'o'), cites, 3);
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_SETTLED);
  g_assert_true (found->has_decision);
  g_assert_cmpuint (found->decision.bytes[0], ==, 10);
  g_assert_cmpstr (found->standing.value, ==, "Wanjiru");
  g_assert_cmpuint (found->rivals->len, ==, 2);
  assert_rival (found, 0, "Wanjeri", AHADI_RIVAL_SET_ASIDE);
  assert_rival (found, 1, "Wanjiru", AHADI_RIVAL_SET_ASIDE);
}

static void
test_what_goes_on_from_a_decision_keeps_it_settled (void)
{
  const AhadiStamp cites[] = { at (5, 'k'), at (6, 'm'), at (9, 'o') };
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  begin_conflict (&story);
  add (&story, NAME, "Wanjeri", at (9, 'o'), at (6, 'm'));
  decide (&story, at (10, 'o'), cites, 3);
  add (&story, NAME, "Wanjohi", at (12, 'p'), at (9, 'o'));
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_SETTLED);
}

static void
test_a_late_writing_reopens_it (void)
{
  const AhadiStamp cites[] = { at (5, 'k'), at (6, 'm'), at (9, 'o') };

  /* It may stand below what was decided, or above. */
  for (AhadiHlc hlc = 7; hlc < 20; hlc += 10)
    {
      g_auto (Story) story = { 0 };
      g_autoptr (AhadiReview) found = NULL;

      begin_conflict (&story);
      add (&story, NAME, "Wanjeri", at (9, 'o'), at (6, 'm'));
      decide (&story, at (10, 'o'), cites, 3);
      add (&story, NAME, "Wangari", at (hlc, 'n'), at (1, 'k'));
      found = review (&story, NAME);
      g_assert_cmpint (found->state, ==, AHADI_REVIEW_REOPENED);
      g_assert_cmpuint (found->n_competing, ==, 1);
      assert_rival (found, 0, hlc == 7 ? "Wangari" : "Wanjeri", AHADI_RIVAL_COMPETES);
      g_assert_cmpstr (found->standing.value, ==, hlc == 7 ? "Wanjeri" : "Wangari");
    }
}

static void
test_who_goes_on_from_what_was_set_aside_reopens_it (void)
{
  const AhadiStamp cites[] = { at (5, 'k'), at (6, 'm'), at (9, 'o') };
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  begin_conflict (&story);
  add (&story, NAME, "Wanjeri", at (9, 'o'), at (6, 'm'));
  decide (&story, at (10, 'o'), cites, 3);
  add (&story, NAME, "Wangari", at (7, 'k'), at (5, 'k'));
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_REOPENED);
  assert_rival (found, 0, "Wangari", AHADI_RIVAL_COMPETES);
}

static void
test_two_decisions_apart_compete (void)
{
  const AhadiStamp one[] = { at (5, 'k'), at (6, 'm'), at (9, 'o') };
  const AhadiStamp other[] = { at (5, 'k'), at (6, 'm'), at (10, 'p') };
  const AhadiStamp both[] = { at (9, 'o'), at (10, 'p'), at (15, 'o') };
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;
  g_autoptr (AhadiReview) settled = NULL;

  begin_conflict (&story);
  add (&story, NAME, "Wanjeri", at (9, 'o'), at (6, 'm'));
  decide (&story, at (11, 'o'), one, 3);
  add (&story, NAME, "Wanjiru", at (10, 'p'), at (6, 'm'));
  decide (&story, at (12, 'p'), other, 3);
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_REOPENED);
  g_assert_cmpstr (found->standing.value, ==, "Wanjiru");
  assert_rival (found, 0, "Wanjeri", AHADI_RIVAL_COMPETES);
  g_assert_cmpstr (found->base.value, ==, "Wanjeri");

  add (&story, NAME, "Wanjiru", at (15, 'o'), at (10, 'p'));
  decide (&story, at (16, 'o'), both, 3);
  settled = review (&story, NAME);
  g_assert_cmpint (settled->state, ==, AHADI_REVIEW_SETTLED);
}

/* The office that decided counts no further than before. */
static void
test_a_decision_holds_as_long_as_its_own_writing_counts (void)
{
  const AhadiStamp cites[] = { at (5, 'k'), at (6, 'm'), at (9, 'o') };
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  begin_conflict (&story);
  decide (&story, at (10, 'o'), cites, 3);
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_OPEN);
  g_assert_false (found->has_decision);
}

static void
test_a_base_from_the_future_is_none (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  story_init (&story);
  add (&story, NAME, "Wanjiru", at (5, 'k'), at (6, 'm'));
  add (&story, NAME, "Wanjeri", at (6, 'm'), at (5, 'k'));
  g_assert_null (review (&story, NAME));

  add (&story, NAME, "Wangari", at (7, 'n'), at (7, 'n'));
  found = review (&story, NAME);
  g_assert_cmpstr (found->standing.value, ==, "Wangari");
  assert_rival (found, 0, "Wanjeri", AHADI_RIVAL_COMPETES);
  g_assert_false (found->has_base);
}

/* The name is decided to be Wanjiru. */
static void
begin_decided (Story *self)
{
  const AhadiStamp cites[] = { at (5, 'k'), at (6, 'm'), at (10, 'o') };

  begin_conflict (self);
  add (self, NAME, "Wanjiru", at (10, 'o'), at (6, 'm'));
  decide (self, at (11, 'o'), cites, G_N_ELEMENTS (cites));
}

static void
test_what_is_taken_back_is_asked_again (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) decided = NULL;
  g_autoptr (AhadiReview) found = NULL;

  begin_decided (&story);
  decided = review (&story, NAME);
  g_assert_cmpint (decided->state, ==, AHADI_REVIEW_SETTLED);
  g_assert_true (decided->has_before);
  g_assert_cmpstr (decided->before.value, ==, "Wanjeri");

  add (&story, NAME, "Wanjeri", at (12, 'o'), at (10, 'o'));
  take_back (&story, at (13, 'o'), decided->decided, at (12, 'o'));
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_OPEN);
  g_assert_cmpstr (found->standing.value, ==, "Wanjeri");
  g_assert_cmpuint (found->n_competing, ==, 1);
  assert_rival (found, 0, "Wanjiru", AHADI_RIVAL_COMPETES);
  g_assert_cmpstr (found->base.value, ==, "Wanjiku");
  g_assert_true (found->has_decision);
  g_assert_false (found->has_before);
}

static void
test_an_earlier_decision_holds_again (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;
  const AhadiStamp cites[] = { at (5, 'k'), at (6, 'm'), at (10, 'o'), at (20, 'o') };

  begin_decided (&story);
  add (&story, NAME, "Wangari", at (20, 'o'), at (10, 'o'));
  decide (&story, at (21, 'o'), cites, G_N_ELEMENTS (cites));
  add (&story, NAME, "Wanjiru", at (22, 'o'), at (20, 'o'));
  take_back (&story, at (23, 'o'), at (20, 'o'), at (22, 'o'));
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_SETTLED);
  g_assert_cmpstr (found->standing.value, ==, "Wanjiru");

  /* Somebody who knew of nothing asks again, and was not decided upon. */
  add (&story, NAME, "Wambui", at (7, 'n'), at (1, 'k'));
  ahadi_review_free (g_steal_pointer (&found));
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_REOPENED);
}

static void
test_what_takes_back_can_be_taken_back (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  begin_decided (&story);
  add (&story, NAME, "Wanjeri", at (12, 'o'), at (10, 'o'));
  take_back (&story, at (13, 'o'), at (10, 'o'), at (12, 'o'));
  add (&story, NAME, "Wanjiru", at (14, 'o'), at (12, 'o'));
  take_back (&story, at (15, 'o'), at (12, 'o'), at (14, 'o'));
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_SETTLED);
  g_assert_cmpuint (found->n_competing, ==, 0);
}

/* Nobody takes back what is decided later, and nothing by a writing that counts not. */
static void
test_what_does_not_hold_takes_nothing_back (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  begin_decided (&story);
  take_back (&story, at (9, 'z'), at (10, 'o'), at (10, 'o'));
  take_back (&story, at (13, 'o'), at (10, 'o'), at (12, 'o'));
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_SETTLED);
  g_assert_true (found->has_before);
}

/* It would take away what somebody wrote who knew of it. */
static void
test_who_went_on_from_a_decision_keeps_it (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  begin_decided (&story);
  add (&story, NAME, "Wanjohi", at (12, 'k'), at (10, 'o'));
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_SETTLED);
  g_assert_false (found->has_before);
}

/* The oldest of a hundred, which is not listed, knew less than the others: what those
 * saw is no base of all. */
static void
test_base_is_what_all_saw_listed_or_not (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  story_init (&story);
  add (&story, NAME, "Wanjiku", at (1, 'a'), nothing);
  add (&story, NAME, "Wanjiru", at (2, 'a'), at (1, 'a'));
  add (&story, NAME, "Wanja", at (3, 'b'), at (1, 'a'));
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("Wanjeri %u", i);

      add (&story, NAME, name, at (4 + i, (char) ('c' + i)), at (2, 'a'));
    }
  found = review (&story, NAME);
  g_assert_cmpuint (found->n_competing, ==, 100);
  g_assert_cmpuint (found->rivals->len, ==, AHADI_REVIEW_LIMIT);
  g_assert_true (found->has_base);
  g_assert_cmpstr (found->base.value, ==, "Wanjiku");
}

static void
test_as_many_are_listed_as_one_decision_cites (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  story_init (&story);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("Member %u", i);

      add (&story, NAME, name, at (i + 1, (char) i), nothing);
    }
  found = review (&story, NAME);
  g_assert_cmpuint (found->n_competing, ==, 99);
  g_assert_cmpuint (found->rivals->len, ==, AHADI_REVIEW_LIMIT);
  assert_rival (found, 0, "Member 98", AHADI_RIVAL_COMPETES);
}

/* Whoever writes without end holds nobody up. */
static void
test_a_long_history_takes_no_long_time (void)
{
  enum
  {
    LENGTH = 200000
  };
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;
  gint64 start;

  story_init (&story);
  for (guint i = 1; i <= LENGTH; i++)
    add (&story, NAME, i % 2 == 0 ? "Wanjiru" : "Wanjeri", at (i, i % 2 == 0 ? 'k' : 'm'),
         i > 2 ? at (i - 2, i % 2 == 0 ? 'k' : 'm') : nothing);
  start = g_get_monotonic_time ();
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_OPEN);
  g_assert_false (found->has_base);
  g_test_message ("%" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - start) / 1000);
}

/* --- N6 --- */

static void
test_what_counts_for_good_is_neither_asked_nor_told (void)
{
  g_auto (Story) story = { 0 };

  begin_conflict (&story);
  settle (&story, 1, 6);
  g_assert_null (review (&story, NAME));
}

/* Whoever goes on from what is past competes with what stands for good, and what both saw
 * is not kept. */
static void
test_a_late_writing_competes_with_the_last_for_good (void)
{
  g_auto (Story) story = { 0 };
  g_autoptr (AhadiReview) found = NULL;

  begin_conflict (&story);
  settle (&story, 1, 6);
  add (&story, NAME, "Wambui", at (4, 'n'), at (1, 'k'));
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_OPEN);
  g_assert_cmpstr (found->standing.value, ==, "Wanjeri");
  g_assert_cmpuint (found->n_competing, ==, 1);
  assert_rival (found, 0, "Wambui", AHADI_RIVAL_COMPETES);
  g_assert_false (found->has_base);
}

/* Of which a decision spoke that let something past stand. */
static void
test_a_decision_on_what_is_past_says_nothing (void)
{
  g_auto (Story) story = { 0 };
  const AhadiStamp cites[] = { at (4, 'n'), at (5, 'k') };
  g_autoptr (AhadiReview) found = NULL;

  begin_conflict (&story);
  add (&story, NAME, "Wambui", at (4, 'n'), at (1, 'k'));
  decide (&story, at (7, 'o'), cites, G_N_ELEMENTS (cites));
  settle (&story, 5, 6);
  found = review (&story, NAME);
  g_assert_cmpint (found->state, ==, AHADI_REVIEW_OPEN);
  assert_rival (found, 0, "Wambui", AHADI_RIVAL_COMPETES);
}

static char *
describe (const AhadiReview *self)
{
  GString *text = g_string_new (self->standing.value);

  g_string_append_printf (text, " %d %u %s", self->state, self->n_competing,
                          self->base.value);
  for (guint i = 0; i < self->rivals->len; i++)
    {
      const AhadiRival *rival = &g_array_index (self->rivals, AhadiRival, i);

      g_string_append_printf (text, ", %s %d", rival->writing.value, rival->state);
    }
  return g_string_free (text, FALSE);
}

static char *
describe_all (Story *self)
{
  g_autoptr (GPtrArray) all =
      ahadi_review_record (AHADI_KIND_MEMBER, self->entries, self->decisions);

  return all->len == 0 ? g_strdup ("") : describe (all->pdata[0]);
}

/* Whether what is past was let go or not, the same is asked. */
static void
test_what_is_past_may_go (void)
{
  for (guint round = 0; round < 500; round++)
    {
      g_auto (Story) story = { 0 };
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      guint64 settled = (guint64) g_test_rand_int_range (1, 12);
      gboolean later = FALSE;

      story_init (&story);
      for (guint i = 1; i <= 12; i++)
        {
          g_autofree char *value = g_strdup_printf ("%d", g_test_rand_int_range (0, 4));
          guint base = (guint) g_test_rand_int_range (0, (gint32) i);

          add (&story, NAME, value, at (i, "kmn"[i % 3]),
               base == 0 ? nothing : at (base, "kmn"[base % 3]));
        }
      settle (&story, 1, settled);
      before = describe_all (&story);

      for (guint i = story.entries->len; i > 0; i--)
        {
          if (!g_array_index (story.entries, AhadiReviewEntry, i - 1).settled)
            continue;
          if (later)
            g_array_remove_index (story.entries, i - 1);
          later = TRUE;
        }
      after = describe_all (&story);
      g_assert_cmpstr (before, ==, after);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/merge/review/a-line-of-changes-is-no-review",
                   test_a_line_of_changes_is_no_review);
  g_test_add_func ("/merge/review/two-that-did-not-see-each-other-are-a-conflict",
                   test_two_that_did_not_see_each_other_are_a_conflict);
  g_test_add_func ("/merge/review/two-that-begin-a-field-have-no-base",
                   test_two_that_begin_a_field_have_no_base);
  g_test_add_func ("/merge/review/the-same-said-twice-is-parallel",
                   test_the_same_said_twice_is_parallel);
  g_test_add_func ("/merge/review/an-ordinary-field-is-told-and-not-asked",
                   test_an_ordinary_field_is_told_and_not_asked);
  g_test_add_func ("/merge/review/facts-are-under-no-review",
                   test_facts_are_under_no_review);
  g_test_add_func ("/merge/review/who-saw-one-side-only-settles-nothing",
                   test_who_saw_one_side_only_settles_nothing);
  g_test_add_func ("/merge/review/who-provably-saw-both-leaves-no-question",
                   test_who_provably_saw_both_leaves_no_question);
  g_test_add_func ("/merge/review/the-base-lies-behind-what-each-wrote-alone",
                   test_the_base_lies_behind_what_each_wrote_alone);
  g_test_add_func ("/merge/review/a-decision-settles-what-it-cites",
                   test_a_decision_settles_what_it_cites);
  g_test_add_func ("/merge/review/what-goes-on-from-a-decision-keeps-it-settled",
                   test_what_goes_on_from_a_decision_keeps_it_settled);
  g_test_add_func ("/merge/review/a-late-writing-reopens-it",
                   test_a_late_writing_reopens_it);
  g_test_add_func ("/merge/review/who-goes-on-from-what-was-set-aside-reopens-it",
                   test_who_goes_on_from_what_was_set_aside_reopens_it);
  g_test_add_func ("/merge/review/two-decisions-apart-compete",
                   test_two_decisions_apart_compete);
  g_test_add_func ("/merge/review/a-decision-holds-as-long-as-its-own-writing-counts",
                   test_a_decision_holds_as_long_as_its_own_writing_counts);
  g_test_add_func ("/merge/review/a-base-from-the-future-is-none",
                   test_a_base_from_the_future_is_none);
  g_test_add_func ("/merge/review/what-is-taken-back-is-asked-again",
                   test_what_is_taken_back_is_asked_again);
  g_test_add_func ("/merge/review/an-earlier-decision-holds-again",
                   test_an_earlier_decision_holds_again);
  g_test_add_func ("/merge/review/what-takes-back-can-be-taken-back",
                   test_what_takes_back_can_be_taken_back);
  g_test_add_func ("/merge/review/what-does-not-hold-takes-nothing-back",
                   test_what_does_not_hold_takes_nothing_back);
  g_test_add_func ("/merge/review/who-went-on-from-a-decision-keeps-it",
                   test_who_went_on_from_a_decision_keeps_it);
  g_test_add_func ("/merge/review/base-is-what-all-saw-listed-or-not",
                   test_base_is_what_all_saw_listed_or_not);
  g_test_add_func ("/merge/review/as-many-are-listed-as-one-decision-cites",
                   test_as_many_are_listed_as_one_decision_cites);
  g_test_add_func ("/merge/review/a-long-history-takes-no-long-time",
                   test_a_long_history_takes_no_long_time);
  g_test_add_func ("/merge/review/N6-what-counts-for-good-is-neither-asked-nor-told",
                   test_what_counts_for_good_is_neither_asked_nor_told);
  g_test_add_func ("/merge/review/N6-a-late-writing-competes-with-the-last-for-good",
                   test_a_late_writing_competes_with_the_last_for_good);
  g_test_add_func ("/merge/review/N6-a-decision-on-what-is-past-says-nothing",
                   test_a_decision_on_what_is_past_says_nothing);
  g_test_add_func ("/merge/review/N6-what-is-past-may-go", test_what_is_past_may_go);
  return g_test_run ();
}
