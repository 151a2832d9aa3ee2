/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-importer.h"

#include <glib/gstdio.h>

#include "world.h"

#define LAPTOPS 5

/* An office, and a bundle of each of some laptops. */
typedef struct
{
  World world;
  AhadiVault *laptops[LAPTOPS];
  char *paths[LAPTOPS + 1]; /* ends with NULL */
} Party;

static const AhadiOutcome merged[LAPTOPS]; /* all of them AHADI_OUTCOME_MERGED */

G_STATIC_ASSERT (AHADI_OUTCOME_MERGED == 0);

static void
party_open (Party *self)
{
  static const char *const branches[LAPTOPS] = { "Kisumu", "Nairobi", "Mombasa", "Nakuru",
                                                 "Garissa" };

  world_open (&self->world);
  for (guint i = 0; i < LAPTOPS; i++)
    {
      self->laptops[i] = world_add_laptop (&self->world, branches[i]);
      world_add_member (self->laptops[i], branches[i]);
      self->paths[i] = world_export (&self->world, self->laptops[i]);
    }
}

static void
party_close (Party *self)
{
  for (guint i = 0; i < LAPTOPS; i++)
    g_free (self->paths[i]);
  world_close (&self->world);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Party, party_close)

/* Takes all in, in as many groups as it likes. */
static void
assert_outcomes (AhadiImporter *importer,
                 const char *const *paths,
                 const AhadiOutcome *outcomes)
{
  guint at = 0;

  while (paths[at] != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) results =
          ahadi_importer_import (importer, paths + at, FALSE, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (results->len, >, 0);
      for (guint i = 0; i < results->len; i++, at++)
        {
          const AhadiImportResult *result = results->pdata[i];

          g_assert_cmpstr (result->file, ==, paths[at]);
          g_assert_cmpint (result->outcome, ==, outcomes[at]);
        }
    }
}

static void
test_same (void)
{
  g_auto (Party) party = { 0 };
  g_autoptr (AhadiImporter) importer = NULL;
  AhadiVault *other;

  party_open (&party);
  other = world_copy (&party.world, &party.world.office);
  importer = ahadi_importer_new (party.world.office);
  assert_outcomes (importer, (const char *const *) party.paths, merged);
  for (guint i = 0; i < LAPTOPS; i++)
    ahadi_import_result_free (world_merge (other, party.paths[i]));
  world_assert_same_digest (party.world.office, other, "members");
  g_assert_cmpuint (world_count_members (other), ==, LAPTOPS);
}

static void
test_twice (void)
{
  static const AhadiOutcome outcomes[] = { AHADI_OUTCOME_MERGED, AHADI_OUTCOME_DUPLICATE,
                                           AHADI_OUTCOME_MERGED };
  g_auto (Party) party = { 0 };
  g_autoptr (AhadiImporter) importer = NULL;

  party_open (&party);
  importer = ahadi_importer_new (party.world.office);
  assert_outcomes (
      importer, (const char *[]){ party.paths[0], party.paths[0], party.paths[1], NULL },
      outcomes);
}

/* Those before and after it are in. */
static void
test_damaged (void)
{
  static const AhadiOutcome outcomes[] = { AHADI_OUTCOME_MERGED, AHADI_OUTCOME_REFUSED,
                                           AHADI_OUTCOME_MERGED };
  g_auto (Party) party = { 0 };
  g_autoptr (AhadiImporter) importer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) half = NULL;
  g_autofree char *cut = NULL;

  party_open (&party);
  bytes = world_read_file (party.paths[1]);
  half = g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) / 2);
  cut = world_write_file (&party.world, "cut.ahadi", half);
  importer = ahadi_importer_new (party.world.office);
  assert_outcomes (
      importer, (const char *[]){ party.paths[0], cut, party.paths[2], NULL }, outcomes);
  g_assert_cmpuint (world_count_members (party.world.office), ==, 2);
  world_assert_sound (party.world.office);
}

/* What fails of this machine fails for its file alone. */
static void
test_gone (void)
{
  g_auto (Party) party = { 0 };
  g_autoptr (AhadiImporter) importer = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  const char *paths[] = { NULL, "gone.ahadi", NULL, NULL };

  party_open (&party);
  paths[0] = party.paths[0];
  paths[2] = party.paths[2];
  importer = ahadi_importer_new (party.world.office);
  results = ahadi_importer_import (importer, paths, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 1);
  g_assert_cmpuint (world_count_members (party.world.office), ==, 1);
  g_assert_null (ahadi_importer_import (importer, paths + 1, FALSE, NULL, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FOUND);
  assert_outcomes (importer, paths + 2, merged);
}

/* What was looked at by the card before is looked at again. */
static void
test_revoked_meanwhile (void)
{
  g_auto (Party) party = { 0 };
  g_autoptr (AhadiImporter) importer = NULL;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (GBytes) text = g_bytes_new_static ("no bundle", 9);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *letter = NULL;
  const AhadiImportResult *result;
  const char *paths[] = { NULL, NULL, NULL };

  party_open (&party);
  paths[0] = letter = world_write_file (&party.world, "letter.ahadi", text);
  paths[1] = party.paths[1];
  importer = ahadi_importer_new (party.world.office);
  results = ahadi_importer_import (importer, paths, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 1);
  g_clear_pointer (&results, g_ptr_array_unref);

  identity = world_get_identity (party.laptops[1]);
  assert_ok (ahadi_device_revoke (
      party.world.office, ahadi_identity_get_device (identity), "lost", 0, 0, &error));
  results = ahadi_importer_import (importer, paths + 1, FALSE, NULL, &error);
  g_assert_no_error (error);
  result = results->pdata[0];
  g_assert_cmpuint (result->counts.revoked, ==, 1);
  g_assert_cmpuint (world_count_members (party.world.office), ==, 0);
}

static void
test_preview (void)
{
  g_auto (Party) party = { 0 };
  g_autoptr (AhadiImporter) importer = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  party_open (&party);
  before = world_snapshot (party.world.office);
  importer = ahadi_importer_new (party.world.office);
  for (guint i = 0; i < LAPTOPS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) results = ahadi_importer_import (
          importer, (const char *const *) party.paths + i, TRUE, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (results->len, ==, 1);
    }
  after = world_snapshot (party.world.office);
  g_assert_cmpstr (before, ==, after);
}

static void
test_nothing_is_left (void)
{
  g_auto (Party) party = { 0 };
  g_autofree char *staging = NULL;
  AhadiImporter *importer;

  party_open (&party);
  staging =
      g_build_filename (ahadi_vault_get_folder (party.world.office), "staging", NULL);
  importer = ahadi_importer_new (party.world.office);
  assert_outcomes (importer, (const char *const *) party.paths, merged);
  ahadi_importer_free (importer);
  g_assert_false (g_file_test (staging, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/importer/as-if-one-by-one", test_same);
  g_test_add_func ("/sync/importer/the-same-file-twice", test_twice);
  g_test_add_func ("/sync/importer/a-damaged-one-between", test_damaged);
  g_test_add_func ("/sync/importer/one-that-is-gone-between", test_gone);
  g_test_add_func ("/sync/importer/revoked-meanwhile", test_revoked_meanwhile);
  g_test_add_func ("/sync/importer/a-preview-changes-nothing", test_preview);
  g_test_add_func ("/sync/importer/nothing-is-left-of-the-staging", test_nothing_is_left);

  return g_test_run ();
}
