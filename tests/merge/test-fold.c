/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge/ahadi-merge.h"

static const AhadiId entity = { { 1, 2, 3 } };

/* Devices are letters, so that a case reads like a story. */
static AhadiStamp
at (AhadiHlc hlc, char device)
{
  AhadiStamp stamp = { .hlc = hlc, .epoch = 1 };

  stamp.device.bytes[0] = (guint8) device;
  return stamp;
}

static const AhadiStamp nothing = { 0 };

/* Folds the writing of one field. */
static AhadiFoldOutcome
write_field (
    AhadiRow *row, guint field, const char *value, AhadiStamp stamp, AhadiStamp base)
{
  g_auto (AhadiBody) body = { 0 };

  body.fields = 1u << field;
  body.values[field] = g_strdup (value);
  body.bases[field] = base;
  return ahadi_fold (row, &stamp, &body);
}

static void
assert_stands (const AhadiRow *row, guint field, const char *value, AhadiStamp stamp)
{
  g_assert_cmpstr (row->values[field], ==, value);
  g_assert_cmpint (ahadi_stamp_compare (&row->stamps[field], &stamp), ==, 0);
}

static void
assert_outcome (AhadiFoldOutcome outcome,
                guint32 won,
                guint32 superseded,
                guint32 conflicts)
{
  g_assert_cmphex (outcome.won, ==, won);
  g_assert_cmphex (outcome.superseded, ==, superseded);
  g_assert_cmphex (outcome.conflicts, ==, conflicts);
}

#define NAME AHADI_MEMBER_NAME   /* sensitive */
#define PHONE AHADI_MEMBER_PHONE /* ordinary */
#define NAME_BIT (1u << NAME)
#define PHONE_BIT (1u << PHONE)

static void
test_the_higher_stamp_stands (void)
{
  g_auto (AhadiRow) row = { 0 };

  ahadi_row_init (&row, AHADI_KIND_MEMBER, &entity);
  assert_outcome (write_field (&row, PHONE, "+254700000002", at (2, 'a'), nothing),
                  PHONE_BIT, 0, 0);
  assert_outcome (write_field (&row, PHONE, "+254700000001", at (1, 'b'), nothing), 0,
                  PHONE_BIT, 0);
  assert_stands (&row, PHONE, "+254700000002", at (2, 'a'));
  assert_outcome (write_field (&row, PHONE, "+254700000003", at (2, 'b'), at (2, 'a')),
                  PHONE_BIT, 0, 0);
  assert_stands (&row, PHONE, "+254700000003", at (2, 'b'));
}

static void
test_fields_are_folded_one_by_one (void)
{
  g_auto (AhadiRow) row = { 0 };
  g_auto (AhadiBody) body = { 0 };
  AhadiStamp stamp = at (2, 'b');

  ahadi_row_init (&row, AHADI_KIND_MEMBER, &entity);
  write_field (&row, PHONE, "+254700000003", at (3, 'a'), nothing);
  write_field (&row, AHADI_MEMBER_COUNTY, "Kisumu", at (1, 'a'), nothing);

  body.fields = PHONE_BIT | 1u << AHADI_MEMBER_COUNTY;
  body.values[PHONE] = g_strdup ("+254700000002");
  body.values[AHADI_MEMBER_COUNTY] = g_strdup ("Siaya");
  assert_outcome (ahadi_fold (&row, &stamp, &body), 1u << AHADI_MEMBER_COUNTY, PHONE_BIT,
                  0);
  assert_stands (&row, PHONE, "+254700000003", at (3, 'a'));
  assert_stands (&row, AHADI_MEMBER_COUNTY, "Siaya", stamp);
  assert_stands (&row, NAME, NULL, nothing);
}

static void
test_clearing_is_a_writing (void)
{
  g_auto (AhadiRow) row = { 0 };

  ahadi_row_init (&row, AHADI_KIND_MEMBER, &entity);
  write_field (&row, PHONE, "+254700000001", at (1, 'a'), nothing);
  assert_outcome (write_field (&row, PHONE, NULL, at (2, 'a'), at (1, 'a')), PHONE_BIT, 0,
                  0);
  assert_stands (&row, PHONE, NULL, at (2, 'a'));
  assert_outcome (write_field (&row, PHONE, "+254700000001", at (1, 'a'), nothing), 0,
                  PHONE_BIT, 0);
  assert_stands (&row, PHONE, NULL, at (2, 'a'));
}

