/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-bundle-verify.h"

#include <string.h>

#include "forge.h"
#include "sync/ahadi-root-key.h"

static World world;
static World other; /* another organisation */
static AhadiVault *laptop;
static char *bundle;

static void
open_world (void)
{
  world_open (&world);
  world_open (&other);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  bundle = world_export (&world, laptop);
}

static void
close_world (void)
{
  g_free (bundle);
  world_close (&world);
  world_close (&other);
}

static void
assert_forge_refused (Forge *forge, int code, const char *said)
{
  g_autofree char *path = forge_save (forge, &world, world.office);

  world_assert_refused (world.office, path, code, said);
}

/* --- the signature --- */

static void
test_changed_manifest (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *text = NULL;

  ahadi_json_set_int (forge->manifest, "directory_version", 1000);
  text = ahadi_json_print (forge->manifest);
  forge_set_text (forge, "manifest.json", text);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_BAD_SIGNATURE, "signature");
}

/* The signer's number, and somebody else's key. */
static void
test_borrowed_number (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autoptr (AhadiIdentity) identity = world_get_identity (laptop);
  g_autoptr (AhadiSigningKey) stranger = ahadi_signing_key_new ();
  AhadiSigningKey *key = ahadi_identity_get_signing_key (identity);
  g_autoptr (AhadiSecret) secret = ahadi_secret_new_from (
      ahadi_secret_get_bytes (ahadi_signing_key_get_secret (stranger)), 40);
  g_autoptr (AhadiSigningKey) pretender = NULL;
  GBytes *manifest = forge_find (forge, "manifest.json")->bytes;
  g_autofree char *signature = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (ahadi_secret_get_bytes (secret), ahadi_signing_key_get_verify_key (key)->number,
          8);
  pretender = ahadi_signing_key_new_from_secret (secret, &error);
  g_assert_no_error (error);
  signature =
      ahadi_minisign_sign (pretender, g_bytes_get_data (manifest, NULL),
                           g_bytes_get_size (manifest), "forged", "ahadi-bundle-v1 x");
  forge_set_text (forge, "manifest.json.minisig", signature);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_BAD_SIGNATURE, "signature");
}

static void
test_no_signature (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);

  forge_set_text (forge, "manifest.json.minisig", "untrusted comment: nothing\n");
  assert_forge_refused (forge, AHADI_SYNC_ERROR_DAMAGED, "cannot trust the bundle");
}

static void
test_unknown_device (void)
{
  AhadiVault *stranger = world_add (&world, AHADI_ROLE_COORDINATOR, "Mombasa");
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  /* What can't be trusted is not parsed either: the manifest could not be. */
  forge_set_text (forge, "manifest.json", "not JSON at all");
  forge_sign_member (forge, "manifest.json", stranger, "anything");
  path = forge_save (forge, &world, world.office);
  result = ahadi_import_file (world.office, path, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_error (result->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_UNKNOWN_DEVICE);
  g_assert_cmpint (result->outcome, ==, AHADI_OUTCOME_SET_ASIDE);
  g_assert_false (result->has_bundle);
}

static void
revoke_device (AhadiVault *vault)
{
  g_autoptr (AhadiIdentity) identity = world_get_identity (vault);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_device_revoke (world.office, ahadi_identity_get_device (identity), "",
                                  0, AHADI_DEVICE_CUT_NOTHING, &error));
}

static void
test_revoked (void)
{
  AhadiVault *lost = world_add_laptop (&world, "Nakuru");
  AhadiVault *neighbour = world_add_to_branch (&world, lost);
  g_autofree char *path = NULL;

  world_give_card (&world, lost);
  world_add_member (lost, "Nafula Wekesa");
  path = world_export (&world, lost);
  revoke_device (lost);
  world_give_card (&world, neighbour);
  world_assert_refused (neighbour, path, AHADI_SYNC_ERROR_REVOKED, "B7");
}

