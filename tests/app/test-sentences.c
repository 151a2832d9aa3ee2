/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#include <errno.h>
#include <string.h>

/* Every code of a domain, the last one included: one more code needs one more sentence.
 */
static const struct
{
  const char *name;
  GQuark (*quark) (void);
  int last;
} domains[] = {
  { "base", ahadi_base_error_quark, AHADI_BASE_ERROR_IO },
  { "crypto", ahadi_crypto_error_quark, AHADI_CRYPTO_ERROR_RESOURCE },
  { "model", ahadi_model_error_quark, AHADI_MODEL_ERROR_ELSEWHERE },
  { "oplog", ahadi_oplog_error_quark, AHADI_OPLOG_ERROR_BAD_SIGNATURE },
  { "store", ahadi_store_error_quark, AHADI_STORE_ERROR_FAILED },
  { "sync", ahadi_sync_error_quark, AHADI_SYNC_ERROR_LAST_HOLDER },
  { "keys", ahadi_keys_error_quark, AHADI_KEYS_ERROR_WRONG_SHARE },
  { "publish", ahadi_publish_error_quark, AHADI_PUBLISH_ERROR_NOT_OFFICE },
};

/* What the system may answer, as GLib passes it on; EIO has no code in either domain. */
static const int system_codes[] = {
  ENOSPC, EDQUOT, ENOENT, EACCES, EPERM, EROFS, EEXIST, EISDIR, ENOTDIR, EIO,
};

static char *
say (GQuark domain, int code)
{
  GError error = { domain, code, (char *) "technical" };

  return ahadi_sentence_for_error (&error);
}

static void
assert_plain (const char *sentence)
{
  static const char *const forbidden[] = { "invalid",     "error occurred", "operation",
                                           "sync failed", "victim",         "technical" };
  g_autofree char *lower = g_utf8_strdown (sentence, -1);

  g_assert_true (g_str_has_suffix (sentence, "."));
  g_assert_cmpuint (strlen (sentence), >, 20);
  for (gsize i = 0; i < G_N_ELEMENTS (forbidden); i++)
    if (strstr (lower, forbidden[i]) != NULL)
      g_test_fail_printf ("“%s” is in: %s", forbidden[i], sentence);
}

static void
add_once (GHashTable *seen, const char *sentence)
{
  if (!g_hash_table_add (seen, g_strdup (sentence)))
    g_test_fail_printf ("said for two codes: %s", sentence);
}

static void
test_every_code_has_its_own_sentence (void)
{
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *fallback = say (g_quark_from_static_string ("nobody"), 0);
  g_autofree char *cancelled = say (G_IO_ERROR, G_IO_ERROR_CANCELLED);

  assert_plain (cancelled);
  assert_plain (fallback);
  add_once (seen, fallback);
  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = 0; code <= domains[i].last; code++)
      {
        g_autofree char *sentence = say (domains[i].quark (), code);

        assert_plain (sentence);
        add_once (seen, sentence);
      }
  add_once (seen, cancelled);
}

/* Enumerations end where the table above says: the code after it has no sentence. */
static void
test_domains_end_where_the_table_says (void)
{
  g_autofree char *fallback = say (g_quark_from_static_string ("nobody"), 0);

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      g_autofree char *beyond = say (domains[i].quark (), domains[i].last + 1);

      g_assert_cmpstr (beyond, ==, fallback);
    }
}

static void
test_every_sentence_says_what_was_kept_and_what_to_do (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = 0; code <= domains[i].last; code++)
      {
        g_autofree char *sentence = say (domains[i].quark (), code);
        g_auto (GStrv) parts = g_strsplit (sentence, ". ", -1);

        g_assert_cmpuint (g_strv_length (parts), >=, 3);
      }
}

static void
test_words_for_programs_are_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = 0; code <= domains[i].last; code++)
      {
        GError error = { domains[i].quark (), code, (char *) "" };
        const char *word = ahadi_sentence_word_for_error (&error);

        g_assert_cmpuint (strspn (word, "abcdefghijklmnopqrstuvwxyz-"), ==,
                          strlen (word));
        g_assert_cmpuint (strlen (word), >, 1);
        g_assert_null (strstr (word, "merged"));
      }
}

/* The journal and --json use one word for one thing. */
static void
test_sync_words_are_those_of_the_journal (void)
{
  for (int code = 0; code <= AHADI_SYNC_ERROR_LAST_HOLDER; code++)
    {
      GError error = { AHADI_SYNC_ERROR, code, (char *) "" };

      g_assert_cmpstr (ahadi_sentence_word_for_error (&error), ==,
                       ahadi_sync_error_to_word (code));
    }
}

static void
assert_said_as (const char *expected, GQuark domain, int code, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, message);
  g_autofree char *sentence = ahadi_sentence_for_error (error);

  g_assert_cmpstr (sentence, ==, expected);
}

/* A person is told the same of a disk, whoever noticed. */
static void
test_glib_and_we_say_the_same_of_a_disk (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (system_codes); i++)
    {
      int code = system_codes[i];
      const char *message = g_strerror (code);
      g_autofree char *expected =
          say (AHADI_BASE_ERROR, (int) ahadi_base_error_from_errno (code));

      assert_said_as (expected, G_IO_ERROR, (int) g_io_error_from_errno (code), message);
      assert_said_as (expected, G_FILE_ERROR, (int) g_file_error_from_errno (code),
                      message);
    }
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/sentences/every-code-has-its-own-sentence",
                   test_every_code_has_its_own_sentence);
  g_test_add_func ("/app/sentences/domains-end-where-the-table-says",
                   test_domains_end_where_the_table_says);
  g_test_add_func ("/app/sentences/every-sentence-says-what-was-kept-and-what-to-do",
                   test_every_sentence_says_what_was_kept_and_what_to_do);
  g_test_add_func ("/app/sentences/words-for-programs-are-words",
                   test_words_for_programs_are_words);
  g_test_add_func ("/app/sentences/sync-words-are-those-of-the-journal",
                   test_sync_words_are_those_of_the_journal);
  g_test_add_func ("/app/sentences/glib-and-we-say-the-same-of-a-disk",
                   test_glib_and_we_say_the_same_of_a_disk);
  return g_test_run ();
}