static void
test_a_repeat_changes_nothing_and_says_so (void)
{
  g_auto (AhadiRow) row = { 0 };

  ahadi_row_init (&row, AHADI_KIND_MEMBER, &entity);
  for (guint i = 0; i < 3; i++)
    {
      guint32 won = i == 0 ? NAME_BIT : 0;

      assert_outcome (write_field (&row, NAME, "Wanjiku", at (1, 'a'), nothing), won, 0,
                      0);
      assert_stands (&row, NAME, "Wanjiku", at (1, 'a'));
    }
}

static void
test_the_first_fact_stands_for_ever (void)
{
  const guint32 bit = 1u << AHADI_ADDENDUM_TEXT;
  g_auto (AhadiRow) row = { 0 };

  ahadi_row_init (&row, AHADI_KIND_ADDENDUM, &entity);
  assert_outcome (write_field (&row, AHADI_ADDENDUM_TEXT, "second", at (2, 'a'), nothing),
                  bit, 0, 0);
  assert_outcome (write_field (&row, AHADI_ADDENDUM_TEXT, "third", at (3, 'a'), nothing),
                  0, bit, 0);
  assert_outcome (write_field (&row, AHADI_ADDENDUM_TEXT, "first", at (1, 'b'), nothing),
                  bit, 0, 0);
  assert_outcome (write_field (&row, AHADI_ADDENDUM_TEXT, "first", at (1, 'b'), nothing),
                  0, 0, 0);
  assert_stands (&row, AHADI_ADDENDUM_TEXT, "first", at (1, 'b'));
}

/* Two branches of a copied laptop: replicas must agree before the fork is found. */
static void
test_equal_stamps_go_by_value (void)
{
  static const char *const orders[][3] = {
    { "a", "b", NULL }, { "a", NULL, "b" }, { "b", "a", NULL },
    { "b", NULL, "a" }, { NULL, "a", "b" }, { NULL, "b", "a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_auto (AhadiRow) member = { 0 };
      g_auto (AhadiRow) addendum = { 0 };

      ahadi_row_init (&member, AHADI_KIND_MEMBER, &entity);
      ahadi_row_init (&addendum, AHADI_KIND_ADDENDUM, &entity);
      for (guint j = 0; j < 3; j++)
        {
          write_field (&member, NAME, orders[i][j], at (1, 'a'), nothing);
          if (orders[i][j] != NULL)
            write_field (&addendum, AHADI_ADDENDUM_TEXT, orders[i][j], at (1, 'a'),
                         nothing);
        }
      assert_stands (&member, NAME, "b", at (1, 'a'));
      assert_stands (&addendum, AHADI_ADDENDUM_TEXT, "a", at (1, 'a'));
    }
}

static const struct
{
  const char *story;
  AhadiHlc standing;
  char standing_device;
  AhadiHlc written;
  char written_device;
  AhadiHlc base; /* of the operation; 0: nothing was there */
  gboolean conflict;
} sights[] = {
  { "nothing stood there", 0, 0, 5, 'b', 0, FALSE },
  { "the writer saw what stood", 3, 'a', 5, 'b', 3, FALSE },
  { "the writer saw nothing", 3, 'a', 5, 'b', 0, TRUE },
  { "the writer saw something older", 3, 'a', 5, 'b', 2, TRUE },
  { "the writer saw something newer that is still to come", 3, 'a', 5, 'b', 4, FALSE },
  { "what stands is later: perhaps its writer saw this one", 7, 'a', 5, 'b', 0, TRUE },
  { "what stands is later and its author's own", 7, 'b', 5, 'b', 0, FALSE },
  { "what stands is earlier and its author's own", 3, 'b', 5, 'b', 0, FALSE },
  { "the same writing", 5, 'b', 5, 'b', 0, FALSE },
};

static void
fold_over_standing (guint i, guint field, AhadiFoldOutcome *outcome)
{
  g_auto (AhadiRow) row = { 0 };
  AhadiStamp base = sights[i].base > 0 ? at (sights[i].base, 'c') : nothing;

  if (sights[i].base > 0 && sights[i].base == sights[i].standing)
    base = at (sights[i].base, sights[i].standing_device);

  ahadi_row_init (&row, AHADI_KIND_MEMBER, &entity);
  if (sights[i].standing > 0)
    write_field (&row, field, "one", at (sights[i].standing, sights[i].standing_device),
                 nothing);
  *outcome = write_field (&row, field, "another",
                          at (sights[i].written, sights[i].written_device), base);
}

static void
test_conflicts_are_writings_without_sight_of_each_other (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sights); i++)
    {
      AhadiFoldOutcome outcome;

      g_test_message ("%s", sights[i].story);
      fold_over_standing (i, NAME, &outcome);
      g_assert_cmphex (outcome.conflicts, ==, sights[i].conflict ? NAME_BIT : 0);
    }
}

