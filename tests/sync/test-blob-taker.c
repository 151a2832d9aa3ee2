/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "forge.h"
#include "sync/ahadi-part-codec.h"

#define CONTAINER "blobs/membership.tar.age"

static World world;
static AhadiVault *laptop;
static AhadiRecord *attachment;
static char *bundle;

static json_t *
get_entry (Forge *forge)
{
  return json_array_get (json_object_get (forge->manifest, "blobs"), 0);
}

static char **
get_recipients (Forge *forge)
{
  json_t *part = forge_get_part (forge, AHADI_AUDIENCE_MEMBERSHIP);

  return ahadi_recipients_from_json (part, "recipients", NULL);
}

/* Puts @plain in place of what the container holds, as its author would. */
static void
seal_container (Forge *forge, GBytes *plain, const char *const *recipients)
{
  g_autoptr (GBytes) sealed = forge_seal (plain, recipients);
  guint8 digest[AHADI_HASH_SIZE];
  gsize size;
  const void *bytes = g_bytes_get_data (sealed, &size);

  ahadi_hash_bytes (bytes, size, digest);
  ahadi_json_set_int (get_entry (forge), "ct_len", (gint64) size);
  ahadi_json_set_bytes (get_entry (forge), "ct_blake2b", digest, sizeof digest);
  forge_set (forge, CONTAINER, sealed);
  forge_sign (forge, laptop);
}

static GBytes *
open_container (Forge *forge)
{
  return forge_unseal (forge_find (forge, CONTAINER)->bytes, world.office);
}

/* The bundle is merged, and the container refused alone with @word (NULL: taken). */
static void
assert_container (Forge *forge, const char *word)
{
  g_autofree char *path = forge_save (forge, &world, world.office);
  g_autoptr (AhadiImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  result = ahadi_import_file (world.office, path, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->outcome, ==, AHADI_OUTCOME_MERGED);
  if (word == NULL)
    g_assert_no_error (result->blobs_refused);
  else
    g_assert_cmpstr (ahadi_sync_error_to_word (result->blobs_refused->code), ==, word);
  g_assert_cmpuint (result->pieces, ==, word == NULL ? 1 : 0);
}

/* @archive, padded to its bucket. */
static void
assert_archive (GBytes *archive, const char *word)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_auto (GStrv) recipients = get_recipients (forge);
  g_autoptr (GBytes) padded =
      forge_pad (archive, ahadi_part_bucket (g_bytes_get_size (archive)));

  seal_container (forge, padded, (const char *const *) recipients);
  assert_container (forge, word);
}

/* Members @names, each of @size bytes. */
static void
assert_names (const char *const *names, gsize size, const char *word)
{
  g_autoptr (Forge) inner = forge_new ();
  g_autofree char *zeros = g_malloc0 (size + 1);
  g_autoptr (GBytes) bytes = g_bytes_new (zeros, size);
  g_autoptr (GBytes) archive = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    forge_insert (inner, i > 0 ? names[i - 1] : NULL, names[i], bytes);
  archive = forge_to_archive (inner);
  assert_archive (archive, word);
}

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define A "000102030405060708090a0b0c0d0e0f"
#define B "100102030405060708090a0b0c0d0e0f"

static void
test_unchanged_is_taken (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_auto (GStrv) recipients = get_recipients (forge);
  g_autoptr (GBytes) plain = open_container (forge);

  seal_container (forge, plain, (const char *const *) recipients);
  assert_container (forge, NULL);
}

static void
test_z1_stanzas (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_auto (GStrv) recipients = get_recipients (forge);
  g_autofree char *other = forge_get_recipient (laptop);
  g_autoptr (GBytes) plain = open_container (forge);

  seal_container (forge, plain, NAMES (recipients[0], other));
  assert_container (forge, "malformed");
}

static void
test_z2_archive (void)
{
  g_autoptr (Forge) empty = forge_new ();
  g_autoptr (GBytes) nothing = forge_to_archive (empty);
  g_autoptr (GBytes) junk = g_bytes_new_static ("junk", 4);

  assert_archive (nothing, "foreign");
  assert_archive (junk, "foreign");
}

static void
test_z3_names_and_order (void)
{
  assert_names (NAMES (A ".0"), 10, NULL);
  assert_names (NAMES (A ".13"), 10, "malformed");
  assert_names (NAMES ("evil"), 10, "malformed");
  assert_names (NAMES (A ".1", A ".0"), 10, "malformed");
  assert_names (NAMES (A ".1", A ".1"), 10, "malformed");
  assert_names (NAMES (B ".0", A ".0"), 10, "malformed");
}

static void
test_z4_sizes (void)
{
  assert_names (NAMES (A ".0"), 0, "malformed");
  assert_names (NAMES (A ".0"), AHADI_BLOB_PIECE + 1, "malformed");
}

static void
test_z5_bucket (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_auto (GStrv) recipients = get_recipients (forge);
  g_autoptr (GBytes) plain = open_container (forge);
  g_autoptr (GBytes) longer =
      forge_pad (plain, g_bytes_get_size (plain) + AHADI_ID_SIZE * 32);

  seal_container (forge, longer, (const char *const *) recipients);
  assert_container (forge, "malformed");
}

static void
test_z6_sealed_to_others (void)
{
  g_autoptr (Forge) forge = forge_open (bundle, world.office);
  g_autofree char *other = forge_get_recipient (laptop);
  g_autoptr (GBytes) plain = open_container (forge);

  seal_container (forge, plain, NAMES (other));
  assert_container (forge, "malformed");
}

static void
test_bundle_as_written_brings_its_file (void)
{
  g_autoptr (AhadiImportResult) result = world_merge (world.office, bundle);

  g_assert_cmpuint (result->files, ==, 1);
  g_assert_true (world_has_file (world.office, attachment));
}

int
main (int argc, char *argv[])
{
  int code;

  world_init_tests (&argc, &argv);
  world_open (&world);
  laptop = world_add_laptop (&world, "Kisumu");
  attachment = world_attach (laptop, "membership", 1000);
  bundle = world_export (&world, laptop);
  g_test_add_func ("/sync/blob-taker/unchanged-is-taken", test_unchanged_is_taken);
  g_test_add_func ("/sync/blob-taker/Z1-stanzas", test_z1_stanzas);
  g_test_add_func ("/sync/blob-taker/Z2-archive", test_z2_archive);
  g_test_add_func ("/sync/blob-taker/Z3-names-and-order", test_z3_names_and_order);
  g_test_add_func ("/sync/blob-taker/Z4-sizes", test_z4_sizes);
  g_test_add_func ("/sync/blob-taker/Z5-bucket", test_z5_bucket);
  g_test_add_func ("/sync/blob-taker/Z6-sealed-to-others", test_z6_sealed_to_others);
  g_test_add_func ("/sync/blob-taker/bundle-as-written-brings-its-file",
                   test_bundle_as_written_brings_its_file);
  code = g_test_run ();
  world_close (&world);
  ahadi_record_unref (attachment);
  g_free (bundle);
  return code;
}