/* An office judges what a field device wrote, and never another office's device. */
static void
test_revoked_holder (void)
{
  AhadiVault *gone = world_add_office (&world, AHADI_ROLE_MEMBERSHIP);
  g_autofree char *path = NULL;

  world_add_member (gone, "Nafula Wekesa");
  path = world_export (&world, gone);
  revoke_device (gone);
  world_assert_refused (world.office, path, AHADI_SYNC_ERROR_REVOKED, "B7");
}

/* --- the manifest --- */

static void
test_other_org (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);

  ahadi_json_set_text (forge->manifest, "org", "00112233445566778899aabbccddeeff");
  forge_sign (forge, laptop);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_OTHER_ORG, "organisation");
}

static void
test_other_signer (void)
{
  g_autoptr (AhadiIdentity) office = world_get_identity (world.office);
  g_autofree char *key = ahadi_verify_key_to_string (
      ahadi_signing_key_get_verify_key (ahadi_identity_get_signing_key (office)));
  g_autoptr (Forge) by_key = forge_open (bundle, world.office);
  g_autoptr (Forge) by_device = forge_open (bundle, world.office);

  ahadi_json_set_text (by_key->manifest, "signer_pk", key);
  forge_sign (by_key, laptop);
  assert_forge_refused (by_key, AHADI_SYNC_ERROR_MALFORMED, "M4");

  ahadi_json_set_bytes (by_device->manifest, "device_id",
                        ahadi_identity_get_device (office)->bytes, AHADI_ID_SIZE);
  forge_sign (by_device, laptop);
  assert_forge_refused (by_device, AHADI_SYNC_ERROR_MALFORMED, "M4");
}

static void
test_other_comment (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);

  forge_sign_member (forge, "manifest.json", laptop,
                     "ahadi-bundle-v1 00112233445566778899aabbccddeeff");
  assert_forge_refused (forge, AHADI_SYNC_ERROR_MALFORMED, "M5");
}

static void
test_newer_manifest (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);

  ahadi_json_set_int (forge->manifest, "min_reader", 2);
  forge_sign (forge, laptop);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_NEWER, "version 2");
}

/* --- the parts --- */

static void
test_exchanged_part (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autoptr (Forge) short_forge = forge_open (bundle, world.office);
  GBytes *membership = forge_find (forge, "parts/membership")->bytes;
  GBytes *branch = forge_find (short_forge, "parts/branch")->bytes;
  g_autoptr (GBytes) cut =
      g_bytes_new_from_bytes (branch, 0, g_bytes_get_size (branch) - 1);
  gsize size;
  guint8 *bytes =
      g_memdup2 (g_bytes_get_data (membership, &size), g_bytes_get_size (membership));
  g_autoptr (GBytes) changed = g_bytes_new_take (bytes, size);

  bytes[size / 2] ^= 1;
  forge_set (forge, "parts/membership", changed);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_DAMAGED, "B4");

  forge_set (short_forge, "parts/branch", cut);
  assert_forge_refused (short_forge, AHADI_SYNC_ERROR_DAMAGED, "B4");
}

static void
test_missing_part (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);

  forge_remove (forge, "parts/safeguarding");
  assert_forge_refused (forge, AHADI_SYNC_ERROR_DAMAGED, "B4");
}

static void
test_swapped_parts (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autoptr (GBytes) first = g_bytes_ref (forge_find (forge, "parts/board")->bytes);
  g_autoptr (GBytes) second = g_bytes_ref (forge_find (forge, "parts/safe")->bytes);

  forge_set (forge, "parts/board", second);
  forge_set (forge, "parts/safe", first);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_DAMAGED, "B4");
}

/* --- the card --- */

static Forge *
open_with_card (GBytes *card)
{
  Forge *forge = forge_open (bundle, world.office);

  forge_insert (forge, "manifest.json.minisig", "card.ahadi-card", card);
  return forge;
}

static void
test_broken_card (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) card = ahadi_card_export (world.office, &error);
  gsize size;
  guint8 *bytes = g_memdup2 (g_bytes_get_data (card, &size), g_bytes_get_size (card));
  g_autoptr (GBytes) changed = g_bytes_new_take (bytes, size);
  g_autoptr (Forge) forge = NULL;
  char *version = memmem (bytes, size, "\"version\":", 10);

  version[10] ^= 1;
  forge = open_with_card (changed);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_BAD_SIGNATURE, "card");
}

