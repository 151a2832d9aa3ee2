/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-sync-error.h"

#include <string.h>

/* Every code, in its order. */
static const char *const words[] = {
  "foreign",       "damaged",   "not-for-us",  "unknown-device", "revoked",
  "bad-signature", "other-org", "older",       "newer",          "malformed",
  "not-ready",     "fork",      "last-holder",
};

static void
test_words (void)
{
  g_assert_cmpint (AHADI_SYNC_ERROR_LAST_HOLDER + 1, ==, G_N_ELEMENTS (words));
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

static void
assert_rule (const GError *error, const char *expected)
{
  char rule[AHADI_RULE_SIZE];

  g_assert_cmpint (ahadi_sync_error_get_rule (error, rule), ==, *expected != '\0');
  g_assert_cmpstr (rule, ==, expected);
}

static void
test_rule (void)
{
  static const struct
  {
    const char *message;
    const char *rule;
  } cases[] = {
    { "against rule P3: it inflates", "P3" },
    { "cannot read the archive, against rule U10: it ends", "U10" },
    { "cannot read the backup: against rule K3: it is of another key", "K3" },
    { "cannot read the bundle", "" },
    { "against rule ", "" },
    { "against rule P: it has no number", "" },
    { "against rule P1234: there is none", "" },
    { "against rules", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (
          AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED, cases[i].message);

      assert_rule (error, cases[i].rule);
    }
  assert_rule (NULL, "");
}

static void
test_blame (void)
{
  g_autoptr (GError) error =
      g_error_new_literal (AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED, "it is cut");
  GError *none = NULL;

  ahadi_sync_error_blame (&error, G_FILE_ERROR, "B1");
  assert_rule (error, "");
  ahadi_sync_error_blame (&error, AHADI_SYNC_ERROR, "P12");
  ahadi_sync_error_blame (&error, AHADI_SYNC_ERROR, "B1");
  assert_rule (error, "P12");
  g_assert_cmpstr (error->message, ==, "against rule P12: it is cut");

  ahadi_sync_error_blame (&none, AHADI_SYNC_ERROR, "B1");
  ahadi_sync_error_blame (NULL, AHADI_SYNC_ERROR, "B1");
  g_assert_no_error (none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/sync/sync-error/every-code-has-its-word", test_words);
  g_test_add_func ("/sync/sync-error/words-stand-in-the-format", test_documented);
  g_test_add_func ("/sync/sync-error/rule-is-read-out-of-the-message", test_rule);
  g_test_add_func ("/sync/sync-error/first-who-names-a-rule-is-right", test_blame);

  return g_test_run ();
}
