/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-blob-sealer.h"

#include "world.h"

/* Two pieces. */
#define SIZE ((gsize) AHADI_BLOB_PIECE + 1000)

static void export(World *world,
                   AhadiVault *vault,
                   gboolean everything,
                   AhadiExportResult *result)
{
  g_autoptr (GError) error = NULL;

  /* Less than one piece: each has a bundle of its own. */
  assert_ok (
      ahadi_export_within (vault, world->stick, everything, 1, NULL, result, &error));
}

static void
test_each_bundle_has_its_budget_and_all_go (void)
{
  g_auto (World) world = { 0 };
  g_auto (AhadiExportResult) first = { 0 };
  g_auto (AhadiExportResult) second = { 0 };
  g_auto (AhadiExportResult) everything = { 0 };
  g_autoptr (AhadiRecord) attachment = NULL;
  AhadiVault *laptop;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  attachment = world_attach (laptop, "membership", SIZE);
  export(&world, laptop, FALSE, &first);
  g_assert_cmpuint (first.pieces, ==, 2);
  g_assert_cmpuint (first.operations, ==, 1);
  g_assert_cmpuint (first.more->len, ==, 1);
  g_assert_cmphex (world_get_blob_state (laptop, attachment).sent, ==, 3);

  export(&world, laptop, FALSE, &second);
  g_assert_cmpuint (second.pieces, ==, 0);
  export(&world, laptop, TRUE, &everything);
  g_assert_cmpuint (everything.pieces, ==, 2);
}

/* What has no part in an office bundle is left alone, and counts as not sent. */
static void
test_an_office_sends_its_own_files_to_the_others (void)
{
  g_auto (World) world = { 0 };
  g_auto (AhadiExportResult) sent = { 0 };
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (AhadiImportResult) second = NULL;
  g_autoptr (AhadiRecord) shared = NULL;
  g_autoptr (AhadiRecord) of_branch = NULL;
  AhadiVault *other;

  world_open (&world);
  other = world_add_office (&world, AHADI_ROLE_MEMBERSHIP);
  shared = world_attach (world.office, "membership", SIZE);
  of_branch =
      world_attach (world.office, "branch/00112233445566778899aabbccddeeff", 1000);
  export(&world, world.office, FALSE, &sent);
  g_assert_cmpuint (sent.pieces, ==, 2);
  g_assert_cmphex (world_get_blob_state (world.office, of_branch).sent, ==, 0);

  first = world_merge (other, sent.path);
  g_assert_false (world_has_file (other, shared));
  second = world_merge (other, sent.more->pdata[0]);
  g_assert_true (world_has_file (other, shared));
}

/* Stops while the second bundle is written. */
static void
cancel_second (AhadiStep step, guint64 done, guint64 total, gpointer data)
{
  gpointer *both = data;
  World *world = both[0];

  if (world_count_files (world->stick) > 1 && step == AHADI_STEP_WRITE)
    g_cancellable_cancel (both[1]);
}

static void
test_after_a_stick_was_pulled_the_next_export_goes_on (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gpointer both[] = { &world, cancellable };
  AhadiProgress progress = { cancel_second, both, cancellable };
  g_auto (AhadiExportResult) broken = { 0 };
  g_auto (AhadiExportResult) next = { 0 };
  g_autoptr (AhadiRecord) attachment = NULL;
  g_autoptr (GError) error = NULL;
  AhadiVault *laptop;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  attachment = world_attach (laptop, "membership", SIZE);
  g_assert_false (
      ahadi_export_within (laptop, world.stick, FALSE, 1, &progress, &broken, &error));
  g_assert_cmphex (world_get_blob_state (laptop, attachment).sent, ==, 1);
  g_assert_cmpuint (world_count_files (world.stick), ==, 1);

  export(&world, laptop, FALSE, &next);
  g_assert_cmpuint (next.pieces, ==, 1);
  g_assert_cmpuint (next.operations, ==, 0);
}

static void
test_what_nobody_reads_yet_stays_here (void)
{
  g_auto (World) world = { 0 };
  g_auto (AhadiExportResult) result = { 0 };
  g_autoptr (AhadiRecord) attachment = NULL;
  AhadiVault *laptop;

  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  attachment = world_attach (laptop, "executive-director", 1000);
  export(&world, laptop, FALSE, &result);
  g_assert_cmpuint (result.pieces, ==, 0);
  g_assert_cmphex (world_get_blob_state (laptop, attachment).sent, ==, 0);
}

int
main (int argc, char *argv[])
{
  world_init_tests (&argc, &argv);
  g_test_add_func ("/sync/blob-sealer/O5-an-office-sends-its-own-files-to-the-others",
                   test_an_office_sends_its_own_files_to_the_others);
  g_test_add_func ("/sync/blob-sealer/each-bundle-has-its-budget-and-all-go",
                   test_each_bundle_has_its_budget_and_all_go);
  g_test_add_func ("/sync/blob-sealer/after-a-stick-was-pulled-the-next-export-goes-on",
                   test_after_a_stick_was_pulled_the_next_export_goes_on);
  g_test_add_func ("/sync/blob-sealer/what-nobody-reads-yet-stays-here",
                   test_what_nobody_reads_yet_stays_here);
  return g_test_run ();
}
