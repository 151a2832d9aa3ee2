/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-vault-rekey.h"

#include <glib/gstdio.h>
#include <string.h>

#include "fault.h"
#include "place.h"
#include "store/ahadi-vault-private.h"
#include "support/tree.h"

/* Tries of a kill or of a full disk, drawn by the seed that GLib prints;
 * AHADI_THOROUGH=1 tries every call to the system. */
#define N_TRIES 4

#define CODE "123456789012345678901234567890123456789"

/* How a child ends. */
enum
{
  DONE,
  NO_SPACE,
  OTHERWISE,
};

static gboolean
rekey_with (Place *place, const char *passphrase, AhadiRekeyTick tick, GError **error)
{
  g_autoptr (AhadiSecret) secret =
      ahadi_secret_new_from (passphrase, strlen (passphrase));
  g_autoptr (AhadiSecret) code = ahadi_secret_new_from (CODE, strlen (CODE));

  return ahadi_vault_rekey (place->vault, secret, code, ahadi_slot_cost_minimum (), tick,
                            place, error);
}

static gboolean
rekey (Place *place, AhadiRekeyTick tick, GError **error)
{
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autofree char *text = g_strndup ((const char *) ahadi_secret_get_bytes (passphrase),
                                     ahadi_secret_get_size (passphrase));

  return rekey_with (place, text, tick, error);
}

static gboolean
has (Place *place, const char *name)
{
  g_autofree char *path = g_build_filename (place->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
back_up (Place *place)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_backup (place->vault, NULL, &error));
}

/* How many backups hold a database of generation @generation. */
static guint
count_backups (Place *place, guint32 generation)
{
  g_autofree char *path = g_build_filename (place->folder, "backups", NULL);
  g_autofree char *file = g_strdup_printf ("vault-%u.db", generation);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *database = g_build_filename (path, name, file, NULL);

      n += g_file_test (database, G_FILE_TEST_EXISTS) ? 1 : 0;
    }
  return n;
}

static void
place_fill (Place *place)
{
  place_open (place);
  for (guint i = 0; i < 20; i++)
    place_add_member (place, "Njeri wa Kamau", "+254712345678");
  back_up (place);
  place_add_member (place, "Chebet", NULL);
}

static gboolean
opens (Place *place, AhadiSlotType type, const char *secret)
{
  g_autoptr (AhadiSecret) bytes = ahadi_secret_new_from (secret, strlen (secret));
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiVault) vault = NULL;

  g_clear_pointer (&place->vault, ahadi_vault_close);
  vault = ahadi_vault_open (place->folder, type, bytes, &error);
  if (vault == NULL)
    g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
  return vault != NULL;
}

/* --- What it does --------------------------------------------------------- */

static void
test_everything_is_there_under_the_new_key (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  place_fill (&place);
  before = place_digest (&place);
  assert_ok (rekey (&place, NULL, &error));
  after = place_digest (&place);
  g_assert_cmpstr (after, ==, before);
  place_add_member (&place, "Written after", NULL);
  place_reopen (&place);
  place_assert_sound (&place);
  g_assert_cmpuint (place_count_found (&place, "njeri"), ==, 20);
  g_assert_cmpuint (place_count_found (&place, "written"), ==, 1);
  g_assert_true (has (&place, "vault-2.db"));
}

static void
test_the_old_key_opens_nothing_that_is_left (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiSecret) key = NULL;
  g_autofree char *path = NULL;
  g_autoptr (AhadiDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  place_fill (&place);
  key = ahadi_slots_derive (place.vault->slots, AHADI_DATABASE_KEY_INFO);
  assert_ok (rekey (&place, NULL, &error));
  back_up (&place);
  path = g_build_filename (place.folder, "vault-2.db", NULL);
  g_clear_pointer (&place.vault, ahadi_vault_close);
  database = ahadi_database_open (path, key, AHADI_DATABASE_INSPECT, &error);
  g_assert_null (database);
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
  g_assert_false (has (&place, "vault-1.db"));
  g_assert_false (has (&place, "rekey"));
  g_assert_cmpuint (count_backups (&place, 1), ==, 0);
  g_assert_cmpuint (count_backups (&place, 2), ==, 1);
}

/* A database and backups under the old key are all there is until then. */
static void
test_the_old_ones_stay_until_there_is_a_backup (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_fill (&place);
  assert_ok (rekey (&place, NULL, &error));
  place_reopen (&place);
  g_assert_true (has (&place, "vault-1.db"));
  g_assert_cmpuint (count_backups (&place, 1), ==, 1);
  back_up (&place);
  g_assert_false (has (&place, "vault-1.db"));
  g_assert_cmpuint (count_backups (&place, 1), ==, 0);
}

