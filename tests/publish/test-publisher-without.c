/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ahadi-app.h"

/* A build without libpq, whatever this machine has: the program's own source for that
 * case is linked in, before the library. */
static void
test_says_so (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  AhadiPublishTarget target = { "postgresql:///ahadi", AHADI_PUBLISH_SCHEMA, NULL,
                                FALSE };

  g_assert_false (ahadi_publishing_is_possible ());
  g_assert_null (ahadi_publisher_open (NULL, NULL, &target, &error));
  g_assert_error (error, AHADI_PUBLISH_ERROR, AHADI_PUBLISH_ERROR_NOT_BUILT);
  sentence = ahadi_sentence_for_error (error);
  g_assert_nonnull (strstr (sentence, "without PostgreSQL"));
  g_assert_nonnull (strstr (sentence, "libpq-dev"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/publish/without/says-so-and-how-to-get-it", test_says_so);
  return g_test_run ();
}
