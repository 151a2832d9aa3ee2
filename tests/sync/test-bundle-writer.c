/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-bundle-writer.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "forge.h"

/* A laptop that writes a bundle of empty parts, step by step. */
typedef struct
{
  World world;
  AhadiVault *laptop;
  AhadiStaging *staging;
  AhadiIdentity *identity;
  AhadiDirectory *directory;
  AhadiProgress progress;
  AhadiBundleWriter *writer;
  guint readers[AHADI_AUDIENCE_N_FIELD + 1]; /* by class */
} Bench;

static void
bench_open (Bench *self)
{
  g_autoptr (GError) error = NULL;

  world_open (&self->world);
  self->laptop = world_add_laptop (&self->world, "Kisumu");
  self->staging = ahadi_staging_open (self->laptop, &error);
  g_assert_no_error (error);
  self->identity = world_get_identity (self->laptop);
  self->directory = world_get_directory (self->laptop);
  self->writer = ahadi_bundle_writer_new (self->staging, self->identity, self->directory,
                                          &self->progress);
}

static void
bench_close (Bench *self)
{
  g_clear_pointer (&self->writer, ahadi_bundle_writer_free);
  g_clear_pointer (&self->directory, ahadi_directory_unref);
  g_clear_pointer (&self->identity, ahadi_identity_unref);
  g_clear_pointer (&self->staging, ahadi_staging_close);
  world_close (&self->world);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_close)

static void
write_parts (Bench *self)
{
  for (int i = AHADI_AUDIENCE_MEMBERSHIP; i <= AHADI_AUDIENCE_N_FIELD; i++)
    {
      const AhadiId *branch = ahadi_identity_get_branch (self->identity);
      g_autofree char *audience =
          ahadi_audience_make (i, i == AHADI_AUDIENCE_BRANCH ? branch : NULL);
      g_autoptr (AhadiPartWriter) part = NULL;
      g_autoptr (GError) error = NULL;

      part = ahadi_bundle_writer_begin_part (self->writer, audience, &self->readers[i],
                                             &error);
      g_assert_no_error (error);
      assert_ok (ahadi_bundle_writer_end_part (self->writer, part, &error));
    }
}

/* To the office alone. */
static char *
write_whole (Bench *self, GBytes *card, guint64 *size, GError **error)
{
  g_autoptr (GArray) couriers = g_array_new (FALSE, FALSE, sizeof (AhadiAgeRecipient));
  g_autofree char *text = forge_get_recipient (self->world.office);
  g_autoptr (GError) local = NULL;
  AhadiAgeRecipient office;
  gboolean parsed = ahadi_age_recipient_parse (text, &office, &local);

  g_assert_no_error (local);
  g_assert_true (parsed);
  g_array_append_val (couriers, office);
  return ahadi_bundle_writer_write (self->writer, self->world.stick, couriers, card, size,
                                    error);
}

/* --- what is written --- */

static void
test_round_trip (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint64 size;

  bench_open (&bench);
  write_parts (&bench);
  path = write_whole (&bench, NULL, &size, &error);
  g_assert_no_error (error);

  name = g_path_get_basename (path);
  g_assert_cmpuint (strspn (name, "0123456789abcdef"), ==, 16);
  g_assert_cmpstr (name + 16, ==, ".ahadi");
  bytes = world_read_file (path);
  g_assert_cmpuint (size, ==, g_bytes_get_size (bytes));

  result = world_merge (bench.world.office, path);
  g_assert_true (
      ahadi_id_equal (&result->bundle, ahadi_bundle_writer_get_bundle (bench.writer)));
  g_assert_true (
      ahadi_id_equal (&result->device, ahadi_identity_get_device (bench.identity)));
}

static void
test_own_id (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (AhadiBundleWriter) second = NULL;

  bench_open (&bench);
  second = ahadi_bundle_writer_new (bench.staging, bench.identity, bench.directory, NULL);
  g_assert_false (ahadi_id_equal (ahadi_bundle_writer_get_bundle (bench.writer),
                                  ahadi_bundle_writer_get_bundle (second)));
}