static void
test_only_the_secret_that_was_typed_stays (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiSecret) other = ahadi_secret_new_from ("the other person", 16);
  g_autoptr (AhadiSecret) old_code = ahadi_secret_new_from ("987654321", 9);
  g_autoptr (AhadiSecret) wrapping = ahadi_secret_new_random (32);
  AhadiSlotCost cost = ahadi_slot_cost_minimum ();
  g_autoptr (GError) error = NULL;
  AhadiId id = { { 7 } };
  AhadiId set = { { 8 } };
  AhadiId opened;

  place_fill (&place);
  assert_ok (ahadi_vault_put_secret (place.vault, AHADI_SLOT_PASSPHRASE, &id, other, cost,
                                     &error));
  assert_ok (ahadi_vault_put_secret (place.vault, AHADI_SLOT_CUSTODIANS, &set, wrapping,
                                     cost, &error));
  assert_ok (ahadi_vault_set_secret (place.vault, AHADI_SLOT_RECOVERY_CODE, old_code,
                                     cost, &error));
  assert_ok (rekey_with (&place, "the other person", NULL, &error));

  g_assert_cmpuint (ahadi_slots_count (place.vault->slots), ==, 2);
  g_assert_cmpint (ahadi_slots_get (place.vault->slots, 0, &opened), ==,
                   AHADI_SLOT_PASSPHRASE);
  g_assert_true (ahadi_id_equal (&opened, &id));
  g_assert_true (opens (&place, AHADI_SLOT_PASSPHRASE, "the other person"));
  g_assert_true (opens (&place, AHADI_SLOT_RECOVERY_CODE, CODE));
  g_assert_false (opens (&place, AHADI_SLOT_RECOVERY_CODE, "987654321"));
  g_assert_false (opens (&place, AHADI_SLOT_PASSPHRASE, "maji moto kikombe tisa"));
}

static void
assert_untouched (Place *place, const char *files_before)
{
  g_autofree char *after = NULL;

  g_clear_pointer (&place->vault, ahadi_vault_close);
  after = place_describe_files (place);
  g_assert_cmpstr (after, ==, files_before);
}

