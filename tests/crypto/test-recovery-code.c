/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto-support.h"

/* 13 groups; 572 with check digit 4 is the example of Damm's thesis. */
#define GROUP "5724"
#define CODE                                                                             \
  GROUP " 0000 " GROUP " 0000 " GROUP " 0000 " GROUP " 0000 " GROUP " 0000 " GROUP       \
        " 0000 " GROUP
#define DIGITS "572000572000572000572000572000572000572"

static int
bad_group_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  int bad_group = -1;

  g_assert_null (ahadi_recovery_code_parse (text, strlen (text), &bad_group, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
  return bad_group;
}

static void
assert_parses (const char *text, gsize length, const char *expected)
{
  g_autoptr (GError) error = NULL;
  int bad_group = -1;
  g_autoptr (AhadiSecret) digits =
      ahadi_recovery_code_parse (text, length, &bad_group, &error);

  g_assert_no_error (error);
  g_assert_cmpint (bad_group, ==, 0);
  g_assert_cmpmem (ahadi_secret_get_bytes (digits), ahadi_secret_get_size (digits),
                   expected, strlen (expected));
}

static void
test_new_code_can_be_typed_back (void)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (AhadiSecret) code = ahadi_recovery_code_new ();
      const char *text = (const char *) ahadi_secret_get_bytes (code);
      char digits[40] = { 0 };

      g_assert_cmpuint (ahadi_secret_get_size (code), ==, 65);
      g_assert_cmpuint (strlen (text), ==, 64);
      for (guint group = 0; group < AHADI_RECOVERY_GROUPS; group++)
        memcpy (digits + 3 * group, text + 5 * group, 3);
      assert_parses (text, 64, digits);
    }
}

static void
test_digits_are_spread_evenly (void)
{
  guint counts[10] = { 0 };

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (AhadiSecret) code = ahadi_recovery_code_new ();
      const guint8 *text = ahadi_secret_get_bytes (code);

      for (guint at = 0; at < 64; at++)
        if (at % 5 < 3)
          counts[text[at] - '0']++;
    }
  /* 3900 each are expected; ten standard deviations are 592. */
  for (guint digit = 0; digit < 10; digit++)
    {
      g_assert_cmpuint (counts[digit], >, 3300);
      g_assert_cmpuint (counts[digit], <, 4500);
    }
}

static void
test_separators_do_not_matter (void)
{
  g_autoptr (GString) dense = g_string_new (CODE);
  g_autoptr (GString) dashed = g_string_new (CODE);
  g_autofree char *padded = g_strconcat ("\n " CODE "\t\r\n", NULL);

  g_string_replace (dense, " ", "", 0);
  g_string_replace (dashed, " ", " - .", 0);
  assert_parses (CODE, strlen (CODE), DIGITS);
  assert_parses (dense->str, dense->len, DIGITS);
  assert_parses (dashed->str, dashed->len, DIGITS);
  assert_parses (padded, strlen (padded), DIGITS);
}

static void
test_length_ends_the_text (void)
{
  assert_parses (CODE "9", strlen (CODE), DIGITS);
}

static void
test_every_wrong_digit_names_its_group (void)
{
  for (gsize at = 0; at < strlen (CODE); at++)
    for (char digit = '0'; digit <= '9'; digit++)
      {
        char text[] = CODE;

        if (text[at] == ' ' || text[at] == digit)
          continue;
        text[at] = digit;
        g_assert_cmpint (bad_group_of (text), ==, (int) (at / 5) + 1);
      }
}

static void
test_every_swap_of_neighbours_names_its_group (void)
{
  for (guint value = 0; value < 1000; value++)
    {
      g_autoptr (AhadiSecret) code = ahadi_recovery_code_new ();
      g_autofree char *text = g_strdup ((const char *) ahadi_secret_get_bytes (code));
      guint at = value % 63;
      char kept = text[at];

      if (text[at] == ' ' || text[at + 1] == ' ' || text[at] == text[at + 1])
        continue;
      text[at] = text[at + 1];
      text[at + 1] = kept;
      g_assert_cmpint (bad_group_of (text), ==, (int) (at / 5) + 1);
    }
}

static void
test_first_bad_group_is_named (void)
{
  char text[] = CODE;

  text[2 * 5] = '6';
  text[7 * 5] = '6';
  g_assert_cmpint (bad_group_of (text), ==, 3);
}

static void
test_number_of_digits_is_exact (void)
{
  g_assert_cmpint (bad_group_of (""), ==, 0);
  g_assert_cmpint (bad_group_of ("5724 0000"), ==, 0);
  g_assert_cmpint (bad_group_of (CODE " 0000"), ==, 0);
  g_assert_cmpint (bad_group_of (CODE "0"), ==, 0);
}

static void
test_letters_are_refused (void)
{
  g_assert_cmpint (bad_group_of ("O" CODE), ==, 0);
  g_assert_cmpint (bad_group_of (CODE "x"), ==, 0);
  g_assert_cmpint (bad_group_of ("\331\240" CODE), ==, 0);
}

static void
test_bad_group_may_be_left_out (void)
{
  g_assert_null (ahadi_recovery_code_parse ("1", 1, NULL, NULL));
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);

#define ADD(name, function) g_test_add_func ("/crypto/recovery-code/" name, function)

  ADD ("new-code-can-be-typed-back", test_new_code_can_be_typed_back);
  ADD ("digits-are-spread-evenly", test_digits_are_spread_evenly);
  ADD ("separators-do-not-matter", test_separators_do_not_matter);
  ADD ("length-ends-the-text", test_length_ends_the_text);
  ADD ("every-wrong-digit-names-its-group", test_every_wrong_digit_names_its_group);
  ADD ("every-swap-of-neighbours-names-its-group",
       test_every_swap_of_neighbours_names_its_group);
  ADD ("first-bad-group-is-named", test_first_bad_group_is_named);
  ADD ("number-of-digits-is-exact", test_number_of_digits_is_exact);
  ADD ("letters-are-refused", test_letters_are_refused);
  ADD ("bad-group-may-be-left-out", test_bad_group_may_be_left_out);
  return g_test_run ();
}
