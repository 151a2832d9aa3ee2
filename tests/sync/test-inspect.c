/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-inspect.h"

#include <glib/gstdio.h>
#include <string.h>

#include "forge.h"

static json_t *
inspect (const char *path, AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  json_t *report = ahadi_inspect (path, vault, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
  return report;
}

static const char *
get_text (json_t *object, const char *name)
{
  return json_string_value (json_object_get (object, name));
}

static gint64
get_number (json_t *object, const char *name)
{
  json_t *value = json_object_get (object, name);

  g_assert_true (json_is_integer (value));
  return json_integer_value (value);
}

static json_t *
get_part (json_t *report, AhadiAudienceClass audience)
{
  json_t *parts = json_object_get (report, "parts");
  const char *word = ahadi_audience_class_to_string (audience);

  for (gsize i = 0; i < json_array_size (parts); i++)
    {
      json_t *part = json_array_get (parts, i);

      if (g_str_equal (get_text (part, "audience"), word))
        return part;
    }

  g_error ("no part for %s", word);
}

/* Nothing but what anyone sees. */
static void
assert_closed (json_t *report)
{
  g_assert_true (json_is_false (json_object_get (report, "opened")));
  g_assert_null (json_object_get (report, "bundle"));
  g_assert_null (json_object_get (report, "signature"));
  g_assert_null (json_object_get (report, "members"));
  g_assert_null (json_object_get (report, "parts"));
}

/* --- outside --- */

static void
test_outside (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *bare;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (json_t) without = NULL;
  g_autoptr (json_t) keyless = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  path = world_export (&world, laptop);
  bytes = world_read_file (path);
  without = inspect (path, NULL);
  g_assert_cmpint (get_number (without, "size"), ==, g_bytes_get_size (bytes));
  g_assert_cmpint (get_number (without, "stanzas"), ==, 2);
  assert_closed (without);

  folder = g_build_filename (world.folder, "bare", NULL);
  bare = world_add_vault (&world, folder);
  keyless = inspect (path, bare);
  assert_closed (keyless);
}

static void
test_for_others (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *stranger;
  g_autofree char *path = NULL;
  g_autoptr (json_t) report = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  stranger = world_add_laptop (&world, "Mombasa");
  path = world_export (&world, laptop);
  report = inspect (path, stranger);
  assert_closed (report);
}

static void
assert_fails (const char *path, AhadiVault *vault, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ahadi_inspect (path, vault, &error));
  g_assert_error (error, domain, code);
}

static void
test_foreign (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GBytes) letter = g_bytes_new_static ("Dear all", 8);
  g_autoptr (GBytes) sealed = NULL;
  g_autofree char *path = NULL;
  g_autofree char *inner = NULL;

  world_open (&world);
  path = world_write_file (&world, "letter.ahadi", letter);
  assert_fails (path, NULL, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN);
  assert_fails (path, world.office, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN);

  /* Sealed to us, and still no bundle. */
  sealed = forge_seal_to (letter, world.office);
  inner = world_write_file (&world, "sealed.ahadi", sealed);
  assert_fails (inner, world.office, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN);
  world_assert_sound (world.office);
}

static void
test_damaged (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autofree char *cut = NULL;
  g_autofree char *beheaded = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) most = NULL;
  g_autoptr (GBytes) start = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  path = world_export (&world, laptop);
  bytes = world_read_file (path);
  most = g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) - 1);
  start = g_bytes_new_from_bytes (bytes, 0, 60);
  cut = world_write_file (&world, "cut.ahadi", most);
  beheaded = world_write_file (&world, "start.ahadi", start);

  assert_fails (cut, world.office, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED);
  assert_fails (beheaded, NULL, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED);
  world_assert_sound (world.office);
}

static void
test_no_file (void)
{
  g_auto (World) world = { 0 };

  world_open (&world);
  assert_fails ("gone.ahadi", NULL, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FOUND);
  assert_fails (world.folder, NULL, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IS_FOLDER);
}

/* --- inside --- */

