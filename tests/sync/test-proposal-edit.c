/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-proposal-edit.h"

#include <string.h>

#include "sync/ahadi-card-codec.h"

#include "org.h"

static AhadiCard *
load_card (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  AhadiCard *card = ahadi_card_load (vault, &error);

  g_assert_no_error (error);
  return card;
}

static void
test_setting (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (AhadiCard) card = NULL;
  g_autoptr (AhadiCard) without = NULL;
  json_t *settings;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  assert_ok (ahadi_proposal_edit_setting (world.office, "helpline", "1195a", &error));
  assert_ok (ahadi_proposal_edit_setting (world.office, "deadline-days", "30", &error));
  card = load_card (world.office);
  settings = ahadi_directory_get_content (card->directory)->settings;
  g_assert_cmpint (json_integer_value (json_object_get (settings, "deadline-days")), ==,
                   30);
  g_assert_cmpstr (json_string_value (json_object_get (settings, "helpline")), ==,
                   "1195a");
  assert_ok (ahadi_proposal_edit_setting (world.office, "helpline", NULL, &error));
  without = load_card (world.office);
  settings = ahadi_directory_get_content (without->directory)->settings;
  g_assert_null (json_object_get (settings, "helpline"));
}

static void
test_bad_setting (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;

  world_open (&world);
  g_assert_false (ahadi_proposal_edit_setting (world.office, "Help_line", "1", &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_MALFORMED, "D13");
}

static void
test_code (void)
{
  static const char text[] = "Nitafanya: –\n";
  g_auto (World) world = { 0 };
  g_autoptr (AhadiCard) card = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  const AhadiDirectoryCode *code;
  g_autoptr (GError) error = NULL;
  guint last;

  world_open (&world);
  assert_ok (ahadi_proposal_edit_code (world.office, "sw", bytes, TRUE, &error));
  assert_ok (ahadi_proposal_edit_code (world.office, "sw", bytes, TRUE, &error));
  card = load_card (world.office);
  last = card->texts->len - 1;
  code = ahadi_directory_get_content (card->directory)->codes->pdata[last];
  g_assert_cmpstr (code->language, ==, "sw");
  g_assert_true (code->official);
  g_assert_true (g_bytes_equal (card->texts->pdata[last], bytes));
}

static void
test_roots (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  g_autoptr (GError) error = NULL;

  world_open (&world);
  g_assert_false (ahadi_proposal_edit_roots (
      world.office, 2, ahadi_signing_key_get_verify_key (key), 1, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_MALFORMED, "R2");
}

static void
test_remove_holder (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *committee;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiDirectory) directory = NULL;
  const AhadiId *device;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  committee = world_add_office (&world, AHADI_ROLE_BOARD_COMMITTEE);
  identity = world_get_identity (committee);
  device = ahadi_identity_get_device (identity);
  g_assert_false (ahadi_proposal_edit_remove_holder (world.office, device, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_LAST_HOLDER);
  g_clear_error (&error);
  world_add_office (&world, AHADI_ROLE_BOARD_COMMITTEE);
  assert_ok (ahadi_proposal_edit_remove_holder (world.office, device, &error));
  directory = world_get_directory (world.office);
  g_assert_cmpint (ahadi_directory_find_device (directory, device)->state, ==,
                   AHADI_DEVICE_REVOKED);
  g_assert_false (ahadi_proposal_edit_remove_holder (world.office, device, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND);
}

/* Lost, and revoked at once: then the directory can be put in order too. */
static void
test_revoked_holder (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *committee;
  g_autoptr (AhadiIdentity) identity = NULL;
  const AhadiId *device;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  committee = world_add_office (&world, AHADI_ROLE_BOARD_COMMITTEE);
  identity = world_get_identity (committee);
  device = ahadi_identity_get_device (identity);
  assert_ok (
      ahadi_device_revoke (world.office, device, "", 0, AHADI_DEVICE_CUT_LATER, &error));
  assert_ok (ahadi_proposal_edit_remove_holder (world.office, device, &error));
}

/* A list must always have somebody to sign it. */
static void
test_last_holder (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  identity = world_get_identity (world.office);
  before = world_snapshot (world.office);
  g_assert_false (ahadi_proposal_edit_remove_holder (
      world.office, ahadi_identity_get_device (identity), &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_LAST_HOLDER);
  after = world_snapshot (world.office);
  g_assert_cmpstr (before, ==, after);
}

static void
test_others (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  g_assert_false (ahadi_proposal_edit_setting (laptop, "helpline", "1", &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_NOT_READY, "no holder");
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/proposal-edit/setting", test_setting);
  g_test_add_func ("/sync/proposal-edit/D13-refuses-setting", test_bad_setting);
  g_test_add_func ("/sync/proposal-edit/code-replaces-its-language", test_code);
  g_test_add_func ("/sync/proposal-edit/R2-refuses-threshold-above-keys", test_roots);
  g_test_add_func ("/sync/proposal-edit/removed-holder-no-longer-counts",
                   test_remove_holder);
  g_test_add_func ("/sync/proposal-edit/revoked-holder-is-removed-though-the-last",
                   test_revoked_holder);
  g_test_add_func ("/sync/proposal-edit/last-membership-holder-stays", test_last_holder);
  g_test_add_func ("/sync/proposal-edit/only-membership-drafts", test_others);

  return g_test_run ();
}
