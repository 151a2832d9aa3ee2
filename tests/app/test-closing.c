/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ahadi-app.h"

static void
assert_says (const AhadiCompaction *result, gboolean dry, const char *const *parts)
{
  g_autofree char *sentence = ahadi_sentence_for_closing (result, 0, dry);

  for (guint i = 0; parts[i] != NULL; i++)
    g_assert_nonnull (strstr (sentence, parts[i]));
}

static void
test_what_was_done_is_said (void)
{
  const AhadiCompaction result = { .operations = 12, .compacted = { 3, 4096 } };

  assert_says (&result, FALSE,
               (const char *[]){ "12 changes are closed", "Of 3 changes",
                                 "only their fingerprints", NULL });
  assert_says (&result, TRUE, (const char *[]){ "12 changes can be closed", NULL });
}

static void
test_what_stands_in_the_way_is_said (void)
{
  const AhadiCompaction result = { .silent = 1, .questions = 2 };

  assert_says (&result, FALSE,
               (const char *[]){ "nothing more to close that is 90 days old",
                                 "1 other holder", "exchange bundles", "2 questions",
                                 NULL });
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/closing/what-was-done-is-said", test_what_was_done_is_said);
  g_test_add_func ("/app/closing/what-stands-in-the-way-is-said",
                   test_what_stands_in_the_way_is_said);
  return g_test_run ();
}
