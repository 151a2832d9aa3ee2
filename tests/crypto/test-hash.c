/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/ahadi-base.h"
#include "crypto-support.h"

static void
assert_hex (const guint8 *bytes, gsize size, const char *expected)
{
  g_autofree char *text = g_malloc (2 * size + 1);

  ahadi_hex_encode (bytes, size, text);
  g_assert_cmpstr (text, ==, expected);
}

/* RFC 7693, appendix A */
static void
test_rfc_7693_vector (void)
{
  g_autoptr (AhadiHash) hash = ahadi_hash_new (64);
  guint8 digest[64];

  ahadi_hash_update (hash, "abc", 3);
  ahadi_hash_finish (hash, digest);
  assert_hex (digest, sizeof digest,
              "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
              "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
}

static void
test_256_bits_are_not_half_of_512 (void)
{
  guint8 digest[AHADI_HASH_SIZE];

  ahadi_hash_bytes ("abc", 3, digest);
  assert_hex (digest, sizeof digest,
              "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  ahadi_hash_bytes ("", 0, digest);
  assert_hex (digest, sizeof digest,
              "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
}

static void
test_pieces_hash_like_the_whole (void)
{
  g_autoptr (GBytes) bytes = support_pattern (1000);
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  g_autoptr (AhadiHash) hash = ahadi_hash_new (AHADI_HASH_SIZE);
  guint8 whole[AHADI_HASH_SIZE];
  guint8 pieces[AHADI_HASH_SIZE];

  ahadi_hash_bytes (data, 1000, whole);
  for (gsize i = 0; i < 1000; i += 10)
    ahadi_hash_update (hash, data + i, 10);
  ahadi_hash_finish (hash, pieces);
  g_assert_cmpmem (pieces, sizeof pieces, whole, sizeof whole);
}

static void
test_integers_go_in_big_endian (void)
{
  g_autoptr (AhadiHash) hash = ahadi_hash_new (AHADI_HASH_SIZE);
  const guint8 bytes[] = { 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 5 };
  guint8 expected[AHADI_HASH_SIZE];
  guint8 digest[AHADI_HASH_SIZE];

  ahadi_hash_bytes (bytes, sizeof bytes, expected);
  ahadi_hash_update_u32be (hash, 0x01020304);
  ahadi_hash_update_u64be (hash, 5);
  ahadi_hash_finish (hash, digest);
  g_assert_cmpmem (digest, sizeof digest, expected, sizeof expected);
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/crypto/hash/rfc-7693-vector", test_rfc_7693_vector);
  g_test_add_func ("/crypto/hash/256-bits-are-not-half-of-512",
                   test_256_bits_are_not_half_of_512);
  g_test_add_func ("/crypto/hash/pieces-hash-like-the-whole",
                   test_pieces_hash_like_the_whole);
  g_test_add_func ("/crypto/hash/integers-go-in-big-endian",
                   test_integers_go_in_big_endian);
  return g_test_run ();
}
