/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/ahadi-base.h"
#include "crypto-support.h"
#include "crypto/ahadi-signing-key-private.h"

#define DOMAIN "ahadi-test-v1"

typedef struct
{
  AhadiSigningKey *key;
  const AhadiVerifyKey *public;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->key = ahadi_signing_key_new ();
  fixture->public = ahadi_signing_key_get_verify_key (fixture->key);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  ahadi_signing_key_unref (fixture->key);
}

static void
test_signature_holds_for_its_message (Fixture *fixture, gconstpointer unused)
{
  static const gsize sizes[] = { 0, 1, 498, 499, 500, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) bytes = support_pattern (sizes[i] + 1);
      const guint8 *data = g_bytes_get_data (bytes, NULL);
      guint8 signature[AHADI_SIGNATURE_SIZE];

      ahadi_signing_key_sign (fixture->key, DOMAIN, data, sizes[i], signature);
      g_assert_true (
          ahadi_verify_key_check (fixture->public, DOMAIN, data, sizes[i], signature));
      g_assert_false (ahadi_verify_key_check (fixture->public, DOMAIN, data, sizes[i] + 1,
                                              signature));
      g_assert_false (ahadi_verify_key_check (fixture->public, "ahadi-test-v2", data,
                                              sizes[i], signature));
    }
}

static void
test_domain_ends_in_its_nul (Fixture *fixture, gconstpointer unused)
{
  guint8 signature[AHADI_SIGNATURE_SIZE];

  ahadi_signing_key_sign (fixture->key, "ab", "c", 1, signature);
  g_assert_true (ahadi_verify_key_check_raw (fixture->public, "ab\0c", 4, signature));
  g_assert_false (ahadi_verify_key_check (fixture->public, "a", "bc", 2, signature));
  g_assert_false (ahadi_verify_key_check (fixture->public, "abc", "", 0, signature));
}

static void
test_every_flipped_bit_of_a_signature_is_refused (Fixture *fixture, gconstpointer unused)
{
  guint8 signature[AHADI_SIGNATURE_SIZE];

  ahadi_signing_key_sign (fixture->key, DOMAIN, "x", 1, signature);
  for (guint bit = 0; bit < 8 * sizeof signature; bit++)
    {
      signature[bit / 8] ^= (guint8) (1 << bit % 8);
      g_assert_false (
          ahadi_verify_key_check (fixture->public, DOMAIN, "x", 1, signature));
      signature[bit / 8] ^= (guint8) (1 << bit % 8);
    }
}

static void
test_another_key_is_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiSigningKey) other = ahadi_signing_key_new ();
  guint8 signature[AHADI_SIGNATURE_SIZE];

  ahadi_signing_key_sign (other, DOMAIN, "x", 1, signature);
  g_assert_false (ahadi_verify_key_check (fixture->public, DOMAIN, "x", 1, signature));
  g_assert_false (
      ahadi_verify_key_equal (fixture->public, ahadi_signing_key_get_verify_key (other)));
}

static void
test_key_comes_back_from_its_secret (Fixture *fixture, gconstpointer unused)
{
  AhadiSecret *secret = ahadi_signing_key_get_secret (fixture->key);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiSigningKey) again = ahadi_signing_key_new_from_secret (secret, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ahadi_secret_get_size (secret), ==, 40);
  g_assert_cmpmem (ahadi_secret_get_bytes (secret), 8, fixture->public->number, 8);
  g_assert_true (
      ahadi_verify_key_equal (fixture->public, ahadi_signing_key_get_verify_key (again)));
}

static void
test_secret_has_40_bytes (Fixture *fixture, gconstpointer unused)
{
  for (gsize size = 39; size <= 41; size += 2)
    {
      g_autoptr (AhadiSecret) secret = ahadi_secret_new_random (size);
      g_autoptr (GError) error = NULL;

      g_assert_null (ahadi_signing_key_new_from_secret (secret, &error));
      g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
    }
}

