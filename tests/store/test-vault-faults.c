/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "fault.h"
#include "place.h"
#include "store/ahadi-vault-private.h"
#include "support/tree.h"

/*
 * Killed, or out of disk, at any one call to the system in the middle of a use case. A
 * few calls of each are tried, drawn by the seed that GLib prints; AHADI_THOROUGH=1 tries
 * every one.
 */
#define N_TRIES 3

#define NEW_PASSPHRASE "an entirely new one"

/* How a child ends. */
enum
{
  DONE,
  NO_SPACE,
  OTHERWISE,
};

/* One vault, closed, with a few records, and what it was copied from. */
typedef struct
{
  Place place;
  char *original;
  GPtrArray *parcel; /* of AhadiOperation with their bodies, for an import */
  AhadiSegment segment;
  char *before; /* digest */
  gint64 newest_backup;
} Scene;

typedef struct
{
  const char *name;
  int (*work) (gpointer scene);
  void (*check) (Scene *scene, int status);
} Case;

static int
tell (gboolean ok, GError *const *error)
{
  if (ok)
    return DONE;
  if (g_error_matches (*error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NO_SPACE) ||
      ahadi_error_is_no_space (*error))
    return NO_SPACE;

  g_printerr ("# %s\n", (*error)->message);
  return OTHERWISE;
}

static guint
count_entries (Scene *scene, const char *name, const char *start)
{
  g_autofree char *path = g_build_filename (scene->place.folder, name, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;
  guint n = 0;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (entry, start) ? 1 : 0;
  return n;
}

/* --- The scene ------------------------------------------------------------ */

static void
free_operation (gpointer data)
{
  AhadiOperation *operation = data;

  g_free ((char *) operation->body);
  g_free (operation);
}

static gboolean
pack_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  AhadiOperation *copy = g_memdup2 (operation, sizeof *operation);

  copy->body = g_strndup (operation->body, operation->body_size);
  g_ptr_array_add (data, copy);
  return TRUE;
}

/* What another place wrote, so that it need not be open in the child. */
static void
pack (Scene *scene)
{
  g_auto (Place) author = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&author);
  for (guint i = 0; i < 40; i++)
    place_add_member (&author, "Kamau wa Njeri", "+254712345678");
  scene->segment = place_get_segment (&author, 1, 40);
  scene->parcel = g_ptr_array_new_with_free_func (free_operation);
  assert_ok (ahadi_streams_read (author.vault, place_get_stream (&author).number, 1, 40,
                                 pack_one, scene->parcel, &error));
}

static void
scene_init (Scene *scene)
{
  g_autoptr (GError) error = NULL;

  place_open (&scene->place);
  for (guint i = 0; i < AHADI_BACKUP_KEEP; i++)
    {
      place_add_member (&scene->place, "Njeri", NULL);
      assert_ok (ahadi_vault_backup (scene->place.vault, NULL, &error));
    }
  place_add_member (&scene->place, "Njeri", NULL);
  scene->before = place_digest (&scene->place);
  scene->newest_backup = ahadi_vault_get_backup_time (scene->place.vault);
  g_clear_pointer (&scene->place.vault, ahadi_vault_close);
  scene->original = g_strconcat (scene->place.folder, ".original", NULL);
  tree_copy (scene->place.folder, scene->original);
  pack (scene);
}

/* As it was in the beginning. */
static void
scene_reset (Scene *scene)
{
  g_clear_pointer (&scene->place.vault, ahadi_vault_close);
  tree_remove (scene->place.folder);
  tree_copy (scene->original, scene->place.folder);
}

static void
scene_clear (Scene *scene)
{
  tree_remove (scene->original);
  place_close (&scene->place);
  g_ptr_array_unref (scene->parcel);
  g_free (scene->original);
  g_free (scene->before);
}

static AhadiVault *
open_armed (Scene *scene)
{
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autoptr (GError) error = NULL;
  AhadiVault *vault =
      ahadi_vault_open (scene->place.folder, AHADI_SLOT_PASSPHRASE, passphrase, &error);

  g_assert_no_error (error);
  fault_arm ();
  return vault;
}

static gboolean
is_before (Scene *scene)
{
  g_autofree char *digest = place_digest (&scene->place);

  return strcmp (digest, scene->before) == 0;
}

/* --- A save --------------------------------------------------------------- */

static int
save_one (gpointer data)
{
  AhadiVault *vault = open_armed (data);
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_MEMBER, NULL);
  g_autoptr (GError) error = NULL;
  int status;

  ahadi_record_set (record, AHADI_MEMBER_NAME, "Chebet");
  status = tell (ahadi_vault_save (vault, AUDIENCE, record, NULL, &error), &error);
  ahadi_vault_close (vault);
  return status;
}

