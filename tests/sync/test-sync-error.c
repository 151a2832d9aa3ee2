/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-sync-error.h"

#include <string.h>

/* Every code, in its order. */
static const char *const words[] = {
  "foreign",   "damaged", "not-for-us", "unknown-device", "revoked",   "bad-signature",
  "other-org", "older",   "newer",      "malformed",      "not-ready", "fork",
};

static void
test_words (void)
{
  g_assert_cmpint (AHADI_SYNC_ERROR_FORK + 1, ==, G_N_ELEMENTS (words));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_cmpstr (ahadi_sync_error_to_word (i), ==, words[i]);
}

/* Whoever reads a journal or --json looks them up there. */
static void
test_documented (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "src", "sync", "FORMAT.md", NULL);
  g_autofree char *text = NULL;
  g_autofree char *listed = NULL;
  g_autoptr (GError) error = NULL;
  GString *joined = g_string_new ("Words: `");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? " " : "", words[i]);
  listed = g_string_free (joined, FALSE);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, listed));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/sync/sync-error/every-code-has-its-word", test_words);
  g_test_add_func ("/sync/sync-error/words-stand-in-the-format", test_documented);

  return g_test_run ();
}
