/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/ahadi-base.h"
#include "crypto-support.h"

#define OUT_LIMIT (255 * 32)

/* Hex text to bytes. */
static GBytes *
unhex (const char *text)
{
  gsize size = strlen (text) / 2;
  g_autofree guint8 *bytes = g_malloc (size + 1);

  g_assert_true (ahadi_hex_decode (text, bytes, size));
  return g_bytes_new (bytes, size);
}

static void
check (const char *ikm_hex,
       const char *salt_hex,
       const char *info_hex,
       const char *okm_hex)
{
  g_autoptr (GBytes) ikm = unhex (ikm_hex);
  g_autoptr (GBytes) salt = unhex (salt_hex);
  g_autoptr (GBytes) info = unhex (info_hex);
  gsize size = strlen (okm_hex) / 2;
  g_autofree guint8 *okm = g_malloc (size + 1);
  g_autofree char *text = g_malloc (2 * size + 1);

  ahadi_hkdf_sha256 (g_bytes_get_data (ikm, NULL), g_bytes_get_size (ikm),
                     g_bytes_get_data (salt, NULL), g_bytes_get_size (salt),
                     g_bytes_get_data (info, NULL), g_bytes_get_size (info), okm, size);
  ahadi_hex_encode (okm, size, text);
  g_assert_cmpstr (text, ==, okm_hex);
}

/* RFC 5869, A.1 to A.3 */
static void
test_rfc_5869_vectors (void)
{
  check ("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "000102030405060708090a0b0c",
         "f0f1f2f3f4f5f6f7f8f9",
         "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b8871"
         "85865");
  check ("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262"
         "728292a2b"
         "2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f",
         "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868"
         "788898a8b"
         "8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf",
         "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d"
         "7d8d9dadb"
         "dcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
         "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827"
         "271cb41c6"
         "5e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
  check ("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "", "",
         "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61"
         "a96c8");
}

/* RFC 4231, 4.2 and 4.7: a short key, and one longer than a block */
static void
test_rfc_4231_vectors (void)
{
  guint8 long_key[131];
  guint8 mac[32];
  char text[65];

  ahadi_hmac_sha256 ("Jefe", 4, "what do ya want for nothing?", 28, mac);
  ahadi_hex_encode (mac, sizeof mac, text);
  g_assert_cmpstr (text, ==,
                   "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

  memset (long_key, 0xaa, sizeof long_key);
  ahadi_hmac_sha256 (long_key, sizeof long_key,
                     "Test Using Larger Than Block-Size Key - Hash Key First", 54, mac);
  ahadi_hex_encode (mac, sizeof mac, text);
  g_assert_cmpstr (text, ==,
                   "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

static void
check_wycheproof_case (json_t *test)
{
  const char *result = ahadi_json_get_text (test, "result", NULL);
  gint64 size;

  g_assert_true (ahadi_json_get_int (test, "size", 0, G_MAXINT32, &size, NULL));
  /* What it calls invalid is more output than HKDF can give: we assert that no caller of
   * ours wants that. */
  if (g_strcmp0 (result, "invalid") == 0)
    g_assert_cmpint (size, >, OUT_LIMIT);
  else
    check (ahadi_json_get_text (test, "ikm", NULL),
           ahadi_json_get_text (test, "salt", NULL),
           ahadi_json_get_text (test, "info", NULL),
           ahadi_json_get_text (test, "okm", NULL));
}

static void
test_wycheproof_vectors (void)
{
  g_autofree char *path = support_vectors ("hkdf_sha256_test.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (json_t) root = NULL;
  json_t *group;
  size_t i;
  guint n_tests = 0;

  if (!path)
    return;
  bytes = ahadi_file_read (path, 1 << 20, &error);
  g_assert_no_error (error);
  root =
      ahadi_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);

  json_array_foreach (json_object_get (root, "testGroups"), i, group)
  {
    json_t *tests = json_object_get (group, "tests");
    json_t *test;
    size_t j;

    json_array_foreach (tests, j, test)
    {
      check_wycheproof_case (test);
      n_tests++;
    }
  }
  g_assert_cmpuint (n_tests, ==,
                    (guint) json_integer_value (json_object_get (root, "numberOfTests")));
  g_assert_cmpuint (n_tests, >, 0);
}

static void
test_more_output_than_there_is_is_a_mistake (void)
{
  guint8 okm[OUT_LIMIT + 1];

  if (g_test_subprocess ())
    {
      ahadi_hkdf_sha256 ("x", 1, NULL, 0, NULL, 0, okm, sizeof okm);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/crypto/kdf/rfc-5869-vectors", test_rfc_5869_vectors);
  g_test_add_func ("/crypto/kdf/rfc-4231-vectors", test_rfc_4231_vectors);
  g_test_add_func ("/crypto/kdf/wycheproof-vectors", test_wycheproof_vectors);
  g_test_add_func ("/crypto/kdf/more-output-than-there-is-is-a-mistake",
                   test_more_output_than_there_is_is_a_mistake);
  return g_test_run ();
}
