/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-identity.h"

#include <string.h>

#include "world.h"

static AhadiVault *
add_empty (World *world)
{
  g_autofree char *name = g_strdup_printf ("empty-%u", world->vaults->len);
  g_autofree char *folder = g_build_filename (world->folder, name, NULL);

  return world_add_vault (world, folder);
}

static AhadiIdentity *
create (AhadiVault *vault, AhadiRole role, const char *label, const char *branch)
{
  g_autoptr (GError) error = NULL;
  AhadiIdentity *identity =
      ahadi_identity_create (vault, role, label, NULL, branch, &error);

  g_assert_no_error (error);
  g_assert_nonnull (identity);
  return identity;
}

/* --- roles --- */

static void
test_roles (void)
{
  static const char *const words[] = { "coordinator", "circle", "membership",
                                       "executive-director", "board-committee" };
  AhadiRole role;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_assert_true (ahadi_role_parse (words[i], &role));
      g_assert_cmpstr (ahadi_role_to_string (role), ==, words[i]);
      g_assert_cmpint (ahadi_role_is_office (role), ==, i >= 2);
    }

  g_assert_false (ahadi_role_parse ("", &role));
  g_assert_false (ahadi_role_parse ("Membership", &role));
  g_assert_false (ahadi_role_parse ("membership ", &role));
}

/* --- creating and loading --- */

static void
assert_same (AhadiIdentity *a, AhadiIdentity *b)
{
  AhadiAgeRecipient left =
      ahadi_age_identity_get_recipient (ahadi_identity_get_age_identity (a));
  AhadiAgeRecipient right =
      ahadi_age_identity_get_recipient (ahadi_identity_get_age_identity (b));
  AhadiSigningKey *left_key = ahadi_identity_get_signing_key (a);
  AhadiSigningKey *right_key = ahadi_identity_get_signing_key (b);

  g_assert_cmpint (ahadi_identity_get_role (a), ==, ahadi_identity_get_role (b));
  g_assert_cmpstr (ahadi_identity_get_label (a), ==, ahadi_identity_get_label (b));
  g_assert_cmpstr (ahadi_identity_get_branch_name (a), ==,
                   ahadi_identity_get_branch_name (b));
  g_assert_true (
      ahadi_id_equal (ahadi_identity_get_device (a), ahadi_identity_get_device (b)));
  g_assert_true (
      ahadi_id_equal (ahadi_identity_get_branch (a), ahadi_identity_get_branch (b)));
  g_assert_true (ahadi_age_recipient_equal (&left, &right));
  g_assert_true (ahadi_verify_key_equal (ahadi_signing_key_get_verify_key (left_key),
                                         ahadi_signing_key_get_verify_key (right_key)));
}

static void
test_field (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *vault;
  g_autoptr (AhadiIdentity) created = NULL;
  g_autoptr (AhadiIdentity) loaded = NULL;

  world_open (&world);
  vault = add_empty (&world);
  created = create (vault, AHADI_ROLE_CIRCLE, " Achieng's laptop\n", "Kisumu ");
  g_assert_cmpstr (ahadi_identity_get_label (created), ==, "Achieng's laptop");
  g_assert_cmpstr (ahadi_identity_get_branch_name (created), ==, "Kisumu");
  g_assert_false (ahadi_id_is_zero (ahadi_identity_get_branch (created)));
  loaded = world_get_identity (vault);
  assert_same (created, loaded);
}

static void
test_office (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *vault;
  g_autoptr (AhadiIdentity) created = NULL;
  g_autoptr (AhadiIdentity) loaded = NULL;

  world_open (&world);
  vault = add_empty (&world);
  created = create (vault, AHADI_ROLE_BOARD_COMMITTEE, "", "ignored");
  g_assert_null (ahadi_identity_get_branch_name (created));
  g_assert_true (ahadi_id_is_zero (ahadi_identity_get_branch (created)));
  loaded = world_get_identity (vault);
  assert_same (created, loaded);
}

