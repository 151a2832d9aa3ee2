/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stays after an import: the journal, and bundles kept for others. */

#include <glib/gstdio.h>
#include <string.h>

#include "forge.h"

static void
test_sealed_parts (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *director;
  g_autofree char *path = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (AhadiImportResult) read = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  const AhadiSetAside *entry;
  char bundle[AHADI_ID_TEXT_SIZE];

  world_open (&world);
  director = world_add_office (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  laptop = world_add_laptop (&world, "Kisumu");
  world_give_card (&world, director);
  world_add_member (laptop, "Achieng Otieno");
  world_add_report (laptop, "executive-director", "Told in confidence");
  path = world_export (&world, laptop);

  merged = world_merge (world.office, path);
  entries = ahadi_set_aside_list (world.office, "sealed-parts", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
  entry = entries->pdata[0];
  g_assert_cmpstr (entry->bundle, ==, ahadi_id_print (&merged->bundle, bundle));

  /* Handed on as it is, the Director reads what the membership office never saw. */
  kept = g_build_filename (ahadi_vault_get_set_aside_folder (world.office), entry->name,
                           NULL);
  read = world_merge (director, kept);
  g_assert_cmpuint (read->counts.created[AHADI_KIND_REPORT], ==, 1);
  world_assert_same_digest (laptop, director, "executive-director");
}

/* Parts sealed to nobody: there is nobody to keep them for. */
static void
test_sealed_to_nobody (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  path = world_export (&world, laptop);
  merged = world_merge (world.office, path);
  g_assert_cmpuint (world_count_set_aside (world.office, NULL), ==, 0);
  g_assert_cmpuint (world_count_files (ahadi_vault_get_set_aside_folder (world.office)),
                    ==, 0);
}

/* A bundle that waited for its device and has sealed parts goes on being kept, for the
 * other reason. */
static void
test_waited_and_sealed (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) waiting = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  world_add_office (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  world_add_report (laptop, "executive-director", "Told in confidence");
  path = world_export (&world, laptop);
  waiting = world_import (world.office, path);
  world_enrol (&world, laptop);

  results = ahadi_import_set_aside (world.office, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((AhadiImportResult *) results->pdata[0])->outcome, ==,
                   AHADI_OUTCOME_MERGED);
  g_assert_cmpuint (world_count_set_aside (world.office, "unknown-device"), ==, 0);
  g_assert_cmpuint (world_count_set_aside (world.office, "sealed-parts"), ==, 1);
  g_assert_cmpuint (world_count_files (ahadi_vault_get_set_aside_folder (world.office)),
                    ==, 1);
}

/* --- what was kept, and is lost or damaged --- */

/* The only file in the set-aside folder. Returns: (transfer full): its path */
static char *
get_kept (AhadiVault *vault)
{
  const char *folder = ahadi_vault_get_set_aside_folder (vault);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  g_assert_nonnull (dir);
  return g_build_filename (folder, g_dir_read_name (dir), NULL);
}

/* Each way in which a disk loses a file. */
static void
spoil (const char *path, guint way)
{
  g_autoptr (GBytes) whole = world_read_file (path);
  gsize size = g_bytes_get_size (whole);
  g_autofree char *bytes = g_memdup2 (g_bytes_get_data (whole, NULL), size);

  if (way == 0)
    {
      g_assert_cmpint (g_unlink (path), ==, 0);
      return;
    }
  bytes[size / 2] ^= way == 1;
  g_assert_true (g_file_set_contents (path, bytes, way == 1 ? size : size / 2, NULL));
}

static void
test_given_again_is_whole_again (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GBytes) given = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;

  world_open (&world);
  world_add_office (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_report (laptop, "executive-director", "Told in confidence");
  path = world_export (&world, laptop);
  given = world_read_file (path);
  merged = world_merge (world.office, path);
  kept = get_kept (world.office);

  for (guint way = 0; way < 3; way++)
    {
      g_autoptr (AhadiImportResult) looked = NULL;
      g_autoptr (AhadiImportResult) again = NULL;
      g_autoptr (AhadiImportResult) whole = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      spoil (kept, way);
      looked = ahadi_import_file (world.office, path, TRUE, NULL, &error);
      g_assert_no_error (error);
      g_assert_false (looked->healed);
      again = world_import (world.office, path);
      g_assert_cmpint (again->outcome, ==, AHADI_OUTCOME_DUPLICATE);
      g_assert_true (again->healed);
      bytes = world_read_file (kept);
      g_assert_true (g_bytes_equal (bytes, given));
      whole = world_import (world.office, path);
      g_assert_false (whole->healed);
    }
}

/* Damaged while it waited, it can't be taken in when its time comes; given again it is,
 * and nothing is kept that is damaged. */
static void
test_damaged_while_it_waited (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (AhadiImportResult) waiting = NULL;
  g_autoptr (AhadiImportResult) again = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  path = world_export (&world, laptop);
  waiting = world_import (world.office, path);
  kept = get_kept (world.office);
  spoil (kept, 1);
  again = world_import (world.office, path);
  g_assert_cmpint (again->outcome, ==, AHADI_OUTCOME_SET_ASIDE);
  world_assert_sound (world.office);

  spoil (kept, 1);
  world_enrol (&world, laptop);
  results = ahadi_import_set_aside (world.office, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (world_count_set_aside (world.office, AHADI_IMPORT_SPOILT), ==, 1);
  merged = world_merge (world.office, path);
  g_assert_cmpuint (world_count_members (world.office), ==, 1);
  g_assert_cmpuint (world_count_set_aside (world.office, NULL), ==, 0);
  g_assert_cmpuint (world_count_files (ahadi_vault_get_set_aside_folder (world.office)),
                    ==, 0);
}

/* --- duplicates --- */

static void
test_duplicate (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (AhadiImportResult) second = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  path = world_export (&world, laptop);
  first = world_merge (world.office, path);
  before = world_snapshot (world.office);
  second = world_import (world.office, path);
  g_assert_cmpint (second->outcome, ==, AHADI_OUTCOME_DUPLICATE);
  g_assert_no_error (second->reason);
  g_assert_true (second->has_bundle);
  g_assert_true (ahadi_id_equal (&second->bundle, &first->bundle));
  after = world_snapshot (world.office);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (world_count_journal (world.office), ==, 2);
}

/* The id of a bundle is its author's choice. One that takes another's id does not keep
 * the other's bundle out. */
static void
test_borrowed_id (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *thief;
  g_autofree char *path = NULL;
  g_autofree char *own = NULL;
  g_autofree char *forged = NULL;
  g_autoptr (Forge) seen = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autoptr (AhadiImportResult) theirs = NULL;
  g_autoptr (AhadiImportResult) ours = NULL;
  const char *id;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  thief = world_add_laptop (&world, "Mombasa");
  world_add_member (laptop, "Achieng Otieno");
  path = world_export (&world, laptop);
  own = world_export (&world, thief);
  seen = forge_open (path, world.office);
  forge = forge_open (own, world.office);
  id = json_string_value (json_object_get (seen->manifest, "bundle_id"));

  for (int i = AHADI_AUDIENCE_MEMBERSHIP; i <= AHADI_AUDIENCE_BRANCH; i += 4)
    {
      const char *old =
          json_string_value (json_object_get (forge->manifest, "bundle_id"));
      g_autofree char *text = forge_read_part (forge, i, world.office);
      g_autofree char *changed = forge_replace (text, old, id);

      forge_write_part (forge, i, changed);
    }
  ahadi_json_set_text (forge->manifest, "bundle_id", id);
  forge_sign (forge, thief);
  forged = forge_save (forge, &world, world.office);

  theirs = world_merge (world.office, forged);
  ours = world_merge (world.office, path);
  g_assert_true (ahadi_id_equal (&theirs->bundle, &ours->bundle));
  g_assert_cmpuint (world_count_members (world.office), ==, 1);
}

/* Merged without one part, the bundle may be brought again. */
static void
test_refused_part_again (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autofree char *forged = NULL;
  g_autofree char *lines = NULL;
  g_autofree char *newer = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autoptr (AhadiImportResult) whole = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  path = world_export (&world, laptop);
  forge = forge_open (path, world.office);
  lines = forge_read_part (forge, AHADI_AUDIENCE_MEMBERSHIP, world.office);
  newer = forge_replace (lines, "ahadi-part-v1", "ahadi-part-v9");
  forge_write_part (forge, AHADI_AUDIENCE_MEMBERSHIP, newer);
  forge_sign (forge, laptop);
  forged = forge_save (forge, &world, world.office);
  world_assert_part_refused (world.office, forged, AHADI_AUDIENCE_MEMBERSHIP, "newer",
                             "ahadi-part-v9");

  whole = world_merge (world.office, path);
  g_assert_cmpuint (whole->counts.fresh, ==, 1);
}

/* --- the journal --- */

static void
test_journal (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  const AhadiJournalEntry *entry;
  char id[AHADI_ID_TEXT_SIZE];

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  identity = world_get_identity (laptop);
  world_add_member (laptop, "Achieng Otieno");
  path = world_export (&world, laptop);
  name = g_path_get_basename (path);
  merged = world_merge (world.office, path);

  entries = ahadi_journal_list (world.office, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
  entry = entries->pdata[0];
  g_assert_cmpstr (entry->direction, ==, "in");
  g_assert_cmpstr (entry->file, ==, name);
  g_assert_cmpstr (entry->outcome, ==, "merged");
  g_assert_cmpstr (entry->reason, ==, "");
  g_assert_cmpstr (entry->bundle, ==, ahadi_id_print (&merged->bundle, id));
  g_assert_cmpstr (entry->device, ==,
                   ahadi_id_print (ahadi_identity_get_device (identity), id));
  g_assert_cmpuint (entry->operations, ==, 1);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/import-keep/I7-keeps-sealed-parts", test_sealed_parts);
  g_test_add_func ("/sync/import-keep/I7-keeps-nothing-for-nobody",
                   test_sealed_to_nobody);
  g_test_add_func ("/sync/import-keep/I7-keeps-what-waited", test_waited_and_sealed);
  g_test_add_func ("/sync/import-keep/I8-given-again-is-whole-again",
                   test_given_again_is_whole_again);
  g_test_add_func ("/sync/import-keep/I6-damaged-while-it-waited",
                   test_damaged_while_it_waited);
  g_test_add_func ("/sync/import-keep/I8-duplicate-changes-nothing", test_duplicate);
  g_test_add_func ("/sync/import-keep/I8-borrowed-id-keeps-nothing-out",
                   test_borrowed_id);
  g_test_add_func ("/sync/import-keep/I8-refused-part-may-come-again",
                   test_refused_part_again);
  g_test_add_func ("/sync/import-keep/journal-names-the-bundle", test_journal);

  return g_test_run ();
}
