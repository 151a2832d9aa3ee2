/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the rules refuse is tried in test-directory-codec.c and test-device-list-codec.c,
 * inside their documents. */

#include "sync/ahadi-entry-codec.h"

#include "org.h"

static void
assert_read_back (const AhadiDirectoryEntry *entry, AhadiRole role)
{
  g_autoptr (json_t) object = ahadi_entry_to_json (entry);
  AhadiDirectoryEntry read;
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_entry_from_json (&read, object, role, &error));
  g_assert_true (ahadi_id_equal (&read.device, &entry->device));
  g_assert_cmpint (read.role, ==, entry->role);
  g_assert_cmpint (read.state, ==, entry->state);
  g_assert_true (ahadi_id_equal (&read.branch, &entry->branch));
  g_assert_true (ahadi_age_recipient_equal (&read.recipient, &entry->recipient));
}

static void
test_round_trip (void)
{
  AhadiId branch = { { 5 } };
  AhadiDirectoryEntry holder = org_make_entry (AHADI_ROLE_BOARD_COMMITTEE, NULL);
  AhadiDirectoryEntry device = org_make_entry (AHADI_ROLE_CIRCLE, &branch);

  device.state = AHADI_DEVICE_REVOKED;
  assert_read_back (&holder, AHADI_ROLE_BOARD_COMMITTEE);
  assert_read_back (&device, 0);
}

/* A device has two members that a holder has not. */
static void
test_kinds (void)
{
  AhadiId branch = { { 5 } };
  AhadiDirectoryEntry device = org_make_entry (AHADI_ROLE_CIRCLE, &branch);
  g_autoptr (json_t) object = ahadi_entry_to_json (&device);
  AhadiDirectoryEntry read;

  g_assert_false (ahadi_entry_from_json (&read, object, AHADI_ROLE_MEMBERSHIP, NULL));
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/entry-codec/round-trip", test_round_trip);
  g_test_add_func ("/sync/entry-codec/holder-is-no-device", test_kinds);

  return g_test_run ();
}