static void
test_the_same_value_is_no_conflict (void)
{
  g_auto (AhadiRow) row = { 0 };

  ahadi_row_init (&row, AHADI_KIND_MEMBER, &entity);
  write_field (&row, NAME, "Achieng", at (2, 'a'), nothing);
  assert_outcome (write_field (&row, NAME, "Achieng", at (3, 'b'), nothing), NAME_BIT, 0,
                  0);
  assert_outcome (write_field (&row, NAME, "Achieng", at (1, 'c'), nothing), 0, NAME_BIT,
                  0);
}

static void
test_ordinary_fields_never_conflict (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sights); i++)
    {
      AhadiFoldOutcome outcome;

      fold_over_standing (i, PHONE, &outcome);
      g_assert_cmphex (outcome.conflicts, ==, 0);
    }
}

static void
test_a_restored_epoch_is_another_writer (void)
{
  g_auto (AhadiRow) row = { 0 };
  AhadiStamp restored = at (5, 'b');

  restored.epoch = 2;
  ahadi_row_init (&row, AHADI_KIND_MEMBER, &entity);
  write_field (&row, NAME, "Wanjiku", at (3, 'b'), nothing);
  assert_outcome (write_field (&row, NAME, "Shiku", restored, nothing), NAME_BIT, 0,
                  NAME_BIT);
}

static void
test_a_difference_is_what_changed_and_what_it_overwrites (void)
{
  g_auto (AhadiRow) row = { 0 };
  g_auto (AhadiBody) body = { 0 };
  g_autoptr (AhadiRecord) record = NULL;

  ahadi_row_init (&row, AHADI_KIND_MEMBER, &entity);
  write_field (&row, NAME, "Wanjiku", at (3, 'a'), nothing);
  write_field (&row, PHONE, "+254700000001", at (4, 'b'), nothing);
  write_field (&row, AHADI_MEMBER_COUNTY, "Kisumu", at (4, 'b'), nothing);
  record = ahadi_row_to_record (&row);
  ahadi_record_set (record, NAME, "Shiku");
  ahadi_record_set (record, PHONE, NULL);
  ahadi_record_set (record, AHADI_MEMBER_NOTE, "New.");

  g_assert_true (ahadi_fold_difference (&row, record, &body));
  g_assert_cmphex (body.fields, ==, NAME_BIT | PHONE_BIT | 1u << AHADI_MEMBER_NOTE);
  g_assert_cmpstr (body.values[NAME], ==, "Shiku");
  g_assert_null (body.values[PHONE]);
  g_assert_cmpstr (body.values[AHADI_MEMBER_NOTE], ==, "New.");
  g_assert_cmpuint (body.bases[NAME].hlc, ==, 3);
  g_assert_cmpuint (body.bases[PHONE].hlc, ==, 4);
  g_assert_true (ahadi_stamp_is_zero (&body.bases[AHADI_MEMBER_NOTE]));
}