/* FORMAT.md D8, E4. */
static void
test_device_id (void)
{
  g_autoptr (AhadiIdentity) identity = NULL;
  g_auto (World) world = { 0 };
  const AhadiVerifyKey *key;
  guint8 text[15 + 32] = "ahadi-device-v1";
  guint8 digest[AHADI_HASH_SIZE];

  world_open (&world);
  identity = world_get_identity (world.office);
  key = ahadi_signing_key_get_verify_key (ahadi_identity_get_signing_key (identity));
  memcpy (text + 15, key->key, 32);
  ahadi_hash_bytes (text, sizeof text, digest);
  g_assert_cmpmem (ahadi_identity_get_device (identity)->bytes, AHADI_ID_SIZE, digest,
                   AHADI_ID_SIZE);
}

static void
test_none (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;

  world_open (&world);
  g_assert_null (ahadi_identity_load (add_empty (&world), &error));
  g_assert_no_error (error);
}

static void
test_once (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  before = world_snapshot (world.office);
  g_assert_null (ahadi_identity_create (world.office, AHADI_ROLE_COORDINATOR, "Second",
                                        NULL, "Kisumu", &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS);
  after = world_snapshot (world.office);
  g_assert_cmpstr (before, ==, after);
}

static void
test_outlives_its_first_owner (void)
{
  g_auto (World) world = { 0 };
  AhadiIdentity *identity;
  g_autoptr (AhadiIdentity) second = NULL;

  world_open (&world);
  identity = world_get_identity (world.office);
  second = ahadi_identity_ref (identity);
  ahadi_identity_unref (identity);
  g_assert_cmpint (ahadi_identity_get_role (second), ==, AHADI_ROLE_MEMBERSHIP);
}

/* --- branches --- */

static void
test_new_branches_differ (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (AhadiIdentity) one = NULL;
  g_autoptr (AhadiIdentity) other = NULL;

  world_open (&world);
  one = create (add_empty (&world), AHADI_ROLE_COORDINATOR, "", "Kisumu");
  other = create (add_empty (&world), AHADI_ROLE_COORDINATOR, "", "Kisumu");
  g_assert_false (ahadi_id_equal (ahadi_identity_get_branch (one),
                                  ahadi_identity_get_branch (other)));
}

static void
test_listed_name_wins (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *second;
  g_autoptr (AhadiIdentity) first = NULL;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  first = world_get_identity (laptop);
  second = add_empty (&world);
  world_give_card (&world, second);
  identity = ahadi_identity_create (second, AHADI_ROLE_CIRCLE, "",
                                    ahadi_identity_get_branch (first), "kisumu!", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ahadi_identity_get_branch_name (identity), ==, "Kisumu");
  g_assert_true (ahadi_id_equal (ahadi_identity_get_branch (identity),
                                 ahadi_identity_get_branch (first)));
}

/* --- names --- */

static void
assert_names_refused (AhadiVault *vault, const char *label, const char *branch)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (
      ahadi_identity_create (vault, AHADI_ROLE_COORDINATOR, label, NULL, branch, &error));
  g_assert_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_null (ahadi_identity_load (vault, &error));
  g_assert_no_error (error);
}

/* An identity is for good: one whose requests every office would refuse (E6) must not
 * come about. */
static void
test_names (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *vault;
  g_autofree char *longest = g_strnfill (200, 'x');
  g_autofree char *longer = g_strnfill (201, 'x');
  g_autoptr (AhadiIdentity) identity = NULL;

  world_open (&world);
  vault = add_empty (&world);
  assert_names_refused (vault, longer, "Kisumu");
  assert_names_refused (vault, "Achieng's\nlaptop", "Kisumu");
  assert_names_refused (vault, "Achieng's\tlaptop", "Kisumu");
  assert_names_refused (vault, "", longer);
  assert_names_refused (vault, "", "Kisumu\nCentral");
  assert_names_refused (vault, "", " ");
  assert_names_refused (vault, "", NULL);
  assert_names_refused (vault, "", "\xff");
  identity = create (vault, AHADI_ROLE_COORDINATOR, longest, longest);
}

static void
test_longest_names_enrol (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *longest = g_strnfill (200, 'x');
  g_autoptr (AhadiIdentity) identity = NULL;
  AhadiVault *vault;
  g_autoptr (GError) error = NULL;
  gboolean complete;

  world_open (&world);
  vault = add_empty (&world);
  identity = create (vault, AHADI_ROLE_COORDINATOR, longest, longest);
  world_give_card (&world, vault);
  world_enrol (&world, vault);
  assert_ok (ahadi_enrolment_is_complete (vault, &complete, &error));
  g_assert_true (complete);
}

