/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto-support.h"

typedef struct
{
  AhadiSecret *key;
  GPtrArray *shares;
} Fixture;

static Fixture
split (guint8 threshold, guint8 count)
{
  const AhadiShareInfo info = { threshold, count, 0, { 1, 2, 3, 4 }, { 5 } };
  Fixture fixture = { .key = ahadi_secret_new_random (32) };

  fixture.shares = ahadi_shares_split (fixture.key, &info);
  g_assert_cmpuint (fixture.shares->len, ==, count);
  return fixture;
}

static void
fixture_clear (Fixture *self)
{
  ahadi_secret_unref (self->key);
  g_ptr_array_unref (self->shares);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

/* Those at the places of @mask, borrowed. */
static GPtrArray *
choose (const Fixture *fixture, guint32 mask)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < fixture->shares->len; i++)
    if ((mask & (1u << i)) != 0)
      g_ptr_array_add (chosen, fixture->shares->pdata[i]);
  return chosen;
}

static gboolean
is_key (const Fixture *fixture, AhadiSecret *key)
{
  return memcmp (ahadi_secret_get_bytes (key), ahadi_secret_get_bytes (fixture->key),
                 32) == 0;
}

static guint
count_bits (guint32 mask)
{
  guint n = 0;

  for (; mask != 0; mask &= mask - 1)
    n++;
  return n;
}

/* Every subset of each k of n up to 5, and 2, 8 and 16 of 16. */
static void
test_any_threshold_of_them_give_the_key (void)
{
  for (guint8 count = 2; count <= 5; count++)
    for (guint8 threshold = 2; threshold <= count; threshold++)
      {
        g_auto (Fixture) fixture = split (threshold, count);

        for (guint32 mask = 0; mask < 1u << count; mask++)
          {
            g_autoptr (GPtrArray) chosen = choose (&fixture, mask);
            g_autoptr (AhadiSecret) key = NULL;
            g_autoptr (GError) error = NULL;
            guint wrong;

            key = ahadi_shares_combine (chosen, &wrong, &error);
            g_assert_cmpuint (wrong, ==, 0);
            if (count_bits (mask) >= threshold)
              g_assert_true (key != NULL && is_key (&fixture, key));
            else
              g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
          }
      }
}

static void
test_up_to_sixteen (void)
{
  static const guint8 thresholds[] = { 2, 8, 15, 16 };

  for (gsize i = 0; i < G_N_ELEMENTS (thresholds); i++)
    {
      g_auto (Fixture) fixture = split (thresholds[i], 16);
      g_autoptr (GPtrArray) last =
          choose (&fixture, 0xffffu & ~((1u << (16 - thresholds[i])) - 1));
      g_autoptr (GError) error = NULL;
      g_autoptr (AhadiSecret) key = NULL;
      guint wrong;

      key = ahadi_shares_combine (last, &wrong, &error);
      g_assert_no_error (error);
      g_assert_true (is_key (&fixture, key));
    }
}

/* Addition and multiplication written anew, bit by bit. */
static guint8
multiply (guint8 a, guint8 b)
{
  guint product = 0;

  for (guint bit = 0; bit < 8; bit++)
    if ((b & (1 << bit)) != 0)
      product ^= (guint) a << bit;
  for (guint bit = 15; bit >= 8; bit--)
    if ((product & (1u << bit)) != 0)
      product ^= 0x11du << (bit - 8);
  return (guint8) product;
}

static guint8
invert (guint8 a)
{
  guint8 result = 1;

  for (guint i = 0; i < 254; i++)
    result = multiply (result, a);
  return result;
}

/* Lagrange's formula at 255, over shares 1 to 3. */
static guint8
interpolate (const guint8 values[3])
{
  guint8 sum = 0;

  for (guint8 i = 1; i <= 3; i++)
    {
      guint8 term = values[i - 1];

      for (guint8 j = 1; j <= 3; j++)
        if (j != i)
          term = multiply (term, multiply (255 ^ j, invert (i ^ j)));
      sum ^= term;
    }
  return sum;
}

/* The key is the polynomials' value at 255, as the codec file says. */
static void
test_the_key_lies_at_255 (void)
{
  g_auto (Fixture) fixture = split (3, 5);

  for (guint byte = 0; byte < 32; byte++)
    {
      guint8 values[3];

      for (guint i = 0; i < 3; i++)
        values[i] = ahadi_secret_get_bytes (
            ahadi_share_get_value (fixture.shares->pdata[i]))[byte];
      g_assert_cmpuint (interpolate (values), ==,
                        ahadi_secret_get_bytes (fixture.key)[byte]);
    }
}

