/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto-support.h"

/* A disk that is full after so many bytes. */
#define SMALL_TYPE_DISK (small_disk_get_type ())
G_DECLARE_FINAL_TYPE (SmallDisk, small_disk, SMALL, DISK, GOutputStream)

struct _SmallDisk
{
  GOutputStream parent_instance;
  gsize left;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (SmallDisk, small_disk, G_TYPE_OUTPUT_STREAM)

static gssize
small_disk_write (GOutputStream *stream,
                  const void *buffer,
                  gsize count,
                  GCancellable *cancellable,
                  GError **error)
{
  SmallDisk *self = SMALL_DISK (stream);
  gsize n = MIN (count, self->left);

  if (n == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
      return -1;
    }
  self->left -= n;
  return (gssize) n;
}

static gboolean
small_disk_close (GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  SMALL_DISK (stream)->closed = TRUE;
  return TRUE;
}

static void
small_disk_class_init (SmallDiskClass *klass)
{
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = small_disk_write;
  G_OUTPUT_STREAM_CLASS (klass)->close_fn = small_disk_close;
}

static void
small_disk_init (SmallDisk *self)
{
}

typedef struct
{
  AhadiAgeIdentity *identity;
  AhadiAgeRecipient recipient;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->identity = ahadi_age_identity_new ();
  fixture->recipient = ahadi_age_identity_get_recipient (fixture->identity);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  ahadi_age_identity_unref (fixture->identity);
}

static const gsize sizes[] = { 0,      1,      65535,  65536,  65537,  131071,
                               131072, 131073, 200000, 524288, 524289, 700000 };

static void
test_size_is_known_beforehand (Fixture *fixture, gconstpointer unused)
{
  const AhadiAgeRecipient both[] = { fixture->recipient, fixture->recipient };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize n = 1; n <= 2; n++)
      {
        g_autoptr (GBytes) plain = support_pattern (sizes[i]);
        g_autoptr (GBytes) sealed = support_seal (plain, both, n);

        g_assert_cmpuint (g_bytes_get_size (sealed), ==,
                          ahadi_age_sealed_size (n, sizes[i]));
      }
}

/* Writes @plain in pieces of @step. */
static GBytes *
seal_in_steps (Fixture *fixture, GBytes *plain, gsize step)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) writer =
      ahadi_age_writer_new (memory, &fixture->recipient, 1, &error);
  gsize size;
  const guint8 *data = g_bytes_get_data (plain, &size);

  for (gsize at = 0; at < size; at += step)
    {
      g_output_stream_write_all (writer, data + at, MIN (step, size - at), NULL, NULL,
                                 &error);
      g_assert_no_error (error);
    }
  g_output_stream_close (writer, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
test_pieces_of_any_size_make_the_same_file (Fixture *fixture, gconstpointer unused)
{
  static const gsize steps[] = {
    1000, 4096, 65535, 65536, 65537, 131072, 131073, 1 << 20
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (steps); j++)
      {
        g_autoptr (GBytes) plain = support_pattern (sizes[i]);
        g_autoptr (GBytes) sealed = seal_in_steps (fixture, plain, steps[j]);
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) opened =
            support_open (sealed, fixture->identity, 10000, &error);

        g_assert_no_error (error);
        support_assert_equal (opened, plain);
        g_assert_cmpuint (g_bytes_get_size (sealed), ==,
                          ahadi_age_sealed_size (1, sizes[i]));
      }
}

static void
test_files_of_the_same_content_differ (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) plain = support_pattern (100);
  g_autoptr (GBytes) first = support_seal (plain, &fixture->recipient, 1);
  g_autoptr (GBytes) second = support_seal (plain, &fixture->recipient, 1);
  const guint8 *a = g_bytes_get_data (first, NULL);
  const guint8 *b = g_bytes_get_data (second, NULL);
  gsize size = g_bytes_get_size (first);

  g_assert_cmpint (memcmp (a + size - 116, b + size - 116, 116), !=, 0);
}

static void
test_dropped_writer_leaves_no_whole_file (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
      GOutputStream *writer = ahadi_age_writer_new (memory, &fixture->recipient, 1, NULL);
      g_autoptr (GBytes) plain = support_pattern (sizes[i]);
      g_autoptr (GBytes) sealed = NULL;
      g_autoptr (GBytes) released = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_output_stream_write_all (writer, g_bytes_get_data (plain, NULL),
                                                sizes[i], NULL, NULL, NULL));
      g_object_unref (writer);
      g_assert_true (g_output_stream_is_closed (memory));
      sealed = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
      released = support_open (sealed, fixture->identity, 10000, &error);
      g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT);
    }
}

