/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto-support.h"
#include "crypto/ahadi-signing-key-private.h"

#define CONTENT "{\"fmt\":\"test\"}"
#define UNTRUSTED "signature from a test"
#define TRUSTED "ahadi-bundle-v1 0011"

typedef struct
{
  AhadiSigningKey *key;
  const AhadiVerifyKey *public;
  char *text;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->key = ahadi_signing_key_new ();
  fixture->public = ahadi_signing_key_get_verify_key (fixture->key);
  fixture->text =
      ahadi_minisign_sign (fixture->key, CONTENT, strlen (CONTENT), UNTRUSTED, TRUSTED);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  ahadi_signing_key_unref (fixture->key);
  g_free (fixture->text);
}

/* Parses and checks as the reader of a bundle does. */
static gboolean
accepts (Fixture *fixture, const char *text, gsize length, GError **error)
{
  g_autoptr (AhadiMinisig) sig = ahadi_minisig_parse (text, length, error);

  return sig && ahadi_minisign_check (sig, fixture->public, CONTENT, strlen (CONTENT),
                                      TRUSTED, error);
}

static void
refuse_form (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ahadi_minisig_parse (text, strlen (text), &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
}

/* The file with @from, which is in it, replaced by @to. */
static char *
edit (Fixture *fixture, const char *from, const char *to)
{
  g_autoptr (GString) text = g_string_new (fixture->text);

  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
refuse_edit (Fixture *fixture, const char *from, const char *to)
{
  g_autofree char *text = edit (fixture, from, to);

  refuse_form (fixture, text);
}

static void
test_accepts_what_it_signed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiMinisig) sig =
      ahadi_minisig_parse (fixture->text, strlen (fixture->text), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sig->trusted_comment, ==, TRUSTED);
  g_assert_cmpmem (sig->number, 8, fixture->public->number, 8);
  g_assert_true (ahadi_minisign_check (sig, fixture->public, CONTENT, strlen (CONTENT),
                                       TRUSTED, &error));
  g_assert_true (ahadi_minisign_check (sig, fixture->public, CONTENT, strlen (CONTENT),
                                       NULL, &error));
  g_assert_no_error (error);
}

static void
test_rule_1_four_lines (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *fifth = g_strconcat (fixture->text, "x", NULL);
  g_autofree char *blank = g_strconcat (fixture->text, "\n", NULL);
  g_autofree char *unended = g_strndup (fixture->text, strlen (fixture->text) - 1);

  refuse_form (fixture, fifth);
  refuse_form (fixture, blank);
  refuse_form (fixture, unended);
  refuse_form (fixture, "");
  refuse_edit (fixture, UNTRUSTED "\n", UNTRUSTED "\r\n");
  refuse_edit (fixture, TRUSTED "\n", TRUSTED "\r\n");
}

static void
test_rule_2_comments (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *longest = g_strnfill (8192, 'x');
  g_autofree char *too_long = g_strnfill (8193, 'x');
  g_autofree char *long_untrusted = g_strnfill (1025, 'x');
  g_autofree char *signed_longest =
      ahadi_minisign_sign (fixture->key, CONTENT, strlen (CONTENT), "", longest);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiMinisig) sig =
      ahadi_minisig_parse (signed_longest, strlen (signed_longest), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (sig->trusted_comment), ==, 8192);
  refuse_edit (fixture, "\ntrusted comment: ", "\ntrusted comment:");
  refuse_edit (fixture, "untrusted comment: ", "Untrusted comment: ");
  refuse_edit (fixture, TRUSTED, too_long);
  refuse_edit (fixture, UNTRUSTED, long_untrusted);
}

static void
test_rule_3_comments_are_plain_text (Fixture *fixture, gconstpointer unused)
{
  static const char *const bad[] = { "\001",         "\177",         "\xff",
                                     "\302\205",     "\342\200\250", "\342\200\256",
                                     "\342\200\213", "\033[31m" };
  g_autofree char *with_tab = edit (fixture, UNTRUSTED, "file:\303\251\t1");
  g_autoptr (GError) error = NULL;

  g_assert_true (accepts (fixture, with_tab, strlen (with_tab), &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      refuse_edit (fixture, TRUSTED, bad[i]);
      refuse_edit (fixture, UNTRUSTED, bad[i]);
    }
}

static void
test_rule_4_base64_is_exact (Fixture *fixture, gconstpointer unused)
{
  g_auto (GStrv) lines = g_strsplit (fixture->text, "\n", -1);

  refuse_edit (fixture, "=\ntrusted", "\ntrusted");
  refuse_edit (fixture, "=\ntrusted", "==\ntrusted");
  refuse_edit (fixture, "==\n", "=\n");
  refuse_edit (fixture, lines[1], "RUQ=");
  refuse_edit (fixture, lines[3], "");
  refuse_edit (fixture, lines[3], lines[1]);
  refuse_edit (fixture, lines[1], lines[3]);
}

/* The very attack: a legacy signature, made over a file that is the digest of another. */
static void
test_rule_5_legacy_algorithm_is_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *legacy = g_strdup (fixture->text);
  char *blob = strstr (legacy, "\nRU");

  g_assert_nonnull (blob);
  /* "ED" to "Ed": the first two bytes are the first 16 bits of base64. */
  blob[2] = 'W';
  g_assert_null (ahadi_minisig_parse (legacy, strlen (legacy), &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, "legacy"));
}

