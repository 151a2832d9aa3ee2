/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto-support.h"

static void
assert_all (const char *const *texts, AhadiStrength expected)
{
  for (guint i = 0; texts[i]; i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_cmpint (ahadi_passphrase_judge (texts[i], strlen (texts[i])), ==,
                       expected);
    }
}

static void
test_under_10_characters_is_too_short (void)
{
  static const char *const texts[] = { "", "a", "xK3vQ9!mZ",
                                       "\303\251\303\251\303\251\303\251\303\251", NULL };

  assert_all (texts, AHADI_STRENGTH_TOO_SHORT);
}

static void
test_habits_are_weak (void)
{
  static const char *const texts[] = {
    "password123",          "Password2024!",
    "amnestykenya",         "Nairobi2024",
    "aaaaaaaaaaaaaaaaaaaa", "12345678901234567890",
    "98765432109876543210", "abcabcabcabcabcabc",
    "qwertyuiop123",        "wanjiku1987",
    "Kenya@2025!!",         "hakuna matata",
    "121212121212121212",   "jambo jambo jambo jambo jambo jambo",
    "..................",   "abcdefghijklmnop",
    "P@ssw0rd123",          NULL
  };

  assert_all (texts, AHADI_STRENGTH_WEAK);
}

static void
test_four_words_are_fair_at_least (void)
{
  static const char *const texts[] = { "twiga ndizi meza bahari", "xK3vQ9!mZ2",
                                       "7391 6402 5817 2", NULL };

  assert_all (texts, AHADI_STRENGTH_FAIR);
}

static void
test_five_words_are_strong (void)
{
  static const char *const texts[] = { "kiboko-safari-mchungwa-daraja-usiku",
                                       "xK3vQ9!mZ2pW", "83056914725938160427",
                                       "twiga ndizi meza bahari kalamu 47", NULL };

  assert_all (texts, AHADI_STRENGTH_STRONG);
}

static void
test_more_is_never_weaker (void)
{
  const char *text = "kiboko-safari-Mchungwa 2024 daraja!usiku 12345 xK3vQ9";
  AhadiStrength last = AHADI_STRENGTH_TOO_SHORT;

  for (gsize length = 0; length <= strlen (text); length++)
    {
      AhadiStrength strength = ahadi_passphrase_judge (text, length);

      g_assert_cmpint (strength, >=, last);
      last = strength;
    }
  g_assert_cmpint (last, ==, AHADI_STRENGTH_STRONG);
}

static void
test_any_bytes_can_be_judged (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      guint8 bytes[40];

      /* In a buffer of its own, so that a byte too far is noticed. */
      ahadi_random_bytes (bytes, sizeof bytes);
      g_autofree char *text = g_memdup2 (bytes, 1 + i % sizeof bytes);

      g_assert_cmpint (ahadi_passphrase_judge (text, 1 + i % sizeof bytes), <=,
                       AHADI_STRENGTH_STRONG);
    }
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/crypto/passphrase/under-10-characters-is-too-short",
                   test_under_10_characters_is_too_short);
  g_test_add_func ("/crypto/passphrase/habits-are-weak", test_habits_are_weak);
  g_test_add_func ("/crypto/passphrase/four-words-are-fair-at-least",
                   test_four_words_are_fair_at_least);
  g_test_add_func ("/crypto/passphrase/five-words-are-strong",
                   test_five_words_are_strong);
  g_test_add_func ("/crypto/passphrase/more-is-never-weaker", test_more_is_never_weaker);
  g_test_add_func ("/crypto/passphrase/any-bytes-can-be-judged",
                   test_any_bytes_can_be_judged);
  return g_test_run ();
}
