/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto-support.h"

#define PASSES_AT 31
#define MEMORY_AT 39

static AhadiSecret *
passphrase (void)
{
  return ahadi_secret_new_from ("a custodian of nine", 19);
}

static AhadiShare *
make (void)
{
  const AhadiShareInfo info = { 2, 3, 3, { 1, 2, 3, 4 }, { 9, 8, 7 } };
  g_autoptr (AhadiSecret) value = ahadi_secret_new (AHADI_SHARE_VALUE_SIZE);

  for (guint i = 0; i < AHADI_SHARE_VALUE_SIZE; i++)
    ahadi_secret_get_bytes (value)[i] = (guint8) (255 - i);
  return ahadi_share_new (&info, value);
}

static GBytes *
seal (void)
{
  g_autoptr (AhadiShare) share = make ();
  g_autoptr (AhadiSecret) secret = passphrase ();
  g_autoptr (GError) error = NULL;
  GBytes *file = ahadi_share_seal (share, secret, ahadi_slot_cost_minimum (), &error);

  g_assert_no_error (error);
  return file;
}

static AhadiShare *
open_file (GBytes *file, GError **error)
{
  g_autoptr (AhadiSecret) secret = passphrase ();

  return ahadi_share_open (g_bytes_get_data (file, NULL), g_bytes_get_size (file), secret,
                           error);
}

static GBytes *
with_byte (GBytes *file, gsize at, guint8 byte)
{
  const guint8 *bytes = g_bytes_get_data (file, NULL);

  return support_flip (file, at, bytes[at] ^ byte);
}

static void
refuse (GBytes *file, int code)
{
  g_autoptr (GError) error = NULL;
  AhadiShareInfo info;

  g_assert_false (ahadi_share_read_info (g_bytes_get_data (file, NULL),
                                         g_bytes_get_size (file), &info, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, code);
}

static void
assert_same (const AhadiShare *a, const AhadiShare *b)
{
  const AhadiShareInfo *first = ahadi_share_get_info (a);
  const AhadiShareInfo *second = ahadi_share_get_info (b);

  g_assert_cmpuint (first->threshold, ==, second->threshold);
  g_assert_cmpuint (first->count, ==, second->count);
  g_assert_cmpuint (first->index, ==, second->index);
  g_assert_cmpmem (first->set, 4, second->set, 4);
  g_assert_cmpmem (ahadi_secret_get_bytes (ahadi_share_get_value (a)), 32,
                   ahadi_secret_get_bytes (ahadi_share_get_value (b)), 32);
}

static void
test_a_file_opens_with_its_passphrase (void)
{
  g_autoptr (AhadiShare) share = make ();
  g_autoptr (GBytes) file = seal ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiShare) again = open_file (file, &error);

  g_assert_no_error (error);
  assert_same (share, again);
  g_assert_cmpmem (ahadi_share_get_info (again)->vault, 16,
                   ahadi_share_get_info (share)->vault, 16);
}

static void
test_the_layout_is_the_documented_one (void)
{
  g_autoptr (GBytes) file = seal ();
  const guint8 *bytes = g_bytes_get_data (file, NULL);

  g_assert_cmpuint (g_bytes_get_size (file), ==, 135);
  g_assert_cmpmem (bytes, 8, "AHADIKC1", 8);
  g_assert_cmpmem (bytes + 8, 7, "\2\3\3\1\2\3\4", 7);
  g_assert_cmpmem (bytes + 15, 3, "\11\10\7", 3);
  g_assert_cmpuint (bytes[PASSES_AT + 7], ==, 3);
  g_assert_cmpuint (bytes[MEMORY_AT + 4], ==, 4);
}

static void
test_rule_1_magic (void)
{
  g_autoptr (GBytes) file = seal ();
  g_autoptr (GBytes) newer = with_byte (file, 7, '2');
  g_autoptr (GBytes) older = with_byte (file, 7, '0');
  g_autoptr (GBytes) other = with_byte (file, 0, 'a');

  refuse (newer, AHADI_CRYPTO_ERROR_NEWER);
  refuse (older, AHADI_CRYPTO_ERROR_MALFORMED);
  refuse (other, AHADI_CRYPTO_ERROR_MALFORMED);
}