static void
test_rule_6_another_number_is_no_match (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiMinisig) sig =
      ahadi_minisig_parse (fixture->text, strlen (fixture->text), NULL);
  AhadiVerifyKey other = *fixture->public;
  g_autoptr (GError) error = NULL;

  other.number[7] ^= 1;
  g_assert_false (
      ahadi_minisign_check (sig, &other, CONTENT, strlen (CONTENT), TRUSTED, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_NO_MATCH);
}

static void
test_rule_7_content_is_what_was_signed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiMinisig) sig =
      ahadi_minisig_parse (fixture->text, strlen (fixture->text), NULL);
  g_autoptr (AhadiSigningKey) other = ahadi_signing_key_new ();
  AhadiVerifyKey same_number = *ahadi_signing_key_get_verify_key (other);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) key_error = NULL;

  g_assert_false (ahadi_minisign_check (sig, fixture->public, CONTENT,
                                        strlen (CONTENT) - 1, TRUSTED, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_BAD_SIGNATURE);

  memcpy (same_number.number, fixture->public->number, 8);
  g_assert_false (ahadi_minisign_check (sig, &same_number, CONTENT, strlen (CONTENT),
                                        TRUSTED, &key_error));
  g_assert_error (key_error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_BAD_SIGNATURE);
}

static void
test_rule_8_trusted_comment_is_what_was_signed (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = edit (fixture, TRUSTED, "ahadi-bundle-v1 0012");
  g_autoptr (AhadiMinisig) sig = ahadi_minisig_parse (text, strlen (text), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (sig);
  g_assert_false (ahadi_minisign_check (sig, fixture->public, CONTENT, strlen (CONTENT),
                                        NULL, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_BAD_SIGNATURE);
}

static void
test_rule_9_trusted_comment_is_the_expected_one (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiMinisig) sig =
      ahadi_minisig_parse (fixture->text, strlen (fixture->text), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (ahadi_minisign_check (sig, fixture->public, CONTENT, strlen (CONTENT),
                                        "ahadi-card-v1 0011", &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_BAD_SIGNATURE);
}

/* The untrusted words are the only ones that nothing protects, and that nothing depends
 * on. */
static void
test_every_flipped_bit_is_refused (Fixture *fixture, gconstpointer unused)
{
  gsize length = strlen (fixture->text);
  gsize free_start = strlen ("untrusted comment: ");
  gsize free_end = free_start + strlen (UNTRUSTED);

  for (gsize at = 0; at < length; at++)
    for (guint bit = 0; bit < 8; bit++)
      {
        g_autofree char *flipped = g_strndup (fixture->text, length);
        g_autoptr (GError) error = NULL;

        if (at >= free_start && at < free_end)
          continue;
        flipped[at] = (char) (flipped[at] ^ (1 << bit));
        g_test_message ("byte %" G_GSIZE_FORMAT ", bit %u", at, bit);
        g_assert_false (accepts (fixture, flipped, length, &error));
        g_assert_nonnull (error);
      }
}

static void
test_every_truncation_is_refused (Fixture *fixture, gconstpointer unused)
{
  for (gsize length = 0; length < strlen (fixture->text); length++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (accepts (fixture, fixture->text, length, &error));
      g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
    }
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/crypto/minisign/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("accepts-what-it-signed", test_accepts_what_it_signed);
  ADD ("rule-1-four-lines", test_rule_1_four_lines);
  ADD ("rule-2-comments", test_rule_2_comments);
  ADD ("rule-3-comments-are-plain-text", test_rule_3_comments_are_plain_text);
  ADD ("rule-4-base64-is-exact", test_rule_4_base64_is_exact);
  ADD ("rule-5-legacy-algorithm-is-refused", test_rule_5_legacy_algorithm_is_refused);
  ADD ("rule-6-another-number-is-no-match", test_rule_6_another_number_is_no_match);
  ADD ("rule-7-content-is-what-was-signed", test_rule_7_content_is_what_was_signed);
  ADD ("rule-8-trusted-comment-is-what-was-signed",
       test_rule_8_trusted_comment_is_what_was_signed);
  ADD ("rule-9-trusted-comment-is-the-expected-one",
       test_rule_9_trusted_comment_is_the_expected_one);
  ADD ("every-flipped-bit-is-refused", test_every_flipped_bit_is_refused);
  ADD ("every-truncation-is-refused", test_every_truncation_is_refused);
  return g_test_run ();
}
