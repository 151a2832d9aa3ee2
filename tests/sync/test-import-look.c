/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-import-job.h"

#include "world.h"

/* An office, and a bundle of a laptop with one member. */
typedef struct
{
  World world;
  AhadiImporter *importer;
  char *path;
} Party;

static void
party_open (Party *self)
{
  AhadiVault *laptop;

  world_open (&self->world);
  laptop = world_add_laptop (&self->world, "Kisumu");
  world_add_member (laptop, "Achieng Otieno");
  self->path = world_export (&self->world, laptop);
  self->importer = ahadi_importer_new (self->world.office);
}

static void
party_close (Party *self)
{
  g_free (self->path);
  ahadi_importer_free (self->importer);
  world_close (&self->world);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Party, party_close)

static AhadiImportJob *
begin (Party *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  AhadiImportJob *job = ahadi_importer_begin (self->importer, path, &error);

  g_assert_no_error (error);
  return job;
}

static guint64
count_kept (const AhadiImportJob *job)
{
  guint64 operations = 0;

  for (guint i = 0; i < job->summaries->len; i++)
    {
      const AhadiPartSummary *summary = job->summaries->pdata[i];

      if (summary == NULL)
        continue;
      g_assert_true (ahadi_part_lines_is_whole (summary->lines));
      operations += summary->operations;
    }

  return operations;
}

static void
test_trusted (void)
{
  g_auto (Party) party = { 0 };
  g_autoptr (AhadiImportJob) job = NULL;

  party_open (&party);
  job = begin (&party, party.path);
  ahadi_import_look (job);
  g_assert_true (job->trusted);
  g_assert_cmpstr (job->result->branch, ==, "Kisumu");
  ahadi_import_check (job);
  g_assert_no_error (job->refused);
  g_assert_cmpuint (count_kept (job), ==, 1);
}

static void
test_vault (void)
{
  g_auto (Party) party = { 0 };
  g_autoptr (AhadiImportJob) job = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  party_open (&party);
  before = world_snapshot (party.world.office);
  job = begin (&party, party.path);
  ahadi_import_look (job);
  ahadi_import_check (job);
  after = world_snapshot (party.world.office);
  g_assert_cmpstr (before, ==, after);
}

static void
test_untrusted (void)
{
  g_auto (Party) party = { 0 };
  g_autoptr (GBytes) text = g_bytes_new_static ("no bundle", 9);
  g_autofree char *path = NULL;
  g_autoptr (AhadiImportJob) job = NULL;

  party_open (&party);
  path = world_write_file (&party.world, "letter.ahadi", text);
  job = begin (&party, path);
  ahadi_import_look (job);
  g_assert_false (job->trusted);
  g_assert_error (job->untrusted, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN);
  g_assert_no_error (job->broken);
}

static void
test_broken (void)
{
  g_auto (Party) party = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  AhadiProgress progress = { NULL, NULL, cancellable };
  g_autoptr (AhadiImportJob) job = NULL;
  g_autoptr (GError) error = NULL;

  party_open (&party);
  g_cancellable_cancel (cancellable);
  job = begin (&party, party.path);
  job->progress = &progress;
  ahadi_import_look (job);
  g_assert_false (job->trusted);
  g_assert_error (job->broken, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (ahadi_import_decide (job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/import-look/what-is-trusted-is-checked-and-kept", test_trusted);
  g_test_add_func ("/sync/import-look/the-vault-is-not-touched", test_vault);
  g_test_add_func ("/sync/import-look/what-is-not-trusted-has-its-reason",
                   test_untrusted);
  g_test_add_func ("/sync/import-look/what-this-machine-ends-is-told-apart", test_broken);

  return g_test_run ();
}