static void
test_rule_2_size (void)
{
  g_autoptr (GBytes) file = seal ();
  g_autoptr (GBytes) longer = support_extend (file, 1);

  refuse (longer, AHADI_CRYPTO_ERROR_MALFORMED);
  for (gsize size = 0; size < g_bytes_get_size (file); size++)
    {
      g_autoptr (GBytes) shorter = support_cut (file, size);

      refuse (shorter, AHADI_CRYPTO_ERROR_MALFORMED);
    }
}

static void
test_rule_3_numbers (void)
{
  static const guint8 bad[][3] = { { 1, 3, 1 }, { 4, 3, 1 }, { 2, 17, 1 },
                                   { 2, 3, 0 }, { 2, 3, 4 }, { 0, 0, 0 } };
  g_autoptr (GBytes) file = seal ();

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) first = with_byte (file, 8, bad[i][0]);
      g_autoptr (GBytes) second = with_byte (first, 9, bad[i][1]);
      g_autoptr (GBytes) third = with_byte (second, 10, bad[i][2]);

      refuse (third, AHADI_CRYPTO_ERROR_MALFORMED);
    }
}

static void
test_rule_4_costs (void)
{
  g_autoptr (GBytes) file = seal ();
  g_autoptr (GBytes) dear = with_byte (file, PASSES_AT + 7, 21);
  g_autoptr (GBytes) cheap = with_byte (file, PASSES_AT + 7, 1);
  g_autoptr (GBytes) large = with_byte (file, MEMORY_AT + 3, 1);

  refuse (dear, AHADI_CRYPTO_ERROR_CORRUPT);
  refuse (cheap, AHADI_CRYPTO_ERROR_CORRUPT);
  refuse (large, AHADI_CRYPTO_ERROR_CORRUPT);
}

