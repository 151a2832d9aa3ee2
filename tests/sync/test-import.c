/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-import.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "forge.h"
#include "support/tree.h"

static void
test_words (void)
{
  g_assert_cmpstr (ahadi_outcome_to_word (AHADI_OUTCOME_MERGED), ==, "merged");
  g_assert_cmpstr (ahadi_outcome_to_word (AHADI_OUTCOME_DUPLICATE), ==, "duplicate");
  g_assert_cmpstr (ahadi_outcome_to_word (AHADI_OUTCOME_SET_ASIDE), ==, "set-aside");
  g_assert_cmpstr (ahadi_outcome_to_word (AHADI_OUTCOME_REFUSED), ==, "refused");
}

static void
test_not_ready (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *folder = NULL;
  AhadiVault *vault;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  folder = g_build_filename (world.folder, "empty", NULL);
  vault = world_add_vault (&world, folder);
  g_assert_null (ahadi_import_file (vault, "nothing.ahadi", FALSE, NULL, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY);
}

/* A file that is not there is the disk's fault, and no refusal. */
static void
test_no_such_file (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;

  world_open (&world);
  g_assert_null (ahadi_import_file (world.office, "gone.ahadi", FALSE, NULL, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FOUND);
  g_assert_cmpuint (world_count_journal (world.office), ==, 0);
}

static void
test_preview (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (AhadiImportResult) preview = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  path = world_export (&world, laptop);

  before = world_snapshot (world.office);
  preview = ahadi_import_file (world.office, path, TRUE, NULL, &error);
  g_assert_no_error (error);
  after = world_snapshot (world.office);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (world_count_journal (world.office), ==, 0);
  world_assert_sound (world.office);

  merged = world_merge (world.office, path);
  g_assert_cmpint (preview->outcome, ==, merged->outcome);
  g_assert_cmpmem (&preview->counts, sizeof preview->counts, &merged->counts,
                   sizeof merged->counts);
  g_assert_cmpuint (merged->counts.created[AHADI_KIND_MEMBER], ==, 1);
}

static void
test_set_aside_then_approved (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (AhadiImportResult) again = NULL;
  g_autoptr (GPtrArray) too_early = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GBytes) original = NULL;
  g_autoptr (GBytes) copy = NULL;
  g_autoptr (GError) error = NULL;
  const AhadiImportResult *result;

  world_open (&world);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  path = world_export (&world, laptop);

  first = world_import (world.office, path);
  g_assert_cmpint (first->outcome, ==, AHADI_OUTCOME_SET_ASIDE);
  g_assert_error (first->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_UNKNOWN_DEVICE);
  g_assert_cmpuint (world_count_members (world.office), ==, 0);
  g_assert_cmpuint (world_count_journal (world.office), ==, 1);

  /* The very file, whole; bringing it twice keeps one. */
  again = world_import (world.office, path);
  g_assert_cmpint (again->outcome, ==, AHADI_OUTCOME_SET_ASIDE);
  entries = ahadi_set_aside_list (world.office, "unknown-device", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
  kept = g_build_filename (ahadi_vault_get_set_aside_folder (world.office),
                           ((AhadiSetAside *) entries->pdata[0])->name, NULL);
  original = world_read_file (path);
  copy = world_read_file (kept);
  g_assert_true (g_bytes_equal (original, copy));

  /* Still unknown: it waits, and the journal is not filled with waiting. */
  too_early = ahadi_import_set_aside (world.office, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (too_early->len, ==, 1);
  g_assert_cmpuint (world_count_journal (world.office), ==, 2);

  g_unlink (path);
  world_enrol (&world, laptop);
  results = ahadi_import_set_aside (world.office, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 1);
  result = results->pdata[0];
  g_assert_no_error (result->reason);
  g_assert_cmpint (result->outcome, ==, AHADI_OUTCOME_MERGED);
  g_assert_cmpuint (world_count_members (world.office), ==, 1);
  g_assert_cmpuint (world_count_set_aside (world.office, NULL), ==, 0);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  world_assert_same_digest (laptop, world.office, "membership");
  world_assert_sound (world.office);
}

/* What a retry finds to be wrong stays for a person to look at, and is not tried again.
 */
static void
test_set_aside_then_refused (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autofree char *forged = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  path = world_export (&world, laptop);
  forge = forge_open (path, world.office);
  forge_remove (forge, "parts/safeguarding");
  forged = forge_save (forge, &world, world.office);

  first = world_import (world.office, forged);
  g_assert_cmpint (first->outcome, ==, AHADI_OUTCOME_SET_ASIDE);
  world_enrol (&world, laptop);
  results = ahadi_import_set_aside (world.office, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((AhadiImportResult *) results->pdata[0])->outcome, ==,
                   AHADI_OUTCOME_REFUSED);
  g_assert_cmpuint (world_count_set_aside (world.office, "damaged"), ==, 1);
  g_assert_cmpuint (world_count_files (ahadi_vault_get_set_aside_folder (world.office)),
                    ==, 1);

  none = ahadi_import_set_aside (world.office, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_set_aside_file_gone (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  path = world_export (&world, laptop);
  first = world_import (world.office, path);
  tree_remove (ahadi_vault_get_set_aside_folder (world.office));

  results = ahadi_import_set_aside (world.office, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((AhadiImportResult *) results->pdata[0])->outcome, ==,
                   AHADI_OUTCOME_REFUSED);
  g_assert_cmpuint (world_count_set_aside (world.office, NULL), ==, 0);
}

/* A neighbour's laptop can look over a bundle of its branch, and takes the branch's part
 * alone. */
static void
test_neighbour (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *neighbour;
  AhadiVault *stranger;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autofree char *branch = NULL;
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) result = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  neighbour = world_add_to_branch (&world, laptop);
  stranger = world_add_laptop (&world, "Mombasa");
  world_give_card (&world, laptop);
  identity = world_get_identity (laptop);
  branch =
      ahadi_audience_make (AHADI_AUDIENCE_BRANCH, ahadi_identity_get_branch (identity));
  world_add_member (laptop, "Achieng Otieno");
  world_add_member_to (laptop, branch, "Kiprono");
  path = world_export (&world, laptop);

  result = world_merge (neighbour, path);
  g_assert_cmpuint (result->counts.fresh, ==, 1);
  for (guint i = 0; i < result->parts->len; i++)
    {
      const AhadiPartResult *part = &g_array_index (result->parts, AhadiPartResult, i);

      g_assert_cmpint (part->opened, ==, part->audience == AHADI_AUDIENCE_BRANCH);
    }
  g_assert_cmpuint (world_count_set_aside (neighbour, NULL), ==, 1);
  g_assert_cmpuint (world_count_set_aside (neighbour, "carry"), ==, 1);
  world_assert_same_digest (laptop, neighbour, branch);
  world_assert_refused (stranger, path, AHADI_SYNC_ERROR_NOT_FOR_US, "bundle");
}

/* Opened from outside, and nothing inside is ours: the Director and a bundle whose parts
 * name others. */
static void
test_nothing_opens (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *director;
  g_autofree char *path = NULL;
  g_autofree char *forged = NULL;
  g_autoptr (Forge) forge = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  path = world_export (&world, laptop);
  forge = forge_open (path, world.office);
  director = world_add_office (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  forged = forge_save (forge, &world, director);
  world_assert_refused (director, forged, AHADI_SYNC_ERROR_NOT_FOR_US, "no part of it");
}

/* One bad part, alone: if it is the only one that opens, the bundle is refused with its
 * reason. */
static void
test_only_part_refused (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *neighbour;
  g_autofree char *path = NULL;
  g_autofree char *forged = NULL;
  g_autoptr (Forge) forge = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  neighbour = world_add_to_branch (&world, laptop);
  world_give_card (&world, laptop);
  path = world_export (&world, laptop);
  forge = forge_open (path, neighbour);
  forge_write_part (forge, AHADI_AUDIENCE_BRANCH, "{}\n");
  forge_sign (forge, laptop);
  forged = forge_save (forge, &world, neighbour);
  world_assert_refused (neighbour, forged, AHADI_SYNC_ERROR_MALFORMED, "part");
}

/* --- cancelling --- */

typedef struct
{
  GCancellable *cancellable;
  guint left; /* reports until it is cancelled */
} Patience;

static void
count_down (AhadiStep step, guint64 done, guint64 total, gpointer data)
{
  Patience *patience = data;

  if (patience->left == 0)
    g_cancellable_cancel (patience->cancellable);
  else
    patience->left--;
}

static void
test_cancelled (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  gboolean done = FALSE;
  guint tries = 0;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  path = world_export (&world, laptop);
  before = world_snapshot (world.office);

  for (guint i = 0; !done; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Patience patience = { cancellable, i };
      AhadiProgress progress = { count_down, &patience, cancellable };
      g_autoptr (GError) error = NULL;
      g_autoptr (AhadiImportResult) result =
          ahadi_import_file (world.office, path, FALSE, &progress, &error);
      g_autofree char *after = world_snapshot (world.office);

      done = result != NULL;
      if (done)
        break;
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpstr (before, ==, after);
      g_assert_cmpuint (world_count_journal (world.office), ==, 0);
      world_assert_sound (world.office);
      tries++;
    }

  g_assert_cmpuint (tries, >, 3);
  g_assert_cmpuint (world_count_members (world.office), ==, 1);
}

/* --- the disk --- */

static void
fill_at_once (AhadiStep step, guint64 done, guint64 total, gpointer folder)
{
  world_fill_disk (folder);
}

static void
test_disk_full (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *disk = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (AhadiIdentity) identity = NULL;
  AhadiProgress progress = { fill_at_once, NULL, NULL };
  AhadiVault *office;
  AhadiVault *laptop;
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  disk = world_mount (&world, "disk", 128);
  if (disk == NULL)
    {
      g_test_skip ("a small disk can only be made as root");
      return;
    }

  folder = g_build_filename (disk, "office.ahadivault", NULL);
  office = world_add_vault (&world, folder);
  identity =
      ahadi_identity_create (office, AHADI_ROLE_MEMBERSHIP, "Second", NULL, NULL, &error);
  g_assert_no_error (error);
  world_give_card (&world, office);
  world_enrol (&world, office);
  laptop = world_add_laptop (&world, "Kisumu");
  world_give_card (&world, office);
  world_add_member (laptop, "Achieng Otieno");
  path = world_export (&world, laptop);
  before = world_snapshot (office);

  /* It fills while we work, after the check at the start; and then before. */
  progress.data = disk;
  g_assert_null (ahadi_import_file (office, path, FALSE, &progress, &error));
  g_assert_true (ahadi_error_is_no_space (error));
  g_clear_error (&error);
  g_assert_null (ahadi_import_file (office, path, FALSE, NULL, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NO_SPACE);

  world_free_disk (disk);
  after = world_snapshot (office);
  g_assert_cmpstr (before, ==, after);
  world_assert_sound (office);
  result = world_merge (office, path);
  g_assert_cmpuint (world_count_members (office), ==, 1);
}

/* Somebody's film, larger than any disk: a wrong file, and no full disk. */
static void
test_huge_foreign_file (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autofree char *path = NULL;

  world_open (&world);
  path = world_write_file (&world, "film", bytes);
  if (truncate (path, (off_t) 1 << 42) != 0)
    {
      g_test_skip ("this disk holds no sparse file of that size");
      return;
    }
  world_assert_refused (world.office, path, AHADI_SYNC_ERROR_FOREIGN, "not sealed");
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/import/words", test_words);
  g_test_add_func ("/sync/import/needs-identity-and-card", test_not_ready);
  g_test_add_func ("/sync/import/no-such-file", test_no_such_file);
  g_test_add_func ("/sync/import/I4-nothing-opens", test_nothing_opens);
  g_test_add_func ("/sync/import/I4-only-part-refused", test_only_part_refused);
  g_test_add_func ("/sync/import/I5-preview-changes-nothing", test_preview);
  g_test_add_func ("/sync/import/I6-set-aside-then-approved",
                   test_set_aside_then_approved);
  g_test_add_func ("/sync/import/I6-set-aside-then-refused", test_set_aside_then_refused);
  g_test_add_func ("/sync/import/I6-set-aside-file-gone", test_set_aside_file_gone);
  g_test_add_func ("/sync/import/V1-neighbour-keeps-it-to-carry-on", test_neighbour);
  g_test_add_func ("/sync/import/cancelled-changes-nothing", test_cancelled);
  g_test_add_func ("/sync/import/huge-foreign-file-is-foreign", test_huge_foreign_file);
  g_test_add_func ("/sync/import/full-disk-changes-nothing", test_disk_full);

  return g_test_run ();
}
