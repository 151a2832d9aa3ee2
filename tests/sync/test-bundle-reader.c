/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-bundle-reader.h"

#include <string.h>

#include "forge.h"

/* One world for all cases: nothing of them is let in. */
static World world;
static AhadiVault *laptop;
static char *bundle;

static void
open_world (void)
{
  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  bundle = world_export (&world, laptop);
}

static void
close_world (void)
{
  g_free (bundle);
  world_close (&world);
}

static void
assert_bytes_refused (GBytes *bytes, int code, const char *said)
{
  g_autofree char *path = world_write_file (&world, "odd.ahadi", bytes);

  world_assert_refused (world.office, path, code, said);
}

static void
assert_forge_refused (Forge *forge, int code, const char *said)
{
  g_autofree char *path = forge_save (forge, &world, world.office);

  world_assert_refused (world.office, path, code, said);
}

static void
test_reads_what_was_written (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiStaging) staging = ahadi_staging_open (world.office, &error);
  g_autoptr (AhadiIdentity) identity = world_get_identity (world.office);
  g_autoptr (AhadiBundle) read = NULL;
  g_autoptr (GBytes) file = world_read_file (bundle);
  g_autofree char *copy = ahadi_staging_get_path (staging, AHADI_BUNDLE_COPY);
  g_autoptr (GBytes) copied = NULL;
  guint8 digest[AHADI_HASH_SIZE];

  read = ahadi_bundle_read (staging, bundle, ahadi_identity_get_age_identities (identity),
                            NULL, &error);
  g_assert_no_error (error);
  copied = world_read_file (copy);
  ahadi_hash_bytes (g_bytes_get_data (file, NULL), g_bytes_get_size (file), digest);
  g_assert_true (g_bytes_equal (file, copied));
  g_assert_cmpmem (read->digest, sizeof digest, digest, sizeof digest);
  g_assert_cmpuint (read->size, ==, g_bytes_get_size (file));
  g_assert_cmpuint (read->parts->len, ==, 5);
  g_assert_null (read->card);
}

/* --- B1 --- */

static void
test_foreign (void)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) text = g_bytes_new_static ("Shopping list: maize, tea\n", 26);
  g_autoptr (GBytes) cut = g_bytes_new_static ("age-encryption.org/v1", 21);
  g_autoptr (GBytes) newer = g_bytes_new_static ("age-encryption.org/v2\n-> X\n", 27);

  assert_bytes_refused (nothing, AHADI_SYNC_ERROR_FOREIGN, "not sealed");
  assert_bytes_refused (text, AHADI_SYNC_ERROR_FOREIGN, "not sealed");
  assert_bytes_refused (cut, AHADI_SYNC_ERROR_FOREIGN, "not sealed");
  assert_bytes_refused (newer, AHADI_SYNC_ERROR_FOREIGN, "not sealed");
  world_assert_refused (world.office, world.stick, AHADI_SYNC_ERROR_FOREIGN,
                        "not a regular file");
}

static void
test_damaged_age (void)
{
  g_autoptr (GBytes) file = world_read_file (bundle);
  gsize size = g_bytes_get_size (file);
  const gsize cuts[] = { 22, 30, 100, 500, size / 2, size - 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (file, 0, cuts[i]);

      assert_bytes_refused (cut, AHADI_SYNC_ERROR_DAMAGED, "B1");
    }
}

static void
test_added_bytes (void)
{
  g_autoptr (GBytes) file = world_read_file (bundle);
  gsize size;
  g_autofree guint8 *longer = g_malloc (g_bytes_get_size (file) + 1);
  g_autoptr (GBytes) added = NULL;

  memcpy (longer, g_bytes_get_data (file, &size), g_bytes_get_size (file));
  longer[size] = 0;
  added = g_bytes_new_static (longer, size + 1);
  assert_bytes_refused (added, AHADI_SYNC_ERROR_DAMAGED, "B1");
}

static void
test_for_others (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  AhadiVault *other = world_add (&world, AHADI_ROLE_COORDINATOR, "Mombasa");
  g_autofree char *path = forge_save (forge, &world, other);

  world_assert_refused (world.office, path, AHADI_SYNC_ERROR_NOT_FOR_US, "B1");
}

/* --- B2, B3, B5, B8, B9 --- */

static void
test_no_archive (void)
{
  g_autoptr (GBytes) plain =
      g_bytes_new_static ("a letter, sealed by somebody with age", 37);
  g_autoptr (GBytes) sealed = forge_seal_to (plain, world.office);

  assert_bytes_refused (sealed, AHADI_SYNC_ERROR_FOREIGN, "U1");
}

static void
test_other_first_member (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);

  forge_insert (forge, NULL, "holiday.jpg", bytes);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_FOREIGN, "B2");
}

static void
test_large_manifest (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  guint8 *zeros = g_malloc0 (AHADI_MANIFEST_LIMIT + 1);
  g_autoptr (GBytes) bytes = g_bytes_new_take (zeros, AHADI_MANIFEST_LIMIT + 1);

  forge_set (forge, "manifest.json", bytes);
  assert_forge_refused (forge, AHADI_SYNC_ERROR_DAMAGED, "B2");
}

/* A member too many, or in another place. */
typedef struct
{
  const char *name;
  const char *after;
  const char *member;
  int code;
  const char *said;
} Extra;

