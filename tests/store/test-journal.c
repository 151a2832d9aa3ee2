/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-journal.h"

#include "place.h"

#define BUNDLE "00112233445566778899aabbccddeeff"

static void
add (Place *place, const char *file, const char *outcome)
{
  AhadiJournalEntry entry = { .time = 5, .operations = 7 };
  g_autoptr (GError) error = NULL;

  entry.direction = (char *) "in";
  entry.file = (char *) file;
  entry.bundle = (char *) BUNDLE;
  entry.outcome = (char *) outcome;
  assert_ok (ahadi_journal_add (place->vault, &entry, &error));
}

static void
test_entries_come_newest_first (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) two = NULL;
  g_autoptr (GPtrArray) all = NULL;
  const AhadiJournalEntry *entry;

  place_open (&place);
  add (&place, "a.ahadi", "refused");
  add (&place, "b.ahadi", "merged");
  add (&place, "c.ahadi", "duplicate");
  two = ahadi_journal_list (place.vault, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (two->len, ==, 2);
  entry = g_ptr_array_index (two, 0);
  g_assert_cmpstr (entry->file, ==, "c.ahadi");
  g_assert_cmpstr (entry->direction, ==, "in");
  g_assert_cmpstr (entry->bundle, ==, BUNDLE);
  g_assert_cmpstr (entry->device, ==, "");
  g_assert_cmpint (entry->time, ==, 5);
  g_assert_cmpuint (entry->operations, ==, 7);
  all = ahadi_journal_list (place.vault, 0, &error);
  g_assert_cmpuint (all->len, ==, 3);
}

static void
test_only_merged_bundles_count_as_merged (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean merged = TRUE;
  AhadiId bundle;

  place_open (&place);
  g_assert_true (ahadi_id_parse (BUNDLE, &bundle, NULL));
  add (&place, "a.ahadi", "refused");
  assert_ok (ahadi_journal_has_merged (place.vault, &bundle, &merged, &error));
  g_assert_false (merged);
  add (&place, "a.ahadi", "merged");
  assert_ok (ahadi_journal_has_merged (place.vault, &bundle, &merged, &error));
  g_assert_true (merged);
}

static AhadiSetAside
make_aside (const char *name, const char *reason, gint64 time)
{
  return (AhadiSetAside){ (char *) name, (char *) BUNDLE, (char *) "", (char *) reason,
                          time };
}

static void
test_set_aside_bundles_are_listed_by_reason (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) unknown = NULL;
  g_autoptr (GPtrArray) all = NULL;
  AhadiSetAside first = make_aside ("b.ahadi", "unknown-device", 1);
  AhadiSetAside second = make_aside ("a.ahadi", "sealed-parts", 2);
  AhadiSetAside again = make_aside ("b.ahadi", "unknown-device", 3);

  place_open (&place);
  assert_ok (ahadi_set_aside_add (place.vault, &first, &error));
  assert_ok (ahadi_set_aside_add (place.vault, &second, &error));
  assert_ok (ahadi_set_aside_add (place.vault, &again, &error));
  unknown = ahadi_set_aside_list (place.vault, "unknown-device", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (unknown->len, ==, 1);
  g_assert_cmpint (((AhadiSetAside *) unknown->pdata[0])->time, ==, 3);
  all = ahadi_set_aside_list (place.vault, NULL, &error);
  g_assert_cmpuint (all->len, ==, 2);
}

static void
test_removing_deletes_the_file (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *path = NULL;
  AhadiSetAside entry = make_aside ("a.ahadi", "sealed-parts", 2);

  place_open (&place);
  path =
      g_build_filename (ahadi_vault_get_set_aside_folder (place.vault), "a.ahadi", NULL);
  g_assert_true (g_file_set_contents (path, "sealed", -1, NULL));
  assert_ok (ahadi_set_aside_add (place.vault, &entry, &error));
  assert_ok (ahadi_set_aside_remove (place.vault, "a.ahadi", &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  all = ahadi_set_aside_list (place.vault, NULL, &error);
  g_assert_cmpuint (all->len, ==, 0);
  assert_ok (ahadi_set_aside_remove (place.vault, "a.ahadi", &error));
}

static void
test_a_name_never_leads_out_of_the_folder (void)
{
  static const char *const names[] = { "../slots", "/etc/passwd", "", ".", "..", "a/b" };
  g_auto (Place) place = { 0 };

  place_open (&place);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      AhadiSetAside entry = make_aside (names[i], "sealed-parts", 2);

      g_assert_false (ahadi_set_aside_add (place.vault, &entry, NULL));
      g_assert_false (ahadi_set_aside_remove (place.vault, names[i], &error));
      g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED);
    }
  g_assert_true (ahadi_vault_exists (place.folder));
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/journal/entries-come-newest-first",
                   test_entries_come_newest_first);
  g_test_add_func ("/store/journal/only-merged-bundles-count-as-merged",
                   test_only_merged_bundles_count_as_merged);
  g_test_add_func ("/store/journal/set-aside-bundles-are-listed-by-reason",
                   test_set_aside_bundles_are_listed_by_reason);
  g_test_add_func ("/store/journal/removing-deletes-the-file",
                   test_removing_deletes_the_file);
  g_test_add_func ("/store/journal/a-name-never-leads-out-of-the-folder",
                   test_a_name_never_leads_out_of_the_folder);
  return g_test_run ();
}
