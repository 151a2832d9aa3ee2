/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-export.h"

#include <glib/gstdio.h>
#include <string.h>

#include "forge.h"

static void
test_marks_after_writing (void)
{
  g_auto (World) world = { 0 };
  g_auto (AhadiExportResult) result = { 0 };
  g_auto (AhadiExportResult) again = { 0 };
  g_auto (AhadiExportResult) everything = { 0 };
  AhadiVault *laptop;
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  world_add_member (laptop, "Wanjiku Kamau");
  assert_ok (ahadi_export (laptop, world.stick, FALSE, NULL, &result, &error));
  g_assert_cmpuint (result.operations, ==, 2);
  g_assert_cmpuint (result.held_back, ==, 0);
  bytes = world_read_file (result.path);
  g_assert_cmpuint (result.size, ==, g_bytes_get_size (bytes));
  name = g_path_get_basename (result.path);
  g_assert_cmpuint (strlen (name), ==, 16 + strlen (".ahadi"));
  g_assert_cmpuint (strspn (name, "0123456789abcdef"), ==, 16);
  g_assert_cmpuint (world_count_files (world.stick), ==, 1);
  g_assert_cmpuint (world_count_delivered (laptop, AHADI_DELIVERY_ONLY_HERE), ==, 0);

  /* Nothing new is no error; all of it can be asked for. */
  assert_ok (ahadi_export (laptop, world.stick, FALSE, NULL, &again, &error));
  g_assert_cmpuint (again.operations, ==, 0);
  g_assert_false (ahadi_id_equal (&again.bundle, &result.bundle));
  assert_ok (ahadi_export (laptop, world.stick, TRUE, NULL, &everything, &error));
  g_assert_cmpuint (everything.operations, ==, 2);
  world_assert_sound (laptop);

  entries = ahadi_journal_list (laptop, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 3);
  g_assert_cmpstr (((AhadiJournalEntry *) entries->pdata[2])->outcome, ==, "exported");
  g_assert_cmpstr (((AhadiJournalEntry *) entries->pdata[2])->file, ==, name);
  g_assert_cmpuint (((AhadiJournalEntry *) entries->pdata[2])->operations, ==, 2);
}

static void
test_makes_folder (void)
{
  g_auto (World) world = { 0 };
  g_auto (AhadiExportResult) result = { 0 };
  AhadiVault *laptop;
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  folder = g_build_filename (world.folder, "usb", "for the office", NULL);
  assert_ok (ahadi_export (laptop, folder, FALSE, NULL, &result, &error));
  g_assert_cmpuint (world_count_files (folder), ==, 1);
}

