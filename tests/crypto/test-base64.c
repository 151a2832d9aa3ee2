/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto-support.h"
#include "crypto/ahadi-base64.h"

static gboolean
decodes (AhadiBase64 form, const char *text)
{
  guint8 bytes[64];
  gsize size;

  return ahadi_base64_decode (form, text, strlen (text), bytes, sizeof bytes, &size);
}

static void
test_round_trips (void)
{
  for (gsize size = 0; size < 48; size++)
    for (guint form = AHADI_BASE64_UNPADDED; form <= AHADI_BASE64_PADDED; form++)
      {
        g_autoptr (GBytes) bytes = support_pattern (size);
        g_autofree char *text =
            ahadi_base64_encode (form, g_bytes_get_data (bytes, NULL), size);
        guint8 back[48];

        g_assert_true (
            ahadi_base64_decode_exactly (form, text, strlen (text), back, size));
        if (size > 0)
          g_assert_cmpmem (back, size, g_bytes_get_data (bytes, NULL), size);
      }
}

/* 64 characters and no other byte, also none above 0x7f */
static void
test_alphabet_is_the_standard_one (void)
{
  static const char alphabet[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  for (guint c = 0; c < 256; c++)
    for (guint at = 0; at < 4; at++)
      {
        char text[] = { 'A', 'A', 'A', 'A' };
        guint8 bytes[3];
        gboolean known = c != 0 && strchr (alphabet, (int) c);

        text[at] = (char) c;
        g_assert_cmpint (
            ahadi_base64_decode_exactly (AHADI_BASE64_UNPADDED, text, 4, bytes, 3), ==,
            known);
        g_assert_cmpint (
            ahadi_base64_decode_exactly (AHADI_BASE64_PADDED, text, 4, bytes, 3), ==,
            known);
      }
}

static void
test_padding_is_that_of_the_form (void)
{
  g_assert_true (decodes (AHADI_BASE64_PADDED, "AA=="));
  g_assert_true (decodes (AHADI_BASE64_PADDED, "AAA="));
  g_assert_false (decodes (AHADI_BASE64_PADDED, "AA"));
  g_assert_false (decodes (AHADI_BASE64_PADDED, "AA="));
  g_assert_false (decodes (AHADI_BASE64_PADDED, "AAA=="));
  g_assert_false (decodes (AHADI_BASE64_PADDED, "AAAA="));
  g_assert_false (decodes (AHADI_BASE64_PADDED, "AA==A"));
  g_assert_false (decodes (AHADI_BASE64_PADDED, "===="));
  g_assert_true (decodes (AHADI_BASE64_UNPADDED, "AA"));
  g_assert_true (decodes (AHADI_BASE64_UNPADDED, ""));
  g_assert_false (decodes (AHADI_BASE64_UNPADDED, "AA=="));
  g_assert_false (decodes (AHADI_BASE64_UNPADDED, "A"));
  g_assert_false (decodes (AHADI_BASE64_UNPADDED, "AAAAA"));
}

static void
test_unused_bits_are_zero (void)
{
  guint valid_pairs = 0;
  guint valid_triples = 0;

  for (char c = '!'; c <= '~'; c++)
    {
      const char pair[] = { 'A', c, '\0' };
      const char triple[] = { 'A', 'A', c, '\0' };

      valid_pairs += decodes (AHADI_BASE64_UNPADDED, pair);
      valid_triples += decodes (AHADI_BASE64_UNPADDED, triple);
    }
  g_assert_cmpuint (valid_pairs, ==, 4);
  g_assert_cmpuint (valid_triples, ==, 16);
}

static void
test_size_is_exact (void)
{
  guint8 bytes[4];

  g_assert_true (
      ahadi_base64_decode_exactly (AHADI_BASE64_UNPADDED, "AAAA", 4, bytes, 3));
  g_assert_false (
      ahadi_base64_decode_exactly (AHADI_BASE64_UNPADDED, "AAAA", 4, bytes, 2));
  g_assert_false (
      ahadi_base64_decode_exactly (AHADI_BASE64_UNPADDED, "AAAA", 4, bytes, 4));
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/crypto/base64/round-trips", test_round_trips);
  g_test_add_func ("/crypto/base64/alphabet-is-the-standard-one",
                   test_alphabet_is_the_standard_one);
  g_test_add_func ("/crypto/base64/padding-is-that-of-the-form",
                   test_padding_is_that_of_the_form);
  g_test_add_func ("/crypto/base64/unused-bits-are-zero", test_unused_bits_are_zero);
  g_test_add_func ("/crypto/base64/size-is-exact", test_size_is_exact);
  return g_test_run ();
}
