/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-blob-gone.h"

#include "blobs.h"
#include "store/ahadi-blob-arrival.h"
#include "store/ahadi-blob.h"
#include "store/ahadi-gone.h"
#include "store/ahadi-vault-private.h"

#define SIZE ((gsize) 2 * AHADI_BLOB_PIECE)
#define OWNER "0123456789abcdef0123456789abcdef"

/* A laptop with a file attached to OWNER, and an office. */
typedef struct
{
  Place from;
  Place to;
  AhadiRecord *attachment;
  AhadiBlobInfo info;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  place_open (&self->from);
  place_open (&self->to);
  self->attachment = blobs_attach (&self->from, SIZE);
  g_assert_true (ahadi_attachment_read_blob (self->attachment, &self->info));
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->from);
  place_close (&self->to);
  ahadi_record_unref (self->attachment);
}

static void
erase (Place *place, AhadiKind kind, const AhadiId *entity)
{
  g_autoptr (AhadiGone) gone = g_new0 (AhadiGone, 1);
  g_autoptr (GError) error = NULL;

  gone->entity = *entity;
  gone->kind = kind;
  g_strlcpy (gone->scope, AUDIENCE, sizeof gone->scope);
  gone->reason = g_strdup ("request");
  gone->date = g_strdup ("2026-11-29");
  assert_ok (ahadi_gone_take (place->vault, gone, &error));
}

static void
erase_owner (Place *place)
{
  AhadiId owner;

  g_assert_true (ahadi_id_parse (OWNER, &owner, NULL));
  erase (place, AHADI_KIND_REPORT, &owner);
}

static void
sweep (Place *place)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_blob_sweep (place->vault, &error));
}

static gboolean
read_bytes (gpointer in, void *buffer, gsize count, gsize *n, GError **error)
{
  return g_input_stream_read_all (in, buffer, count, n, NULL, error);
}

/* The piece @i of the file comes to the office; all of it is read. */
static void
put (Fixture *self, guint i)
{
  gsize size = ahadi_blob_piece_size (self->info.ct_size, i);
  g_autoptr (GInputStream) in =
      g_memory_input_stream_new_from_data (g_malloc0 (size), (gssize) size, g_free);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_blob_arrival_put (self->to.vault, &self->info.id, &self->from.device,
                                     i, read_bytes, in, &error));
  g_assert_cmpint (g_seekable_tell (G_SEEKABLE (in)), ==, size);
}

static void
test_the_file_of_what_is_erased_goes (Fixture *self, gconstpointer unused)
{
  sweep (&self->from);
  g_assert_cmpuint (blobs_count_files (&self->from), ==, 1);
  erase (&self->from, AHADI_KIND_ATTACHMENT, ahadi_record_get_id (self->attachment));
  sweep (&self->from);
  g_assert_cmpuint (blobs_count_files (&self->from), ==, 0);
  place_assert_sound (&self->from);
}

static void
test_the_files_of_what_belongs_to_it_go (Fixture *self, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (AhadiRecord) second = blobs_attach (&self->from, 10);

  erase_owner (&self->from);
  sweep (&self->from);
  g_assert_cmpuint (blobs_count_files (&self->from), ==, 0);
}

static void
test_pieces_go_too_and_do_not_come_again (Fixture *self, gconstpointer unused)
{
  place_deliver_all (&self->from, &self->to);
  put (self, 0);
  put (self, 2);
  g_assert_cmpuint (blobs_count_files (&self->to), ==, 1);
  erase_owner (&self->to);
  sweep (&self->to);
  g_assert_cmpuint (blobs_count_files (&self->to), ==, 0);

  put (self, 1);
  g_assert_cmpuint (blobs_count_files (&self->to), ==, 0);
}

/* An old laptop brings it again, to who never had it. */
static void
test_what_comes_after_the_erasure_brings_no_file (Fixture *self, gconstpointer of_owner)
{
  g_autoptr (AhadiRecord) other = ahadi_record_new (AHADI_KIND_REPORT, NULL);
  g_autoptr (GError) error = NULL;

  ahadi_record_set (other, AHADI_REPORT_STATEMENT,
                    "So that the office knows the audience");
  assert_ok (ahadi_vault_save (self->to.vault, AUDIENCE, other, NULL, &error));
  if (of_owner != NULL)
    erase_owner (&self->to);
  else
    erase (&self->to, AHADI_KIND_ATTACHMENT, ahadi_record_get_id (self->attachment));

  put (self, 0);
  place_deliver_all (&self->from, &self->to);
  put (self, 1);
  sweep (&self->to);
  g_assert_cmpuint (blobs_count_files (&self->to), ==, 0);
}

/* Its author's laptop was cut off: the attachment is held, and no row tells of it. */
static void
test_the_file_of_what_is_held_goes (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  place_deliver_all (&self->from, &self->to);
  put (self, 0);
  g_assert_cmpuint (blobs_count_files (&self->to), ==, 1);
  assert_ok (ahadi_database_exec (
      self->to.vault->database,
      "UPDATE op SET parked = 3 WHERE kind = 7; DELETE FROM attachment", "test", &error));
  erase_owner (&self->to);
  sweep (&self->to);
  g_assert_cmpuint (blobs_count_files (&self->to), ==, 0);
}

static void
test_a_file_that_is_still_named_stays (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiRecord) again = ahadi_record_new (AHADI_KIND_ATTACHMENT, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < AHADI_ATTACHMENT_N_FIELDS; i++)
    if (i != AHADI_ATTACHMENT_OF)
      ahadi_record_set (again, i, ahadi_record_get (self->attachment, i));
  ahadi_record_set (again, AHADI_ATTACHMENT_OF, "fedcba9876543210fedcba9876543210");
  assert_ok (ahadi_vault_save (self->from.vault, AUDIENCE, again, NULL, &error));

  erase_owner (&self->from);
  sweep (&self->from);
  blobs_assert_readable (&self->from, again, SIZE);
  erase (&self->from, AHADI_KIND_ATTACHMENT, ahadi_record_get_id (again));
  sweep (&self->from);
  g_assert_cmpuint (blobs_count_files (&self->from), ==, 0);
}

#define ADD(name, data, func)                                                            \
  g_test_add ("/store/blob-gone/" name, Fixture, data, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  ADD ("the-file-of-what-is-erased-goes", NULL, test_the_file_of_what_is_erased_goes);
  ADD ("the-files-of-what-belongs-to-it-go", NULL,
       test_the_files_of_what_belongs_to_it_go);
  ADD ("pieces-go-too-and-do-not-come-again", NULL,
       test_pieces_go_too_and_do_not_come_again);
  ADD ("an-attachment-after-its-erasure-brings-no-file", NULL,
       test_what_comes_after_the_erasure_brings_no_file);
  ADD ("an-attachment-of-what-is-erased-brings-no-file", "owner",
       test_what_comes_after_the_erasure_brings_no_file);
  ADD ("the-file-of-what-is-held-goes", NULL, test_the_file_of_what_is_held_goes);
  ADD ("a-file-that-is-still-named-stays", NULL, test_a_file_that_is_still_named_stays);
  return g_test_run ();
}
