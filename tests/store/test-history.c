/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place.h"

static void
test_history_is_every_change_oldest_first (void)
{
  g_auto (Place) a = { 0 };
  g_auto (Place) b = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  const AhadiHistoryEntry *entry;
  AhadiId id;

  place_open (&a);
  place_open (&b);
  id = place_add_member (&a, "Wanjiru", NULL);
  place_deliver_all (&a, &b);
  place_change (&b, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_PLACE, "Kitale");
  /* What comes after an import has the later stamp, whatever the clocks say. */
  place_deliver_all (&b, &a);
  place_change (&a, AHADI_KIND_MEMBER, &id, AHADI_MEMBER_NAME, "Wanjiru A.");

  entries = ahadi_query_history (a.vault, AHADI_KIND_MEMBER, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 3);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->body.values[AHADI_MEMBER_NAME], ==, "Wanjiru");
  for (guint i = 1; i < entries->len; i++)
    {
      const AhadiHistoryEntry *next = g_ptr_array_index (entries, i);

      g_assert_cmpint (ahadi_stamp_compare (&entry->stamp, &next->stamp), <, 0);
      entry = next;
    }
  g_assert_cmpstr (entry->body.values[AHADI_MEMBER_NAME], ==, "Wanjiru A.");
  g_assert_cmpint (ahadi_stamp_compare (
                       &entry->body.bases[AHADI_MEMBER_NAME],
                       &((AhadiHistoryEntry *) g_ptr_array_index (entries, 0))->stamp),
                   ==, 0);
}

static void
test_a_record_that_is_not_there_has_no_history (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  AhadiId id;

  place_open (&place);
  id = place_add_member (&place, "Wanjiru", NULL);
  entries = ahadi_query_history (place.vault, AHADI_KIND_PLEDGE, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/history/history-is-every-change-oldest-first",
                   test_history_is_every_change_oldest_first);
  g_test_add_func ("/store/history/a-record-that-is-not-there-has-no-history",
                   test_a_record_that_is_not_there_has_no_history);
  return g_test_run ();
}