static void
test_card (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GBytes) card = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autoptr (GError) error = NULL;
  guint64 size;

  bench_open (&bench);
  card = ahadi_card_export (bench.laptop, &error);
  g_assert_no_error (error);
  write_parts (&bench);
  path = write_whole (&bench, card, &size, &error);
  g_assert_no_error (error);

  bytes = world_read_file (path);
  g_assert_cmpuint (size, ==, g_bytes_get_size (bytes));
  forge = forge_open (path, bench.world.office);
  g_assert_cmpstr (((ForgeMember *) forge->members->pdata[2])->name, ==,
                   "card.ahadi-card");
  g_assert_true (g_bytes_equal (forge_find (forge, "card.ahadi-card")->bytes, card));
}

/* An office without a holder: one recipient, whose key nobody has. */
static void
test_nobody (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *office = NULL;
  g_autoptr (Forge) forge = NULL;
  g_autoptr (GError) error = NULL;
  json_t *recipients;
  guint64 size;

  bench_open (&bench);
  write_parts (&bench);
  g_assert_cmpuint (bench.readers[AHADI_AUDIENCE_MEMBERSHIP], ==, 1);
  g_assert_cmpuint (bench.readers[AHADI_AUDIENCE_EXECUTIVE_DIRECTOR], ==, 0);
  g_assert_cmpuint (bench.readers[AHADI_AUDIENCE_BRANCH], ==, 2);

  path = write_whole (&bench, NULL, &size, &error);
  g_assert_no_error (error);
  forge = forge_open (path, bench.world.office);
  office = forge_get_recipient (bench.world.office);
  recipients = json_object_get (forge_get_part (forge, AHADI_AUDIENCE_EXECUTIVE_DIRECTOR),
                                "recipients");
  g_assert_cmpuint (json_array_size (recipients), ==, 1);
  g_assert_cmpstr (json_string_value (json_array_get (recipients, 0)), !=, office);
}

/* --- how it is written --- */

typedef struct
{
  Bench *bench;
  GCancellable *cancellable;
  guint hidden; /* reports at which the hidden file was there */
  AhadiStep stop;
} Watch;

/* The only file on the stick, whole path; NULL if there is none. */
static char *
find_file (Bench *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->world.stick, 0, NULL);
  const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;

  return name != NULL ? g_build_filename (self->world.stick, name, NULL) : NULL;
}

static void
watch_name (AhadiStep step, guint64 done, guint64 total, gpointer data)
{
  Watch *watch = data;
  g_autofree char *path = find_file (watch->bench);
  g_autofree char *name = g_path_get_basename (path);

  g_assert_cmpuint (world_count_files (watch->bench->world.stick), ==, 1);
  g_assert_cmpint (name[0], ==, '.');
  g_assert_cmpuint (strspn (name + 1, "0123456789abcdef"), ==, 16);
  g_assert_cmpstr (name + 17, ==, ".ahadi.part");
  watch->hidden++;
}