/* A share whose value has one bit flipped. */
static AhadiShare *
spoil (const AhadiShare *share)
{
  g_autoptr (AhadiSecret) value =
      ahadi_secret_new_from (ahadi_secret_get_bytes (ahadi_share_get_value (share)), 32);

  ahadi_secret_get_bytes (value)[17] ^= 1;
  return ahadi_share_new (ahadi_share_get_info (share), value);
}

static void
test_a_wrong_share_is_noticed (void)
{
  g_auto (Fixture) fixture = split (2, 3);
  g_autoptr (AhadiShare) bad = spoil (fixture.shares->pdata[1]);
  g_autoptr (GPtrArray) chosen = choose (&fixture, 1);
  g_autoptr (GError) error = NULL;
  guint wrong;

  g_ptr_array_add (chosen, bad);
  g_assert_null (ahadi_shares_combine (chosen, &wrong, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT);
  g_assert_cmpuint (wrong, ==, 0);
}

static void
test_with_one_more_a_wrong_share_is_named (void)
{
  for (guint place = 0; place < 3; place++)
    {
      g_auto (Fixture) fixture = split (3, 4);
      g_autoptr (AhadiShare) bad = spoil (fixture.shares->pdata[place]);
      g_autoptr (GPtrArray) chosen = choose (&fixture, 15);
      g_autoptr (GError) error = NULL;
      g_autoptr (AhadiSecret) key = NULL;
      guint wrong;

      chosen->pdata[place] = bad;
      key = ahadi_shares_combine (chosen, &wrong, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (wrong, ==, place + 1);
      g_assert_true (is_key (&fixture, key));
    }
}

static void
refuse_second (const Fixture *fixture, AhadiShare *second)
{
  g_autoptr (GPtrArray) chosen = choose (fixture, 1);
  g_autoptr (GError) error = NULL;
  guint wrong;

  g_ptr_array_add (chosen, second);
  g_assert_null (ahadi_shares_combine (chosen, &wrong, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_NO_MATCH);
  g_assert_cmpuint (wrong, ==, 2);
}

static void
test_a_share_of_another_set_is_named (void)
{
  g_auto (Fixture) fixture = split (2, 3);
  AhadiShareInfo info = *ahadi_share_get_info (fixture.shares->pdata[1]);
  g_autoptr (AhadiShare) foreign = NULL;

  info.set[3] ^= 1;
  foreign = ahadi_share_new (&info, ahadi_share_get_value (fixture.shares->pdata[1]));
  refuse_second (&fixture, foreign);
}

static void
test_the_same_share_again_is_named (void)
{
  g_auto (Fixture) fixture = split (2, 3);

  refuse_second (&fixture, fixture.shares->pdata[0]);
}

/* Two splittings of one key have nothing in common. */
static void
test_each_splitting_is_another (void)
{
  const AhadiShareInfo info = { 3, 3, 0, { 1 }, { 2 } };
  g_autoptr (AhadiSecret) key = ahadi_secret_new (32);
  g_autoptr (GPtrArray) first = ahadi_shares_split (key, &info);
  g_autoptr (GPtrArray) second = ahadi_shares_split (key, &info);

  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (
        memcmp (ahadi_secret_get_bytes (ahadi_share_get_value (first->pdata[i])),
                ahadi_secret_get_bytes (ahadi_share_get_value (second->pdata[i])), 32),
        !=, 0);
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);

#define ADD(name, function) g_test_add_func ("/crypto/shares/" name, function)

  ADD ("any-threshold-of-them-give-the-key", test_any_threshold_of_them_give_the_key);
  ADD ("up-to-sixteen", test_up_to_sixteen);
  ADD ("the-key-lies-at-255", test_the_key_lies_at_255);
  ADD ("a-wrong-share-is-noticed", test_a_wrong_share_is_noticed);
  ADD ("with-one-more-a-wrong-share-is-named", test_with_one_more_a_wrong_share_is_named);
  ADD ("a-share-of-another-set-is-named", test_a_share_of_another_set_is_named);
  ADD ("the-same-share-again-is-named", test_the_same_share_again_is_named);
  ADD ("each-splitting-is-another", test_each_splitting_is_another);
  return g_test_run ();
}