static void
test_cancelled_close_leaves_no_whole_file (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) writer =
      ahadi_age_writer_new (memory, &fixture->recipient, 1, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) released = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) read_error = NULL;

  g_assert_true (g_output_stream_write_all (writer, "x", 1, NULL, NULL, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (g_output_stream_close (writer, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sealed = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  released = support_open (sealed, fixture->identity, 10000, &read_error);
  g_assert_error (read_error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT);
}

/* Above a batch of chunks, so that some is written before the end. */
#define LARGE 600000

static void
test_full_disk_is_told_at_every_size (Fixture *fixture, gconstpointer unused)
{
  gsize whole = ahadi_age_sealed_size (1, LARGE);
  g_autoptr (GBytes) plain = support_pattern (LARGE);

  for (gsize left = 0; left < whole; left += left < 300 ? 1 : 4999)
    {
      g_autoptr (SmallDisk) disk = g_object_new (SMALL_TYPE_DISK, NULL);
      g_autoptr (GOutputStream) writer = NULL;
      g_autoptr (GError) error = NULL;

      disk->left = left;
      writer =
          ahadi_age_writer_new (G_OUTPUT_STREAM (disk), &fixture->recipient, 1, &error);
      if (writer && g_output_stream_write_all (writer, g_bytes_get_data (plain, NULL),
                                               LARGE, NULL, NULL, &error))
        g_assert_false (g_output_stream_close (writer, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
    }
}

static void
test_failed_writer_keeps_failing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SmallDisk) disk = g_object_new (SMALL_TYPE_DISK, NULL);
  g_autoptr (GOutputStream) writer = NULL;
  g_autoptr (GBytes) plain = support_pattern (2 * LARGE);
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;
  g_autoptr (GError) third = NULL;

  disk->left = 1000;
  writer = ahadi_age_writer_new (G_OUTPUT_STREAM (disk), &fixture->recipient, 1, NULL);
  g_assert_false (g_output_stream_write_all (writer, g_bytes_get_data (plain, NULL),
                                             2 * LARGE, NULL, NULL, &first));
  /* Space again: what has been lost meanwhile stays lost. */
  disk->left = 1 << 20;
  g_assert_false (g_output_stream_write_all (writer, "x", 1, NULL, NULL, &second));
  g_assert_error (second, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_false (g_output_stream_close (writer, NULL, &third));
  g_assert_error (third, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_true (disk->closed);
  g_assert_cmpuint (disk->left, ==, 1 << 20);
}

static void
test_base_may_stay_open (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) writer =
      ahadi_age_writer_new (memory, &fixture->recipient, 1, NULL);

  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (writer), FALSE);
  g_assert_true (g_output_stream_close (writer, NULL, NULL));
  g_assert_false (g_output_stream_is_closed (memory));
}

static void
test_recipients_are_one_to_64 (Fixture *fixture, gconstpointer unused)
{
  g_autofree AhadiAgeRecipient *many = g_new (AhadiAgeRecipient, 65);
  g_autoptr (GBytes) plain = support_pattern (3);
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) opened = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 65; i++)
    many[i] = fixture->recipient;
  sealed = support_seal (plain, many, 64);
  opened = support_open (sealed, fixture->identity, 10, &error);
  g_assert_no_error (error);
  support_assert_equal (opened, plain);

  for (gsize n = 0; n <= 65; n += 65)
    {
      g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
      g_autoptr (GError) count_error = NULL;

      g_assert_null (ahadi_age_writer_new (memory, many, n, &count_error));
      g_assert_error (count_error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
    }
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);

#define ADD(name, function)                                                              \
  g_test_add ("/crypto/age-writer/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("size-is-known-beforehand", test_size_is_known_beforehand);
  ADD ("pieces-of-any-size-make-the-same-file",
       test_pieces_of_any_size_make_the_same_file);
  ADD ("files-of-the-same-content-differ", test_files_of_the_same_content_differ);
  ADD ("dropped-writer-leaves-no-whole-file", test_dropped_writer_leaves_no_whole_file);
  ADD ("cancelled-close-leaves-no-whole-file", test_cancelled_close_leaves_no_whole_file);
  ADD ("full-disk-is-told-at-every-size", test_full_disk_is_told_at_every_size);
  ADD ("failed-writer-keeps-failing", test_failed_writer_keeps_failing);
  ADD ("base-may-stay-open", test_base_may_stay_open);
  ADD ("recipients-are-one-to-64", test_recipients_are_one_to_64);
  return g_test_run ();
}