static const Extra extras[] = {
  { "/sync/bundle-reader/B3-refuses-unknown-member", "parts/branch", "notes.txt",
    AHADI_SYNC_ERROR_DAMAGED, "B3" },
  { "/sync/bundle-reader/B3-refuses-member-before-signature", "manifest.json",
    "card.ahadi-card", AHADI_SYNC_ERROR_DAMAGED, "B3" },
  { "/sync/bundle-reader/B8-refuses-second-manifest", "parts/branch", "manifest.json",
    AHADI_SYNC_ERROR_DAMAGED, "B8" },
  { "/sync/bundle-reader/B9-refuses-card-behind-parts", "parts/membership",
    "card.ahadi-card", AHADI_SYNC_ERROR_DAMAGED, "B9" },
  { "/sync/bundle-reader/B8-refuses-part-twice", "parts/branch",
    "parts/branch.jsonl.gz.age", AHADI_SYNC_ERROR_DAMAGED, "B8" },
  { "/sync/bundle-reader/B8-refuses-part-twice-further-on", "parts/branch",
    "parts/membership.jsonl.gz.age", AHADI_SYNC_ERROR_DAMAGED, "B8" },
  { "/sync/bundle-reader/B9-refuses-parts-in-another-order", "manifest.json.minisig",
    "parts/branch.jsonl.gz.age", AHADI_SYNC_ERROR_DAMAGED, "B9" },
  { "/sync/bundle-reader/B3-refuses-path-out-of-the-folder", "parts/branch",
    "parts/../../evil", AHADI_SYNC_ERROR_DAMAGED, "B3" },
  { "/sync/bundle-reader/B9-refuses-container-before-parts", "manifest.json.minisig",
    "blobs/membership.tar.age", AHADI_SYNC_ERROR_DAMAGED, "B9" },
  { "/sync/bundle-reader/B3-refuses-container-of-no-audience", "parts/branch",
    "blobs/device.tar.age", AHADI_SYNC_ERROR_DAMAGED, "B3" },
  { "/sync/bundle-reader/B4-refuses-container-that-is-not-signed", "parts/branch",
    "blobs/membership.tar.age", AHADI_SYNC_ERROR_DAMAGED, "B4" },
  { "/sync/bundle-reader/B5-refuses-carried-bundle-before-parts", "manifest.json.minisig",
    "carry/0123456789abcdef.ahadi", AHADI_SYNC_ERROR_DAMAGED, "B5" },
  { "/sync/bundle-reader/B4-refuses-carried-bundle-of-another-name", "parts/branch",
    "carry/0123456789abcdef.ahadi", AHADI_SYNC_ERROR_DAMAGED, "B4" },
};

static void
test_extra (gconstpointer data)
{
  const Extra *extra = data;
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);

  forge_insert (forge, extra->after, extra->member, bytes);
  assert_forge_refused (forge, extra->code, extra->said);
}

static void
test_missing (void)
{
  g_autoptr (Forge) unsigned_forge = forge_open (bundle, world.office);
  g_autoptr (Forge) bare = forge_open (bundle, world.office);

  forge_remove (unsigned_forge, "manifest.json.minisig");
  assert_forge_refused (unsigned_forge, AHADI_SYNC_ERROR_DAMAGED, "B3");

  for (int i = 0; i < 5; i++)
    forge_remove (bare, "parts/");
  assert_forge_refused (bare, AHADI_SYNC_ERROR_DAMAGED, "B3");
}

/* Cut between members and inside them, then sealed again: whole to age, and not to us. */
static void
test_cut_archive (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autoptr (GBytes) archive = forge_to_archive (forge);
  gsize size = g_bytes_get_size (archive);

  for (gsize end = 0; end < size; end += end < 4096 ? 512 : 8192)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (archive, 0, end);
      g_autoptr (GBytes) sealed = forge_seal_to (cut, world.office);

      assert_bytes_refused (
          sealed, end == 0 ? AHADI_SYNC_ERROR_FOREIGN : AHADI_SYNC_ERROR_DAMAGED,
          "cannot read the");
    }
}

int
main (int argc, char **argv)
{
  int status;

  world_init_tests (&argc, &argv);
  open_world ();

  g_test_add_func ("/sync/bundle-reader/reads-what-was-written",
                   test_reads_what_was_written);
  g_test_add_func ("/sync/bundle-reader/B1-anything-else-is-foreign", test_foreign);
  g_test_add_func ("/sync/bundle-reader/B1-refuses-cut-file", test_damaged_age);
  g_test_add_func ("/sync/bundle-reader/B1-refuses-added-bytes", test_added_bytes);
  g_test_add_func ("/sync/bundle-reader/B1-sealed-for-others", test_for_others);
  g_test_add_func ("/sync/bundle-reader/B2-no-archive-is-foreign", test_no_archive);
  g_test_add_func ("/sync/bundle-reader/B2-other-first-member-is-foreign",
                   test_other_first_member);
  g_test_add_func ("/sync/bundle-reader/B2-refuses-large-manifest", test_large_manifest);
  for (gsize i = 0; i < G_N_ELEMENTS (extras); i++)
    g_test_add_data_func (extras[i].name, &extras[i], test_extra);
  g_test_add_func ("/sync/bundle-reader/B3-refuses-missing-members", test_missing);
  g_test_add_func ("/sync/bundle-reader/B3-refuses-cut-archive", test_cut_archive);

  status = g_test_run ();
  close_world ();
  return status;
}
