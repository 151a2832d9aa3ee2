/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

static AhadiId
get_device (AhadiSession *session)
{
  g_autoptr (GError) error = NULL;
  g_auto (AhadiDeviceNames) names = { 0 };

  assert_ok (ahadi_device_names_load (session, &names, &error));
  return names.own;
}

static void
assert_named (AhadiSession *session, const AhadiId *device, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_auto (AhadiDeviceNames) names = { 0 };
  g_autofree char *name = NULL;

  assert_ok (ahadi_device_names_load (session, &names, &error));
  name = ahadi_device_names_get (&names, device);
  g_assert_cmpstr (name, ==, expected);
}

static void
test_devices_go_by_branch_or_office (void)
{
  g_auto (Desks) desks = { NULL };
  g_auto (AhadiDeviceNames) names = { 0 };
  g_autoptr (GError) error = NULL;
  const AhadiId nobody = { { 1 } };
  AhadiId office;
  AhadiId branch;

  desks_open (&desks);
  desks_add_branch (&desks);
  office = get_device (desks.office);
  branch = get_device (desks.branch);
  assert_named (desks.office, &office, "this laptop");
  assert_named (desks.office, &branch, "Kisumu");
  assert_named (desks.branch, &office, "Membership office");
  assert_named (desks.branch, &nobody, "a laptop that is not enrolled");

  assert_ok (ahadi_device_names_load (desks.office, &names, &error));
  g_assert_nonnull (ahadi_device_names_find_branch (&names, &branch));
  g_assert_null (ahadi_device_names_find_branch (&names, &office));
  g_assert_null (ahadi_device_names_find_branch (&names, &nobody));
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/device-names/devices-go-by-branch-or-office",
                   test_devices_go_by_branch_or_office);
  return g_test_run ();
}