/* --- a vault that contradicts itself --- */

static void
assert_broken (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ahadi_identity_load (vault, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
  g_assert_null (ahadi_identity_load (vault, NULL));
}

static void
test_broken (gconstpointer setting)
{
  g_auto (World) world = { 0 };
  AhadiVault *vault;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  vault = add_empty (&world);
  identity = create (vault, AHADI_ROLE_COORDINATOR, "", "Kisumu");
  assert_ok (ahadi_settings_set_bytes (vault, setting, NULL, &error));
  assert_broken (vault);
}

static void
test_unknown_role (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;

  world_open (&world);
  assert_ok (ahadi_settings_set_text (world.office, "role", "treasurer", &error));
  assert_broken (world.office);
}

static void
test_office_with_branch (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;

  world_open (&world);
  assert_ok (ahadi_settings_set_text (world.office, "branch",
                                      "00112233445566778899aabbccddeeff", &error));
  assert_broken (world.office);
}

/* What was sealed before still opens, and what is sealed after the request was approved
 * opens with the new key. */
static void
test_rotate (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autoptr (AhadiIdentity) before = NULL;
  g_autoptr (AhadiIdentity) after = NULL;
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (AhadiImportResult) sent = NULL;
  g_autoptr (AhadiImportResult) answered = NULL;
  g_autoptr (AhadiImportResult) again = NULL;
  g_autofree char *bundle = NULL;
  g_autofree char *old_reply = NULL;
  g_autofree char *new_reply = NULL;
  const AhadiDirectoryEntry *entry;
  AhadiAgeRecipient recipient;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  bundle = world_export (&world, laptop);
  sent = world_merge (world.office, bundle);
  old_reply = world_reply (&world, world.office);

  before = world_get_identity (laptop);
  after = ahadi_identity_rotate (laptop, &error);
  g_assert_no_error (error);
  g_assert_true (ahadi_id_equal (ahadi_identity_get_device (before),
                                 ahadi_identity_get_device (after)));
  answered = world_merge (laptop, old_reply);

  world_enrol (&world, laptop);
  directory = world_get_directory (world.office);
  entry = ahadi_directory_find_device (directory, ahadi_identity_get_device (after));
  recipient = ahadi_age_identity_get_recipient (ahadi_identity_get_age_identity (after));
  g_assert_true (ahadi_age_recipient_equal (&entry->recipient, &recipient));
  world_add_member (laptop, "Barrack Onyango");
  g_clear_pointer (&bundle, g_free);
  g_clear_pointer (&sent, ahadi_import_result_free);
  bundle = world_export (&world, laptop);
  sent = world_merge (world.office, bundle);
  new_reply = world_reply (&world, world.office);
  again = world_merge (laptop, new_reply);
}

int
main (int argc, char **argv)
{
  static const char *const settings[] = { "signing-key", "age-identity", "label",
                                          "branch", "branch-name" };

  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/identity/words-of-roles", test_roles);
  g_test_add_func ("/sync/identity/field-then-loaded", test_field);
  g_test_add_func ("/sync/identity/office-then-loaded", test_office);
  g_test_add_func ("/sync/identity/device-id-is-of-its-key", test_device_id);
  g_test_add_func ("/sync/identity/none-yet", test_none);
  g_test_add_func ("/sync/identity/only-once", test_once);
  g_test_add_func ("/sync/identity/outlives-its-first-owner",
                   test_outlives_its_first_owner);
  g_test_add_func ("/sync/identity/new-branches-differ", test_new_branches_differ);
  g_test_add_func ("/sync/identity/listed-name-of-a-branch-wins", test_listed_name_wins);
  g_test_add_func ("/sync/identity/refuses-names-that-no-office-takes", test_names);
  g_test_add_func ("/sync/identity/longest-names-can-enrol", test_longest_names_enrol);
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *path =
          g_strconcat ("/sync/identity/broken-without-", settings[i], NULL);

      g_test_add_data_func (path, settings[i], test_broken);
    }
  g_test_add_func ("/sync/identity/rotated-key-opens-old-and-new", test_rotate);
  g_test_add_func ("/sync/identity/broken-with-unknown-role", test_unknown_role);
  g_test_add_func ("/sync/identity/broken-office-with-a-branch", test_office_with_branch);

  return g_test_run ();
}
