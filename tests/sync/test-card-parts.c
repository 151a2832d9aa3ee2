/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Taking a card apart and putting it together; what its rules refuse is in
 * test-card-codec.c. */

#include "sync/ahadi-card-parts.h"

#include "org.h"

static void
test_round_trip (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (GBytes) card = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (AhadiCardParts) parts = NULL;
  g_autoptr (AhadiCardParts) copy = NULL;
  g_autoptr (GError) error = NULL;

  org_open (&org);
  card = org_print_card (&org, 2);
  parts = ahadi_card_parts_read (card, &error);
  g_assert_no_error (error);
  copy = ahadi_card_parts_copy (parts);
  again = ahadi_card_parts_write (copy);
  g_assert_true (g_bytes_equal (card, again));
}

/* Signed once more by the same key, in whatever order. */
static void
test_signatures (void)
{
  g_auto (Org) org = { 0 };
  g_autoptr (AhadiCardParts) a = ahadi_card_parts_new ();
  g_autoptr (AhadiCardParts) b = ahadi_card_parts_new ();
  g_autoptr (GBytes) left = NULL;
  g_autoptr (GBytes) right = NULL;

  org_open (&org);
  ahadi_card_parts_set_directory (a, org.content);
  ahadi_card_parts_set_directory (b, org.content);
  for (int i = 0; i < ORG_KEYS; i++)
    {
      ahadi_card_parts_sign (a, org.content, org.keys[i]);
      ahadi_card_parts_sign (a, org.content, org.keys[i]);
      ahadi_card_parts_sign (b, org.content, org.keys[ORG_KEYS - 1 - i]);
    }
  g_assert_cmpuint (a->signatures->len, ==, ORG_KEYS);
  left = ahadi_card_parts_write (a);
  right = ahadi_card_parts_write (b);
  g_assert_true (g_bytes_equal (left, right));
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/card-parts/round-trip", test_round_trip);
  g_test_add_func ("/sync/card-parts/each-key-signs-once-in-order", test_signatures);

  return g_test_run ();
}