static void
test_held_back (void)
{
  g_auto (World) world = { 0 };
  g_auto (AhadiExportResult) early = { 0 };
  g_auto (AhadiExportResult) later = { 0 };
  AhadiVault *laptop;
  AhadiVault *director;
  g_autoptr (AhadiImportResult) read = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  world_add_report (laptop, "executive-director", "Told in confidence");
  assert_ok (ahadi_export (laptop, world.stick, FALSE, NULL, &early, &error));
  g_assert_cmpuint (early.operations, ==, 1);
  g_assert_cmpuint (early.held_back, ==, 1);
  g_assert_cmpuint (world_count_delivered (laptop, AHADI_DELIVERY_ONLY_HERE), ==, 1);

  /* The part is there all the same, as long as any. */
  forge = forge_open (early.path, world.office);
  g_assert_cmpuint (
      g_bytes_get_size (forge_find (forge, "parts/executive-director")->bytes), ==,
      g_bytes_get_size (forge_find (forge, "parts/membership")->bytes));

  director = world_add_office (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  world_give_card (&world, laptop);
  assert_ok (ahadi_export (laptop, world.stick, FALSE, NULL, &later, &error));
  g_assert_cmpuint (later.operations, ==, 1);
  g_assert_cmpuint (later.held_back, ==, 0);
  g_assert_cmpuint (world_count_delivered (laptop, AHADI_DELIVERY_ONLY_HERE), ==, 0);
  read = world_merge (director, later.path);
  g_assert_cmpuint (read->counts.created[AHADI_KIND_REPORT], ==, 1);
}

/* Keys decide who reads: each part is sealed to whom the directory names for it, and to
 * nobody else. */
static void
test_recipients (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *director;
  AhadiVault *committee;
  AhadiVault *laptop;
  AhadiVault *stranger;
  g_autofree char *path = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autofree char *office_key = NULL;
  g_autofree char *director_key = NULL;
  g_autofree char *committee_key = NULL;
  g_autofree char *laptop_key = NULL;
  g_autofree char *stranger_key = NULL;
  g_autofree char *outer = NULL;

  world_open (&world);
  director = world_add_office (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  committee = world_add_office (&world, AHADI_ROLE_BOARD_COMMITTEE);
  stranger = world_add_laptop (&world, "Mombasa");
  laptop = world_add_laptop (&world, "Kisumu");
  path = world_export (&world, laptop);
  forge = forge_open (path, world.office);
  office_key = forge_get_recipient (world.office);
  director_key = forge_get_recipient (director);
  committee_key = forge_get_recipient (committee);
  laptop_key = forge_get_recipient (laptop);
  stranger_key = forge_get_recipient (stranger);

  for (int i = AHADI_AUDIENCE_MEMBERSHIP; i <= AHADI_AUDIENCE_BRANCH; i++)
    {
      g_autofree char *part = ahadi_json_print (forge_get_part (forge, i));
      gboolean both = i == AHADI_AUDIENCE_SAFEGUARDING;
      gboolean branch = i == AHADI_AUDIENCE_BRANCH;

      g_assert_cmpint (strstr (part, office_key) != NULL, ==,
                       i == AHADI_AUDIENCE_MEMBERSHIP || branch);
      g_assert_cmpint (strstr (part, director_key) != NULL, ==,
                       i == AHADI_AUDIENCE_EXECUTIVE_DIRECTOR || both);
      g_assert_cmpint (strstr (part, committee_key) != NULL, ==,
                       i == AHADI_AUDIENCE_BOARD_COMMITTEE || both);
      g_assert_cmpint (strstr (part, laptop_key) != NULL, ==, branch);
      g_assert_null (strstr (part, stranger_key));
    }

  outer = ahadi_json_print (json_object_get (forge->manifest, "outer_recipients"));
  g_assert_nonnull (strstr (outer, office_key));
  g_assert_nonnull (strstr (outer, director_key));
  g_assert_nonnull (strstr (outer, committee_key));
  g_assert_nonnull (strstr (outer, laptop_key));
  g_assert_null (strstr (outer, stranger_key));
}

static void
test_not_ready (void)
{
  g_auto (World) world = { 0 };
  g_auto (AhadiExportResult) result = { 0 };
  g_autofree char *folder = NULL;
  AhadiVault *vault;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  folder = g_build_filename (world.folder, "empty", NULL);
  vault = world_add_vault (&world, folder);
  assert_refused (ahadi_export (vault, world.stick, FALSE, NULL, &result, &error),
                  AHADI_SYNC_ERROR_NOT_READY);
  assert_refused (ahadi_export (world.office, world.stick, FALSE, NULL, &result, &error),
                  AHADI_SYNC_ERROR_NOT_READY);
  g_assert_false (g_file_test (world.stick, G_FILE_TEST_EXISTS));
}

/* --- nothing half --- */

typedef struct
{
  GCancellable *cancellable;
  guint left;
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
  g_autofree char *before = NULL;
  gboolean done = FALSE;
  guint tries;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  before = world_snapshot (laptop);

  for (tries = 0; !done; tries++)
    {
      g_auto (AhadiExportResult) result = { 0 };
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Patience patience = { cancellable, tries };
      AhadiProgress progress = { count_down, &patience, cancellable };
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      done = ahadi_export (laptop, world.stick, FALSE, &progress, &result, &error);
      if (done)
        break;
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_null (result.path);
      after = world_snapshot (laptop);
      g_assert_cmpstr (before, ==, after);
      g_assert_cmpuint (world_count_journal (laptop), ==, 0);
      g_assert_cmpuint (world_count_files (world.stick), ==, 0);
      world_assert_sound (laptop);
    }

  g_assert_cmpuint (tries, >, 3);
  g_assert_cmpuint (world_count_files (world.stick), ==, 1);
}

static void
fill_at_once (AhadiStep step, guint64 done, guint64 total, gpointer folder)
{
  world_fill_disk (folder);
}

static void
test_stick_full (void)
{
  g_auto (World) world = { 0 };
  g_auto (AhadiExportResult) result = { 0 };
  AhadiVault *laptop;
  g_autofree char *stick = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  AhadiProgress progress = { fill_at_once, NULL, NULL };
  g_autoptr (GError) error = NULL;

  world_open (&world);
  stick = world_mount (&world, "small-stick", 2);
  if (stick == NULL)
    {
      g_test_skip ("a small disk can only be made as root");
      return;
    }

  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  before = world_snapshot (laptop);
  progress.data = stick;

  /* It fills while we write, and then before. */
  g_assert_false (ahadi_export (laptop, stick, FALSE, &progress, &result, &error));
  g_assert_true (ahadi_error_is_no_space (error));
  g_clear_error (&error);
  g_assert_cmpuint (world_count_files (stick), ==, 1);
  g_assert_false (ahadi_export (laptop, stick, FALSE, NULL, &result, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NO_SPACE);
  g_clear_error (&error);
  after = world_snapshot (laptop);
  g_assert_cmpstr (before, ==, after);
  world_assert_sound (laptop);

  world_free_disk (stick);
  assert_ok (ahadi_export (laptop, stick, FALSE, NULL, &result, &error));
  g_assert_cmpuint (world_count_files (stick), ==, 1);
}

/* A stick that goes full only at the very end of writing. */
static void
test_stick_full_later (void)
{
  g_auto (World) world = { 0 };
  g_auto (AhadiExportResult) result = { 0 };
  AhadiVault *laptop;
  g_autofree char *stick = NULL;
  g_autofree char *ballast = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  char block[4096] = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;
  guint size;

  world_open (&world);
  stick = world_mount (&world, "small-stick", 1);
  if (stick == NULL)
    {
      g_test_skip ("a small disk can only be made as root");
      return;
    }

  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  before = world_snapshot (laptop);
  ballast = g_build_filename (stick, "ballast", NULL);
  for (size = 1024; !done && size > 0; size -= 64)
    {
      FILE *file = g_fopen (ballast, "w");

      for (guint i = 0; i < size / 4; i++)
        {
          if (fwrite (block, sizeof block, 1, file) != 1)
            break;
        }
      fclose (file);
      done = ahadi_export (laptop, stick, FALSE, NULL, &result, &error);
      g_assert_cmpuint (world_count_files (stick), ==, done ? 2 : 1);
      if (done)
        break;
      g_assert_true (ahadi_error_is_no_space (error));
      g_clear_error (&error);
      after = world_snapshot (laptop);
      g_assert_cmpstr (before, ==, after);
      g_clear_pointer (&after, g_free);
    }

  g_assert_true (done);
}

static void
test_read_only_folder (void)
{
  g_auto (World) world = { 0 };
  g_auto (AhadiExportResult) result = { 0 };
  AhadiVault *laptop;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autofree char *file = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  before = world_snapshot (laptop);
  file = world_write_file (&world, "a file", bytes);
  folder = g_build_filename (file, "below", NULL);
  g_assert_false (ahadi_export (laptop, folder, FALSE, NULL, &result, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FOLDER);
  after = world_snapshot (laptop);
  g_assert_cmpstr (before, ==, after);
  world_assert_sound (laptop);
}

/* A bundle there would be gone at once, and its operations marked as sent. */
static void
test_staging_folder (void)
{
  g_auto (World) world = { 0 };
  g_auto (AhadiExportResult) result = { 0 };
  AhadiVault *laptop;
  g_autofree char *folder = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  before = world_snapshot (laptop);
  folder =
      g_build_filename (ahadi_vault_get_folder (laptop), "blobs", "..", "staging", NULL);
  g_assert_false (ahadi_export (laptop, folder, FALSE, NULL, &result, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IO);
  after = world_snapshot (laptop);
  g_assert_cmpstr (before, ==, after);
  world_assert_sound (laptop);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/export/O1-marks-after-writing", test_marks_after_writing);
  g_test_add_func ("/sync/export/makes-its-folder", test_makes_folder);
  g_test_add_func ("/sync/export/holds-back-what-nobody-could-open", test_held_back);
  g_test_add_func ("/sync/export/seals-to-whom-it-concerns", test_recipients);
  g_test_add_func ("/sync/export/needs-a-field-identity-and-card", test_not_ready);
  g_test_add_func ("/sync/export/O3-cancelled-leaves-nothing", test_cancelled);
  g_test_add_func ("/sync/export/O3-full-stick-leaves-nothing", test_stick_full);
  g_test_add_func ("/sync/export/O3-stick-with-little-left", test_stick_full_later);
  g_test_add_func ("/sync/export/O3-folder-that-cannot-be-written",
                   test_read_only_folder);
  g_test_add_func ("/sync/export/staging-is-no-place-for-a-bundle", test_staging_folder);

  return g_test_run ();
}