static void
test_folding_a_difference_gives_the_record (void)
{
  g_auto (AhadiRow) row = { 0 };
  g_auto (AhadiBody) body = { 0 };
  g_autoptr (AhadiRecord) record = NULL;
  g_autoptr (AhadiRecord) after = NULL;
  AhadiStamp stamp = at (9, 'c');

  ahadi_row_init (&row, AHADI_KIND_MEMBER, &entity);
  write_field (&row, NAME, "Wanjiku", at (3, 'a'), nothing);
  record = ahadi_row_to_record (&row);
  ahadi_record_set (record, NAME, NULL);
  ahadi_record_set (record, AHADI_MEMBER_CONSENT, "true");

  g_assert_true (ahadi_fold_difference (&row, record, &body));
  assert_outcome (ahadi_fold (&row, &stamp, &body), body.fields, 0, 0);
  after = ahadi_row_to_record (&row);
  g_assert_true (ahadi_record_equal (after, record));
}

static void
test_no_difference_is_no_operation (void)
{
  g_auto (AhadiRow) row = { 0 };
  g_auto (AhadiBody) body = { 0 };
  g_autoptr (AhadiRecord) record = NULL;

  ahadi_row_init (&row, AHADI_KIND_MEMBER, &entity);
  write_field (&row, NAME, "Wanjiku", at (3, 'a'), nothing);
  record = ahadi_row_to_record (&row);
  g_assert_false (ahadi_fold_difference (&row, record, &body));
  g_assert_cmphex (body.fields, ==, 0);
}

static void
test_a_written_fact_is_left_out (void)
{
  g_auto (AhadiRow) row = { 0 };
  g_auto (AhadiBody) body = { 0 };
  g_autoptr (AhadiRecord) record = NULL;

  ahadi_row_init (&row, AHADI_KIND_ADDENDUM, &entity);
  write_field (&row, AHADI_ADDENDUM_TEXT, "first", at (1, 'a'), nothing);
  record = ahadi_row_to_record (&row);
  ahadi_record_set (record, AHADI_ADDENDUM_TEXT, "changed");
  ahadi_record_set (record, AHADI_ADDENDUM_DATE, "2026-11-23");

  g_assert_true (ahadi_fold_difference (&row, record, &body));
  g_assert_cmphex (body.fields, ==, 1u << AHADI_ADDENDUM_DATE);
  g_assert_null (body.values[AHADI_ADDENDUM_TEXT]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/merge/fold/F1-the-higher-stamp-stands",
                   test_the_higher_stamp_stands);
  g_test_add_func ("/merge/fold/fields-are-folded-one-by-one",
                   test_fields_are_folded_one_by_one);
  g_test_add_func ("/merge/fold/clearing-is-a-writing", test_clearing_is_a_writing);
  g_test_add_func ("/merge/fold/a-repeat-changes-nothing-and-says-so",
                   test_a_repeat_changes_nothing_and_says_so);
  g_test_add_func ("/merge/fold/F1-the-first-fact-stands-for-ever",
                   test_the_first_fact_stands_for_ever);
  g_test_add_func ("/merge/fold/F2-equal-stamps-go-by-value",
                   test_equal_stamps_go_by_value);
  g_test_add_func ("/merge/fold/conflicts-are-writings-without-sight-of-each-other",
                   test_conflicts_are_writings_without_sight_of_each_other);
  g_test_add_func ("/merge/fold/the-same-value-is-no-conflict",
                   test_the_same_value_is_no_conflict);
  g_test_add_func ("/merge/fold/ordinary-fields-never-conflict",
                   test_ordinary_fields_never_conflict);
  g_test_add_func ("/merge/fold/a-restored-epoch-is-another-writer",
                   test_a_restored_epoch_is_another_writer);
  g_test_add_func ("/merge/fold/a-difference-is-what-changed-and-what-it-overwrites",
                   test_a_difference_is_what_changed_and_what_it_overwrites);
  g_test_add_func ("/merge/fold/folding-a-difference-gives-the-record",
                   test_folding_a_difference_gives_the_record);
  g_test_add_func ("/merge/fold/no-difference-is-no-operation",
                   test_no_difference_is_no_operation);
  g_test_add_func ("/merge/fold/a-written-fact-is-left-out",
                   test_a_written_fact_is_left_out);

  return g_test_run ();
}
