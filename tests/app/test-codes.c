/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#include <string.h>

static void
test_both_languages_parse (void)
{
  const char *const languages[] = { "en", "sw" };

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      const AhadiCode *code = ahadi_codes_get (languages[i]);

      g_assert_cmpstr (ahadi_code_get_language (code), ==, languages[i]);
      g_assert_cmpuint (strlen (ahadi_code_get_clause (code, 10)), >, 20);
      g_assert_cmpuint (strlen (ahadi_code_get_reason (code, 11)), >, 20);
    }
  g_assert_true (ahadi_codes_get ("en") == ahadi_codes_get ("en"));
}

static void
test_hash_is_of_the_text (void)
{
  GBytes *text = ahadi_codes_get_text ("en");
  guint8 digest[AHADI_HASH_SIZE];
  char hex[2 * AHADI_HASH_SIZE + 1];

  ahadi_hash_bytes (g_bytes_get_data (text, NULL), g_bytes_get_size (text), digest);
  ahadi_hex_encode (digest, sizeof digest, hex);

  g_assert_cmpstr (ahadi_codes_get_hash ("en"), ==, hex);
  g_assert_cmpstr (ahadi_codes_get_hash ("en"), !=, ahadi_codes_get_hash ("sw"));
}

/* A pledge binds to this text: shipping another one must be a decision. */
static void
test_english_is_the_text_that_members_sign (void)
{
  const char *text = g_bytes_get_data (ahadi_codes_get_text ("en"), NULL);

  g_assert_true (g_str_has_prefix (text, "Amnesty envisions a world free of violence"));
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/codes/both-languages-parse", test_both_languages_parse);
  g_test_add_func ("/app/codes/hash-is-of-the-text", test_hash_is_of_the_text);
  g_test_add_func ("/app/codes/english-is-the-text-that-members-sign",
                   test_english_is_the_text_that_members_sign);
  return g_test_run ();
}
