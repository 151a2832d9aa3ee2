/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

/* Two pieces. */
#define SIZE ((gsize) AHADI_BLOB_PIECE + 1000)

typedef struct
{
  World world;
  AhadiVault *laptop;
  AhadiRecord *attachment;
  AhadiExportResult exported;
} Case;

static void
case_clear (Case *self)
{
  world_close (&self->world);
  ahadi_export_result_clear (&self->exported);
  g_clear_pointer (&self->attachment, ahadi_record_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static void export(Case *self)
{
  g_autoptr (GError) error = NULL;

  ahadi_export_result_clear (&self->exported);
  assert_ok (ahadi_export_within (self->laptop, self->world.stick, FALSE, 1, NULL,
                                  &self->exported, &error));
}

static void
case_open (Case *self)
{
  world_open (&self->world);
  self->laptop = world_add_laptop (&self->world, "Kisumu");
  self->attachment = world_attach (self->laptop, "membership", SIZE);
  export(self);
}

static AhadiImportResult *
merge (Case *self, gboolean first)
{
  return world_merge (self->world.office,
                      first ? self->exported.path : self->exported.more->pdata[0]);
}

static void
reply (Case *self)
{
  g_autofree char *path = world_reply (&self->world, self->world.office);
  g_autoptr (AhadiImportResult) result = world_merge (self->laptop, path);

  g_assert_true (result->is_reply);
}

static void
test_file_is_there_once_all_pieces_are_in_any_order (void)
{
  g_auto (Case) one = { 0 };
  g_autoptr (AhadiImportResult) second = NULL;
  g_autoptr (AhadiImportResult) first = NULL;

  case_open (&one);
  second = merge (&one, FALSE);
  g_assert_cmpuint (second->files, ==, 0);
  g_assert_false (world_has_file (one.world.office, one.attachment));
  first = merge (&one, TRUE);
  g_assert_cmpuint (first->pieces, ==, 1);
  g_assert_cmpuint (first->files, ==, 1);
  g_assert_true (world_has_file (one.world.office, one.attachment));
  world_assert_sound (one.world.office);
}

static void
test_reply_tells_what_is_held_and_what_is_missing_goes_again (void)
{
  g_auto (Case) one = { 0 };
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (AhadiImportResult) again = NULL;

  case_open (&one);
  first = merge (&one, TRUE);
  reply (&one);
  g_assert_cmphex (world_get_blob_state (one.laptop, one.attachment).held, ==, 1);
  g_assert_cmphex (world_get_blob_state (one.laptop, one.attachment).sent, ==, 1);

  export(&one);
  g_assert_cmpuint (one.exported.pieces, ==, 1);
  again = merge (&one, TRUE);
  g_assert_cmpuint (again->files, ==, 1);
  reply (&one);
  g_assert_cmphex (world_get_blob_state (one.laptop, one.attachment).held, ==, 3);
}

/* V4: in one archive with pieces, and in no further one. */
static void
test_what_is_carried_goes_with_the_first_bundle (void)
{
  g_auto (Case) one = { 0 };
  g_autoptr (AhadiImportResult) first = NULL;
  g_autoptr (AhadiImportResult) second = NULL;
  g_autofree char *path = NULL;
  AhadiVault *circle;

  world_open (&one.world);
  one.laptop = world_add_laptop (&one.world, "Kisumu");
  circle = world_add_to_branch (&one.world, one.laptop);
  world_give_card (&one.world, one.laptop);
  world_add_member (circle, "Wanjiku");
  path = world_export (&one.world, circle);
  ahadi_import_result_free (world_merge (one.laptop, path));

  one.attachment = world_attach (one.laptop, "membership", SIZE);
  export(&one);
  g_assert_cmpuint (one.exported.carried, ==, 1);
  first = merge (&one, TRUE);
  second = merge (&one, FALSE);
  g_assert_cmpuint (first->carried->len, ==, 1);
  g_assert_cmpuint (second->carried->len, ==, 0);
  g_assert_cmpuint (world_count_members (one.world.office), ==, 1);
  g_assert_true (world_has_file (one.world.office, one.attachment));
}

static void
test_preview_takes_nothing (void)
{
  g_auto (Case) one = { 0 };
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;

  case_open (&one);
  folder = g_build_filename (ahadi_vault_get_folder (one.world.office), "blobs", NULL);
  result = ahadi_import_file (one.world.office, one.exported.path, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->pieces, ==, 1);
  g_assert_cmpuint (world_count_files (folder), ==, 0);
}

/* Who reads a report reads what is attached to it, and nobody else. */
static void
test_only_readers_of_the_audience_get_the_file (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (AhadiRecord) attachment = NULL;
  g_autoptr (AhadiImportResult) at_office = NULL;
  g_autoptr (AhadiImportResult) at_director = NULL;
  g_autofree char *path = NULL;
  AhadiVault *director;
  AhadiVault *laptop;

  world_open (&world);
  director = world_add_office (&world, AHADI_ROLE_EXECUTIVE_DIRECTOR);
  laptop = world_add_laptop (&world, "Kisumu");
  attachment = world_attach (laptop, "executive-director", 1000);
  path = world_export (&world, laptop);
  world_give_card (&world, director);
  at_office = world_merge (world.office, path);
  at_director = world_merge (director, path);
  g_assert_cmpuint (at_office->pieces, ==, 0);
  g_assert_false (world_has_file (world.office, attachment));
  g_assert_cmpuint (at_director->files, ==, 1);
  g_assert_true (world_has_file (director, attachment));
}

int
main (int argc, char *argv[])
{
  world_init_tests (&argc, &argv);
  g_test_add_func ("/sync/import-blobs/file-is-there-once-all-pieces-are-in-any-order",
                   test_file_is_there_once_all_pieces_are_in_any_order);
  g_test_add_func (
      "/sync/import-blobs/reply-tells-what-is-held-and-what-is-missing-goes-again",
      test_reply_tells_what_is_held_and_what_is_missing_goes_again);
  g_test_add_func ("/sync/import-blobs/V4-what-is-carried-goes-with-the-first-bundle",
                   test_what_is_carried_goes_with_the_first_bundle);
  g_test_add_func ("/sync/import-blobs/preview-takes-nothing",
                   test_preview_takes_nothing);
  g_test_add_func ("/sync/import-blobs/only-readers-of-the-audience-get-the-file",
                   test_only_readers_of_the_audience_get_the_file);
  return g_test_run ();
}