static void
test_inside (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autofree char *device = NULL;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autoptr (json_t) report = NULL;
  json_t *part;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  world_add_member (laptop, "Wanjiku Kamau");
  path = world_export (&world, laptop);
  forge = forge_open (path, world.office);
  identity = world_get_identity (laptop);
  device = ahadi_id_to_string (ahadi_identity_get_device (identity));

  report = inspect (path, world.office);
  g_assert_true (json_is_true (json_object_get (report, "opened")));
  g_assert_cmpstr (get_text (report, "signature"), ==, "valid");
  g_assert_true (json_is_false (json_object_get (report, "reply")));
  g_assert_cmpstr (get_text (report, "bundle"), ==,
                   get_text (forge->manifest, "bundle_id"));
  g_assert_cmpstr (get_text (report, "signer"), ==,
                   get_text (forge->manifest, "signer_pk"));
  g_assert_cmpstr (get_text (report, "device"), ==, device);

  g_assert_cmpuint (json_array_size (json_object_get (report, "parts")), ==, 5);
  part = get_part (report, AHADI_AUDIENCE_MEMBERSHIP);
  g_assert_true (json_is_true (json_object_get (part, "opened")));
  g_assert_cmpint (get_number (part, "recipients"), ==, 1);
  g_assert_cmpint (get_number (part, "operations"), ==, 2);
  /* A segment of closed operations only would tell that there are some. */
  g_assert_null (json_object_get (part, "segments"));
  g_assert_null (json_object_get (part, "refused"));
  part = get_part (report, AHADI_AUDIENCE_BOARD_COMMITTEE);
  g_assert_true (json_is_false (json_object_get (part, "opened")));
  g_assert_null (json_object_get (part, "operations"));
  g_assert_null (json_object_get (part, "refused"));
}

static void
test_members (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *bundle = NULL;
  g_autofree char *reply = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autoptr (json_t) report = NULL;
  json_t *members;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  bundle = world_export (&world, laptop);
  merged = world_merge (world.office, bundle);
  reply = world_reply (&world, world.office);
  forge = forge_open (reply, laptop);

  report = inspect (reply, laptop);
  g_assert_true (json_is_true (json_object_get (report, "reply")));
  g_assert_cmpint (get_number (get_part (report, AHADI_AUDIENCE_DEVICE), "acks"), ==, 1);
  members = json_object_get (report, "members");
  g_assert_cmpuint (json_array_size (members), ==, forge->members->len);
  for (guint i = 0; i < forge->members->len; i++)
    {
      const ForgeMember *member = forge->members->pdata[i];
      json_t *told = json_array_get (members, i);

      g_assert_cmpstr (get_text (told, "name"), ==, member->name);
      g_assert_cmpint (get_number (told, "size"), ==, g_bytes_get_size (member->bytes));
    }
}

/* --- what is not trusted --- */

static void
test_unknown_device (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autoptr (json_t) report = NULL;

  world_open (&world);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  path = world_export (&world, laptop);
  report = inspect (path, world.office);
  g_assert_true (json_is_true (json_object_get (report, "opened")));
  g_assert_cmpstr (get_text (report, "signature"), ==, "unknown-device");
  g_assert_null (json_object_get (report, "bundle"));
  g_assert_null (json_object_get (report, "parts"));
  g_assert_cmpuint (json_array_size (json_object_get (report, "members")), ==, 7);
}

static void
test_bad_signature (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autofree char *forged = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autoptr (json_t) report = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  path = world_export (&world, laptop);
  forge = forge_open (path, world.office);
  forge_set_text (forge, "manifest.json", "{\"fmt\":\"ahadi-bundle-v1\"}");
  forged = forge_save (forge, &world, world.office);
  report = inspect (forged, world.office);
  g_assert_cmpstr (get_text (report, "signature"), ==, "bad-signature");
  g_assert_null (json_object_get (report, "parts"));
}

/* --- parts that an import would refuse --- */

/* @forge, signed by @laptop, as the office sees it. */
static json_t *
inspect_forged (World *world, Forge *forge, AhadiVault *laptop)
{
  g_autofree char *path = NULL;

  forge_sign (forge, laptop);
  path = forge_save (forge, world, world->office);
  return inspect (path, world->office);
}