/* RFC 8032, 7.1, test 1 */
static void
test_rfc_8032_vector (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiSecret) secret = ahadi_secret_new (40);
  g_autoptr (AhadiSigningKey) key = NULL;
  guint8 signature[AHADI_SIGNATURE_SIZE];
  char text[2 * AHADI_SIGNATURE_SIZE + 1];

  g_assert_true (ahadi_hex_decode (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      ahadi_secret_get_bytes (secret) + 8, 32));
  key = ahadi_signing_key_new_from_secret (secret, NULL);
  ahadi_hex_encode (ahadi_signing_key_get_verify_key (key)->key, 32, text);
  g_assert_cmpstr (text, ==,
                   "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  ahadi_signing_key_sign_raw (key, "", 0, signature);
  ahadi_hex_encode (signature, sizeof signature, text);
  g_assert_cmpstr (
      text, ==,
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
      "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
}

static void
test_text_round_trips (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = ahadi_verify_key_to_string (fixture->public);
  g_autofree char *file = ahadi_verify_key_to_file_text (fixture->public, "device 7");
  AhadiVerifyKey parsed;
  AhadiVerifyKey from_file;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (strlen (text), ==, 56);
  g_assert_true (ahadi_verify_key_parse (text, &parsed, &error));
  g_assert_true (ahadi_verify_key_equal (fixture->public, &parsed));
  g_assert_true (g_str_has_prefix (file, "untrusted comment: device 7\n"));
  g_assert_true (
      ahadi_verify_key_parse_file_text (file, strlen (file), &from_file, &error));
  g_assert_true (ahadi_verify_key_equal (fixture->public, &from_file));
  g_assert_no_error (error);
}

static void
test_text_is_taken_exactly (Fixture *fixture, gconstpointer unused)
{
  static const char *const bad[] = {
    "",
    "RWQ=",
    /* The right length, but "ED" in front, then a blank within, then the URL alphabet */
    "RUQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "RWQAAAAAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "RWQAAAAAAAAAAAAAAAAAAAAAAAA-AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "RWQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "RWQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  };
  AhadiVerifyKey parsed;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ahadi_verify_key_parse (bad[i], &parsed, &error));
      g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
    }
  g_assert_true (ahadi_verify_key_parse (
      "RWQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &parsed, NULL));
}

static void
test_file_is_taken_exactly (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *file = ahadi_verify_key_to_file_text (fixture->public, "");
  g_autofree char *with_more = g_strconcat (file, "x", NULL);
  g_autofree char *trusted = g_strconcat ("trusted", file + strlen ("untrusted"), NULL);
  AhadiVerifyKey parsed;

  for (gsize length = 0; length < strlen (file); length++)
    g_assert_false (ahadi_verify_key_parse_file_text (file, length, &parsed, NULL));
  g_assert_false (
      ahadi_verify_key_parse_file_text (with_more, strlen (with_more), &parsed, NULL));
  g_assert_false (
      ahadi_verify_key_parse_file_text (trusted, strlen (trusted), &parsed, NULL));
  g_assert_true (ahadi_verify_key_parse_file_text (file, strlen (file), &parsed, NULL));
}

static void
test_device_id_is_a_hash_of_the_key (Fixture *fixture, gconstpointer unused)
{
  guint8 bytes[15 + 32];
  guint8 digest[AHADI_HASH_SIZE];
  guint8 id[16];

  memcpy (bytes, "ahadi-device-v1", 15);
  memcpy (bytes + 15, fixture->public->key, 32);
  ahadi_hash_bytes (bytes, sizeof bytes, digest);
  ahadi_verify_key_derive_id (fixture->public, id);
  g_assert_cmpmem (id, sizeof id, digest, 16);
}

static gboolean
check_corner_case (json_t *test)
{
  const char *message = ahadi_json_get_text (test, "msg", NULL);
  AhadiVerifyKey key = { { 0 } };
  guint8 signature[AHADI_SIGNATURE_SIZE];

  g_assert_nonnull (message);
  g_assert_true (ahadi_json_get_bytes (test, "key", key.key, sizeof key.key, NULL));
  g_assert_true (ahadi_json_get_bytes (test, "sig", signature, sizeof signature, NULL));
  return ahadi_verify_key_check_raw (&key, message, strlen (message), signature);
}

static gboolean
has_flag (json_t *test, const char *flag)
{
  json_t *flags = json_object_get (test, "flags");
  json_t *member;
  size_t i;

  json_array_foreach (flags, i, member)
  {
    if (g_strcmp0 (json_string_value (member), flag) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Signatures on which implementations differ: a change of libsodium's mind would fork us
 * from older copies. */
static void
test_corner_cases_are_judged_as_ever (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = support_vectors ("ed25519-cctv.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (json_t) root = NULL;
  json_t *test;
  size_t i;
  guint accepted = 0;

  if (!path)
    return;
  bytes = ahadi_file_read (path, 1 << 20, &error);
  g_assert_no_error (error);
  root =
      ahadi_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);

  json_array_foreach (root, i, test)
  {
    gboolean valid = check_corner_case (test);

    accepted += valid;
    if (has_flag (test, "low_order_A") || has_flag (test, "non_canonical_A") ||
        has_flag (test, "low_order_R") || has_flag (test, "non_canonical_R"))
      g_assert_false (valid);
  }
  g_assert_cmpuint (json_array_size (root), ==, 914);
  g_assert_cmpuint (accepted, ==, 43);
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/crypto/signing-key/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("signature-holds-for-its-message", test_signature_holds_for_its_message);
  ADD ("domain-ends-in-its-nul", test_domain_ends_in_its_nul);
  ADD ("every-flipped-bit-of-a-signature-is-refused",
       test_every_flipped_bit_of_a_signature_is_refused);
  ADD ("another-key-is-refused", test_another_key_is_refused);
  ADD ("key-comes-back-from-its-secret", test_key_comes_back_from_its_secret);
  ADD ("secret-has-40-bytes", test_secret_has_40_bytes);
  ADD ("rfc-8032-vector", test_rfc_8032_vector);
  ADD ("text-round-trips", test_text_round_trips);
  ADD ("text-is-taken-exactly", test_text_is_taken_exactly);
  ADD ("file-is-taken-exactly", test_file_is_taken_exactly);
  ADD ("device-id-is-a-hash-of-the-key", test_device_id_is_a_hash_of_the_key);
  ADD ("corner-cases-are-judged-as-ever", test_corner_cases_are_judged_as_ever);
  return g_test_run ();
}