/* All of it or nothing, and what was said is so. */
static void
check_all_or_nothing (Scene *scene, int status)
{
  place_reopen (&scene->place);
  place_assert_sound (&scene->place);
  if (status >= 0)
    g_assert_cmpint (is_before (scene), ==, status != DONE);
  place_count_found (&scene->place, "chebet");
}

static void
check_save (Scene *scene, int status)
{
  check_all_or_nothing (scene, status);
  g_assert_cmpuint (place_count_found (&scene->place, "chebet"), ==,
                    is_before (scene) ? 0 : 1);
}

/* --- An import ------------------------------------------------------------ */

static gboolean
apply (Scene *scene, AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiApplier) applier = ahadi_applier_new (vault, error);

  if (!ahadi_applier_begin_segment (applier, &scene->segment, error))
    return FALSE;
  for (guint i = 0; i < scene->parcel->len; i++)
    if (!ahadi_applier_add (applier, scene->parcel->pdata[i], error))
      return FALSE;

  return ahadi_applier_end_segment (applier, error) &&
         ahadi_applier_finish (applier, error);
}

static gboolean
import_into (Scene *scene, AhadiVault *vault, GError **error)
{
  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  if (apply (scene, vault, error))
    return ahadi_vault_commit (vault, error);

  ahadi_vault_rollback (vault);
  return FALSE;
}

static int
import_all (gpointer data)
{
  AhadiVault *vault = open_armed (data);
  g_autoptr (GError) error = NULL;
  int status = tell (import_into (data, vault, &error), &error);

  ahadi_vault_close (vault);
  return status;
}

/* Importing again ends where an import in peace ends. */
static void
check_import (Scene *scene, int status)
{
  g_autoptr (GError) error = NULL;

  check_all_or_nothing (scene, status);
  assert_ok (import_into (scene, scene->place.vault, &error));
  g_assert_cmpuint (place_count_found (&scene->place, "kamau"), ==, 40);
  place_assert_sound (&scene->place);
}

/* --- A new passphrase ----------------------------------------------------- */

static int
change_passphrase (gpointer data)
{
  AhadiVault *vault = open_armed (data);
  g_autoptr (AhadiSecret) fresh =
      ahadi_secret_new_from (NEW_PASSPHRASE, strlen (NEW_PASSPHRASE));
  g_autoptr (GError) error = NULL;
  int status = tell (ahadi_vault_set_secret (vault, AHADI_SLOT_PASSPHRASE, fresh,
                                             ahadi_slot_cost_minimum (), &error),
                     &error);

  ahadi_vault_close (vault);
  return status;
}

static gboolean
opens (Scene *scene, gboolean with_new)
{
  g_autoptr (AhadiSecret) old = place_passphrase ();
  g_autoptr (AhadiSecret) fresh =
      ahadi_secret_new_from (NEW_PASSPHRASE, strlen (NEW_PASSPHRASE));
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&scene->place.vault, ahadi_vault_close);
  scene->place.vault = ahadi_vault_open (scene->place.folder, AHADI_SLOT_PASSPHRASE,
                                         with_new ? fresh : old, &error);
  if (scene->place.vault == NULL)
    g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
  return scene->place.vault != NULL;
}

/* The one that the person was told opens; killed before anything was told, one of the
 * two. Then the other does not, and no file is left that would open with it. */
static void
check_passphrase (Scene *scene, int status)
{
  gboolean with_new = status < 0 ? opens (scene, TRUE) : status == DONE;

  g_assert_true (opens (scene, with_new));
  g_assert_true (is_before (scene));
  g_assert_cmpuint (count_entries (scene, ".", "slots."), ==, 0);
  g_assert_cmpuint (count_entries (scene, ".", ".slots"), ==, 0);
  g_assert_false (opens (scene, !with_new));
}

/* --- A backup ------------------------------------------------------------- */

static int
back_up (gpointer data)
{
  AhadiVault *vault = open_armed (data);
  g_autoptr (GError) error = NULL;
  int status = tell (ahadi_vault_backup (vault, NULL, &error), &error);

  ahadi_vault_close (vault);
  return status;
}

static void
assert_backups_open (Scene *scene)
{
  g_autofree char *path = g_build_filename (scene->place.folder, "backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (path, name, NULL);
      Place copy = { .folder = folder };

      if (name[0] == '.')
        continue;
      place_reopen (&copy);
      place_assert_sound (&copy);
      g_clear_pointer (&copy.vault, ahadi_vault_close);
    }
}

