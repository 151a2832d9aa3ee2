/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto-support.h"
#include "crypto/ahadi-bech32.h"

/* A recipient of the age specification's test kit */
#define TEXT "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"

static gboolean
decodes (const char *text, gsize length)
{
  static const guint8 zeros[AHADI_BECH32_SIZE];
  guint8 bytes[AHADI_BECH32_SIZE] = { 0 };
  gboolean valid = ahadi_bech32_decode ("age", FALSE, text, length, bytes);

  if (!valid)
    g_assert_cmpmem (bytes, sizeof bytes, zeros, sizeof zeros);
  return valid;
}

static void
test_round_trips (void)
{
  for (guint i = 0; i < 200; i++)
    {
      guint8 bytes[AHADI_BECH32_SIZE];
      guint8 back[AHADI_BECH32_SIZE];
      char text[AHADI_BECH32_LENGTH (3) + 1];

      ahadi_random_bytes (bytes, sizeof bytes);
      ahadi_bech32_encode ("age", i % 2, bytes, text);
      g_assert_cmpuint (strlen (text), ==, 62);
      g_assert_true (ahadi_bech32_decode ("age", i % 2, text, strlen (text), back));
      g_assert_cmpmem (back, sizeof back, bytes, sizeof bytes);
      g_assert_false (ahadi_bech32_decode ("age", !(i % 2), text, strlen (text), back));
    }
}

static void
test_prints_what_others_print (void)
{
  guint8 bytes[AHADI_BECH32_SIZE];
  char text[AHADI_BECH32_LENGTH (3) + 1];

  g_assert_true (ahadi_bech32_decode ("age", FALSE, TEXT, strlen (TEXT), bytes));
  ahadi_bech32_encode ("age", FALSE, bytes, text);
  g_assert_cmpstr (text, ==, TEXT);
}

static void
test_rule_1_length (void)
{
  g_assert_true (decodes (TEXT, strlen (TEXT)));
  g_assert_false (decodes (TEXT, strlen (TEXT) - 1));
  g_assert_false (decodes (TEXT "q", strlen (TEXT) + 1));
  g_assert_false (decodes ("", 0));
}

static void
test_rule_2_prefix_and_case (void)
{
  g_autofree char *upper = g_ascii_strup (TEXT, -1);
  g_autofree char *mixed = g_strdup (TEXT);
  guint8 bytes[AHADI_BECH32_SIZE];

  mixed[10] = g_ascii_toupper (mixed[10]);
  g_assert_false (decodes (upper, strlen (upper)));
  g_assert_false (decodes (mixed, strlen (mixed)));
  g_assert_true (ahadi_bech32_decode ("age", TRUE, upper, strlen (upper), bytes));
  g_assert_false (ahadi_bech32_decode ("agf", FALSE, TEXT, strlen (TEXT), bytes));
}

/* Rules 3 and 4: no other character anywhere makes a valid text. */
static void
test_rules_3_and_4_every_other_character (void)
{
  for (gsize i = 0; i < strlen (TEXT); i++)
    for (guint c = 0; c < 256; c++)
      {
        char text[] = TEXT;

        if (text[i] == (char) c)
          continue;
        text[i] = (char) c;
        g_assert_false (decodes (text, strlen (TEXT)));
      }
}

/* TEXT with one bit of padding set, and the checksum that goes with it */
static void
test_rule_5_padding_is_zero (void)
{
  static const char *const bad[] = {
    "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73epp9g8nq",
    "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73ez0ka3al",
    "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73eyne75pg",
    "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73egz8c7s0",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (decodes (bad[i], strlen (bad[i])));
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/crypto/bech32/round-trips", test_round_trips);
  g_test_add_func ("/crypto/bech32/prints-what-others-print",
                   test_prints_what_others_print);
  g_test_add_func ("/crypto/bech32/rule-1-length", test_rule_1_length);
  g_test_add_func ("/crypto/bech32/rule-2-prefix-and-case", test_rule_2_prefix_and_case);
  g_test_add_func ("/crypto/bech32/rules-3-and-4-every-other-character",
                   test_rules_3_and_4_every_other_character);
  g_test_add_func ("/crypto/bech32/rule-5-padding-is-zero", test_rule_5_padding_is_zero);
  return g_test_run ();
}