/* Of a file that was begun two hours ago nobody writes any more. */
static void
test_leftovers (void)
{
  g_auto (Bench) bench = { 0 };
  static const char *const names[] = { ".0123456789abcdef.ahadi.part",
                                       ".0123456789abcdee.ahadi.part",
                                       ".0123456789abcdef.ahadi.part.txt" };
  struct utimbuf old = { time (NULL) - 7200, time (NULL) - 7200 };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  guint64 size;

  bench_open (&bench);
  write_parts (&bench);
  g_assert_cmpint (g_mkdir_with_parents (bench.world.stick, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *file = g_build_filename (bench.world.stick, names[i], NULL);

      g_assert_true (g_file_set_contents (file, "cut", 3, NULL));
      g_assert_cmpint (i == 1 ? 0 : g_utime (file, &old), ==, 0);
    }

  path = write_whole (&bench, NULL, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (world_count_files (bench.world.stick), ==, 3);
}

static void
test_hidden (void)
{
  g_auto (Bench) bench = { 0 };
  Watch watch = { .bench = &bench };
  g_autofree char *path = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  guint64 size;

  bench_open (&bench);
  write_parts (&bench);
  bench.progress = (AhadiProgress){ watch_name, &watch, NULL };
  path = write_whole (&bench, NULL, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (watch.hidden, >=, 4);
  g_assert_cmpuint (world_count_files (bench.world.stick), ==, 1);
  found = find_file (&bench);
  g_assert_cmpstr (found, ==, path);
}

static void
flip_byte (const char *path, long at)
{
  FILE *file = g_fopen (path, "r+");
  int byte;

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, at, SEEK_SET), ==, 0);
  byte = fgetc (file);
  g_assert_cmpint (byte, !=, EOF);
  g_assert_cmpint (fseek (file, at, SEEK_SET), ==, 0);
  g_assert_cmpint (fputc (byte ^ 1, file), ==, byte ^ 1);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* Once it is written and before it is read back to the end. */
static void
wear_out (AhadiStep step, guint64 done, guint64 total, gpointer data)
{
  Watch *watch = data;
  g_autofree char *path = find_file (watch->bench);

  if (step == AHADI_STEP_VERIFY && watch->hidden++ == 0)
    flip_byte (path, (long) total - 300);
}

static void
assert_gives_back_others (Bench *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  guint64 size;

  path = write_whole (self, NULL, &size, &error);
  g_assert_null (path);
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "other bytes"));
  g_assert_cmpuint (world_count_files (self->world.stick), ==, 0);
}

/* A worn stick that takes every byte and gives back another. */
static void
test_read_back (void)
{
  g_auto (Bench) bench = { 0 };
  Watch watch = { .bench = &bench };

  bench_open (&bench);
  write_parts (&bench);
  bench.progress = (AhadiProgress){ wear_out, &watch, NULL };
  assert_gives_back_others (&bench);
  g_assert_cmpuint (watch.hidden, >, 0);
}

/* The vault's own disk may be worn too: a part that is no longer what the manifest is
 * signed for would be refused by every reader. */
static void
test_staged_part_changed (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *staged = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  guint64 size;

  bench_open (&bench);
  write_parts (&bench);
  staged = ahadi_staging_get_path (bench.staging, "safeguarding.age");
  flip_byte (staged, 1000);
  assert_gives_back_others (&bench);

  flip_byte (staged, 1000);
  path = write_whole (&bench, NULL, &size, &error);
  g_assert_no_error (error);
}

static void
stop_at (AhadiStep step, guint64 done, guint64 total, gpointer data)
{
  Watch *watch = data;

  if (step == watch->stop)
    g_cancellable_cancel (watch->cancellable);
}

static void
test_cancelled (void)
{
  static const AhadiStep steps[] = { AHADI_STEP_WRITE, AHADI_STEP_VERIFY };
  g_auto (Bench) bench = { 0 };

  bench_open (&bench);
  write_parts (&bench);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Watch watch = { .cancellable = cancellable, .stop = steps[i] };
      g_autofree char *path = NULL;
      g_autoptr (GError) error = NULL;
      guint64 size;

      bench.progress = (AhadiProgress){ stop_at, &watch, cancellable };
      path = write_whole (&bench, NULL, &size, &error);
      g_assert_null (path);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (world_count_files (bench.world.stick), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/bundle-writer/writes-what-a-reader-takes", test_round_trip);
  g_test_add_func ("/sync/bundle-writer/each-draws-its-own-id", test_own_id);
  g_test_add_func ("/sync/bundle-writer/puts-the-card-before-the-parts", test_card);
  g_test_add_func ("/sync/bundle-writer/seals-to-nobody-where-nobody-reads", test_nobody);
  g_test_add_func ("/sync/bundle-writer/leftovers-of-a-killed-export-go", test_leftovers);
  g_test_add_func ("/sync/bundle-writer/O3-hidden-until-it-is-whole", test_hidden);
  g_test_add_func ("/sync/bundle-writer/O3-reads-back-what-it-wrote", test_read_back);
  g_test_add_func ("/sync/bundle-writer/O3-refuses-a-staged-part-that-changed",
                   test_staged_part_changed);
  g_test_add_func ("/sync/bundle-writer/O3-cancelled-leaves-nothing", test_cancelled);

  return g_test_run ();
}
