/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-importer.h"

#include <glib/gstdio.h>

#include "world.h"

#define LAPTOPS 3

/* An office, and a bundle of each of some laptops. */
typedef struct
{
  World world;
  AhadiVault *laptops[LAPTOPS];
  char *paths[LAPTOPS];
} Party;

static void
party_open (Party *self)
{
  static const char *const branches[LAPTOPS] = { "Kisumu", "Nairobi", "Mombasa" };

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

static void
assert_outcome (AhadiImporter *importer,
                const char *path,
                const char *next,
                AhadiOutcome outcome)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiImportResult) result =
      ahadi_importer_import (importer, path, next, FALSE, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (result->file, ==, path);
  g_assert_cmpint (result->outcome, ==, outcome);
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
  for (guint i = 0; i < LAPTOPS; i++)
    {
      assert_outcome (importer, party.paths[i],
                      i + 1 < LAPTOPS ? party.paths[i + 1] : NULL, AHADI_OUTCOME_MERGED);
      ahadi_import_result_free (world_merge (other, party.paths[i]));
    }
  world_assert_same_digest (party.world.office, other, "members");
  g_assert_cmpuint (world_count_members (other), ==, LAPTOPS);
}

static void
test_twice (void)
{
  g_auto (Party) party = { 0 };
  g_autoptr (AhadiImporter) importer = NULL;

  party_open (&party);
  importer = ahadi_importer_new (party.world.office);
  assert_outcome (importer, party.paths[0], party.paths[0], AHADI_OUTCOME_MERGED);
  assert_outcome (importer, party.paths[0], NULL, AHADI_OUTCOME_DUPLICATE);
}

/* Another file than was said, or none any more. */
static void
test_other (void)
{
  g_auto (Party) party = { 0 };
  g_autoptr (AhadiImporter) importer = NULL;

  party_open (&party);
  importer = ahadi_importer_new (party.world.office);
  assert_outcome (importer, party.paths[0], party.paths[1], AHADI_OUTCOME_MERGED);
  assert_outcome (importer, party.paths[2], party.paths[1], AHADI_OUTCOME_MERGED);
  g_clear_pointer (&importer, ahadi_importer_free);
  g_assert_cmpuint (world_count_members (party.world.office), ==, 2);
}

/* What was looked at by the card before is looked at again. */
static void
test_revoked_meanwhile (void)
{
  g_auto (Party) party = { 0 };
  g_autoptr (AhadiImporter) importer = NULL;
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  party_open (&party);
  importer = ahadi_importer_new (party.world.office);
  assert_outcome (importer, party.paths[0], party.paths[1], AHADI_OUTCOME_MERGED);
  identity = world_get_identity (party.laptops[1]);
  assert_ok (ahadi_device_revoke (
      party.world.office, ahadi_identity_get_device (identity), "lost", 0, 0, &error));
  result = ahadi_importer_import (importer, party.paths[1], NULL, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->counts.revoked, ==, 1);
  g_assert_cmpuint (world_count_members (party.world.office), ==, 1);
}

static void
test_damaged (void)
{
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
  assert_outcome (importer, party.paths[0], cut, AHADI_OUTCOME_MERGED);
  assert_outcome (importer, cut, party.paths[2], AHADI_OUTCOME_REFUSED);
  assert_outcome (importer, party.paths[2], NULL, AHADI_OUTCOME_MERGED);
  world_assert_sound (party.world.office);
}

static void
test_nothing_is_left (void)
{
  g_auto (Party) party = { 0 };
  g_autoptr (AhadiImporter) importer = NULL;
  g_autofree char *staging = NULL;

  party_open (&party);
  staging =
      g_build_filename (ahadi_vault_get_folder (party.world.office), "staging", NULL);
  importer = ahadi_importer_new (party.world.office);
  assert_outcome (importer, party.paths[0], party.paths[1], AHADI_OUTCOME_MERGED);
  g_clear_pointer (&importer, ahadi_importer_free);
  g_assert_false (g_file_test (staging, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/importer/as-if-one-by-one", test_same);
  g_test_add_func ("/sync/importer/the-same-file-twice", test_twice);
  g_test_add_func ("/sync/importer/another-file-than-was-said", test_other);
  g_test_add_func ("/sync/importer/revoked-meanwhile", test_revoked_meanwhile);
  g_test_add_func ("/sync/importer/a-damaged-one-between", test_damaged);
  g_test_add_func ("/sync/importer/nothing-is-left-of-what-was-not-asked-for",
                   test_nothing_is_left);

  return g_test_run ();
}
