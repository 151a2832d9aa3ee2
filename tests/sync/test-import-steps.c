/* SPDX-License-Identifier: GPL-3.0-or-later */

/* In what order an import works, what lies on the disk meanwhile, and what is left. */

#include "sync/ahadi-import.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "forge.h"

#define NAME "Achieng Otieno"

/* What was seen while an import ran. */
typedef struct
{
  AhadiVault *vault;
  const char *source; /* (nullable): removed once it was read */
  GArray *steps;      /* AhadiStep: of each report */
  guint files;        /* looked at in the staging folder */
} Watch;

static AhadiImportResult *
import_watched (AhadiVault *vault,
                const char *path,
                AhadiProgressFunc func,
                Watch *watch,
                GError **error)
{
  AhadiProgress progress = { func, watch, NULL };

  watch->vault = vault;
  return ahadi_import_file (vault, path, FALSE, &progress, error);
}

/* --- I1 --- */

static void
assert_sealed (const char *path)
{
  g_autoptr (GBytes) bytes = world_read_file (path);
  static const char intro[] = "age-encryption.org/v1\n";
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 07777, ==, 0600);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, strlen (intro));
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), strlen (intro), intro, strlen (intro));
}

/* In the whole of the vault's folder. */
static void
assert_nowhere_in_plain (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GBytes) bytes = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      assert_nowhere_in_plain (inner);
    }
  if (dir != NULL)
    return;

  bytes = world_read_file (path);
  g_assert_null (memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NAME,
                         strlen (NAME)));
}

static void
look_at_disk (AhadiStep step, guint64 done, guint64 total, gpointer data)
{
  Watch *watch = data;
  const char *vault = ahadi_vault_get_folder (watch->vault);
  g_autofree char *folder = g_build_filename (vault, "staging", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  assert_nowhere_in_plain (vault);
  while (step != AHADI_STEP_READ && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      assert_sealed (path);
      watch->files++;
    }
}

static void
test_only_ciphertext (void)
{
  g_auto (World) world = { 0 };
  Watch watch = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, NAME);
  path = world_export (&world, laptop);
  result = import_watched (world.office, path, look_at_disk, &watch, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->outcome, ==, AHADI_OUTCOME_MERGED);

  /* The copy and five parts, twice at least. */
  g_assert_cmpuint (watch.files, >=, 12);
  g_assert_cmpuint (world_count_members (world.office), ==, 1);
  world_assert_sound (world.office);
}

static void
pull_the_stick (AhadiStep step, guint64 done, guint64 total, gpointer data)
{
  const Watch *watch = data;

  if (step != AHADI_STEP_READ)
    g_unlink (watch->source);
}

static void
test_copied_once (void)
{
  g_auto (World) world = { 0 };
  Watch watch = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, NAME);
  path = world_export (&world, laptop);
  watch.source = path;
  result = import_watched (world.office, path, pull_the_stick, &watch, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (result->outcome, ==, AHADI_OUTCOME_MERGED);
  g_assert_cmpuint (world_count_members (world.office), ==, 1);
}

/* --- I2 --- */

static void
note_step (AhadiStep step, guint64 done, guint64 total, gpointer data)
{
  Watch *watch = data;

  if (total > 0)
    g_assert_cmpuint (done, <=, total);
  g_array_append_val (watch->steps, step);
}

static guint
count_steps (const Watch *watch, AhadiStep step)
{
  guint n = 0;

  for (guint i = 0; i < watch->steps->len; i++)
    n += g_array_index (watch->steps, AhadiStep, i) == step;

  return n;
}

/* Two parts have operations: the second is checked before the first is applied. */
static void
test_checks_all_first (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (AhadiStep));
  Watch watch = { .steps = steps };
  AhadiVault *laptop;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autofree char *branch = NULL;
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  identity = world_get_identity (laptop);
  branch =
      ahadi_audience_make (AHADI_AUDIENCE_BRANCH, ahadi_identity_get_branch (identity));
  world_add_member (laptop, NAME);
  world_add_member_to (laptop, branch, "Kiprono");
  path = world_export (&world, laptop);
  result = import_watched (world.office, path, note_step, &watch, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->counts.fresh, ==, 2);

  g_assert_cmpuint (count_steps (&watch, AHADI_STEP_READ), >, 0);
  g_assert_cmpuint (count_steps (&watch, AHADI_STEP_CHECK), >, 0);
  g_assert_cmpuint (count_steps (&watch, AHADI_STEP_MERGE), >, 0);
  for (guint i = 1; i < steps->len; i++)
    g_assert_cmpint (g_array_index (steps, AhadiStep, i - 1), <=,
                     g_array_index (steps, AhadiStep, i));
}

/* A bundle that was merged, taken apart again. */
static Forge *
merge_and_open (World *world, AhadiVault **laptop)
{
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;

  world_open (world);
  *laptop = world_add_laptop (world, "Kisumu");
  world_add_member (*laptop, NAME);
  path = world_export (world, *laptop);
  merged = world_merge (world->office, path);
  return forge_open (path, world->office);
}

