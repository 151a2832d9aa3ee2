/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ahadi-base.h"

static void
test_encodes_lower_case (void)
{
  const guint8 bytes[] = { 0x00, 0x0f, 0xa5, 0xff };
  char text[2 * sizeof bytes + 1];

  ahadi_hex_encode (bytes, sizeof bytes, text);
  g_assert_cmpstr (text, ==, "000fa5ff");
}

static void
test_decodes_every_byte (void)
{
  for (guint i = 0; i < 256; i++)
    {
      guint8 byte = (guint8) i;
      char text[3];
      guint8 back;

      ahadi_hex_encode (&byte, 1, text);
      g_assert_true (ahadi_hex_decode (text, &back, 1));
      g_assert_cmpuint (back, ==, i);
    }
}

static void
test_refuses_what_is_not_lower_hex (void)
{
  static const char *const bad[] = { "",   "0",  "0g", "g0", "0A", "A0",
                                     " 0", "0 ", "0/", "0:", "0`" };
  guint8 byte;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ahadi_hex_decode (bad[i], &byte, 1));
}

static void
test_ignores_what_follows (void)
{
  guint8 byte;

  g_assert_true (ahadi_hex_decode ("7fZZ", &byte, 1));
  g_assert_cmpuint (byte, ==, 0x7f);
}

static void
test_integers_are_big_endian (void)
{
  const guint8 expected32[] = { 1, 2, 3, 4 };
  const guint8 expected64[] = { 0xf1, 2, 3, 4, 5, 6, 7, 8 };
  guint8 bytes[9];

  /* At an odd address, as in a packed format. */
  ahadi_put_u32be (bytes + 1, 0x01020304);
  g_assert_cmpmem (bytes + 1, 4, expected32, 4);
  g_assert_cmphex (ahadi_get_u32be (bytes + 1), ==, 0x01020304);
  ahadi_put_u64be (bytes + 1, G_GUINT64_CONSTANT (0xf102030405060708));
  g_assert_cmpmem (bytes + 1, 8, expected64, 8);
  g_assert_cmphex (ahadi_get_u64be (bytes + 1), ==,
                   G_GUINT64_CONSTANT (0xf102030405060708));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/hex/encodes-lower-case", test_encodes_lower_case);
  g_test_add_func ("/base/hex/decodes-every-byte", test_decodes_every_byte);
  g_test_add_func ("/base/hex/refuses-what-is-not-lower-hex",
                   test_refuses_what_is_not_lower_hex);
  g_test_add_func ("/base/hex/ignores-what-follows", test_ignores_what_follows);
  g_test_add_func ("/base/hex/integers-are-big-endian", test_integers_are_big_endian);
  return g_test_run ();
}
