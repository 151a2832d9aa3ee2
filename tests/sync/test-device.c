/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-device.h"

#include "org.h"

static AhadiId
get_device (AhadiVault *vault)
{
  g_autoptr (AhadiIdentity) identity = world_get_identity (vault);

  return *ahadi_identity_get_device (identity);
}

static const AhadiDevice *
find (GPtrArray *devices, const AhadiId *device)
{
  for (guint i = 0; i < devices->len; i++)
    {
      const AhadiDevice *candidate = devices->pdata[i];

      if (ahadi_id_equal (&candidate->device, device))
        return candidate;
    }

  g_assert_not_reached ();
}

static void
test_list (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiId device;
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GError) error = NULL;
  const AhadiDevice *found;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  device = get_device (laptop);
  world_add_member (laptop, "Achieng Otieno");
  path = world_export (&world, laptop);
  result = world_merge (world.office, path);
  devices = ahadi_device_list (world.office, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 2);
  found = find (devices, &device);
  g_assert_cmpstr (found->branch, ==, "Kisumu");
  g_assert_nonnull (found->label);
  g_assert_cmpint (found->last_seen, >, 0);
  g_assert_cmpint (found->state, ==, AHADI_DEVICE_ACTIVE);
}

static void
test_lost (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiId device;
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (GError) error = NULL;
  const AhadiDevice *found;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  device = get_device (laptop);
  world_add_member (laptop, "Achieng Otieno");
  path = world_export (&world, laptop);
  assert_ok (ahadi_device_revoke (world.office, &device, "left in a matatu", 1,
                                  AHADI_DEVICE_CUT_LATER, &error));
  devices = ahadi_device_list (world.office, &error);
  g_assert_no_error (error);
  found = find (devices, &device);
  g_assert_true (found->lost);
  g_assert_cmpstr (found->reason, ==, "left in a matatu");
  g_assert_cmpint (found->state, ==, AHADI_DEVICE_REVOKED);
  g_ptr_array_unref (devices);
  merged = world_merge (world.office, path);
  g_assert_cmpuint (merged->counts.revoked, ==, 1);
  devices = ahadi_device_list (world.office, &error);
  g_assert_cmpuint (find (devices, &device)->held, ==, 1);
  g_assert_false (
      ahadi_device_revoke (world.office, &device, "", 0, AHADI_DEVICE_CUT_LATER, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_REVOKED, "before");
}

/* At once, by another holder, though the directory still names it. */
static void
test_holder (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *committee;
  AhadiId device;
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (GArray) recipients = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  committee = world_add_office (&world, AHADI_ROLE_BOARD_COMMITTEE);
  device = get_device (committee);
  assert_ok (
      ahadi_device_revoke (world.office, &device, "", 0, AHADI_DEVICE_CUT_LATER, &error));
  directory = world_get_directory (world.office);
  g_assert_cmpint (ahadi_directory_find_device (directory, &device)->state, ==,
                   AHADI_DEVICE_REVOKED);
  recipients = ahadi_directory_list_recipients (directory, "board-committee");
  g_assert_cmpuint (recipients->len, ==, 0);
}

static void
test_refusals (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiId stranger = { { 9 } };
  AhadiId own;
  AhadiId device;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  own = get_device (world.office);
  device = get_device (laptop);
  g_assert_false (
      ahadi_device_revoke (world.office, &own, "", 0, AHADI_DEVICE_CUT_LATER, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_NOT_READY, "another holder");
  g_clear_error (&error);
  g_assert_false (ahadi_device_revoke (world.office, &stranger, "", 0,
                                       AHADI_DEVICE_CUT_LATER, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (
      ahadi_device_revoke (laptop, &own, "", 0, AHADI_DEVICE_CUT_LATER, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_NOT_READY, "no holder");
  g_clear_error (&error);
  g_assert_false (ahadi_device_revoke (world.office, &device, "a\nb", 0,
                                       AHADI_DEVICE_CUT_LATER, &error));
  g_assert_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/device/list-says-what-is-known", test_list);
  g_test_add_func ("/sync/device/lost-one-is-revoked", test_lost);
  g_test_add_func ("/sync/device/L3-revokes-a-holder-at-once", test_holder);
  g_test_add_func ("/sync/device/refusals", test_refusals);

  return g_test_run ();
}
