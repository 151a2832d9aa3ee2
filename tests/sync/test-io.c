/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-io.h"

#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/tree.h"
#include "world.h"

/* Around the chunk that is read at a time. */
static const gsize sizes[] = {
  0, 1, AHADI_IO_CHUNK - 1, AHADI_IO_CHUNK, AHADI_IO_CHUNK + 1, 3 * AHADI_IO_CHUNK
};

typedef struct
{
  char *folder;
} Folder;

static void
folder_open (Folder *self)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("ahadi-io-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
folder_close (Folder *self)
{
  if (self->folder != NULL)
    tree_remove (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folder, folder_close)

static char *
get_path (Folder *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static GBytes *
make_bytes (gsize size)
{
  guint8 *bytes = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    bytes[i] = i * 31 + i / 251;
  return g_bytes_new_take (bytes, size);
}

static char *
write_file (Folder *self, const char *name, GBytes *bytes)
{
  g_autofree char *path = get_path (self, name);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_file_replace (path, bytes, 0600, &error));
  return g_steal_pointer (&path);
}

/* --- creating --- */

static void
test_create (void)
{
  g_auto (Folder) folder = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GOutputStream) out = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  folder_open (&folder);
  path = get_path (&folder, "new");
  out = ahadi_io_create (path, &error);
  g_assert_no_error (error);
  assert_ok (g_output_stream_write_all (out, "words", 5, NULL, NULL, &error));
  assert_ok (ahadi_io_sync (out, &error));
  assert_ok (g_output_stream_close (out, NULL, &error));

  bytes = world_read_file (path);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 5);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 07777, ==, 0600);
}

/* Neither a file that is there, nor through a link that somebody laid. */
static void
test_create_only_new (void)
{
  g_auto (Folder) folder = { 0 };
  g_autoptr (GBytes) before = make_bytes (10);
  g_autoptr (GBytes) after = NULL;
  g_autofree char *path = NULL;
  g_autofree char *link = NULL;
  g_autofree char *target = NULL;
  g_autoptr (GError) error = NULL;

  folder_open (&folder);
  path = write_file (&folder, "there", before);
  g_assert_null (ahadi_io_create (path, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_EXISTS);
  g_clear_error (&error);
  after = world_read_file (path);
  g_assert_true (g_bytes_equal (before, after));

  link = get_path (&folder, "link");
  target = get_path (&folder, "target");
  g_assert_cmpint (symlink (target, link), ==, 0);
  g_assert_null (ahadi_io_create (link, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_EXISTS);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
}

/* A pipe has nothing that could be synced: whatever the system refuses is told. */
static void
test_sync_fails (void)
{
  g_autoptr (GOutputStream) out = NULL;
  g_autoptr (GError) error = NULL;
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  out = g_unix_output_stream_new (ends[1], TRUE);
  g_assert_false (ahadi_io_sync (out, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IO);
  close (ends[0]);
}

/* --- opening --- */

static void
test_open (void)
{
  g_auto (Folder) folder = { 0 };
  g_autoptr (GBytes) bytes = make_bytes (100);
  g_autofree char *path = NULL;
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (GError) error = NULL;
  guint8 found[200];
  gsize n;

  folder_open (&folder);
  path = write_file (&folder, "file", bytes);
  in = ahadi_io_open (path, &error);
  g_assert_no_error (error);
  assert_ok (g_input_stream_read_all (in, found, sizeof found, &n, NULL, &error));
  g_assert_cmpmem (found, n, g_bytes_get_data (bytes, NULL), 100);
}

static void
assert_not_opened (const char *path, AhadiBaseError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ahadi_io_open (path, &error));
  g_assert_error (error, AHADI_BASE_ERROR, (int) code);
}

/* A pipe that nobody writes to must not hang us either. */
static void
test_open_only_files (void)
{
  g_auto (Folder) folder = { 0 };
  g_autofree char *gone = NULL;
  g_autofree char *fifo = NULL;

  folder_open (&folder);
  gone = get_path (&folder, "gone");
  fifo = get_path (&folder, "pipe");
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_not_opened (gone, AHADI_BASE_ERROR_NOT_FOUND);
  assert_not_opened (folder.folder, AHADI_BASE_ERROR_IS_FOLDER);
  assert_not_opened (fifo, AHADI_BASE_ERROR_NOT_FILE);
  assert_not_opened ("/dev/zero", AHADI_BASE_ERROR_NOT_FILE);
}

/* --- copying --- */

static void
test_copy (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) bytes = make_bytes (sizes[i]);
      g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (bytes);
      g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
      GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (out);
      g_autoptr (GError) error = NULL;
      AhadiTicker ticker;

      ahadi_ticker_init (&ticker, NULL, AHADI_STEP_READ, 0);
      assert_ok (ahadi_io_copy (in, out, &ticker, &error));
      g_assert_cmpuint (ticker.done, ==, sizes[i]);
      g_assert_cmpmem (g_memory_output_stream_get_data (memory),
                       g_memory_output_stream_get_data_size (memory),
                       g_bytes_get_data (bytes, NULL), sizes[i]);
      g_assert_false (g_input_stream_is_closed (in));
      g_assert_false (g_output_stream_is_closed (out));
    }
}