/* Every folder that is called a backup is a whole one; the next backup clears away what
 * was left. */
static void
check_backup (Scene *scene, int status)
{
  g_autoptr (GError) error = NULL;
  gint64 newest;

  if (status >= 0)
    {
      g_assert_cmpuint (count_entries (scene, "backups", "2"), ==, AHADI_BACKUP_KEEP);
      g_assert_cmpuint (count_entries (scene, "backups", "."), ==, 0);
    }
  assert_backups_open (scene);
  place_reopen (&scene->place);
  g_assert_true (is_before (scene));
  newest = ahadi_vault_get_backup_time (scene->place.vault);
  if (status >= 0)
    g_assert_cmpint (newest > scene->newest_backup, ==, status == DONE);
  assert_ok (ahadi_vault_backup (scene->place.vault, NULL, &error));
  g_assert_cmpuint (count_entries (scene, "backups", "2"), ==, AHADI_BACKUP_KEEP);
  g_assert_cmpuint (count_entries (scene, "backups", "."), ==, 0);
  place_assert_sound (&scene->place);
}

/* --- A creation ----------------------------------------------------------- */

static char *
new_folder (Scene *scene)
{
  return g_build_filename (scene->place.folder, "new", "one.ahadivault", NULL);
}

static AhadiVault *
create (Scene *scene, GError **error)
{
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autofree char *folder = new_folder (scene);

  return ahadi_vault_create (folder, passphrase, NULL, ahadi_slot_cost_minimum (), error);
}

static int
create_one (gpointer data)
{
  g_autoptr (GError) error = NULL;
  AhadiVault *vault;
  int status;

  fault_arm ();
  vault = create (data, &error);
  status = tell (vault != NULL, &error);
  ahadi_vault_close (vault);
  return status;
}

/* There is a vault that opens, or one can be made. */
static void
check_creation (Scene *scene, int status)
{
  g_autofree char *folder = new_folder (scene);
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autoptr (GError) error = NULL;
  Place made = { .folder = folder };

  if (status > DONE)
    g_assert_false (g_file_test (parent, G_FILE_TEST_EXISTS));
  if (status != DONE && !ahadi_vault_exists (folder))
    {
      made.vault = create (scene, &error);
      g_assert_no_error (error);
    }
  place_reopen (&made);
  place_assert_sound (&made);
  g_clear_pointer (&made.vault, ahadi_vault_close);
}

/* --- All of them ---------------------------------------------------------- */

static const Case cases[] = {
  { "save", save_one, check_save },
  { "import", import_all, check_import },
  { "change-of-passphrase", change_passphrase, check_passphrase },
  { "backup", back_up, check_backup },
  { "creation", create_one, check_creation },
};

static guint
count_calls (const Case *one, Scene *scene)
{
  guint n = 0;
  int status;

  scene_reset (scene);
  g_assert_false (fault_run (FAULT_KILL, G_MAXUINT, one->work, scene, &n, &status));
  g_assert_cmpint (status, ==, DONE);
  one->check (scene, status);
  return n;
}

static void
try_at (const Case *one, Scene *scene, FaultKind kind, guint at)
{
  int status;

  g_test_message ("%s at call %u", kind == FAULT_KILL ? "killed" : "disk full", at);
  scene_reset (scene);
  g_assert_true (fault_run (kind, at, one->work, scene, NULL, &status));
  if (kind == FAULT_KILL)
    g_assert_cmpint (status, ==, -1);
  else
    g_assert_cmpint (status, !=, -1);
  g_assert_cmpint (status, !=, OTHERWISE);
  one->check (scene, status);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  gboolean thorough = g_getenv ("AHADI_THOROUGH") != NULL;
  Scene scene = { 0 };
  guint calls;
  guint tries;

  if (!fault_is_possible (FAULT_KILL) || !fault_is_possible (FAULT_FULL))
    return;

  scene_init (&scene);
  calls = count_calls (one, &scene);
  tries = thorough ? calls : N_TRIES;
  g_test_message ("%u calls", calls);
  for (guint i = 0; i < tries; i++)
    for (guint kind = FAULT_KILL; kind <= FAULT_FULL; kind++)
      if (thorough)
        try_at (one, &scene, kind, i);
      else if (i % 2 == kind)
        try_at (one, &scene, kind, (guint) g_test_rand_int_range (0, (gint32) calls));
  scene_clear (&scene);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/store/vault-faults/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
