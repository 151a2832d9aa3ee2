/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto-support.h"
#include "crypto/ahadi-age-header.h"

#define VERSION "age-encryption.org/v1\n"
#define A43 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define A64 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define X25519 "-> X25519 " A43 "\n" A43 "\n"
#define OTHER "-> other\n\n"
#define MAC "--- " A43 "\n"

static AhadiAgeHeader *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  AhadiAgeHeader *header = ahadi_age_header_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return header;
}

static void
accept (const char *text)
{
  g_autoptr (AhadiAgeHeader) header = parse (text);

  g_assert_cmpuint (header->stanzas->len, >, 0);
}

static void
refuse (const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ahadi_age_header_parse (text, strlen (text), &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
}

static void
test_rule_1_version_line (void)
{
  accept (VERSION X25519 MAC);
  refuse ("age-encryption.org/v2\n" X25519 MAC);
  refuse ("age-encryption.org/v1\r\n" X25519 MAC);
  refuse ("age-encryption.org/v1 \n" X25519 MAC);
  refuse ("age-encryption.org/v1");
  refuse (X25519 MAC);
  refuse ("");
}

static void
test_rule_2_base64_is_canonical (void)
{
  /* Standard alphabet; 2 characters carry 12 bits, of which the last 4 are unused. */
  accept (VERSION "-> other\nAA\n" MAC);
  accept (VERSION "-> other\n+/8\n" MAC);
  refuse (VERSION "-> other\n-_8\n" MAC);
  refuse (VERSION "-> other\nAB\n" MAC);
  refuse (VERSION "-> other\nAA==\n" MAC);
  refuse (VERSION "-> other\nA\n" MAC);
  refuse (VERSION "-> other\nAAAAA\n" MAC);
  refuse (VERSION "-> other\nAA \n" MAC);
  refuse (VERSION "-> other\nAA\r\n" MAC);
}

static void
test_rule_3_arguments (void)
{
  accept (VERSION "-> a !\"~ b\n\n" MAC);
  refuse (VERSION "->\n\n" MAC);
  refuse (VERSION "-> \n\n" MAC);
  refuse (VERSION "->other\n\n" MAC);
  refuse (VERSION "->  other\n\n" MAC);
  refuse (VERSION "-> other  x\n\n" MAC);
  refuse (VERSION "-> other \n\n" MAC);
  refuse (VERSION "-> other\tx\n\n" MAC);
  refuse (VERSION "-> oth\303\251r\n\n" MAC);
  refuse (VERSION "-> other\177\n\n" MAC);
  refuse (VERSION "-> other\r\n\n" MAC);
}

static void
test_rule_4_body_ends_in_a_short_line (void)
{
  g_autoptr (AhadiAgeHeader) header =
      parse (VERSION "-> other\n" A64 "\n" A64 "\n\n-> more\n" A64 "\nAAAA\n" MAC);
  const AhadiAgeStanza *first = g_ptr_array_index (header->stanzas, 0);
  const AhadiAgeStanza *second = g_ptr_array_index (header->stanzas, 1);

  g_assert_cmpuint (first->body_size, ==, 96);
  g_assert_cmpuint (second->body_size, ==, 51);
  refuse (VERSION "-> other\n" MAC);
  refuse (VERSION "-> other\n" A64 "\n" MAC);
  refuse (VERSION "-> other\n" A64 "AAAA\n\n" MAC);
  refuse (VERSION "-> other\nAAAA\nAAAA\n" MAC);
  refuse (VERSION "-> other\n\n\n" MAC);
}

static void
test_rule_5_one_to_64_stanzas (void)
{
  g_autoptr (GString) text = g_string_new (VERSION);
  g_autofree char *most = NULL;
  g_autofree char *too_many = NULL;

  refuse (VERSION MAC);
  for (guint i = 0; i < 64; i++)
    g_string_append (text, OTHER);
  most = g_strconcat (text->str, MAC, NULL);
  too_many = g_strconcat (text->str, OTHER, MAC, NULL);
  accept (most);
  refuse (too_many);
}

static void
test_rule_6_x25519_share (void)
{
  accept (VERSION OTHER X25519 MAC);
  refuse (VERSION "-> X25519\n" A43 "\n" MAC);
  refuse (VERSION "-> X25519 " A43 " " A43 "\n" A43 "\n" MAC);
  refuse (VERSION "-> X25519 " A43 "A\n" A43 "\n" MAC);
  refuse (VERSION "-> X25519 AAAA\n" A43 "\n" MAC);
  /* The last of the 43 characters has 2 unused bits. */
  refuse (VERSION "-> X25519 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB\n" A43 "\n" MAC);
  /* Types are written exactly so: this one is unknown. */
  accept (VERSION "-> x25519 AAAA\n\n" MAC);
}

static void
test_rule_7_x25519_body (void)
{
  refuse (VERSION "-> X25519 " A43 "\n\n" MAC);
  refuse (VERSION "-> X25519 " A43 "\n" A43 "A\n" MAC);
  refuse (VERSION "-> X25519 " A43 "\n" A64 "\n\n" MAC);
}

static void
test_rule_8_scrypt_stands_alone (void)
{
  accept (VERSION "-> scrypt AAAA 10\n" A43 "\n" MAC);
  refuse (VERSION "-> scrypt AAAA 10\n" A43 "\n" X25519 MAC);
  refuse (VERSION OTHER "-> scrypt AAAA 10\n" A43 "\n" MAC);
}

static void
test_rule_9_mac_line (void)
{
  refuse (VERSION X25519);
  refuse (VERSION X25519 "---\n");
  refuse (VERSION X25519 "---" A43 "\n");
  refuse (VERSION X25519 "---  " A43 "\n");
  refuse (VERSION X25519 "--- " A43 " \n");
  refuse (VERSION X25519 "--- " A43 "A\n");
  refuse (VERSION X25519 "--- " A43 "\r\n");
  refuse (VERSION X25519 "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB\n");
  refuse (VERSION X25519 "--- " A43);
  refuse (VERSION X25519 MAC MAC);
  refuse (VERSION X25519 MAC "x");
}

static void
test_rule_9_header_of_64_kib (void)
{
  g_autoptr (GString) text = g_string_new (VERSION "-> other\n");

  while (text->len < AHADI_AGE_HEADER_LIMIT)
    g_string_append (text, A64 "\n");
  g_string_append (text, "\n" MAC);
  refuse (text->str);
  g_string_erase (text, strlen (VERSION "-> other\n"), 2 * strlen (A64 "\n"));
  accept (text->str);
}

static void
test_end_is_found (void)
{
  const char *text = VERSION X25519 MAC "payload";
  gsize size = strlen (VERSION X25519 MAC);

  for (gsize length = 0; length <= strlen (text); length++)
    g_assert_cmpuint (ahadi_age_header_find_end (text, length), ==,
                      length < size ? 0 : size);
}

/* Writes a header for @identity, then looks what opening @text instead gives. */
static void
assert_opening (const char *text, AhadiAgeIdentity *identity, int code)
{
  g_autoptr (AhadiAgeHeader) header = parse (text);
  g_autoptr (GError) error = NULL;
  guint8 file_key[AHADI_AGE_FILE_KEY_SIZE];

  g_assert_false (ahadi_age_header_open (header, &identity, 1, file_key, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, code);
}

static void
test_rule_10_no_share_of_small_order (void)
{
  g_autoptr (AhadiAgeIdentity) identity = ahadi_age_identity_new ();

  assert_opening (VERSION X25519 MAC, identity, AHADI_CRYPTO_ERROR_MALFORMED);
}

static void
test_rule_11_one_stanza_is_ours (void)
{
  g_autoptr (AhadiAgeIdentity) ours = ahadi_age_identity_new ();
  g_autoptr (AhadiAgeIdentity) others = ahadi_age_identity_new ();
  AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (others);
  const guint8 file_key[AHADI_AGE_FILE_KEY_SIZE] = { 1 };
  g_autoptr (GString) text = ahadi_age_header_print (file_key, &recipient, 1, NULL);

  assert_opening (text->str, ours, AHADI_CRYPTO_ERROR_NO_MATCH);
  assert_opening (VERSION OTHER MAC, ours, AHADI_CRYPTO_ERROR_NO_MATCH);
}

static void
test_rule_12_mac_holds (void)
{
  g_autoptr (AhadiAgeIdentity) identity = ahadi_age_identity_new ();
  AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (identity);
  const guint8 file_key[AHADI_AGE_FILE_KEY_SIZE] = { 1 };
  g_autoptr (GString) text = ahadi_age_header_print (file_key, &recipient, 1, NULL);

  /* A stanza more, which the MAC does not know of */
  g_string_insert (text, strlen (VERSION), OTHER);
  assert_opening (text->str, identity, AHADI_CRYPTO_ERROR_CORRUPT);
}

static void
test_each_recipient_gets_the_file_key (void)
{
  g_autoptr (AhadiAgeIdentity) first = ahadi_age_identity_new ();
  g_autoptr (AhadiAgeIdentity) second = ahadi_age_identity_new ();
  g_autoptr (AhadiAgeIdentity) nobody = ahadi_age_identity_new ();
  AhadiAgeIdentity *const keys[] = { nobody, second, first };
  const AhadiAgeRecipient recipients[] = { ahadi_age_identity_get_recipient (first),
                                           ahadi_age_identity_get_recipient (second) };
  const guint8 file_key[AHADI_AGE_FILE_KEY_SIZE] = { 1, 2, 3 };
  g_autoptr (GString) text = ahadi_age_header_print (file_key, recipients, 2, NULL);
  g_autoptr (AhadiAgeHeader) header = parse (text->str);

  g_assert_cmpuint (text->len, ==, ahadi_age_header_size (2));
  for (guint i = 1; i < G_N_ELEMENTS (keys); i++)
    {
      AhadiAgeIdentity *const tried[] = { nobody, keys[i] };
      g_autoptr (GError) error = NULL;
      guint8 found[AHADI_AGE_FILE_KEY_SIZE];

      g_assert_true (ahadi_age_header_open (header, tried, 2, found, &error));
      g_assert_no_error (error);
      g_assert_cmpmem (found, sizeof found, file_key, sizeof file_key);
    }
}

static void
test_print_refuses_what_nobody_could_open (void)
{
  const AhadiAgeRecipient small_order = { { 0 } };
  const guint8 file_key[AHADI_AGE_FILE_KEY_SIZE] = { 1 };
  g_autofree AhadiAgeRecipient *many = g_new0 (AhadiAgeRecipient, 65);
  const gsize counts[] = { 0, 1, 65 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ahadi_age_header_print (
          file_key, counts[i] == 1 ? &small_order : many, counts[i], &error));
      g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
    }
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);

#define ADD(name, function) g_test_add_func ("/crypto/age-header/" name, function)

  ADD ("rule-1-version-line", test_rule_1_version_line);
  ADD ("rule-2-base64-is-canonical", test_rule_2_base64_is_canonical);
  ADD ("rule-3-arguments", test_rule_3_arguments);
  ADD ("rule-4-body-ends-in-a-short-line", test_rule_4_body_ends_in_a_short_line);
  ADD ("rule-5-one-to-64-stanzas", test_rule_5_one_to_64_stanzas);
  ADD ("rule-6-x25519-share", test_rule_6_x25519_share);
  ADD ("rule-7-x25519-body", test_rule_7_x25519_body);
  ADD ("rule-8-scrypt-stands-alone", test_rule_8_scrypt_stands_alone);
  ADD ("rule-9-mac-line", test_rule_9_mac_line);
  ADD ("rule-9-header-of-64-kib", test_rule_9_header_of_64_kib);
  ADD ("rule-10-no-share-of-small-order", test_rule_10_no_share_of_small_order);
  ADD ("rule-11-one-stanza-is-ours", test_rule_11_one_stanza_is_ours);
  ADD ("rule-12-mac-holds", test_rule_12_mac_holds);
  ADD ("end-is-found", test_end_is_found);
  ADD ("each-recipient-gets-the-file-key", test_each_recipient_gets_the_file_key);
  ADD ("print-refuses-what-nobody-could-open", test_print_refuses_what_nobody_could_open);
  return g_test_run ();
}
