/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole trip: a branch writes, a stick travels, the office merges and answers. */

#include "sync/ahadi-sync.h"

#include "world.h"

static void
test_whole_trip (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *bundle = NULL;
  g_autofree char *reply = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (AhadiImportResult) received = NULL;
  AhadiId first;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  first = world_add_member (laptop, "Achieng Otieno");
  world_add_member (laptop, "Wanjiku Kamau");
  world_rename_member (laptop, &first, "Achieng Odhiambo");
  g_assert_cmpuint (world_count_delivered (laptop, AHADI_DELIVERY_ONLY_HERE), ==, 2);

  bundle = world_export (&world, laptop);
  g_assert_cmpuint (world_count_delivered (laptop, AHADI_DELIVERY_EXPORTED), ==, 2);

  merged = world_merge (world.office, bundle);
  g_assert_cmpuint (merged->counts.operations, ==, 3);
  g_assert_cmpuint (merged->counts.created[AHADI_KIND_MEMBER], ==, 2);
  g_assert_cmpuint (merged->missing, ==, 0);
  g_assert_false (merged->is_reply);
  world_assert_same_digest (laptop, world.office, "membership");

  reply = world_reply (&world, world.office);
  received = world_merge (laptop, reply);
  g_assert_true (received->is_reply);
  g_assert_cmpuint (received->acks, ==, 2);
  g_assert_cmpuint (world_count_delivered (laptop, AHADI_DELIVERY_RECEIVED), ==, 2);
  world_assert_sound (laptop);
  world_assert_sound (world.office);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/whole-trip", test_whole_trip);

  return g_test_run ();
}
