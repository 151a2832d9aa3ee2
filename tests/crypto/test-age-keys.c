/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/ahadi-base.h"

#include "crypto-support.h"

#define IDENTITY                                                                         \
  "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0"
#define RECIPIENT "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef"

static AhadiAgeIdentity *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  AhadiAgeIdentity *identity = ahadi_age_identity_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return identity;
}

static void
test_identity_text_round_trips (void)
{
  g_autoptr (AhadiAgeIdentity) identity = parse (IDENTITY);
  g_autoptr (AhadiSecret) text = ahadi_age_identity_print (identity);

  g_assert_cmpuint (ahadi_secret_get_size (text), ==, strlen (IDENTITY) + 1);
  g_assert_cmpstr ((const char *) ahadi_secret_get_bytes (text), ==, IDENTITY);
}

static void
test_identity_knows_its_recipient (void)
{
  g_autoptr (AhadiAgeIdentity) identity = parse (IDENTITY);
  AhadiAgeRecipient own = ahadi_age_identity_get_recipient (identity);
  g_autofree char *text = ahadi_age_recipient_to_string (&own);
  AhadiAgeRecipient parsed;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (text, ==, RECIPIENT);
  g_assert_true (ahadi_age_recipient_parse (RECIPIENT, &parsed, &error));
  g_assert_true (ahadi_age_recipient_equal (&own, &parsed));
  parsed.bytes[31] ^= 1;
  g_assert_false (ahadi_age_recipient_equal (&own, &parsed));
}

static void
test_identity_comes_back_from_its_secret (void)
{
  g_autoptr (AhadiAgeIdentity) identity = ahadi_age_identity_new ();
  g_autoptr (AhadiAgeIdentity) other = ahadi_age_identity_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiAgeIdentity) again = ahadi_age_identity_new_from_secret (
      ahadi_age_identity_get_secret (identity), &error);
  AhadiAgeRecipient a = ahadi_age_identity_get_recipient (identity);
  AhadiAgeRecipient b = ahadi_age_identity_get_recipient (again);
  AhadiAgeRecipient c = ahadi_age_identity_get_recipient (other);

  g_assert_no_error (error);
  g_assert_true (ahadi_age_recipient_equal (&a, &b));
  g_assert_false (ahadi_age_recipient_equal (&a, &c));
}

static void
test_identity_has_32_bytes (void)
{
  for (gsize size = 31; size <= 33; size += 2)
    {
      g_autoptr (AhadiSecret) secret = ahadi_secret_new_random (size);
      g_autoptr (GError) error = NULL;

      g_assert_null (ahadi_age_identity_new_from_secret (secret, &error));
      g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
    }
}

static void
test_identity_refuses_other_text (void)
{
  g_autofree char *lower = g_ascii_strdown (IDENTITY, -1);
  const char *const bad[] = {
    "",
    "AGE-SECRET-KEY-1",
    lower,
    IDENTITY "0",
    RECIPIENT,
    "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM9"
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ahadi_age_identity_parse (bad[i], strlen (bad[i]), &error));
      g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
    }
}

static void
test_recipient_refuses_other_text (void)
{
  g_autofree char *upper = g_ascii_strup (RECIPIENT, -1);
  const char *const bad[] = { "", "age1", upper, IDENTITY, RECIPIENT " ", " " RECIPIENT };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      AhadiAgeRecipient recipient = { { 7 } };

      g_assert_false (ahadi_age_recipient_parse (bad[i], &recipient, &error));
      g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
      g_assert_cmpuint (recipient.bytes[0], ==, 7);
    }
}

/* Every point of small order (libsodium's list: orders 1, 2, 4 and 8, and those of them
 * that have a second encoding); the highest bit does not count (RFC 7748, section 5). */
static void
test_recipient_of_small_order (void)
{
  static const char *const points[] = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  };
  AhadiAgeRecipient recipient;

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_assert_true (
          ahadi_hex_decode (points[i], recipient.bytes, sizeof recipient.bytes));
      g_assert_false (ahadi_age_recipient_is_usable (&recipient));
      recipient.bytes[31] |= 0x80;
      g_assert_false (ahadi_age_recipient_is_usable (&recipient));
    }

  g_assert_true (ahadi_age_recipient_parse (RECIPIENT, &recipient, NULL));
  g_assert_true (ahadi_age_recipient_is_usable (&recipient));
}

/* Whether the text of the point low ‖ rest… ‖ high is taken. */
static gboolean
takes_point (guint8 low, guint8 rest, guint8 high)
{
  g_autofree char *text = NULL;
  AhadiAgeRecipient point;

  memset (point.bytes, rest, sizeof point.bytes);
  point.bytes[0] = low;
  point.bytes[31] = high;
  text = ahadi_age_recipient_to_string (&point);
  return ahadi_age_recipient_parse (text, &point, NULL);
}

static void
test_recipient_is_a_reduced_point (void)
{
  g_assert_true (takes_point (2, 0, 0));
  g_assert_false (takes_point (2, 0, 0x80)); /* the same for X25519 */
  g_assert_true (takes_point (0xec, 0xff, 0x7f));
  g_assert_false (takes_point (0xed, 0xff, 0x7f)); /* the prime */
  g_assert_false (takes_point (0xef, 0xff, 0x7f)); /* 2 again */
  g_assert_false (takes_point (0xff, 0xff, 0xff));
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/crypto/age-keys/identity-text-round-trips",
                   test_identity_text_round_trips);
  g_test_add_func ("/crypto/age-keys/identity-knows-its-recipient",
                   test_identity_knows_its_recipient);
  g_test_add_func ("/crypto/age-keys/identity-comes-back-from-its-secret",
                   test_identity_comes_back_from_its_secret);
  g_test_add_func ("/crypto/age-keys/identity-has-32-bytes", test_identity_has_32_bytes);
  g_test_add_func ("/crypto/age-keys/identity-refuses-other-text",
                   test_identity_refuses_other_text);
  g_test_add_func ("/crypto/age-keys/recipient-refuses-other-text",
                   test_recipient_refuses_other_text);
  g_test_add_func ("/crypto/age-keys/recipient-of-small-order-is-not-usable",
                   test_recipient_of_small_order);
  g_test_add_func ("/crypto/age-keys/recipient-is-a-reduced-point",
                   test_recipient_is_a_reduced_point);
  return g_test_run ();
}