/* One byte of each field that rules 1 to 4 let pass. */
static void
test_rule_5_nothing_was_changed (void)
{
  static const gsize places[] = { 10, 11, 15, 47, 63, 87, 134 };
  g_autoptr (GBytes) file = seal ();
  g_autoptr (AhadiSecret) other = ahadi_secret_new_from ("another", 7);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GBytes) changed = support_flip (file, places[i], 2);
      g_autoptr (GError) why = NULL;

      g_assert_null (open_file (changed, &why));
      g_assert_error (why, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
    }

  g_assert_null (ahadi_share_open (g_bytes_get_data (file, NULL), g_bytes_get_size (file),
                                   other, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
}

/* --- On paper ------------------------------------------------------------- */

static char *
print (void)
{
  g_autoptr (AhadiShare) share = make ();
  g_autoptr (AhadiSecret) digits = ahadi_share_print_digits (share);

  return g_strdup ((const char *) ahadi_secret_get_bytes (digits));
}

static void
refuse_digits (const char *text, int code, int group)
{
  g_autoptr (GError) error = NULL;
  int bad_group = -1;

  g_assert_null (ahadi_share_parse_digits (text, strlen (text), &bad_group, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, code);
  g_assert_cmpint (bad_group, ==, group);
}

static void
test_digits_are_the_share (void)
{
  g_autoptr (AhadiShare) share = make ();
  g_autofree char *text = print ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiShare) again =
      ahadi_share_parse_digits (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  assert_same (share, again);
  /* 0x11 0x22: version 1, 2 of 3, the third. */
  g_assert_cmpuint (strlen (text), ==, 19 * 7 - 1);
  g_assert_true (g_str_has_prefix (text, "04386"));
}

static void
test_rule_6_digits_and_separators (void)
{
  g_autofree char *text = print ();
  g_autofree char *dotted = g_strdelimit (g_strdup (text), " ", '.');
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiShare) again =
      ahadi_share_parse_digits (dotted, strlen (dotted), NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (again);
  text[3] = 'x';
  refuse_digits (text, AHADI_CRYPTO_ERROR_MALFORMED, 0);
}

static void
test_rule_7_the_first_wrong_group_is_named (void)
{
  for (guint group = 0; group < AHADI_SHARE_GROUPS; group++)
    {
      g_autofree char *text = print ();
      char *digit = text + group * 7 + 2;

      *digit = (char) ('0' + (*digit - '0' + 1) % 10);
      refuse_digits (text, AHADI_CRYPTO_ERROR_MALFORMED, (int) group + 1);
    }
}

/* 99999 with its check digit. */
static void
test_rule_7_a_group_is_at_most_65535 (void)
{
  g_autofree char *text = print ();

  for (char check = '0'; check <= '9'; check++)
    {
      memcpy (text, "99999", 5);
      text[5] = check;
      refuse_digits (text, AHADI_CRYPTO_ERROR_MALFORMED, 1);
    }
}

static void
test_rule_8_114_digits (void)
{
  g_autofree char *text = print ();
  g_autofree char *longer = g_strconcat (text, " 0", NULL);

  refuse_digits (longer, AHADI_CRYPTO_ERROR_MALFORMED, 0);
  text[18 * 7] = '\0';
  refuse_digits (text, AHADI_CRYPTO_ERROR_MALFORMED, 0);
  refuse_digits ("", AHADI_CRYPTO_ERROR_MALFORMED, 0);
}

/* The first group of another version, or of 1 of 3: check digits found by trying. */
static void
try_first_group (guint number, int code)
{
  g_autofree char *text = print ();
  g_autofree char *group = g_strdup_printf ("%05u", number);
  guint refused_for_more = 0;

  for (char check = '0'; check <= '9'; check++)
    {
      g_autoptr (GError) error = NULL;
      int bad_group = -1;

      memcpy (text, group, 5);
      text[5] = check;
      g_assert_null (ahadi_share_parse_digits (text, strlen (text), &bad_group, &error));
      if (bad_group != 0)
        continue;
      g_assert_error (error, AHADI_CRYPTO_ERROR, code);
      refused_for_more++;
    }
  g_assert_cmpuint (refused_for_more, ==, 1);
}

static void
test_rule_9_version_and_numbers (void)
{
  try_first_group (0x2122, AHADI_CRYPTO_ERROR_NEWER);
  try_first_group (0x0122, AHADI_CRYPTO_ERROR_MALFORMED);
  try_first_group (0x1022, AHADI_CRYPTO_ERROR_MALFORMED);
  try_first_group (0x1123, AHADI_CRYPTO_ERROR_MALFORMED);
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);

#define ADD(name, function) g_test_add_func ("/crypto/share/" name, function)

  ADD ("a-file-opens-with-its-passphrase", test_a_file_opens_with_its_passphrase);
  ADD ("the-layout-is-the-documented-one", test_the_layout_is_the_documented_one);
  ADD ("rule-1-magic", test_rule_1_magic);
  ADD ("rule-2-size", test_rule_2_size);
  ADD ("rule-3-numbers", test_rule_3_numbers);
  ADD ("rule-4-costs", test_rule_4_costs);
  ADD ("rule-5-nothing-was-changed", test_rule_5_nothing_was_changed);
  ADD ("digits-are-the-share", test_digits_are_the_share);
  ADD ("rule-6-digits-and-separators", test_rule_6_digits_and_separators);
  ADD ("rule-7-the-first-wrong-group-is-named",
       test_rule_7_the_first_wrong_group_is_named);
  ADD ("rule-7-a-group-is-at-most-65535", test_rule_7_a_group_is_at_most_65535);
  ADD ("rule-8-114-digits", test_rule_8_114_digits);
  ADD ("rule-9-version-and-numbers", test_rule_9_version_and_numbers);
  return g_test_run ();
}
