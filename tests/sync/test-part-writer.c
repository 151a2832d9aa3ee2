/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-part-writer.h"

#include <string.h>

#include "sync/ahadi-part-reader.h"
#include "world.h"

typedef struct
{
  World world;
  AhadiStaging *staging;
  AhadiAgeIdentity *identity;
  AhadiPartHeader header;
} Bench;

static void
bench_open (Bench *self)
{
  g_autoptr (AhadiSigningKey) key = ahadi_signing_key_new ();
  g_autoptr (GError) error = NULL;

  world_open (&self->world);
  self->staging = ahadi_staging_open (self->world.office, &error);
  g_assert_no_error (error);
  self->identity = ahadi_age_identity_new ();
  self->header.signer = *ahadi_signing_key_get_verify_key (key);
  g_strlcpy (self->header.audience, "membership", sizeof self->header.audience);
}

static void
bench_close (Bench *self)
{
  g_clear_pointer (&self->staging, ahadi_staging_close);
  g_clear_pointer (&self->identity, ahadi_age_identity_unref);
  world_close (&self->world);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_close)

/* Writes @n lines that do not shrink; gives the size of the age file. */
static guint64
write_part (Bench *self, const char *name, guint n, guint8 digest[AHADI_HASH_SIZE])
{
  AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (self->identity);
  g_autoptr (GArray) recipients = g_array_new (FALSE, FALSE, sizeof recipient);
  g_autoptr (AhadiPartWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  guint64 size;

  g_array_append_val (recipients, recipient);
  writer = ahadi_part_writer_new (self->staging, name, &self->header, recipients, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      guint8 random[512];
      char line[1026];

      ahadi_random_bytes (random, sizeof random);
      ahadi_hex_encode (random, sizeof random, line);
      line[1024] = '\n';
      assert_ok (ahadi_part_writer_add (writer, line, 1025, &error));
    }

  assert_ok (ahadi_part_writer_finish (writer, &size, digest, &error));
  return size;
}

static guint
count_lines (Bench *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) in = ahadi_staging_read (self->staging, name, &error);
  g_autoptr (GPtrArray) ring = world_make_ring (self->identity);
  g_autoptr (AhadiPartReader) reader = ahadi_part_reader_new (in, ring, &error);
  const char *line;
  gsize size;
  guint n = 0;

  g_assert_no_error (error);
  while (TRUE)
    {
      assert_ok (ahadi_part_reader_next (reader, &line, &size, &error));
      if (line == NULL)
        return n;
      n++;
    }
}

/* Whatever it holds, a part is as long as its bucket says: 64 KiB, 128, 256… */
static void
test_buckets (void)
{
  static const struct
  {
    guint lines;
    guint64 bucket;
  } cases[] = {
    { 0, 65536 }, { 1, 65536 }, { 100, 65536 }, { 150, 131072 }, { 400, 262144 }
  };
  g_auto (Bench) bench = { 0 };

  bench_open (&bench);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("%zu.age", i);
      g_autofree char *path = ahadi_staging_get_path (bench.staging, name);
      guint8 digest[AHADI_HASH_SIZE];
      guint8 found[AHADI_HASH_SIZE];
      g_autoptr (GBytes) bytes = NULL;
      guint64 size = write_part (&bench, name, cases[i].lines, digest);

      g_assert_cmpuint (size, ==, ahadi_age_sealed_size (1, cases[i].bucket));
      bytes = world_read_file (path);
      g_assert_cmpuint (g_bytes_get_size (bytes), ==, size);
      ahadi_hash_bytes (g_bytes_get_data (bytes, NULL), size, found);
      g_assert_cmpmem (found, sizeof found, digest, sizeof digest);
      g_assert_cmpuint (count_lines (&bench, name), ==, 1 + cases[i].lines);
    }
}

static void
test_no_plaintext (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint8 digest[AHADI_HASH_SIZE];

  bench_open (&bench);
  write_part (&bench, "part.age", 3, digest);
  path = ahadi_staging_get_path (bench.staging, "part.age");
  bytes = world_read_file (path);
  g_assert_null (memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                         "ahadi-part", strlen ("ahadi-part")));
}

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);

  g_test_add_func ("/sync/part-writer/fills-buckets", test_buckets);
  g_test_add_func ("/sync/part-writer/leaves-no-plaintext", test_no_plaintext);

  return g_test_run ();
}