static void
assert_part_refused (json_t *report, gboolean opened, const char *word)
{
  json_t *part = get_part (report, AHADI_AUDIENCE_MEMBERSHIP);
  json_t *other = get_part (report, AHADI_AUDIENCE_BRANCH);

  g_assert_cmpstr (get_text (report, "signature"), ==, "valid");
  g_assert_cmpint (json_is_true (json_object_get (part, "opened")), ==, opened);
  g_assert_cmpstr (get_text (part, "refused"), ==, word);
  g_assert_null (json_object_get (part, "operations"));
  g_assert_null (get_text (other, "refused"));
}

static void
test_part_against_its_rules (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autoptr (json_t) report = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  path = world_export (&world, laptop);
  forge = forge_open (path, world.office);
  forge_write_part (forge, AHADI_AUDIENCE_MEMBERSHIP, "{}\n");
  report = inspect_forged (&world, forge, laptop);
  assert_part_refused (report, TRUE, "malformed");
}

/* Puts @sealed in place of the membership office's part. */
static void
replace_part (Forge *forge, GBytes *sealed)
{
  json_t *part = forge_get_part (forge, AHADI_AUDIENCE_MEMBERSHIP);
  guint8 digest[AHADI_HASH_SIZE];

  ahadi_hash_bytes (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), digest);
  ahadi_json_set_int (part, "ct_len", g_bytes_get_size (sealed));
  ahadi_json_set_bytes (part, "ct_blake2b", digest, sizeof digest);
  forge_set (forge, "parts/membership", sealed);
}

/* Not the same as one that is sealed for others. */
static void
test_part_that_is_broken (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autoptr (GBytes) noise = g_bytes_new_static ("age-encryption.org/v1\nnoise", 27);
  g_autoptr (json_t) report = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  path = world_export (&world, laptop);
  forge = forge_open (path, world.office);
  replace_part (forge, noise);
  report = inspect_forged (&world, forge, laptop);
  assert_part_refused (report, FALSE, "damaged");
}

/* P10: it names the office and is sealed to the laptop. */
static void
test_part_that_only_names_us (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autoptr (GBytes) plain = g_bytes_new_static ("{}", 2);
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (json_t) report = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  path = world_export (&world, laptop);
  forge = forge_open (path, world.office);
  sealed = forge_seal_to (plain, laptop);
  replace_part (forge, sealed);
  report = inspect_forged (&world, forge, laptop);
  assert_part_refused (report, FALSE, "malformed");
}

/* --- nothing changes --- */

static void
test_changes_nothing (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GBytes) original = NULL;
  g_autoptr (GBytes) left = NULL;
  g_autoptr (json_t) report = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  path = world_export (&world, laptop);
  original = world_read_file (path);
  before = world_snapshot (world.office);

  report = inspect (path, world.office);
  after = world_snapshot (world.office);
  left = world_read_file (path);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (g_bytes_equal (original, left));
  g_assert_cmpuint (world_count_journal (world.office), ==, 0);
  world_assert_sound (world.office);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/inspect/anyone-sees-size-and-stanzas", test_outside);
  g_test_add_func ("/sync/inspect/sealed-for-others-stays-closed", test_for_others);
  g_test_add_func ("/sync/inspect/anything-else-is-foreign", test_foreign);
  g_test_add_func ("/sync/inspect/cut-files-are-damaged", test_damaged);
  g_test_add_func ("/sync/inspect/no-file-is-the-disk's-fault", test_no_file);
  g_test_add_func ("/sync/inspect/our-keys-open-what-is-ours", test_inside);
  g_test_add_func ("/sync/inspect/lists-members-of-a-reply", test_members);
  g_test_add_func ("/sync/inspect/unknown-device-is-not-parsed", test_unknown_device);
  g_test_add_func ("/sync/inspect/bad-signature-is-told", test_bad_signature);
  g_test_add_func ("/sync/inspect/part-against-its-rules", test_part_against_its_rules);
  g_test_add_func ("/sync/inspect/part-that-is-broken", test_part_that_is_broken);
  g_test_add_func ("/sync/inspect/P10-part-that-only-names-us",
                   test_part_that_only_names_us);
  g_test_add_func ("/sync/inspect/changes-nothing", test_changes_nothing);

  return g_test_run ();
}