static void
cancel_at_once (AhadiStep step, guint64 done, guint64 total, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_copy_cancelled (void)
{
  g_autoptr (GBytes) bytes = make_bytes (5 * AHADI_IO_CHUNK);
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  AhadiProgress progress = { cancel_at_once, cancellable, cancellable };
  g_autoptr (GError) error = NULL;
  AhadiTicker ticker;

  ahadi_ticker_init (&ticker, &progress, AHADI_STEP_READ, 0);
  g_assert_false (ahadi_io_copy (in, out, &ticker, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (ticker.done, <, g_bytes_get_size (bytes));
}

/* --- hashing --- */

static void
test_hash (void)
{
  g_auto (Folder) folder = { 0 };

  folder_open (&folder);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) bytes = make_bytes (sizes[i]);
      g_autofree char *path = write_file (&folder, "file", bytes);
      guint8 expected[AHADI_HASH_SIZE];
      guint8 found[AHADI_HASH_SIZE];
      g_autoptr (GError) error = NULL;
      AhadiTicker ticker;

      ahadi_ticker_init (&ticker, NULL, AHADI_STEP_VERIFY, 0);
      assert_ok (ahadi_io_hash (path, &ticker, found, &error));
      ahadi_hash_bytes (g_bytes_get_data (bytes, NULL), sizes[i], expected);
      g_assert_cmpmem (found, sizeof found, expected, sizeof expected);
      g_assert_cmpuint (ticker.done, ==, sizes[i]);
    }
}

static void
test_hash_nothing (void)
{
  g_auto (Folder) folder = { 0 };
  guint8 digest[AHADI_HASH_SIZE];
  g_autoptr (GError) error = NULL;
  AhadiTicker ticker;

  folder_open (&folder);
  ahadi_ticker_init (&ticker, NULL, AHADI_STEP_VERIFY, 0);
  g_assert_false (ahadi_io_hash (folder.folder, &ticker, digest, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IS_FOLDER);
}

/* --- what it is --- */

static void
test_check_age (void)
{
  static const struct
  {
    const char *start;
    gboolean is_age;
  } cases[] = {
    { "age-encryption.org/v1\n", TRUE },
    { "age-encryption.org/v1\n-> X25519 ", TRUE },
    { "age-encryption.org/v1", FALSE },
    { "age-encryption.org/v1\r\n", FALSE },
    { "age-encryption.org/v2\n", FALSE },
    { "-----BEGIN AGE ENCRYPTED FILE-----\n", FALSE },
    { "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize size = strlen (cases[i].start);

      g_assert_cmpint (ahadi_io_check_age (cases[i].start, size, &error), ==,
                       cases[i].is_age);
      if (!cases[i].is_age)
        g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN);
    }
}

/* What stands in memory behind the bytes that were read does not count. */
static void
test_check_age_short (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ahadi_io_check_age ("age-encryption.org/v1\n", 21, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN);
}

static void
test_whose_error (void)
{
  g_autoptr (GError) disk =
      g_error_new_literal (AHADI_BASE_ERROR, AHADI_BASE_ERROR_IO, "disk");
  g_autoptr (GError) cancelled =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  g_autoptr (GError) file =
      g_error_new_literal (AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED, "file");

  g_assert_true (ahadi_io_error_is_ours (disk));
  g_assert_true (ahadi_io_error_is_ours (cancelled));
  g_assert_false (ahadi_io_error_is_ours (file));
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/io/new-files-are-ours-alone", test_create);
  g_test_add_func ("/sync/io/creates-only-what-is-not-there", test_create_only_new);
  g_test_add_func ("/sync/io/sync-tells-when-it-cannot", test_sync_fails);
  g_test_add_func ("/sync/io/opens-a-file-at-its-start", test_open);
  g_test_add_func ("/sync/io/opens-regular-files-only", test_open_only_files);
  g_test_add_func ("/sync/io/copies-to-the-end", test_copy);
  g_test_add_func ("/sync/io/a-copy-can-be-cancelled", test_copy_cancelled);
  g_test_add_func ("/sync/io/hashes-the-whole-file", test_hash);
  g_test_add_func ("/sync/io/nothing-to-hash", test_hash_nothing);
  g_test_add_func ("/sync/io/B1-begins-as-age-files-do", test_check_age);
  g_test_add_func ("/sync/io/B1-a-few-bytes-are-no-age-file", test_check_age_short);
  g_test_add_func ("/sync/io/tells-our-errors-from-the-file's", test_whose_error);

  return g_test_run ();
}