static void
test_other_card (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) card = ahadi_card_export (other.office, &error);
  g_autoptr (Forge) forge = open_with_card (card);

  assert_forge_refused (forge, AHADI_SYNC_ERROR_OTHER_ORG, "roots");
}

static void
test_older_card (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) card = ahadi_card_export (laptop, &error);
  g_autoptr (Forge) forge = open_with_card (card);
  g_autofree char *path = forge_save (forge, &world, world.office);
  g_autoptr (AhadiDirectory) before = world_get_directory (world.office);
  g_autoptr (AhadiDirectory) after = NULL;
  g_autoptr (AhadiImportResult) result = NULL;

  world_add_laptop (&world, "Eldoret");
  result = world_merge (world.office, path);
  g_assert_false (result->newer_card);
  after = world_get_directory (world.office);
  g_assert_cmpuint (ahadi_directory_get_list_version (after), ==,
                    ahadi_directory_get_list_version (before) + 1);
}

/* The author is only listed in the card that comes along. */
static void
test_newer_card (void)
{
  AhadiVault *second = world_add_office (&world, AHADI_ROLE_MEMBERSHIP);
  AhadiVault *late = world_add_laptop (&world, "Garissa");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) card = ahadi_card_export (world.office, &error);
  g_autofree char *written = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (AhadiDirectory) directory = NULL;
  g_autoptr (AhadiDirectory) newest = world_get_directory (world.office);

  world_add_member (late, "Hamisi Juma");
  written = world_export (&world, late);
  forge = forge_open (written, second);
  forge_insert (forge, "manifest.json.minisig", "card.ahadi-card", card);
  path = forge_save (forge, &world, second);

  result = world_merge (second, path);
  g_assert_true (result->newer_card);
  g_assert_cmpuint (result->counts.fresh, ==, 1);
  directory = world_get_directory (second);
  g_assert_cmpuint (ahadi_directory_get_version (directory), ==,
                    ahadi_directory_get_version (newest));
}

int
main (int argc, char **argv)
{
  int status;

  world_init_tests (&argc, &argv);
  open_world ();

  g_test_add_func ("/sync/bundle-verify/B4-refuses-exchanged-part", test_exchanged_part);
  g_test_add_func ("/sync/bundle-verify/B4-refuses-missing-part", test_missing_part);
  g_test_add_func ("/sync/bundle-verify/B4-refuses-swapped-parts", test_swapped_parts);
  g_test_add_func ("/sync/bundle-verify/B6-refuses-broken-card", test_broken_card);
  g_test_add_func ("/sync/bundle-verify/B6-other-roots-are-another-organisation",
                   test_other_card);
  g_test_add_func ("/sync/bundle-verify/B6-ignores-older-card", test_older_card);
  g_test_add_func ("/sync/bundle-verify/B6-newer-card-lists-its-author", test_newer_card);
  g_test_add_func ("/sync/bundle-verify/B7-refuses-changed-manifest",
                   test_changed_manifest);
  g_test_add_func ("/sync/bundle-verify/B7-refuses-borrowed-key-number",
                   test_borrowed_number);
  g_test_add_func ("/sync/bundle-verify/B7-refuses-no-signature", test_no_signature);
  g_test_add_func ("/sync/bundle-verify/B7-unknown-signer-is-not-parsed",
                   test_unknown_device);
  g_test_add_func ("/sync/bundle-verify/B7-refuses-revoked-signer", test_revoked);
  g_test_add_func ("/sync/bundle-verify/B7-refuses-revoked-holder", test_revoked_holder);
  g_test_add_func ("/sync/bundle-verify/M2-higher-reader-is-newer", test_newer_manifest);
  g_test_add_func ("/sync/bundle-verify/M3-refuses-other-organisation", test_other_org);
  g_test_add_func ("/sync/bundle-verify/M4-refuses-other-signer", test_other_signer);
  g_test_add_func ("/sync/bundle-verify/M5-refuses-other-comment", test_other_comment);

  status = g_test_run ();
  close_world ();
  return status;
}
