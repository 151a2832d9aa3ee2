/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "blobs.h"

/* A file that the laptop @from has and the office @to has only the record of. */
typedef struct
{
  Place from;
  Place to;
  AhadiRecord *attachment;
  AhadiBlobInfo info;
  char *sealed;
} World;

#define SIZE ((gsize) 2 * AHADI_BLOB_PIECE)

static void
world_clear (World *self)
{
  place_close (&self->from);
  place_close (&self->to);
  ahadi_record_unref (self->attachment);
  g_free (self->sealed);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static void
world_open (World *self)
{
  g_autofree char *path = NULL;

  place_open (&self->from);
  place_open (&self->to);
  self->attachment = blobs_attach (&self->from, SIZE);
  g_assert_true (ahadi_attachment_read_blob (self->attachment, &self->info));
  path = ahadi_blob_get_path (self->from.vault, &self->info.id);
  g_assert_true (g_file_get_contents (path, &self->sealed, NULL, NULL));
}

/* Gives 100,000 bytes at a time. */
static gboolean
read_bytes (gpointer in, void *buffer, gsize count, gsize *n, GError **error)
{
  return g_input_stream_read_all (in, buffer, MIN (count, 100000), n, NULL, error);
}

static void
put (World *self, const AhadiId *device, guint i, gboolean spoilt)
{
  gsize size = ahadi_blob_piece_size (self->info.ct_size, i);
  g_autofree char *bytes = g_memdup2 (self->sealed + (gsize) i * AHADI_BLOB_PIECE, size);
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (GError) error = NULL;

  bytes[size / 2] ^= spoilt;
  in = g_memory_input_stream_new_from_data (bytes, (gssize) size, NULL);
  assert_ok (ahadi_blob_arrival_put (self->to.vault, &self->info.id, device, i,
                                     read_bytes, in, &error));
}

static void
assert_settles (World *self, guint whole, guint spoilt)
{
  g_autoptr (GError) error = NULL;
  AhadiBlobArrivals found;

  assert_ok (ahadi_blob_arrival_settle (self->to.vault, &found, &error));
  g_assert_cmpuint (found.whole, ==, whole);
  g_assert_cmpuint (found.spoilt, ==, spoilt);
}

/* Given again, it is whole again. */
static void
test_a_damaged_file_gives_way (void)
{
  g_auto (World) world = { 0 };
  g_autofree char *path = NULL;

  world_open (&world);
  place_deliver_all (&world.from, &world.to);
  path = ahadi_blob_get_path (world.to.vault, &world.info.id);
  for (guint way = 0; way < 2; way++)
    {
      if (way == 1)
        g_assert_true (g_file_set_contents (path, "x", 1, NULL));
      for (guint i = 0; i < 3; i++)
        put (&world, &world.from.device, i, FALSE);
      assert_settles (&world, 1, 0);
      blobs_assert_readable (&world.to, world.attachment, SIZE);
    }
  put (&world, &world.from.device, 0, TRUE);
  put (&world, &world.from.device, 1, FALSE);
  put (&world, &world.from.device, 2, FALSE);
  assert_settles (&world, 0, 0);
  blobs_assert_readable (&world.to, world.attachment, SIZE);
}

/* Another record may name a file that is here and say other bytes of it: the file stays.
 */
static void
test_no_other_record_takes_its_place (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (AhadiRecord) liar = NULL;
  g_autofree char *other = NULL;
  char hex[2 * AHADI_HASH_SIZE + 1];
  guint8 digest[AHADI_HASH_SIZE];
  g_autoptr (GError) error = NULL;

  world_open (&world);
  place_deliver_all (&world.from, &world.to);
  for (guint i = 0; i < 3; i++)
    put (&world, &world.from.device, i, FALSE);
  assert_settles (&world, 1, 0);

  other = g_memdup2 (world.sealed, world.info.ct_size);
  other[10] ^= 1;
  ahadi_hash_bytes (other, world.info.ct_size, digest);
  ahadi_hex_encode (digest, sizeof digest, hex);
  liar = ahadi_record_new (AHADI_KIND_ATTACHMENT, NULL);
  for (guint i = 0; i < AHADI_ATTACHMENT_N_FIELDS; i++)
    ahadi_record_set (liar, i, ahadi_record_get (world.attachment, i));
  ahadi_record_set (liar, AHADI_ATTACHMENT_CT_BLAKE2B, hex);
  assert_ok (ahadi_vault_save (world.to.vault, AUDIENCE, liar, NULL, &error));
  memcpy (world.sealed, other, world.info.ct_size);
  for (guint i = 0; i < 3; i++)
    put (&world, &world.to.device, i, FALSE);
  assert_settles (&world, 0, 0);
  blobs_assert_readable (&world.to, world.attachment, SIZE);
}

static void
test_pieces_in_any_order_and_twice_make_the_file (void)
{
  g_auto (World) world = { 0 };

  world_open (&world);
  place_deliver_all (&world.from, &world.to);
  put (&world, &world.from.device, 2, FALSE);
  put (&world, &world.from.device, 0, FALSE);
  put (&world, &world.from.device, 2, FALSE);
  assert_settles (&world, 0, 0);
  put (&world, &world.from.device, 1, FALSE);
  assert_settles (&world, 1, 0);
  blobs_assert_readable (&world.to, world.attachment, SIZE);
  g_assert_cmpuint (blobs_count_files (&world.to), ==, 1);
}

static void
test_pieces_may_come_before_the_record (void)
{
  g_auto (World) world = { 0 };

  world_open (&world);
  for (guint i = 0; i < 3; i++)
    put (&world, &world.from.device, i, FALSE);
  assert_settles (&world, 0, 0);
  place_deliver_all (&world.from, &world.to);
  assert_settles (&world, 1, 0);
  blobs_assert_readable (&world.to, world.attachment, SIZE);
}

static void
test_a_spoilt_file_is_dropped_and_can_come_again (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;
  guint32 here;

  world_open (&world);
  place_deliver_all (&world.from, &world.to);
  for (guint i = 0; i < 3; i++)
    put (&world, &world.from.device, i, i == 1);
  assert_settles (&world, 0, 1);
  assert_ok (ahadi_blob_list_here (world.to.vault, &world.info, &here, &error));
  g_assert_cmphex (here, ==, 0);

  for (guint i = 0; i < 3; i++)
    put (&world, &world.from.device, i, FALSE);
  assert_settles (&world, 1, 0);
}

/* Whoever knows the id of a file can't keep it from arriving. */
static void
test_nobody_spoils_what_another_sends (void)
{
  g_auto (World) world = { 0 };
  /* Looked at before any other: once the file is here, nothing more is spoilt. */
  AhadiId stranger = { .bytes = { [AHADI_ID_SIZE - 1] = 1 } };

  world_open (&world);
  place_deliver_all (&world.from, &world.to);
  for (guint i = 0; i < 3; i++)
    {
      put (&world, &stranger, i, TRUE);
      put (&world, &world.from.device, i, FALSE);
    }
  assert_settles (&world, 1, 1);
  blobs_assert_readable (&world.to, world.attachment, SIZE);
}

static void
test_state_counts_the_pieces_on_their_way (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiBlobState state;

  world_open (&world);
  place_deliver_all (&world.from, &world.to);
  put (&world, &world.from.device, 0, FALSE);
  put (&world, &world.from.device, 2, FALSE);
  assert_ok (ahadi_blob_get_state (world.to.vault, world.attachment, &state, &error));
  g_assert_false (state.is_here);
  g_assert_cmpuint (state.arrived, ==, 2);
  g_assert_cmpuint (state.pieces, ==, 3);
}

/* FORMATS: whoever is left out of a record is not told of its files, nor keeps them. */
static void
test_pieces_that_nobody_names_go_after_a_month (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiBlobArrivals found;

  world_open (&world);
  put (&world, &world.from.device, 0, FALSE);
  assert_ok (ahadi_blob_arrival_settle (world.to.vault, &found, &error));
  g_assert_cmpuint (found.partial, ==, 0);
  assert_ok (ahadi_blob_arrival_sweep (world.to.vault, &error));
  g_assert_cmpuint (blobs_count_files (&world.to), ==, 1);

  place_set_clock (g_get_real_time () / 1000 +
                   G_GINT64_CONSTANT (86400000) * AHADI_BLOB_ARRIVAL_DAYS + 60000);
  assert_ok (ahadi_blob_arrival_sweep (world.to.vault, &error));
  g_assert_cmpuint (blobs_count_files (&world.to), ==, 0);
  place_set_clock (0);

  /* Named after all, they can come again. */
  place_deliver_all (&world.from, &world.to);
  for (guint i = 0; i < 3; i++)
    put (&world, &world.from.device, i, FALSE);
  assert_settles (&world, 1, 0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/blob-arrival/no-other-record-takes-its-place",
                   test_no_other_record_takes_its_place);
  g_test_add_func ("/store/blob-arrival/a-damaged-file-gives-way",
                   test_a_damaged_file_gives_way);
  g_test_add_func ("/store/blob-arrival/pieces-in-any-order-and-twice-make-the-file",
                   test_pieces_in_any_order_and_twice_make_the_file);
  g_test_add_func ("/store/blob-arrival/pieces-may-come-before-the-record",
                   test_pieces_may_come_before_the_record);
  g_test_add_func ("/store/blob-arrival/a-spoilt-file-is-dropped-and-can-come-again",
                   test_a_spoilt_file_is_dropped_and_can_come_again);
  g_test_add_func ("/store/blob-arrival/nobody-spoils-what-another-sends",
                   test_nobody_spoils_what_another_sends);
  g_test_add_func ("/store/blob-arrival/pieces-that-nobody-names-go-after-a-month",
                   test_pieces_that_nobody_names_go_after_a_month);
  g_test_add_func ("/store/blob-arrival/state-counts-the-pieces-on-their-way",
                   test_state_counts_the_pieces_on_their_way);
  return g_test_run ();
}