/* That it came before is asked only of what its author signed, whole. */
static void
test_signature_before_duplicate (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autoptr (Forge) forge = merge_and_open (&world, &laptop);
  g_autoptr (GBytes) other = g_bytes_ref (forge_find (forge, "parts/branch")->bytes);
  g_autofree char *exchanged = NULL;
  g_autofree char *unsigned_path = NULL;

  forge_set (forge, "parts/safeguarding", other);
  exchanged = forge_save (forge, &world, world.office);
  world_assert_refused (world.office, exchanged, AHADI_SYNC_ERROR_DAMAGED, "B4");

  ahadi_json_set_int (forge->manifest, "directory_version", 1000);
  forge_sign (forge, world.office);
  unsigned_path = forge_save (forge, &world, world.office);
  world_assert_refused (world.office, unsigned_path, AHADI_SYNC_ERROR_MALFORMED, "M4");
}

/* And nothing of its parts is looked at then. */
static void
test_duplicate_before_parts (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autoptr (Forge) forge = merge_and_open (&world, &laptop);
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportResult) again = NULL;

  forge_write_part (forge, AHADI_AUDIENCE_MEMBERSHIP, "{}\n");
  forge_sign (forge, laptop);
  path = forge_save (forge, &world, world.office);
  again = world_import (world.office, path);
  g_assert_cmpint (again->outcome, ==, AHADI_OUTCOME_DUPLICATE);
  g_assert_cmpuint (again->parts->len, ==, 0);
}

/* --- I3 --- */

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

/* Returns: whether the import, cancelled after @left reports, was done by then. */
static gboolean
import_cancelled (AhadiVault *vault, const char *path, guint left)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Patience patience = { cancellable, left };
  AhadiProgress progress = { count_down, &patience, cancellable };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiImportResult) result =
      ahadi_import_file (vault, path, FALSE, &progress, &error);

  if (result != NULL)
    return TRUE;

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return FALSE;
}

/* Wherever an import stops, all of it happened or nothing. */
static void
assert_all_or_nothing (AhadiVault *vault, const char *path)
{
  g_autofree char *before = world_snapshot (vault);
  g_autofree char *done = NULL;
  guint journal = world_count_journal (vault);
  guint tries;

  for (tries = 0; !import_cancelled (vault, path, tries); tries++)
    {
      g_autofree char *after = world_snapshot (vault);

      g_assert_cmpstr (before, ==, after);
      g_assert_cmpuint (world_count_journal (vault), ==, journal);
      world_assert_sound (vault);
    }

  done = world_snapshot (vault);
  g_assert_cmpstr (before, !=, done);
  g_assert_cmpuint (tries, >, 3);
  g_assert_cmpuint (world_count_journal (vault), ==, journal + 1);
}

/* A reply: a newer card, operations and acknowledgements. */
static void
test_reply_at_once (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autofree char *branch = NULL;
  g_autofree char *bundle = NULL;
  g_autofree char *reply = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  identity = world_get_identity (laptop);
  branch =
      ahadi_audience_make (AHADI_AUDIENCE_BRANCH, ahadi_identity_get_branch (identity));
  world_add_member (laptop, NAME);
  bundle = world_export (&world, laptop);
  merged = world_merge (world.office, bundle);
  world_add_laptop (&world, "Mombasa");
  world_add_member_to (world.office, branch, "Told by the office");
  reply = world_reply (&world, world.office);

  assert_all_or_nothing (laptop, reply);
  g_assert_cmpuint (world_count_delivered (laptop, AHADI_DELIVERY_RECEIVED), ==, 1);
  g_assert_cmpuint (world_count_members (laptop), ==, 2);
}

/* A field bundle that is kept for another office. */
static void
test_kept_at_once (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *bundle = NULL;

  world_open (&world);
  world_add_office (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  laptop = world_add_laptop (&world, "Kisumu");
  world_add_member (laptop, NAME);
  world_add_report (laptop, "executive-director", "Told in confidence");
  bundle = world_export (&world, laptop);

  assert_all_or_nothing (world.office, bundle);
  g_assert_cmpuint (world_count_set_aside (world.office, "sealed-parts"), ==, 1);
}

/* --- I5 --- */

static void
test_refused (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *stranger;
  g_autoptr (GBytes) letter = g_bytes_new_static ("Dear all", 8);
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) cut = NULL;
  g_autofree char *path = NULL;
  g_autofree char *foreign = NULL;
  g_autofree char *damaged = NULL;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  stranger = world_add_laptop (&world, "Mombasa");
  path = world_export (&world, laptop);
  whole = world_read_file (path);
  cut = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);
  foreign = world_write_file (&world, "letter.ahadi", letter);
  damaged = world_write_file (&world, "cut.ahadi", cut);

  world_assert_refused (world.office, foreign, AHADI_SYNC_ERROR_FOREIGN, "");
  world_assert_refused (world.office, damaged, AHADI_SYNC_ERROR_DAMAGED, "");
  world_assert_refused (stranger, path, AHADI_SYNC_ERROR_NOT_FOR_US, "");
  world_assert_sound (world.office);
  world_assert_sound (stranger);
}

