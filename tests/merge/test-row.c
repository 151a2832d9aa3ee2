/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge/ahadi-merge.h"

static const AhadiId entity = { { 1, 2, 3 } };

static void
test_a_new_row_is_empty (void)
{
  g_auto (AhadiRow) row = { 0 };

  ahadi_row_init (&row, AHADI_KIND_MEMBER, &entity);
  g_assert_cmpint (row.kind, ==, AHADI_KIND_MEMBER);
  g_assert_true (ahadi_id_equal (&row.entity, &entity));
  for (guint i = 0; i < AHADI_KIND_MAX_FIELDS; i++)
    {
      g_assert_null (row.values[i]);
      g_assert_true (ahadi_stamp_is_zero (&row.stamps[i]));
    }
}

static void
test_newest_of_an_empty_row_is_zero (void)
{
  g_auto (AhadiRow) row = { 0 };

  ahadi_row_init (&row, AHADI_KIND_MEMBER, &entity);
  g_assert_true (ahadi_stamp_is_zero (ahadi_row_get_newest (&row)));
}

static void
test_newest_is_the_highest_stamp_of_any_field (void)
{
  for (guint i = 0; i < AHADI_MEMBER_N_FIELDS; i++)
    {
      g_auto (AhadiRow) row = { 0 };

      ahadi_row_init (&row, AHADI_KIND_MEMBER, &entity);
      for (guint j = 0; j < AHADI_MEMBER_N_FIELDS; j++)
        row.stamps[j].hlc = j == i ? 100 : 1 + j;
      g_assert_cmpuint (ahadi_row_get_newest (&row)->hlc, ==, 100);
    }
}

static void
test_its_record_has_its_values (void)
{
  g_auto (AhadiRow) row = { 0 };
  g_autoptr (AhadiRecord) record = NULL;

  ahadi_row_init (&row, AHADI_KIND_CIRCLE, &entity);
  row.values[AHADI_CIRCLE_NAME] = g_strdup ("Kisumu Ndogo");
  row.stamps[AHADI_CIRCLE_NAME].hlc = 7;
  row.stamps[AHADI_CIRCLE_NOTE].hlc = 8;
  record = ahadi_row_to_record (&row);

  g_assert_cmpint (ahadi_record_get_kind (record), ==, AHADI_KIND_CIRCLE);
  g_assert_true (ahadi_id_equal (ahadi_record_get_id (record), &entity));
  g_assert_cmpstr (ahadi_record_get (record, AHADI_CIRCLE_NAME), ==, "Kisumu Ndogo");
  g_assert_null (ahadi_record_get (record, AHADI_CIRCLE_NOTE));
}

static void
test_clearing_empties_it (void)
{
  AhadiRow row = { 0 };
  const AhadiRow empty = { 0 };

  ahadi_row_init (&row, AHADI_KIND_CIRCLE, &entity);
  row.values[AHADI_CIRCLE_NAME] = g_strdup ("Kisumu Ndogo");
  row.stamps[AHADI_CIRCLE_NAME].hlc = 7;
  ahadi_row_clear (&row);
  g_assert_cmpmem (&row, sizeof row, &empty, sizeof empty);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/merge/row/a-new-row-is-empty", test_a_new_row_is_empty);
  g_test_add_func ("/merge/row/newest-of-an-empty-row-is-zero",
                   test_newest_of_an_empty_row_is_zero);
  g_test_add_func ("/merge/row/newest-is-the-highest-stamp-of-any-field",
                   test_newest_is_the_highest_stamp_of_any_field);
  g_test_add_func ("/merge/row/its-record-has-its-values",
                   test_its_record_has_its_values);
  g_test_add_func ("/merge/row/clearing-empties-it", test_clearing_empties_it);

  return g_test_run ();
}