static void
test_a_secret_that_opens_nothing_changes_nothing (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  place_fill (&place);
  g_clear_pointer (&place.vault, ahadi_vault_close);
  before = place_describe_files (&place);
  place_reopen (&place);
  g_assert_false (rekey_with (&place, "mistyped", NULL, &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
  assert_untouched (&place, before);
}

static gboolean
stop (guint64 done, guint64 total, gpointer data, GError **error)
{
  g_assert_cmpuint (done, >, 0);
  g_assert_cmpuint (done, <=, total);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
  return FALSE;
}

static void
test_stopped_it_leaves_the_vault_as_it_was (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  place_fill (&place);
  g_clear_pointer (&place.vault, ahadi_vault_close);
  before = place_describe_files (&place);
  place_reopen (&place);
  g_assert_false (rekey (&place, stop, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (place_count_found (&place, "njeri"), ==, 20);
  assert_untouched (&place, before);
}

/* Put there by a person, who may have slots for it elsewhere. */
static void
test_a_database_of_another_age_is_no_leftover (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  place_fill (&place);
  path = g_build_filename (place.folder, "vault-2.db", NULL);
  g_assert_true (g_file_set_contents (path, "of a person", -1, NULL));
  g_assert_false (rekey (&place, NULL, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_OLD_COPY);
  place_reopen (&place);
  g_assert_true (has (&place, "vault-2.db"));
}

static void
test_a_vault_is_rekeyed_again_and_again (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  place_fill (&place);
  for (guint i = 0; i < 3; i++)
    assert_ok (rekey (&place, NULL, &error));
  place_reopen (&place);
  back_up (&place);
  g_assert_true (has (&place, "vault-4.db"));
  g_assert_false (has (&place, "vault-3.db"));
  g_assert_false (has (&place, "vault-1.db"));
  place_assert_sound (&place);
}

/* The first write after it goes on in the same story. */
static void
test_the_epoch_goes_on (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  guint32 epoch;

  place_fill (&place);
  epoch = place_get_stream (&place).id.epoch;
  assert_ok (rekey (&place, NULL, &error));
  place_reopen (&place);
  place_add_member (&place, "Later", NULL);
  g_assert_cmpuint (place_get_stream (&place).id.epoch, ==, epoch);
}

/* --- Killed, or out of disk, at any moment -------------------------------- */

typedef struct
{
  Place place;
  char *original;
  char *before; /* digest */
} Scene;

static void
scene_init (Scene *scene)
{
  place_fill (&scene->place);
  scene->before = place_digest (&scene->place);
  g_clear_pointer (&scene->place.vault, ahadi_vault_close);
  scene->original = g_strconcat (scene->place.folder, ".original", NULL);
  tree_copy (scene->place.folder, scene->original);
}

static void
scene_clear (Scene *scene)
{
  tree_remove (scene->original);
  place_close (&scene->place);
  g_free (scene->original);
  g_free (scene->before);
}

static int
rekey_and_back_up (gpointer data)
{
  Scene *scene = data;
  g_autoptr (GError) error = NULL;
  gboolean done;

  place_reopen (&scene->place);
  fault_arm ();
  done = rekey (&scene->place, NULL, &error);
  if (done && !ahadi_vault_backup (scene->place.vault, NULL, NULL))
    g_test_message ("no backup was made");
  g_clear_pointer (&scene->place.vault, ahadi_vault_close);
  if (done)
    return DONE;

  g_printerr ("# %s\n", error->message);
  return g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NO_SPACE) ||
                 ahadi_error_is_no_space (error)
             ? NO_SPACE
             : OTHERWISE;
}

/* Whole, of one generation or the other; after a backup nothing is left of another one.
 */
static void
check (Scene *scene, int status)
{
  Place *place = &scene->place;
  g_autofree char *digest = NULL;
  guint32 generation;

  place_reopen (place);
  digest = place_digest (place);
  g_assert_cmpstr (digest, ==, scene->before);
  place_assert_sound (place);
  generation = ahadi_slots_get_generation (place->vault->slots);
  if (status >= 0)
    g_assert_cmpuint (generation, ==, status == DONE ? 2 : 1);

  place_add_member (place, "Written after", NULL);
  back_up (place);
  g_assert_true (has (place, generation == 1 ? "vault-1.db" : "vault-2.db"));
  g_assert_false (has (place, generation == 1 ? "vault-2.db" : "vault-1.db"));
  g_assert_false (has (place, "rekey"));
  g_assert_false (has (place, "slots.bak"));
  g_assert_cmpuint (count_backups (place, 3 - generation), ==, 0);
  g_assert_cmpint (opens (place, AHADI_SLOT_RECOVERY_CODE, CODE), ==, generation == 2);
}

static void
try_at (Scene *scene, FaultKind kind, guint at)
{
  int status;

  g_test_message ("%s at call %u", kind == FAULT_KILL ? "killed" : "disk full", at);
  tree_remove (scene->place.folder);
  tree_copy (scene->original, scene->place.folder);
  g_assert_true (fault_run (kind, at, rekey_and_back_up, scene, NULL, &status));
  g_assert_cmpint (status == -1, ==, kind == FAULT_KILL);
  g_assert_cmpint (status, !=, OTHERWISE);
  check (scene, status);
  g_clear_pointer (&scene->place.vault, ahadi_vault_close);
}

static void
test_faults (gconstpointer data)
{
  FaultKind kind = GPOINTER_TO_INT (data);
  gboolean thorough = g_getenv ("AHADI_THOROUGH") != NULL;
  Scene scene = { 0 };
  guint calls = 0;
  int status;

  if (!fault_is_possible (kind))
    return;

  scene_init (&scene);
  g_assert_false (
      fault_run (kind, G_MAXUINT, rekey_and_back_up, &scene, &calls, &status));
  g_assert_cmpint (status, ==, DONE);
  g_test_message ("%u calls", calls);
  for (guint i = 0; i < (thorough ? calls : N_TRIES); i++)
    try_at (&scene, kind,
            thorough ? i : (guint) g_test_rand_int_range (0, (gint32) calls));
  scene_clear (&scene);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);

#define ADD(name, function) g_test_add_func ("/store/vault-rekey/" name, function)

  ADD ("everything-is-there-under-the-new-key",
       test_everything_is_there_under_the_new_key);
  ADD ("the-old-key-opens-nothing-that-is-left",
       test_the_old_key_opens_nothing_that_is_left);
  ADD ("the-old-ones-stay-until-there-is-a-backup",
       test_the_old_ones_stay_until_there_is_a_backup);
  ADD ("only-the-secret-that-was-typed-stays", test_only_the_secret_that_was_typed_stays);
  ADD ("a-secret-that-opens-nothing-changes-nothing",
       test_a_secret_that_opens_nothing_changes_nothing);
  ADD ("stopped-it-leaves-the-vault-as-it-was",
       test_stopped_it_leaves_the_vault_as_it_was);
  ADD ("a-database-of-another-age-is-no-leftover",
       test_a_database_of_another_age_is_no_leftover);
  ADD ("a-vault-is-rekeyed-again-and-again", test_a_vault_is_rekeyed_again_and_again);
  ADD ("the-epoch-goes-on", test_the_epoch_goes_on);
  g_test_add_data_func ("/store/vault-rekey/killed-at-any-call",
                        GINT_TO_POINTER (FAULT_KILL), test_faults);
  g_test_add_data_func ("/store/vault-rekey/disk-full-at-any-call",
                        GINT_TO_POINTER (FAULT_FULL), test_faults);
  return g_test_run ();
}