static void
assert_preview (AhadiVault *vault, const char *path, AhadiOutcome outcome)
{
  g_autofree char *before = world_snapshot (vault);
  guint journal = world_count_journal (vault);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiImportResult) result =
      ahadi_import_file (vault, path, TRUE, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (result->outcome, ==, outcome);
  after = world_snapshot (vault);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (world_count_journal (vault), ==, journal);
  world_assert_sound (vault);
}

/* Whatever comes out of it. */
static void
test_preview (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  AhadiVault *newcomer;
  g_autoptr (GBytes) letter = g_bytes_new_static ("Dear all", 8);
  g_autofree char *foreign = NULL;
  g_autofree char *path = NULL;
  g_autofree char *unknown = NULL;
  g_autoptr (AhadiImportResult) merged = NULL;

  world_open (&world);
  world_add_office (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  laptop = world_add_laptop (&world, "Kisumu");
  newcomer = world_add (&world, AHADI_ROLE_COORDINATOR, "Mombasa");
  world_add_member (laptop, NAME);
  world_add_report (laptop, "executive-director", "Told in confidence");
  path = world_export (&world, laptop);
  unknown = world_export (&world, newcomer);
  foreign = world_write_file (&world, "letter.ahadi", letter);

  assert_preview (world.office, foreign, AHADI_OUTCOME_REFUSED);
  assert_preview (world.office, unknown, AHADI_OUTCOME_SET_ASIDE);
  assert_preview (world.office, path, AHADI_OUTCOME_MERGED);
  merged = world_merge (world.office, path);
  assert_preview (world.office, path, AHADI_OUTCOME_DUPLICATE);
}

/* --- I6 --- */

static void
retry_newer (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = ahadi_import_set_aside (world->office, NULL, &error);
  const AhadiImportResult *result;

  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 1);
  result = results->pdata[0];
  g_assert_cmpint (result->outcome, ==, AHADI_OUTCOME_REFUSED);
  g_assert_error (result->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NEWER);
  g_assert_cmpuint (world_count_set_aside (world->office, "unknown-device"), ==, 1);
  g_assert_cmpuint (world_count_files (ahadi_vault_get_set_aside_folder (world->office)),
                    ==, 1);
}

/* A newer program's bundle is no fault of anyone's: ours may be renewed. */
static void
test_newer_waits (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autofree char *forged = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autoptr (AhadiImportResult) waiting = NULL;

  world_open (&world);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  path = world_export (&world, laptop);
  forge = forge_open (path, world.office);
  ahadi_json_set_int (forge->manifest, "min_reader", 2);
  forge_sign (forge, laptop);
  forged = forge_save (forge, &world, world.office);
  waiting = world_import (world.office, forged);
  g_assert_cmpint (waiting->outcome, ==, AHADI_OUTCOME_SET_ASIDE);
  world_enrol (&world, laptop);

  retry_newer (&world);
  retry_newer (&world);
}

/* Named by the file's hash, so that no author chooses the name. */
static void
test_name (void)
{
  g_auto (World) world = { 0 };
  AhadiVault *laptop;
  g_autofree char *path = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (AhadiImportResult) waiting = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) found = NULL;
  guint8 digest[AHADI_HASH_SIZE];
  char name[2 * 16 + 1];

  world_open (&world);
  laptop = world_add (&world, AHADI_ROLE_COORDINATOR, "Kisumu");
  path = world_export (&world, laptop);
  waiting = world_import (world.office, path);
  bytes = world_read_file (path);
  ahadi_hash_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), digest);
  ahadi_hex_encode (digest, 16, name);
  kept = g_strdup_printf ("%s/%s.ahadi", ahadi_vault_get_set_aside_folder (world.office),
                          name);
  found = world_read_file (kept);
  g_assert_true (g_bytes_equal (bytes, found));
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/import-steps/I1-only-ciphertext-is-staged",
                   test_only_ciphertext);
  g_test_add_func ("/sync/import-steps/I1-the-file-is-read-once", test_copied_once);
  g_test_add_func ("/sync/import-steps/I2-checks-all-before-applying",
                   test_checks_all_first);
  g_test_add_func ("/sync/import-steps/I2-signature-before-duplicate",
                   test_signature_before_duplicate);
  g_test_add_func ("/sync/import-steps/I2-duplicate-before-parts",
                   test_duplicate_before_parts);
  g_test_add_func ("/sync/import-steps/I3-reply-all-or-nothing", test_reply_at_once);
  g_test_add_func ("/sync/import-steps/I3-kept-bundle-all-or-nothing", test_kept_at_once);
  g_test_add_func ("/sync/import-steps/I5-refused-changes-only-the-journal",
                   test_refused);
  g_test_add_func ("/sync/import-steps/I5-preview-of-anything-changes-nothing",
                   test_preview);
  g_test_add_func ("/sync/import-steps/I6-newer-goes-on-waiting", test_newer_waits);
  g_test_add_func ("/sync/import-steps/I6-named-by-the-file's-hash", test_name);

  return g_test_run ();
}
