/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ahadi-sentences-rules.h"

#include <string.h>

#include "desks.h"

/* One of each group of rules that share a sentence, and all others. */
static const char *const told_apart[] = {
  "U3", "U6", "B4", "B8", "B9", "I4", "P3", "P7", "P10", "P11", "W4",
};

static const char *const same[][2] = {
  { "U3", "U4" },
  { "U3", "U5" },
  { "P3", "P5" },
  { "W4", "W5" },
};

static void
test_each_case_has_its_own (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < G_N_ELEMENTS (told_apart); i++)
    {
      const char *sentence = ahadi_sentence_find_for_rule (told_apart[i]);

      g_assert_nonnull (sentence);
      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_true (strstr (sentence, "taken in") || strstr (sentence, "untouched"));
      g_assert_true (g_hash_table_add (seen, (char *) sentence));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    g_assert_cmpstr (ahadi_sentence_find_for_rule (same[i][0]), ==,
                     ahadi_sentence_find_for_rule (same[i][1]));
}

static void
test_other_rules_have_none (void)
{
  g_assert_null (ahadi_sentence_find_for_rule (""));
  g_assert_null (ahadi_sentence_find_for_rule ("U2"));
  g_assert_null (ahadi_sentence_find_for_rule ("P33"));
}

static void
test_error_says_it (void)
{
  g_autoptr (GError) known = g_error_new_literal (
      AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED,
      "cannot read the bundle: against rule B8: a part stands twice");
  g_autoptr (GError) other =
      g_error_new_literal (AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED,
                           "cannot read the archive, against rule U2: a checksum");
  g_autofree char *twice = ahadi_sentence_for_error (known);
  g_autofree char *damaged = ahadi_sentence_for_error (other);

  g_assert_cmpstr (twice, ==, ahadi_sentence_find_for_rule ("B8"));
  g_assert_nonnull (strstr (damaged, "cut short or changed"));
  g_assert_cmpstr (ahadi_sentence_word_for_error (known), ==, "damaged");
}

static void
test_rules_stand_in_the_format (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "src", "sync", "FORMAT.md", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (told_apart); i++)
    {
      g_autofree char *rule = g_strdup_printf ("**%s**", told_apart[i]);

      g_assert_nonnull (strstr (text, rule));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/sentences-rules/each-case-has-its-own",
                   test_each_case_has_its_own);
  g_test_add_func ("/app/sentences-rules/other-rules-have-none",
                   test_other_rules_have_none);
  g_test_add_func ("/app/sentences-rules/error-says-it", test_error_says_it);
  g_test_add_func ("/app/sentences-rules/rules-stand-in-the-format",
                   test_rules_stand_in_the_format);

  return g_test_run ();
}
